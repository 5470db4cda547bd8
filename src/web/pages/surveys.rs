//! Umfragen: a few questions as one plain form, and what people answered after the end.

mod answers;
mod form;
mod list;
mod page;
mod results;

use answers::Answers;
use axum::{
    body::Bytes,
    extract::{Path, State},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    Moment,
    areas::DISCLOSURE_MINIMUM,
    moment::PeriodState,
    policy::Refusal,
    proposals::Confirmed,
    surveys::{Outcome, Reply, Survey, check},
};
use leptos::prelude::*;
use list::SurveysPage;
use page::{Stage, SurveyPage};
use store::{StoreError, surveys};

use crate::{AppError, Guest, Site, Visit, render};

pub async fn list(State(site): State<Site>, visit: Visit) -> Result<Response, AppError> {
    let now = site.now();
    let all = surveys::list(&site.store, now).await?;
    Ok(render::shared(render::page(|| view! { <SurveysPage site=site visit=visit surveys=all now=now/> }), []))
}

pub async fn show(
    State(site): State<Site>,
    visit: Visit,
    guest: Guest,
    Path(slug): Path<String>,
) -> Result<Response, AppError> {
    let survey = find(&site, &slug).await?;
    let now = site.now();
    let stage = match survey.period.state(now) {
        PeriodState::Upcoming => Stage::Upcoming,
        PeriodState::Open if visit.first("gesendet").is_some() => Stage::Sent,
        PeriodState::Open => {
            Stage::Open(earlier(&site, &survey, &guest).await?.map_or_else(Answers::fresh, Answers::of))
        }
        PeriodState::Ended => Stage::Ended(results(&site, &survey, now).await?),
    };
    let id = stage.form_id();
    Ok(render::shared(page(StatusCode::OK, site, visit, survey, stage, now), id))
}

pub async fn respond(
    State(site): State<Site>,
    visit: Visit,
    guest: Guest,
    Path(slug): Path<String>,
    body: Bytes,
) -> Result<Response, AppError> {
    let survey = find(&site, &slug).await?;
    let now = site.now();
    if !survey.period.is_open(now) {
        return Ok(page(StatusCode::CONFLICT, site, visit, survey, Stage::TooLate, now));
    }
    let answers = Answers::read(&body);
    let replies = match check(&survey.questions, &answers.typed) {
        Ok(replies) => replies,
        Err(errors) => {
            let stage = Stage::Open(Answers { errors, ..answers });
            return Ok(page(StatusCode::UNPROCESSABLE_ENTITY, site, visit, survey, stage, now));
        }
    };
    let mut headers = HeaderMap::new();
    let person = guest.ensure(&site, &mut headers);
    let (store, way) = (&site.store, guest.way(None));
    let mut sent =
        surveys::respond_by(store, &slug, answers.submission.clone(), &person, replies.clone(), way, now).await;
    if matches!(sent, Err(StoreError::SubmissionConflict)) {
        // Somebody went back in the browser and changed an answer: the form is old, what was meant is new.
        sent = surveys::respond_by(store, &slug, answers.renewed(&site), &person, replies, way, now).await;
    }
    // Everything that was chosen stays on the page; above it stands what is missing.
    if let Err(StoreError::Refused(Refusal::LevelNeeded(_))) = sent {
        return Ok(page(StatusCode::FORBIDDEN, site, visit, survey, Stage::Open(answers), now));
    }
    sent?;
    let thanks = visit.href(&format!("/umfragen/{slug}?gesendet=1"));
    Ok((headers, Redirect::to(&thanks)).into_response())
}

async fn find(site: &Site, slug: &str) -> Result<Survey, AppError> {
    surveys::by_slug(&site.store, slug).await?.ok_or(AppError::NotFound)
}

/// What this person replied before.
async fn earlier(site: &Site, survey: &Survey, guest: &Guest) -> Result<Option<Vec<Option<Reply>>>, AppError> {
    match guest.key(site) {
        Some(person) => Ok(surveys::mine(&site.store, survey.id, &person).await?),
        None => Ok(None),
    }
}

/// What people answered, and how sure the platform is of them.
#[derive(Clone, Debug)]
pub struct Answered {
    outcome: Outcome,
    confirmed: Confirmed,
}

/// What may be shown: nothing where so few took part that one person could be recognised.
async fn results(site: &Site, survey: &Survey, now: Moment) -> Result<Option<Answered>, AppError> {
    if survey.responses < DISCLOSURE_MINIMUM {
        return Ok(None);
    }
    let outcome = surveys::results(&site.store, &survey.slug, now).await?;
    let confirmed = surveys::confirmed(&site.store, survey.id).await?;
    Ok(Some(Answered { outcome, confirmed }))
}

fn page(status: StatusCode, site: Site, visit: Visit, survey: Survey, stage: Stage, now: Moment) -> Response {
    render::page_with_status(status, || view! { <SurveyPage site=site visit=visit survey=survey stage=stage now=now/> })
}
