//! `/verwaltung`: everything that this person works at.

use axum::{extract::State, response::Response};
use domain::policy::{Action, Refusal, Role};
use leptos::prelude::*;
use store::kiosks::{self, Call, Kiosk};

use super::{
    frame::{StaffPage, entries},
    kiosk_calls::{self, Calls},
    kiosks::notices,
};
use crate::{AppError, Site, Visit, pages::accounts::private, render, ui::Icon};

pub async fn show(State(site): State<Site>, visit: Visit) -> Result<Response, AppError> {
    visit.signed_in()?;
    // The role alone opens nothing: the first area is asked for as its own page asks.
    let first = entries(&visit).flat_map(|entry| entry.actions).copied().find(|action| visit.may(*action));
    visit.acting(first.ok_or(Refusal::NotYours(Role::Administrator))?)?;
    let kiosks = match visit.acting(Action::ManageKiosks) {
        Ok(by) => kiosks::list(&site.store, &by, site.now()).await?,
        Err(_) => Vec::new(),
    };
    let calls = kiosk_calls::waiting(&site, &visit).await?;
    Ok(private(render::page(|| view! { <Overview site=site visit=visit kiosks=kiosks calls=calls/> })))
}

#[component]
fn Overview(site: Site, visit: Visit, kiosks: Vec<Kiosk>, calls: Vec<Call>) -> impl IntoView {
    let notices = notices(&visit, &kiosks);
    let words = visit.words();
    let cards = entries(&visit)
        .map(|entry| {
            let (name, purpose) = (entry.words)(words);
            view! {
                <li class="staff-card">
                    <Icon name=entry.icon/>
                    <div>
                        <h2><a href=visit.href(entry.path)>{name}</a></h2>
                        <p>{purpose}</p>
                    </div>
                </li>
            }
        })
        .collect_view();
    view! {
        <StaffPage site=site visit=visit.clone() title=words.staff.title lead=words.staff.lead>
            <Calls visit=visit.clone() calls=calls/>
            {notices}
            <ul class="staff-cards">{cards}</ul>
        </StaffPage>
    }
    .into_any()
}
