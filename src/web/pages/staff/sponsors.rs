//! `/verwaltung/patenschaften`: an administrator looks at what Pat\*innen write before everybody reads it.

use axum::{
    body::Bytes,
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use domain::{ids::AccountId, policy::Action};
use leptos::prelude::*;
use store::sponsors::{self, Sponsor};

use super::{form::Typed, frame::StaffPage};
use crate::{
    AppError, Site, Visit,
    pages::{accounts::private, sponsors::ProfileView},
    render,
    ui::{EmptyState, Icon},
};

const PATH: &str = "/verwaltung/patenschaften";

pub async fn show(State(site): State<Site>, visit: Visit) -> Result<Response, AppError> {
    let by = visit.acting(Action::ManagePeople)?;
    let all = sponsors::all(&site.store, &by).await?;
    Ok(private(render::page(|| view! { <SponsorsPage site=site visit=visit all=all/> })))
}

/// `aktion=zeigen` or `aktion=verbergen`, of the revision that was looked at.
pub async fn decide(
    State(site): State<Site>,
    visit: Visit,
    Path(id): Path<String>,
    body: Bytes,
) -> Result<Response, AppError> {
    let by = visit.acting(Action::ManagePeople)?;
    let account: AccountId = id.parse().map_err(|_| AppError::NotFound)?;
    let form = Typed::read(&body);
    let seen = form.get("fassung").parse().unwrap_or(0);
    let is_shown = match form.get("aktion").as_str() {
        "zeigen" => true,
        "verbergen" => false,
        _ => return Err(AppError::BadRequest),
    };
    sponsors::approve(&site.store, &by, account, seen, is_shown, site.now()).await?;
    Ok(private(Redirect::to(&visit.href(PATH)).into_response()))
}

#[component]
fn SponsorsPage(site: Site, visit: Visit, all: Vec<Sponsor>) -> impl IntoView {
    let words = &visit.words().sponsors;
    let list = if all.is_empty() {
        view! { <EmptyState title=words.area.0><p>{words.none}</p></EmptyState> }.into_any()
    } else {
        let rows = all.into_iter().map(|sponsor| view! { <Row visit=visit.clone() sponsor=sponsor/> }).collect_view();
        view! { <ul class="sponsors">{rows}</ul> }.into_any()
    };
    view! {
        <StaffPage site=site visit=visit.clone() title=words.area.0 lead=words.area.1>{list}</StaffPage>
    }
    .into_any()
}

#[component]
fn Row(visit: Visit, sponsor: Sponsor) -> impl IntoView {
    let all = visit.words();
    let words = &all.sponsors;
    let themes: Vec<_> = sponsor.profile.themes.iter().map(|theme| all.names.theme(*theme)).collect();
    let (state, action, icon, button) = if sponsor.is_approved {
        (words.state_shown, "verbergen", "minus", words.hide)
    } else {
        (words.state_waits, "zeigen", "check", words.approve)
    };
    let name = sponsor.profile.name.clone();
    view! {
        <li>
            <ProfileView visit=visit.clone() profile=sponsor.profile/>
            <p>{themes.join(" · ")}</p>
            <p>{state}</p>
            <form method="post" action=visit.href(&format!("{PATH}/{}", sponsor.account))>
                <input type="hidden" name="fassung" value=sponsor.revision.to_string()/>
                <button class="button button--secondary" type="submit" name="aktion" value=action>
                    <Icon name=icon/>{button}<span class="visually-hidden">" – "{name}</span>
                </button>
            </form>
        </li>
    }
    .into_any()
}
