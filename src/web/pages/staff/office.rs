//! `/verwaltung/fachaemter/{slug}`: one office, its contact, its Leitthemen and its members.

use axum::{
    body::Bytes,
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    Theme,
    policy::{Action, Role, Scope},
};
use leptos::prelude::*;
use store::{
    StoreError, accounts,
    offices::{self, Office},
};

use super::{
    form::{Line, ProblemSummary, Problems, Typed},
    frame::StaffPage,
    offices::name_problems,
};
use crate::{
    AppError, Site, Visit,
    locales::fill,
    pages::accounts::private,
    render,
    ui::{Icon, Notice, NoticeKind},
};

/// What stands in the form.
#[derive(Clone)]
struct Wanted {
    name: String,
    contact: String,
    themes: Vec<Theme>,
}

impl From<&Office> for Wanted {
    fn from(office: &Office) -> Self {
        Self {
            name: office.name.clone(),
            contact: office.contact.clone().unwrap_or_default(),
            themes: office.themes.clone(),
        }
    }
}

pub async fn show(State(site): State<Site>, visit: Visit, Path(slug): Path<String>) -> Result<Response, AppError> {
    visit.acting(Action::ManageOffices)?;
    let office = offices::by_slug(&site.store, &slug).await?.ok_or(AppError::NotFound)?;
    let wanted = Wanted::from(&office);
    page(StatusCode::OK, site, visit, office, wanted, Problems::default()).await
}

/// `name`, `kontakt`, and every Leitthema of the office as `thema`.
pub async fn change(
    State(site): State<Site>,
    visit: Visit,
    Path(slug): Path<String>,
    body: Bytes,
) -> Result<Response, AppError> {
    let by = visit.acting(Action::ManageOffices)?;
    let office = offices::by_slug(&site.store, &slug).await?.ok_or(AppError::NotFound)?;
    let typed = Typed::read(&body);
    let themes = typed.all("thema").iter().filter_map(|slug| Theme::from_slug(slug)).collect();
    let wanted = Wanted { name: typed.get("name"), contact: typed.get("kontakt"), themes };
    let mut problems = name_problems(&wanted.name, &visit.words().staff_offices);
    if problems.is_empty() {
        let Wanted { name, contact, themes } = &wanted;
        match offices::change(&site.store, &by, office.id, name, Some(contact), themes, site.now()).await {
            Ok(()) => {
                let address = format!("/verwaltung/fachaemter/{}?gespeichert", office.slug);
                return Ok(private(Redirect::to(&visit.href(&address)).into_response()));
            }
            Err(StoreError::Taken) => problems.add("name", visit.words().staff_offices.name_taken),
            Err(error) => return Err(error.into()),
        }
    }
    page(StatusCode::UNPROCESSABLE_ENTITY, site, visit, office, wanted, problems).await
}

async fn page(
    status: StatusCode,
    site: Site,
    visit: Visit,
    office: Office,
    wanted: Wanted,
    problems: Problems,
) -> Result<Response, AppError> {
    // Whoever sets up offices need not be the one who gives roles; of the members they see the addresses alone.
    let members = people(&site, &visit, &office, Role::Office).await?;
    let editors = people(&site, &visit, &office, Role::Editor).await?;
    let all = offices::list(&site.store).await?;
    let shown = OfficeShown { office, all, wanted, members, editors, problems };
    Ok(private(render::page_with_status(status, || view! { <OfficePage site=site visit=visit shown=shown/> })))
}

/// Who has this role in the office. Nobody for those who set up offices and give no roles.
async fn people(site: &Site, visit: &Visit, office: &Office, role: Role) -> Result<Vec<(i64, String)>, AppError> {
    let Ok(by) = visit.acting(Action::ManagePeople) else { return Ok(Vec::new()) };
    let wanted =
        accounts::Search { role: Some(role), scope: Some(Scope::Office(office.id)), ..accounts::Search::default() };
    let found = accounts::search(&site.store, &by, &wanted).await?;
    Ok(found.into_iter().map(|person| (person.account.id.0, person.account.email.to_string())).collect())
}

