//! Standing behind a proposal, without script; the island of the same form does it without a page load.

use axum::{
    body::Bytes,
    extract::{Path, State},
    http::HeaderMap,
    response::{IntoResponse, Redirect, Response},
};
use domain::{policy::Action, text};
use leptos::prelude::*;

use super::{Shown, id_of};
use crate::{
    AppError, Guest, Site, Visit,
    islands::{SupportButton, SupportWords},
    locales::number,
    site::ICONS_VERSION,
    ui::{Channels, DeviceFull, Icon, LevelNotice, with_no_account},
    visit::pairs,
};

/// `POST /vorschlaege/{id}/unterstuetzung` with `aktion=unterstuetzen|zuruecknehmen`.
pub async fn change(
    State(site): State<Site>,
    visit: Visit,
    guest: Guest,
    Path(address): Path<String>,
    body: Bytes,
) -> Result<Response, AppError> {
    let id = id_of(&address)?;
    let wanted =
        pairs(&String::from_utf8_lossy(&body)).into_iter().find(|(name, _)| name == "aktion").map(|(_, value)| value);
    let mut cookies = HeaderMap::new();
    match wanted.as_deref() {
        Some("unterstuetzen") => {
            let person = guest.ensure(&site, &mut cookies);
            store::supports::support_by(&site.store, id, &person, guest.way(None), site.now()).await?;
        }
        Some("zuruecknehmen") => {
            // Who has no token never supported anything.
            if let Some(person) = guest.key() {
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
    let (count, mine, goal) = (card.supports, shown.is_mine, shown.detail.board.support_goal);
    let needed = shown.detail.board.needed_level;
    let free = with_no_account(&visit, needed, "", words.support_hint);
    let island = SupportWords {
        proposal: card.id.to_string(),
        count: count.to_string(),
        goal: goal.to_string(),
        is_mine: if mine { "ja" } else { "" }.into(),
        person: words.support_people.one.into(),
        people: words.support_people.other.into(),
        left: words.goal_left.other.into(),
        left_one: words.goal_left.one.into(),
        done: words.goal_done.into(),
        hint: free.clone(),
        mine: words.support_mine.into(),
        counted: words.support_counted.into(),
        taken_back: words.support_taken_back.into(),
        offline: words.support_offline.into(),
        waiting: words.support_waiting.into(),
        refused: words.support_refused.into(),
        failed: words.support_failed.into(),
        icon: icon("heart-hand"),
        icon_filled: icon("heart-hand-filled"),
        separator: crate::locales::thousands(visit.language).into(),
    };
    let action = visit.href(&format!("{}/unterstuetzung", card.path()));
    let is_open = shown.may(Action::Support);
    let goal_text = island.until_goal(count, goal);
    let people = if count == 1 { words.support_people.one } else { words.support_people.other };
    let hint = match (is_open, mine) {
        (false, _) => words.support_closed.to_owned(),
        (true, true) => words.support_mine.to_owned(),
        (true, false) => free,
    };
    let form = is_open.then(|| {
        let (value, symbol) =
            if mine { ("zuruecknehmen", "heart-hand-filled") } else { ("unterstuetzen", "heart-hand") };
        view! {
            <form class="support__form" method="post" action=action>
                <button
                    class="button button--primary button--large support__button"
                    type="submit"
                    name="aktion"
                    value=value
                    aria-pressed=mine.to_string()
                    aria-describedby="unterstuetzen-hinweis"
                >
                    <Icon name=symbol/>
                    <span>{words.support_button}</span>
                </button>
            </form>
        }
    });
    let confirmed = shown.detail.confirmed;
    let levels = [(confirmed.by_email, words.confirmed_email), (confirmed.residents, words.confirmed_residents)]
        .into_iter()
        .filter(|(n, _)| *n > 0)
        .map(|(n, text)| view! { <p class="support__level">{text.with(visit.language, n)}</p> })
        .collect_view();
    view! {
        <section class="support" id="unterstuetzen" tabindex="-1" aria-labelledby="unterstuetzen-titel">
            <h2 id="unterstuetzen-titel">{words.support}</h2>
            {is_open.then(|| view! { <DeviceFull visit=visit.clone()/> })}
            <SupportButton words=island>
                <p class="support__count"><strong>{number(visit.language, count)}</strong>" "<span>{people}</span></p>
                <progress class="support__bar" max=goal.max(1).to_string() value=count.clamp(0, goal.max(1)).to_string() aria-hidden="true"></progress>
                <p class="support__goal">{goal_text}</p>
                {form}
                <p class="support__hint" id="unterstuetzen-hinweis">{hint}</p>
            </SupportButton>
            {levels}
            <Channels visit=visit.clone() split=shown.detail.channels/>
            <LevelNotice visit=visit.clone() needed=needed/>
            <p class="support__rules"><a href=visit.href("/zaehlung")>{words.counting}</a></p>
        </section>
    }
    .into_any()
}
