//! `/verwaltung/umfragen/{slug}/teilnahme`: whom a survey takes.

use axum::{
    body::Bytes,
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use domain::{accounts::Level, policy::Action, surveys::Survey};
use leptos::prelude::*;
use store::surveys;

use super::{
    super::{
        boards::level_choices,
        form::{Pick, Problems, Typed},
    },
    PATH,
    desk::{self, Sent},
    fields,
};
use crate::{AppError, Site, Visit, ui::Icon};

/// `teilnahme`: the level from which on somebody answers; `stand`.
pub async fn change(
    State(site): State<Site>,
    visit: Visit,
    Path(slug): Path<String>,
    body: Bytes,
) -> Result<Response, AppError> {
    let by = visit.acting(Action::ManageBoards)?;
    let sent = Sent::read(&body);
    let Some(level) = Level::from_code(&sent.typed.get("teilnahme")) else {
        let problems = Problems::one("teilnahme", visit.words().staff.nothing_chosen);
        return desk::page(StatusCode::UNPROCESSABLE_ENTITY, site, visit, &slug, Sent { problems, ..sent }).await;
    };
    let Some(seen) = fields::seen(&sent.typed) else { return sent.without_revision(site, visit, &slug).await };
    let done = surveys::choose_level(&site.store, &by, &slug, level, Some(seen), site.now()).await;
    sent.after(done, site, visit, &slug, "").await
}

/// Administrators choose it; who makes a survey reads it.
#[component]
pub(super) fn LevelForm(
    visit: Visit,
    survey: Survey,
    may_set: bool,
    typed: Typed,
    problems: Problems,
) -> impl IntoView {
    let (words, staff) = (&visit.words().survey_desk, &visit.words().staff);
    let body = if may_set {
        let value = typed.or("teilnahme", survey.needed_level.code());
        view! {
            <p>{staff.survey_level_note}</p>
            <form class="form" method="post" action=visit.href(&format!("{PATH}/{}/teilnahme", survey.slug))>
                <input type="hidden" name="stand" value=survey.revision.to_string()/>
                <Pick visit=visit.clone() id="teilnahme" label=staff.level none=staff.nothing_chosen choices=level_choices(staff)
                    value=value problems=problems/>
                <div class="form__actions">
                    <button class="button button--secondary" type="submit"><Icon name="check"/>{words.save_level}</button>
                </div>
            </form>
        }
        .into_any()
    } else {
        view! { <p><strong>{staff.level_name(survey.needed_level)}</strong></p> <p>{words.level_by_others}</p> }
            .into_any()
    };
    view! { <section aria-labelledby="teilnehmen"><h2 id="teilnehmen">{staff.level}</h2>{body}</section> }.into_any()
}
