//! `/verwaltung/personen/{id}`: the roles of one person. Nothing else of them is shown: what somebody wrote or supported
//! is none of the administration's business.

use axum::{
    body::Bytes,
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    ids::{AccountId, AreaId, OfficeId},
    policy::{Action, Grant, Refusal, Role, Scope},
};
use leptos::prelude::*;
use store::{
    StoreError,
    accounts::{self, Account},
    roles, sessions,
};

use super::{
    form::{Pick, ProblemSummary, Problems, Typed},
    frame::StaffPage,
    people::{Names, role_choices},
};
use crate::{
    AppError, Site, Visit, dates,
    locales::staff::Staff,
    pages::accounts::private,
    render,
    ui::{Icon, Notice, NoticeKind},
};

pub async fn show(State(site): State<Site>, visit: Visit, Path(id): Path<String>) -> Result<Response, AppError> {
    page(StatusCode::OK, site, visit, &id, Typed::default(), Problems::default()).await
}

/// `aktion=geben` or `aktion=nehmen`, with `rolle`, `fachamt` and `ortsbeirat`; or `aktion=abmelden`.
pub async fn change(
    State(site): State<Site>,
    visit: Visit,
    Path(id): Path<String>,
    body: Bytes,
) -> Result<Response, AppError> {
    let by = visit.acting(Action::ManagePeople)?;
    let person = found(&site, &id).await?.id;
    let typed = Typed::read(&body);
    let (done, result) = if typed.get("aktion") == "abmelden" {
        ("abgemeldet", sessions::sign_out(&site.store, &by, person, site.now()).await)
    } else if typed.get("aktion") == "nehmen" {
        let grant = Scope::from_code(&typed.get("bereich"))
            .and_then(|scope| Grant::new(Role::from_code(&typed.get("rolle"))?, scope))
            .ok_or(AppError::BadRequest)?;
        ("genommen", roles::take(&site.store, &by, person, grant, site.now()).await)
    } else {
        let grant = match grant(&typed, &Names::load(&site).await?, &visit.words().staff) {
            Ok(grant) => grant,
            Err(problems) => return page(StatusCode::UNPROCESSABLE_ENTITY, site, visit, &id, typed, problems).await,
        };
        ("gegeben", roles::give(&site.store, &by, person, grant, site.now()).await)
    };
    match result {
        Err(StoreError::Refused(Refusal::NotYours(Role::Operator))) => {
            let problems = Problems::one("rollen", visit.words().staff.last_administrator);
            page(StatusCode::UNPROCESSABLE_ENTITY, site, visit, &id, Typed::default(), problems).await
        }
        Err(error) => Err(error.into()),
        Ok(()) => {
            let address = format!("/verwaltung/personen/{person}?{done}");
            Ok(private(Redirect::to(&visit.href(&address)).into_response()))
        }
    }
}

/// The role that was chosen, with the office or the council that there is.
fn grant(typed: &Typed, names: &Names, words: &Staff) -> Result<Grant, Problems> {
    let role = Role::from_code(&typed.get("rolle")).filter(|role| role.is_staff());
    let Some(role) = role else { return Err(Problems::one("rolle", words.role_missing)) };
    let scope = match role {
        Role::Office => Scope::Office(office(typed, names, words)?),
        // Without an office: of all pages.
        Role::Editor if !typed.get("fachamt").is_empty() => Scope::Office(office(typed, names, words)?),
        Role::Council => {
            let id = typed.get("ortsbeirat").parse::<AreaId>().ok();
            let id = id.filter(|id| names.councils.iter().any(|(council, _)| *council == id.0));
            Scope::Council(id.ok_or_else(|| Problems::one("ortsbeirat", words.council_missing))?)
        }
        _ => Scope::Everywhere,
    };
    Grant::new(role, scope).ok_or_else(|| Problems::one("rolle", words.role_missing))
}

fn office(typed: &Typed, names: &Names, words: &Staff) -> Result<OfficeId, Problems> {
    let id = typed.get("fachamt").parse::<OfficeId>().ok();
    let id = id.filter(|id| names.offices.iter().any(|office| office.id == *id));
    id.ok_or_else(|| Problems::one("fachamt", words.office_missing))
}

async fn found(site: &Site, id: &str) -> Result<Account, AppError> {
    let id: AccountId = id.parse().map_err(|_| AppError::NotFound)?;
    accounts::find(&site.store, id).await?.ok_or(AppError::NotFound)
}

