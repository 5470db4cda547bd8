//! `/verwaltung/auftraege`: what the program does in the background, and what it gave up.

use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use domain::policy::Action;
use leptos::prelude::*;
use store::jobs::{self, Listed, State as JobState};

use super::{form::Pick, frame::StaffPage};
use crate::{
    AppError, Site, Visit, dates,
    locales::{fill, number},
    pages::accounts::private,
    render,
    ui::{EmptyState, Icon, Pagination},
};

const PATH: &str = "/verwaltung/auftraege";
const AT_ONCE: usize = 50;

pub async fn show(State(site): State<Site>, visit: Visit) -> Result<Response, AppError> {
    visit.acting(Action::WatchJobs)?;
    let state = visit.first("zustand").and_then(|code| JobState::from_code(&code));
    let before = visit.first("vor").and_then(|id| id.parse().ok());
    let jobs = jobs::list(&site.store, state, before, AT_ONCE as u64).await?;
    let counts = jobs::counts(&site.store).await?;
    Ok(private(render::page(|| view! { <Jobs site=site visit=visit jobs=jobs state=state counts=counts/> })))
}

/// Tries again what was given up.
pub async fn retry(State(site): State<Site>, visit: Visit, Path(id): Path<String>) -> Result<Response, AppError> {
    let by = visit.acting(Action::WatchJobs)?;
    let id: i64 = id.parse().map_err(|_| AppError::NotFound)?;
    jobs::retry(&site.store, &by, id, site.now()).await?;
    Ok(private(Redirect::to(&visit.href(PATH)).into_response()))
}

#[component]
fn Jobs(
    site: Site,
    visit: Visit,
    jobs: Vec<Listed>,
    state: Option<JobState>,
    counts: [(JobState, u64); 4],
) -> impl IntoView {
    let words = &visit.words().staff;
    let choices = counts
        .map(|(state, many)| {
            let many = number(visit.language, i64::try_from(many).unwrap_or(i64::MAX));
            (state.code().to_owned(), format!("{} ({many})", words.job_state(state)))
        })
        .to_vec();
    let next = jobs.last().filter(|_| jobs.len() >= AT_ONCE).map(|job| {
        let state = state.map(|state| format!("&zustand={}", state.code())).unwrap_or_default();
        visit.href(&format!("{PATH}?vor={}{state}", job.id))
    });
    let list = if jobs.is_empty() {
        view! { <EmptyState title=words.jobs.0><p>{words.jobs_empty}</p></EmptyState> }.into_any()
    } else {
        let rows = jobs.into_iter().map(|job| view! { <Job visit=visit.clone() job=job/> }).collect_view();
        view! { <ul class="audit-entries">{rows}</ul> }.into_any()
    };
    let chosen = state.map(JobState::code).unwrap_or_default();
    view! {
        <StaffPage site=site visit=visit.clone() title=words.jobs.0 lead=words.jobs.1>
            <form class="form staff__filter" method="get" action=visit.href(PATH) role="search">
                <Pick visit=visit.clone() id="zustand" label=words.job_state_label none=words.all choices=choices value=chosen/>
                <div class="form__actions">
                    <button class="button button--primary" type="submit"><Icon name="filter"/>{words.show}</button>
                </div>
            </form>
            {list}
            <Pagination visit=visit.clone() previous=None next=next/>
        </StaffPage>
    }
    .into_any()
}

#[component]
fn Job(visit: Visit, job: Listed) -> impl IntoView {
    let words = &visit.words().staff;
    let moment = |at| dates::date_and_time(visit.language, at);
    let attempts = fill(words.job_attempts, &[("n", &job.attempts.to_string())]);
    let again = (job.state == JobState::Failed).then(|| {
        view! {
            <form method="post" action=visit.href(&format!("{PATH}/{}", job.id))>
                <button class="button button--secondary" type="submit">
                    <Icon name="refresh"/>{words.job_retry}<span class="visually-hidden">" – "{job.id}</span>
                </button>
            </form>
        }
    });
    view! {
        <li class="audit-entry">
            <p class="audit-entry__what"><strong>{words.job_state(job.state)}</strong>" · "{job.kind}" "{job.id}</p>
            <p class="audit-entry__who">
                <time datetime=dates::machine(job.run_at)>{moment(job.run_at)}</time>" · "{attempts}
            </p>
            {job.last_error.map(|error| view! { <p class="audit-entry__data"><code>{error}</code></p> })}
            {again}
        </li>
    }
    .into_any()
}