#[derive(Clone)]
struct OfficeShown {
    office: Office,
    all: Vec<Office>,
    wanted: Wanted,
    members: Vec<(i64, String)>,
    editors: Vec<(i64, String)>,
    problems: Problems,
}

#[component]
fn OfficePage(site: Site, visit: Visit, shown: OfficeShown) -> impl IntoView {
    let (words, staff) = (&visit.words().staff_offices, &visit.words().staff);
    let OfficeShown { office, all, wanted, members, editors, problems } = shown;
    let action = visit.href(&format!("/verwaltung/fachaemter/{}", office.slug));
    let saved = (visit.query == "gespeichert")
        .then(|| view! { <Notice kind=NoticeKind::Success><p>{staff.saved}</p></Notice> });
    let member = |(id, email): (i64, String)| {
        view! { <li><a href=visit.href(&format!("/verwaltung/personen/{id}"))>{email}</a></li> }
    };
    let listed = |people: Vec<(i64, String)>| {
        view! { <ul class="link-list">{people.into_iter().map(member).collect_view()}</ul> }.into_any()
    };
    let editors = (!editors.is_empty()).then(|| {
        view! {
            <section aria-labelledby="redaktion">
                <h2 id="redaktion">{visit.words().page_units.editors_of_office}</h2>
                {listed(editors)}
            </section>
        }
    });
    let members = if members.is_empty() { view! { <p>{words.no_members}</p> }.into_any() } else { listed(members) };
    view! {
        <StaffPage site=site visit=visit.clone() title=office.name.clone()
            above=vec![("/verwaltung/fachaemter".to_owned(), words.area.0.to_owned())]>
            {saved}
            <ProblemSummary visit=visit.clone() problems=problems.clone()/>
            <form class="form" method="post" action=action>
                <Line visit=visit.clone() id="name" label=words.name value=wanted.name.clone() problems=problems.clone() is_required=true/>
                <Line visit=visit.clone() id="kontakt" label=words.contact hint=words.contact_hint
                    value=wanted.contact.clone() problems=problems/>
                <Themes visit=visit.clone() office=office all=all chosen=wanted.themes/>
                <div class="form__actions">
                    <button class="button button--primary" type="submit"><Icon name="check"/>{staff.save}</button>
                </div>
            </form>
            <section aria-labelledby="mitglieder">
                <h2 id="mitglieder">{words.members}</h2>
                {members}
            </section>
            {editors}
        </StaffPage>
    }
    .into_any()
}

#[component]
fn Themes(visit: Visit, office: Office, all: Vec<Office>, chosen: Vec<Theme>) -> impl IntoView {
    let words = visit.words();
    let choices = Theme::ALL
        .into_iter()
        .map(|theme| {
            let id = format!("thema-{}", theme.slug());
            let owner = all.iter().find(|other| other.id != office.id && other.themes.contains(&theme));
            let hint = owner.map(|owner| fill(words.staff_offices.theme_of, &[("office", &owner.name)]));
            let hint_id = format!("{id}-zusatz");
            let describes = hint.is_some().then(|| hint_id.clone());
            view! {
                <div class="choice">
                    <input class="choice__input" type="checkbox" id=id.clone() name="thema" value=theme.slug()
                        checked=chosen.contains(&theme) aria-describedby=describes/>
                    <label class="choice__label" for=id><span>{words.names.theme(theme)}</span></label>
                    {hint.map(|hint| view! { <p class="choice__hint" id=hint_id>{hint}</p> })}
                </div>
            }
        })
        .collect_view();
    view! {
        <fieldset class="field field--group" aria-describedby="thema-hinweis">
            <legend class="field__label">{words.staff_offices.themes}</legend>
            <p class="field__hint" id="thema-hinweis">{words.staff_offices.themes_hint}</p>
            <div class="choices">{choices}</div>
        </fieldset>
    }
    .into_any()
}