async fn page(
    status: StatusCode,
    site: Site,
    visit: Visit,
    id: &str,
    typed: Typed,
    problems: Problems,
) -> Result<Response, AppError> {
    visit.acting(Action::ManagePeople)?;
    let account = found(&site, id).await?;
    let grants = roles::of_account(&site.store, account.id).await?;
    let names = Names::load(&site).await?;
    let shown = PersonShown { account, grants, names, typed, problems };
    Ok(private(render::page_with_status(status, || view! { <PersonPage site=site visit=visit shown=shown/> })))
}

#[derive(Clone)]
struct PersonShown {
    account: Account,
    grants: Vec<Grant>,
    names: Names,
    typed: Typed,
    problems: Problems,
}

#[component]
fn PersonPage(site: Site, visit: Visit, shown: PersonShown) -> impl IntoView {
    let all = visit.words();
    let words = &all.staff;
    let PersonShown { account, grants, names, typed, problems } = shown;
    let action = visit.href(&format!("/verwaltung/personen/{}", account.id));
    let since = format!("{} {}", words.since, dates::date(visit.language, account.created_at));
    let [sign_out, sign_out_hint, sign_out_button, signed_out] = words.sign_out;
    let told = match visit.query.as_str() {
        "gegeben" => Some(words.given),
        "genommen" => Some(words.taken),
        "abgemeldet" => Some(signed_out),
        _ => None,
    };
    let told = told.map(|text| view! { <Notice kind=NoticeKind::Success><p>{text}</p></Notice> });
    let rows = grants
        .iter()
        .map(|grant| {
            let name = names.grant(all, *grant);
            view! {
                <li class="staff-row">
                    <span>{name.clone()}</span>
                    <form method="post" action=action.clone()>
                        <input type="hidden" name="rolle" value=grant.role.code()/>
                        <input type="hidden" name="bereich" value=grant.scope.code()/>
                        <button class="button button--secondary" type="submit" name="aktion" value="nehmen">
                            <Icon name="minus"/>{words.take}<span class="visually-hidden">" – "{name}</span>
                        </button>
                    </form>
                </li>
            }
        })
        .collect_view();
    let edits =
        |scope: fn(&Scope) -> bool| grants.iter().any(|grant| grant.role == Role::Editor && scope(&grant.scope));
    let edits_all = edits(|scope| *scope == Scope::Everywhere) && edits(|scope| *scope != Scope::Everywhere);
    let edits_all = edits_all.then(|| view! { <Notice><p>{all.page_units.all_pages_already}</p></Notice> });
    let none = grants.is_empty().then(|| view! { <p>{words.no_roles}</p> });
    let offices: Vec<_> = names.offices.iter().map(|office| (office.id.to_string(), office.name.clone())).collect();
    let councils: Vec<_> = names.councils.iter().map(|(id, name)| (id.to_string(), name.clone())).collect();
    view! {
        <StaffPage site=site visit=visit.clone() title=account.email.to_string() lead=since
            above=vec![("/verwaltung/personen".to_owned(), words.people.0.to_owned())]>
            {told}
            <ProblemSummary visit=visit.clone() problems=problems.clone()/>
            <section aria-labelledby="rollen">
                <h2 id="rollen" tabindex="-1">{words.roles}</h2>
                {none}
                <ul class="staff-rows">{rows}</ul>
                {edits_all}
            </section>
            <section aria-labelledby="geben">
                <h2 id="geben">{words.give_title}</h2>
                <p>{words.give_hint}</p>
                <form class="form" method="post" action=action.clone()>
                    <Pick visit=visit.clone() id="rolle" label=words.role none=words.nothing_chosen choices=role_choices(all)
                        value=typed.get("rolle") problems=problems.clone()/>
                    <Pick visit=visit.clone() id="fachamt" label=words.which_office hint=words.only_for_office
                        none=words.nothing_chosen choices=offices value=typed.get("fachamt") problems=problems.clone()/>
                    <Pick visit=visit.clone() id="ortsbeirat" label=words.which_council hint=words.only_for_council
                        none=words.nothing_chosen choices=councils value=typed.get("ortsbeirat") problems=problems/>
                    <div class="form__actions">
                        <button class="button button--primary" type="submit" name="aktion" value="geben">
                            <Icon name="plus"/>{words.give}
                        </button>
                    </div>
                </form>
            </section>
            <section aria-labelledby="abmelden">
                <h2 id="abmelden">{sign_out}</h2>
                <p>{sign_out_hint}</p>
                <form class="form__actions" method="post" action=action>
                    <button class="button button--secondary" type="submit" name="aktion" value="abmelden">{sign_out_button}</button>
                </form>
            </section>
            <p>{words.privacy_note}</p>
        </StaffPage>
    }
    .into_any()
}
