//! Forms to be printed, filled in with a pen and handed in at an office. They are pages like others, in each language,
//! and the style for print makes a sheet of them.

mod list;
mod place;
mod proposal;
pub mod sheet;
mod survey;

use axum::{
    extract::{Path, State},
    response::{Redirect, Response},
};
use domain::{
    Moment,
    accounts::Level,
    ids::PlaceCallId,
    moment::PeriodState,
    paper::{Form, FormId},
    place_calls::PlaceCall,
    policy::Action,
    surveys::{State as Stage, Survey},
};
use leptos::prelude::*;
use list::ListSheet;
use place::PlaceSheet;
use proposal::ProposalSheet;
use store::{boards, place_calls, proposals, surveys};
use survey::SurveySheet;

use crate::{AppError, Site, Visit, render};

/// As many as fit on two pages.
const LISTED: u64 = 40;

/// `/vorschlaege/papier`: a proposal to be written by hand.
pub async fn proposal(State(site): State<Site>, visit: Visit) -> Result<Response, AppError> {
    let id = FormId { form: Form::Proposal, number: boards::default_board(&site.store).await?.id.0 };
    let now = site.now();
    Ok(render::shared(render::page(|| view! { <ProposalSheet site=site visit=visit id=id now=now/> }), []))
}

/// `/vorschlaege/papier/liste?…`: what the board shows with these filters, to be ticked.
pub async fn list(State(site): State<Site>, visit: Visit) -> Result<Response, AppError> {
    let id = FormId { form: Form::Supports, number: boards::default_board(&site.store).await?.id.0 };
    let filter = super::board::asked(&visit).first_page();
    let found = proposals::list(&site.store, &filter, LISTED).await?.items;
    let open = found.into_iter().filter(|card| card.status.is_open()).collect();
    let now = site.now();
    Ok(render::shared(render::page(|| view! { <ListSheet site=site visit=visit id=id cards=open now=now/> }), []))
}

/// `/umfragen/{slug}/papier`: the questions of a survey that sheets are taken for, as long as it is open or to come.
pub async fn survey(State(site): State<Site>, visit: Visit, Path(slug): Path<String>) -> Result<Response, AppError> {
    let survey = surveys::by_slug(&site.store, &slug).await?.ok_or(AppError::NotFound)?;
    let now = site.now();
    if !hands_out(&survey, now) {
        return Err(AppError::NotFound);
    }
    let id = id_of(&survey);
    Ok(render::shared(render::page(|| view! { <SurveySheet site=site visit=visit id=id survey=survey now=now/> }), []))
}

/// `/orte/{slug}/papier`: a place on the map, as long as the call is open or to come.
pub async fn place(State(site): State<Site>, visit: Visit, Path(slug): Path<String>) -> Result<Response, AppError> {
    let call = place_calls::by_slug(&site.store, &slug).await?.ok_or(AppError::NotFound)?.told_in(visit.language);
    let now = site.now();
    if call.period.state(now) == PeriodState::Ended {
        return Err(AppError::NotFound);
    }
    let id = id_of_call(&call);
    Ok(render::shared(render::page(|| view! { <PlaceSheet site=site visit=visit id=id call=call now=now/> }), []))
}

/// Whether sheets of it are handed out: a sheet says nothing of who filled it in.
pub fn hands_out(survey: &Survey, now: Moment) -> bool {
    let is_taken = survey.state == Stage::Published && survey.period.state(now) != PeriodState::Ended;
    is_taken && survey.needed_level == Level::Guest
}

pub fn id_of_call(call: &PlaceCall) -> FormId {
    FormId { form: Form::Place, number: call.id.0 }
}

pub fn id_of(survey: &Survey) -> FormId {
    FormId { form: Form::Survey, number: survey.id.0 }
}

/// `/papier/{bogen}`: where the code on a sheet leads whoever scans it: a clerk to type it in, anybody else to take
/// part on the internet.
pub async fn scanned(State(site): State<Site>, visit: Visit, Path(typed): Path<String>) -> Result<Redirect, AppError> {
    let id: FormId = typed.parse().map_err(|_| AppError::NotFound)?;
    if visit.may(Action::EnterPaper) {
        return Ok(Redirect::to(&visit.href(&format!("/schalter/papier/{id}"))));
    }
    let path = match id.form {
        Form::Proposal => "/vorschlaege/neu".to_owned(),
        Form::Supports => "/vorschlaege".to_owned(),
        Form::Survey => {
            let survey = store::paper::survey_of(&site.store, id).await?.ok_or(AppError::NotFound)?;
            format!("/umfragen/{}", survey.slug)
        }
        Form::Place => {
            let call = place_calls::by_id(&site.store, PlaceCallId(id.number)).await?.ok_or(AppError::NotFound)?;
            format!("/orte/{}", call.slug)
        }
    };
    Ok(Redirect::to(&visit.href(&path)))
}
