//! Calls for help at kiosks: where staff begin their work, and `/schalter/hilferufe/{id}`, which ticks one off.

use axum::{
    body::Bytes,
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use domain::{Moment, ids::KioskId, policy::Action};
use leptos::prelude::*;
use store::kiosks::{self, Call};

use super::{form::Typed, kiosks::PATH};
use crate::{
    AppError, Site, Visit, dates,
    locales::fill,
    pages::accounts::private,
    ui::{Icon, Notice, NoticeKind},
};

/// Those that wait; none for whoever does not look after them.
pub async fn waiting(site: &Site, visit: &Visit) -> Result<Vec<Call>, AppError> {
    match visit.acting(Action::HelpAtKiosks) {
        Ok(by) => Ok(kiosks::calls(&site.store, &by).await?),
        Err(_) => Ok(Vec::new()),
    }
}

/// `seit` is the moment of the call that was seen.
pub async fn answer(
    State(site): State<Site>,
    visit: Visit,
    Path(id): Path<String>,
    body: Bytes,
) -> Result<Response, AppError> {
    let by = visit.acting(Action::HelpAtKiosks)?;
    let id: KioskId = id.parse().map_err(|_| AppError::NotFound)?;
    let since = Typed::read(&body).get("seit").parse::<i64>().map(Moment).map_err(|_| AppError::BadRequest)?;
    kiosks::answer_call(&site.store, &by, id, since, site.now()).await?;
    let begin = if visit.may(Action::ManageKiosks) { PATH } else { "/schalter" };
    Ok(private(Redirect::to(&visit.href(begin)).into_response()))
}

/// Nothing where nobody calls.
#[component]
pub fn Calls(visit: Visit, calls: Vec<Call>) -> impl IntoView {
    if calls.is_empty() {
        return ().into_any();
    }
    let words = &visit.words().kiosks;
    let rows = calls
        .into_iter()
        .map(|call| {
            let since = fill(words.help_since, &[("date", &dates::date_and_time(visit.language, call.since))]);
            let facts: Vec<String> = [call.place, since].into_iter().filter(|fact| !fact.is_empty()).collect();
            view! {
                <li>
                    <p><strong>{call.name.clone()}</strong>" · "{facts.join(" · ")}</p>
                    <form method="post" action=visit.href(&format!("/schalter/hilferufe/{}", call.kiosk))>
                        <input type="hidden" name="seit" value=call.since.0.to_string()/>
                        <button class="button button--secondary" type="submit">
                            <Icon name="check"/>{words.help_done}<span class="visually-hidden">" – "{call.name}</span>
                        </button>
                    </form>
                </li>
            }
        })
        .collect_view();
    view! { <Notice kind=NoticeKind::Error><p>{words.help_notice}</p><ul>{rows}</ul></Notice> }.into_any()
}
