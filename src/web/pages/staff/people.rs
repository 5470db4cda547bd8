//! `/verwaltung/personen`: everybody with a role, and anybody whose address is known.

use axum::{extract::State, response::Response};
use domain::policy::{Action, Grant, Role, Scope};
use leptos::prelude::*;
use store::{
    accounts::{self, Person},
    areas,
    offices::{self, Office},
};

use super::{
    form::{Line, Pick},
    frame::StaffPage,
};
use crate::{
    AppError, Site, Visit,
    locales::Words,
    pages::accounts::private,
    render,
    ui::{EmptyState, Icon},
};

/// What the scopes of roles are called.
#[derive(Clone, Default)]
pub(super) struct Names {
    pub(super) offices: Vec<Office>,
    /// Ids and names of the Ortsbeiräte.
    pub(super) councils: Vec<(i64, String)>,
}

impl Names {
    pub(super) async fn load(site: &Site) -> Result<Self, AppError> {
        let is_council = |area: &domain::areas::Area| area.kind == domain::areas::AreaKind::Council;
        let councils = areas::all(&site.store).await?.into_iter().filter(is_council);
        Ok(Self {
            offices: offices::list(&site.store).await?,
            councils: councils.map(|area| (area.id.0, area.name)).collect(),
        })
    }

    /// `Fachamt: Tiefbauamt`
    pub(super) fn grant(&self, words: &Words, grant: Grant) -> String {
        let role = words.permissions.role(grant.role);
        let place = match grant.scope {
            Scope::Everywhere => return role.to_owned(),
            Scope::Office(id) => self.offices.iter().find(|office| office.id == id).map(|office| office.name.clone()),
            Scope::Council(id) => self.councils.iter().find(|(area, _)| *area == id.0).map(|(_, name)| name.clone()),
        };
        format!("{role}: {}", place.unwrap_or_default())
    }
}

pub async fn show(State(site): State<Site>, visit: Visit) -> Result<Response, AppError> {
    let by = visit.acting(Action::ManagePeople)?;
    let role = visit.first("rolle").and_then(|code| Role::from_code(&code)).filter(|role| role.is_staff());
    let wanted = accounts::Search { email: visit.first("email").unwrap_or_default(), role, scope: None };
    let people = accounts::search(&site.store, &by, &wanted).await?;
    let names = Names::load(&site).await?;
    Ok(private(render::page(|| view! { <People site=site visit=visit wanted=wanted people=people names=names/> })))
}

/// Codes and names of the roles that can be given.
pub(super) fn role_choices(words: &Words) -> Vec<(String, String)> {
    Role::GRANTED.map(|role| (role.code().to_owned(), words.permissions.role(role).to_owned())).to_vec()
}

#[component]
fn People(site: Site, visit: Visit, wanted: accounts::Search, people: Vec<Person>, names: Names) -> impl IntoView {
    let all = visit.words();
    let words = &all.staff;
    let count = i64::try_from(people.len()).unwrap_or(i64::MAX);
    let rows = people
        .into_iter()
        .map(|person| {
            let roles: Vec<String> = person.grants.iter().map(|grant| names.grant(all, *grant)).collect();
            let roles = if roles.is_empty() { words.no_roles.to_owned() } else { roles.join(", ") };
            let href = visit.href(&format!("/verwaltung/personen/{}", person.account.id));
            view! { <li class="staff-row"><a href=href>{person.account.email.to_string()}</a><span>{roles}</span></li> }
        })
        .collect_view();
    let list = if count == 0 {
        view! { <EmptyState title=words.found.with(visit.language, 0)><p>{words.nobody}</p></EmptyState> }.into_any()
    } else {
        view! { <h2>{words.found.with(visit.language, count)}</h2> <ul class="staff-rows">{rows}</ul> }.into_any()
    };
    let role = wanted.role.map(Role::code).unwrap_or_default();
    view! {
        <StaffPage site=site visit=visit.clone() title=words.people.0 lead=words.people.1>
            <form class="form staff__filter" method="get" action=visit.href("/verwaltung/personen") role="search">
                <Line visit=visit.clone() id="email" label=words.search_email hint=words.search_email_hint value=wanted.email/>
                <Pick visit=visit.clone() id="rolle" label=words.role none=words.all choices=role_choices(all) value=role/>
                <div class="form__actions">
                    <button class="button button--primary" type="submit"><Icon name="search"/>{words.search}</button>
                </div>
            </form>
            {list}
        </StaffPage>
    }
    .into_any()
}
