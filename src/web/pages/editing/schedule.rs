//! `/bearbeiten/{page}/zeitpunkt`: publishing at a time, and taking back at a time.

use axum::{
    body::Bytes,
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{Moment, policy::Action};
use leptos::prelude::*;
use store::{
    StoreError,
    editing::{self, Draft, Due},
};

use super::{base, number, publish};
use crate::{
    AppError, Site, Visit, dates,
    locales::fill,
    pages::{
        accounts::private,
        staff::form::{Line, Problems, Typed},
    },
    ui::Icon,
};

/// `stand`, `zeit` (as a browser writes it), `warum`; `aktion`: `veroeffentlichen`, `zuruecknehmen`, and each with `-aufheben`.
pub async fn change(
    State(site): State<Site>,
    visit: Visit,
    Path(page): Path<String>,
    body: Bytes,
) -> Result<Response, AppError> {
    let by = visit.acting(Action::EditPages)?;
    let page = number(&page)?;
    let typed = Typed::read(&body);
    let words = &visit.words().editing;
    let release = &visit.words().page_release;
    let (what, is_set) = match typed.get("aktion").as_str() {
        "veroeffentlichen" => (Due::Publish, true),
        "zuruecknehmen" => (Due::TakeBack, true),
        "veroeffentlichen-aufheben" => (Due::Publish, false),
        "zuruecknehmen-aufheben" => (Due::TakeBack, false),
        _ => return Err(AppError::BadRequest),
    };
    let (time, why) = (typed.get("zeit"), typed.get("warum"));
    let at = dates::from_local(&time).filter(|at| at.0 > site.now().0);
    let is_publishing = is_set && what == Due::Publish;
    let lacks_alt = is_publishing && publish::lacks_alt(&editing::open(&site.store, &by, page).await?);
    let problem = match (typed.get("stand").parse(), is_set, at) {
        (Err(_), ..) => Some((StatusCode::PRECONDITION_REQUIRED, words.no_revision)),
        (Ok(_), true, None) => Some((StatusCode::UNPROCESSABLE_ENTITY, release.no_time)),
        (Ok(_), ..) if lacks_alt => Some((StatusCode::UNPROCESSABLE_ENTITY, release.needs_alt)),
        (Ok(change), _, at) => {
            let at = at.filter(|_| is_set);
            match editing::schedule(&site.store, &by, page, (what, change, at), &why, site.now()).await {
                Ok(()) => None,
                Err(StoreError::Outdated) => Some((StatusCode::CONFLICT, words.stale)),
                Err(StoreError::SamePerson) => Some((StatusCode::CONFLICT, release.same_person)),
                Err(error) => return Err(error.into()),
            }
        }
    };
    match problem {
        None => {
            let path = visit.href(&format!("{}/veroeffentlichen#zeitpunkt", base(page)));
            Ok(private(Redirect::to(&path).into_response()))
        }
        Some((status, words)) => {
            let asked = publish::Asked { time, why, ..publish::Asked::default() };
            publish::form(status, site, visit, page, asked, Problems::one("zeit", words)).await
        }
    }
}

#[component]
pub(super) fn Schedule(visit: Visit, draft: Draft, time: String, why: String, problems: Problems) -> impl IntoView {
    let words = &visit.words().editing;
    let release = &visit.words().page_release;
    let action = visit.href(&format!("{}/zeitpunkt", base(draft.page)));
    let change = draft.change.to_string();
    let told = |at: Option<Moment>, sentence: &'static str, undo: &'static str| {
        at.map(|at| {
            let when = dates::date_and_time(visit.language, at);
            view! {
                <form class="staff-row" method="post" action=action.clone()>
                    <input type="hidden" name="stand" value=change.clone()/>
                    <p>{fill(sentence, &[("time", &when)])}</p>
                    <button class="button button--secondary" type="submit" name="aktion" value=undo><Icon name="undo"/>{release.unset_time}</button>
                </form>
            }
        })
    };
    let publishes = told(draft.publish_at, release.publishes_at, "veroeffentlichen-aufheben");
    let takes_back = told(draft.take_back_at, release.takes_back_at, "zuruecknehmen-aufheben");
    view! {
        <section aria-labelledby="zeitpunkt">
            <h2 id="zeitpunkt">{release.time_title}</h2>
            {publishes}
            {takes_back}
            <form class="form" method="post" action=action>
                <input type="hidden" name="stand" value=change/>
                <Line visit=visit.clone() id="zeit" label=release.time hint=release.time_hint value=time kind="datetime-local" problems=problems/>
                <Line visit=visit.clone() id="warum" label=words.note hint=words.note_hint value=why/>
                <div class="form__actions">
                    <button class="button button--secondary" type="submit" name="aktion" value="veroeffentlichen"><Icon name="clock"/>{release.publish_at}</button>
                    <button class="button button--secondary" type="submit" name="aktion" value="zuruecknehmen"><Icon name="clock"/>{release.take_back_at}</button>
                </div>
            </form>
        </section>
    }
    .into_any()
}
