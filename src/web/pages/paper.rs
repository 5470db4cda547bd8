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
    boards::Board,
    filter::BoardFilter,
    ids::{BoardId, PlaceCallId},
    moment::{Period, PeriodState},
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

/// Which of several sheets.
const PART: &str = "teil";

/// `/vorschlaege/papier?liste=…`: a proposal to be written by hand.
pub async fn proposal(State(site): State<Site>, visit: Visit) -> Result<Response, AppError> {
    let now = site.now();
    let board = board(&site, super::board::asked(&visit).board, now).await?;
    Ok(render::shared(render::page(|| view! { <ProposalSheet site=site visit=visit board=board now=now/> }), []))
}

/// `/vorschlaege/papier/liste?…`: what one board shows with these filters and takes supports, to be ticked; with `teil=2`
/// the second sheet of a long list.
pub async fn list(State(site): State<Site>, visit: Visit) -> Result<Response, AppError> {
    let now = site.now();
    let asked = super::board::asked(&visit).first_page();
    let board = board(&site, asked.board.clone(), now).await?;
    let filter = BoardFilter { board: Some(board.slug.clone()), ..asked.clone() };
    let part = visit.first(PART).and_then(|part| part.parse().ok()).unwrap_or(1);
    let ticked = proposals::ticked(&site.store, &filter, part).await?;
    Ok(render::shared(
        render::page(|| view! { <ListSheet site=site visit=visit board=board asked=asked ticked=ticked now=now/> }),
        [],
    ))
}

/// The board of a sheet: that of the city where the address names no other one.
async fn board(site: &Site, slug: Option<String>, now: Moment) -> Result<Board, AppError> {
    let found = boards::by_slug(&site.store, slug.as_deref().unwrap_or(boards::DEFAULT)).await?;
    found.filter(|board| hands_out(&board.period, now)).ok_or(AppError::NotFound)
}

/// The board of a sheet that was printed.
pub async fn board_of(site: &Site, id: FormId) -> Result<Board, AppError> {
    boards::find(&site.store, BoardId(id.number)).await?.ok_or(AppError::NotFound)
}

/// What a sheet is called where sheets of several boards stand side by side. That of the city goes without saying.
pub fn name_of(board: &Board, title: &str) -> String {
    if board.slug == boards::DEFAULT { title.to_owned() } else { format!("{title} · {}", board.title) }
}

/// What an address says of a board.
pub fn query_of(board: &Board) -> String {
    let other = Some(board.slug.clone()).filter(|slug| slug != boards::DEFAULT);
    BoardFilter { board: other, ..BoardFilter::default() }.to_query()
}

/// `/umfragen/{slug}/papier`: the questions of a survey that sheets are taken for, as long as it is open or to come.
pub async fn survey(State(site): State<Site>, visit: Visit, Path(slug): Path<String>) -> Result<Response, AppError> {
    let found = surveys::by_slug(&site.store, &slug).await?;
    let survey = found.filter(|survey| survey.state == Stage::Published).ok_or(AppError::NotFound)?;
    let now = site.now();
    if !hands_out(&survey.period, now) {
        return Err(AppError::NotFound);
    }
    let id = id_of(&survey);
    Ok(render::shared(render::page(|| view! { <SurveySheet site=site visit=visit id=id survey=survey now=now/> }), []))
}

/// `/orte/{slug}/papier`: a place on the map, as long as the call is open or to come.
pub async fn place(State(site): State<Site>, visit: Visit, Path(slug): Path<String>) -> Result<Response, AppError> {
    let call = place_calls::by_slug(&site.store, &slug).await?.ok_or(AppError::NotFound)?.told_in(visit.language);
    let now = site.now();
    if !hands_out(&call.period, now) {
        return Err(AppError::NotFound);
    }
    let (id, needed) = (id_of_call(&call), site.watched().await?.needed_level);
    Ok(render::shared(
        render::page(|| view! { <PlaceSheet site=site visit=visit id=id call=call needed=needed now=now/> }),
        [],
    ))
}

/// Whether sheets are handed out then. Where the platform has to know who takes part a sheet says so, since it says nothing
/// of who filled it in: see [`counts`].
pub fn hands_out(period: &Period, now: Moment) -> bool {
    period.state(now) != PeriodState::Ended
}

/// Whether a sheet counts once it was typed in; otherwise it is there to think about, and its writer's account counts.
pub fn counts(needed: Level) -> bool {
    needed == Level::Guest
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
        Form::Proposal | Form::Supports => {
            let board = board_of(&site, id).await?;
            let path = if id.form == Form::Proposal { "/vorschlaege/neu" } else { "/vorschlaege" };
            format!("{path}{}", query_of(&board))
        }
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
