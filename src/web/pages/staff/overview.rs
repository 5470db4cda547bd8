//! `/verwaltung`: everything that this person works at.

use axum::{extract::State, response::Response};
use domain::policy::{Refusal, Role};
use leptos::prelude::*;

use super::frame::{StaffPage, entries};
use crate::{AppError, Site, Visit, pages::accounts::private, render, ui::Icon};

pub async fn show(State(site): State<Site>, visit: Visit) -> Result<Response, AppError> {
    visit.signed_in()?;
    // The role alone opens nothing: the first area is asked for as its own page asks.
    let first = entries(&visit).flat_map(|entry| entry.actions).copied().find(|action| visit.may(*action));
    visit.acting(first.ok_or(Refusal::NotYours(Role::Administrator))?)?;
    Ok(private(render::page(|| view! { <Overview site=site visit=visit/> })))
}

#[component]
fn Overview(site: Site, visit: Visit) -> impl IntoView {
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
            <ul class="staff-cards">{cards}</ul>
        </StaffPage>
    }
    .into_any()
}
