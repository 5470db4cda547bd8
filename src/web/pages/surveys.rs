//! Umfragen: a few questions as one plain form, and what people answered after the end.

pub mod answers;
mod changes;
pub mod form;
mod list;
pub mod page;
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
    surveys::{Change, Outcome, Reply, State as Standing, Survey, check},
};
use leptos::prelude::*;
use list::SurveysPage;
use page::{Stage, SurveyPage};
use store::{StoreError, areas, surveys};

use crate::{AppError, Guest, Rescued, Site, Visit, render};

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
    let found = Found::at(&site, &slug).await?;
    let (survey, now) = (&found.survey, site.now());
    if survey.state == Standing::Retired {
        return Ok(found.page(StatusCode::GONE, site, visit, Stage::Retired(Rescued::default())));
    }
    let stage = match survey.period.state(now) {
        PeriodState::Upcoming => Stage::Upcoming,
        PeriodState::Open if visit.first("gesendet").is_some() => Stage::Sent,
        PeriodState::Open => {
            Stage::Open(earlier(&site, survey, &guest).await?.map_or_else(Answers::fresh, Answers::of))
        }
        PeriodState::Ended => Stage::Ended(results(&site, survey, now).await?),
    };
    let id = stage.form_id();
    Ok(render::shared(found.page(StatusCode::OK, site, visit, stage), id))
}

pub async fn respond(
    State(site): State<Site>,
    visit: Visit,
    guest: Guest,
    Path(slug): Path<String>,
    body: Bytes,
) -> Result<Response, AppError> {
    let found = Found::at(&site, &slug).await?;
    let (survey, now) = (&found.survey, site.now());
    if survey.state == Standing::Retired {
        return Ok(found.page(StatusCode::GONE, site, visit, Stage::Retired(Rescued::from_form(&body))));
    }
    if !survey.period.is_open(now) {
        return Ok(found.page(StatusCode::CONFLICT, site, visit, Stage::TooLate(Rescued::from_form(&body))));
    }
    let answers = Answers::read(&body);
    if answers.edition.is_some_and(|edition| edition != survey.edition) {
        return Ok(found.with_others(site, visit, answers));
    }
    let replies = match check(&survey.questions, &answers.typed) {
        Ok(replies) => replies,
        Err(errors) => {
            let stage = Stage::Open(Answers { errors, ..answers });
            return Ok(found.page(StatusCode::UNPROCESSABLE_ENTITY, site, visit, stage));
        }
    };
    let mut headers = HeaderMap::new();
    let person = guest.ensure(&site, &mut headers);
    let (store, way, to) = (&site.store, guest.way(None), (slug.as_str(), Some(survey.edition)));
    let mut sent = surveys::respond_by(store, to, answers.submission.clone(), &person, replies.clone(), way, now).await;
    if matches!(sent, Err(StoreError::SubmissionConflict)) {
        // Somebody went back in the browser and changed an answer: the form is old, what was meant is new.
        sent = surveys::respond_by(store, to, answers.renewed(&site), &person, replies, way, now).await;
    }
    match sent {
        Ok(()) => {}
        // Everything that was chosen stays on the page; above it stands what is missing.
        Err(StoreError::Refused(Refusal::LevelNeeded(_))) => {
            return Ok(found.page(StatusCode::FORBIDDEN, site, visit, Stage::Open(answers)));
        }
        Err(StoreError::Outdated) => {
            let found = Found::at(&site, &slug).await?;
            return Ok(found.with_others(site, visit, answers));
        }
        Err(error) => return Err(error.into()),
    }
    let thanks = visit.href(&format!("/umfragen/{slug}?gesendet=1"));
    Ok((headers, Redirect::to(&thanks)).into_response())
}

/// A survey with what everybody is told about it.
struct Found {
    survey: Survey,
    changes: Vec<Change>,
}

impl Found {
    async fn at(site: &Site, slug: &str) -> Result<Self, AppError> {
        let survey = surveys::by_slug(&site.store, slug).await?.ok_or(AppError::NotFound)?;
        let changes = surveys::changes(&site.store, survey.id).await?;
        Ok(Self { survey, changes })
    }

    fn page(&self, status: StatusCode, site: Site, visit: Visit, stage: Stage) -> Response {
        let (survey, changes, now) = (self.survey.clone(), self.changes.clone(), site.now());
        render::page_with_status(
            status,
            || view! { <SurveyPage site=site visit=visit survey=survey stage=stage changes=changes now=now/> },
        )
    }

    /// The questions that there are now, for somebody who answered others.
    fn with_others(&self, site: Site, visit: Visit, answers: Answers) -> Response {
        let stage = Stage::Open(answers.for_others(&self.survey.questions));
        self.page(StatusCode::CONFLICT, site, visit, stage)
    }
}

/// What this person replied before.
async fn earlier(site: &Site, survey: &Survey, guest: &Guest) -> Result<Option<Vec<Option<Reply>>>, AppError> {
    match guest.key() {
        Some(person) => Ok(surveys::mine(&site.store, survey.id, &person).await?),
        None => Ok(None),
    }
}

/// What people answered, and how sure the platform is of them.
#[derive(Clone, Debug)]
pub struct Answered {
    outcome: Outcome,
    confirmed: Confirmed,
    /// Which of the questions ask for a part of the city.
    by_area: Vec<bool>,
}

/// What may be shown: nothing where so few took part that one person could be recognised.
async fn results(site: &Site, survey: &Survey, now: Moment) -> Result<Option<Answered>, AppError> {
    if survey.responses < DISCLOSURE_MINIMUM {
        return Ok(None);
    }
    let outcome = surveys::results(&site.store, &survey.slug, now).await?;
    let confirmed = surveys::confirmed(&site.store, survey.id).await?;
    let areas = areas::all(&site.store).await?;
    let names: Vec<&str> = areas.iter().map(|area| area.name.as_str()).collect();
    let by_area = survey.questions.iter().map(|question| question.asks_for_area(&names)).collect();
    Ok(Some(Answered { outcome, confirmed, by_area }))
}
