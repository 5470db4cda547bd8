//! Standing behind a proposal, without script; the island of the same form does it without a page load.

use axum::{
    extract::{Path, State},
    http::HeaderMap,
    response::{IntoResponse, Redirect, Response},
};
use domain::{Language, policy::Action, text};
use leptos::prelude::*;

use super::{Shown, id_of};
use crate::{
    AppError, Guest, Site, Visit,
    islands::{SupportButton, SupportWords},
    site::ICONS_VERSION,
    visit::pairs,
};

/// `POST /vorschlaege/{id}/unterstuetzung` with `aktion=unterstuetzen|zuruecknehmen`.
pub async fn change(
    State(site): State<Site>,
    visit: Visit,
    guest: Guest,
    Path(address): Path<String>,
    body: String,
) -> Result<Response, AppError> {
    let id = id_of(&address)?;
    let wanted = pairs(&body).into_iter().find(|(name, _)| name == "aktion").map(|(_, value)| value);
    let mut cookies = HeaderMap::new();
    match wanted.as_deref() {
        Some("unterstuetzen") => {
            let person = guest.ensure(&site, &mut cookies);
            store::supports::support(&site.store, id, &person, site.now()).await?;
        }
        Some("zuruecknehmen") => {
            // Who has no token never supported anything.
            if let Some(person) = guest.key(&site) {
                store::supports::withdraw(&site.store, id, &person, site.now()).await?;
            }
        }
        _ => return Err(AppError::BadRequest),
    }
    // Back to the readable address that the person came from, without whatever else was typed into it.
    let back = visit.href(&format!("/vorschlaege/{}#unterstuetzen", text::slug(&address)));
    Ok((cookies, Redirect::to(&back)).into_response())
}

/// The count, the goal line and the button.
#[component]
pub(super) fn SupportBox(visit: Visit, shown: Shown) -> impl IntoView {
    let words = &visit.words().proposal;
    let card = &shown.detail.card;
    let icon = |name: &str| format!("/icons.svg?v={ICONS_VERSION}#{name}");
    let island = SupportWords {
        button: words.support_button.into(),
        person: words.support_people.one.into(),
        people: words.support_people.other.into(),
        left: words.goal_left.other.into(),
        left_one: words.goal_left.one.into(),
        done: words.goal_done.into(),
        hint: words.support_hint.into(),
        mine: words.support_mine.into(),
        closed: words.support_closed.into(),
        counted: words.support_counted.into(),
        taken_back: words.support_taken_back.into(),
        offline: words.support_offline.into(),
        refused: words.support_refused.into(),
        failed: words.support_failed.into(),
        icon: icon("heart-hand"),
        icon_filled: icon("heart-hand-filled"),
        separator: if visit.language == Language::En { ',' } else { '.' },
    };
    let action = visit.href(&format!("{}/unterstuetzung", card.path()));
    view! {
        <section class="support" id="unterstuetzen" tabindex="-1" aria-labelledby="unterstuetzen-titel">
            <h2 id="unterstuetzen-titel">{words.support}</h2>
            <SupportButton
                proposal=card.id.0
                count=card.supports
                mine=shown.is_mine
                open=shown.may(Action::Support)
                goal=shown.detail.board.support_goal
                action=action
                words=island
            />
            <p class="support__rules"><a href=visit.href("/zaehlung")>{words.counting}</a></p>
        </section>
    }
    .into_any()
}
