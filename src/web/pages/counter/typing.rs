//! `/schalter/papier/{bogen}` and `/schalter/pruefen/{blatt}`: the first and the second typing of a sheet.

use axum::{
    body::Bytes,
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    areas::Area,
    channel::Channel,
    fields::{FieldErrors, Problem},
    paper::{Ballot, Form, FormId},
    policy::Action,
    proposals::NewProposal,
    surveys::Survey,
    text,
};
use leptos::prelude::*;
use store::{
    StoreError, areas,
    paper::{self, Checked, Sheet, State as SheetState},
};

use super::{
    slip::{Slip, SlipPage},
    typed::{NUMBERS, Typed},
    typing_form::{Asked, TypingPage},
};
use crate::{AppError, Site, Visit, locales::fill, pages::accounts::private, render};

/// What a form on paper belongs to.
pub enum Subject {
    Proposal,
    Supports,
    Survey(Survey),
}

impl Subject {
    async fn of(site: &Site, id: FormId) -> Result<Self, AppError> {
        Ok(match id.form {
            Form::Proposal => Self::Proposal,
            Form::Supports => Self::Supports,
            Form::Survey => Self::Survey(paper::survey_of(&site.store, id).await?.ok_or(AppError::NotFound)?),
        })
    }

    fn ballot(&self, typed: &Typed, is_second: bool) -> Result<Ballot, FieldErrors> {
        match self {
            Self::Survey(survey) => typed.replies(&survey.questions, is_second),
            _ => typed.supports(),
        }
    }
}

/// A page of the form with what was typed.
pub struct Shown {
    pub id: FormId,
    pub subject: Subject,
    /// For its second typing.
    pub sheet: Option<Sheet>,
    pub typed: Typed,
    pub errors: FieldErrors,
    pub notice: Option<String>,
}

fn page(status: StatusCode, site: Site, visit: Visit, shown: Shown) -> Response {
    let asked = Asked::of(&visit, &shown);
    private(render::page_with_status(status, || view! { <TypingPage site=site visit=visit shown=shown asked=asked/> }))
}

fn id_of(typed: &str) -> Result<FormId, AppError> {
    typed.parse().map_err(|_| AppError::NotFound)
}

pub async fn show(State(site): State<Site>, visit: Visit, Path(bogen): Path<String>) -> Result<Response, AppError> {
    visit.acting(Action::EnterPaper)?;
    let id = id_of(&bogen)?;
    let subject = Subject::of(&site, id).await?;
    let notice = match &subject {
        Subject::Survey(survey) if !survey.period.is_open(site.now()) => Some(visit.words().desk.closed.to_owned()),
        _ => None,
    };
    let shown = Shown { id, subject, sheet: None, typed: Typed::fresh(), errors: FieldErrors::default(), notice };
    Ok(page(StatusCode::OK, site, visit, shown))
}

pub async fn enter(
    State(site): State<Site>,
    visit: Visit,
    Path(bogen): Path<String>,
    body: Bytes,
) -> Result<Response, AppError> {
    let by = visit.acting(Action::EnterPaper)?;
    let id = id_of(&bogen)?;
    let subject = Subject::of(&site, id).await?;
    let typed = Typed::read(&body);
    let now = site.now();
    let again = |site, visit, subject, typed, errors, notice| {
        let shown = Shown { id, subject, sheet: None, typed, errors, notice };
        Ok(page(StatusCode::UNPROCESSABLE_ENTITY, site, visit, shown))
    };
    if id.form == Form::Proposal {
        let new = match proposal(&site, &typed).await? {
            Ok(new) => new,
            Err(errors) => return again(site, visit, subject, typed, errors, None),
        };
        let channel = Channel::from_code(typed.text("weg")).filter(|way| *way == Channel::Counter);
        let channel = channel.unwrap_or(Channel::Paper);
        let done = match paper::submit(&site.store, &by, &typed.submission, new, channel, now).await {
            Err(StoreError::Invalid(errors)) => return again(site, visit, subject, typed, errors, None),
            done => done?,
        };
        return Ok(slip(site, visit, Slip { id, code: done.code, sheet: None }));
    }
    let ballot = match subject.ballot(&typed, false) {
        Ok(ballot) => ballot,
        Err(errors) => return again(site, visit, subject, typed, errors, None),
    };
    if let Ballot::Supports(ids) = &ballot {
        let unknown = paper::not_open(&site.store, ids).await?;
        if !unknown.is_empty() {
            let all = unknown.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
            let notice = Some(fill(visit.words().desk.numbers_unknown, &[("n", &all)]));
            let mut errors = FieldErrors::default();
            errors.add(NUMBERS, Problem::Unknown);
            return again(site, visit, subject, typed, errors, notice);
        }
    }
    let done = paper::enter(&site.store, &by, id, &typed.submission, &ballot, now).await?;
    Ok(slip(site, visit, Slip { id, code: done.code, sheet: Some(done.sheet) }))
}

/// As everybody's proposal is checked.
async fn proposal(site: &Site, typed: &Typed) -> Result<Result<NewProposal, FieldErrors>, AppError> {
    let districts = areas::districts(&site.store).await?;
    let named = |name: &str| {
        let is_it = |area: &&Area| area.slug == text::slug(name);
        districts.iter().find(is_it).map(|area| area.id.to_string())
    };
    Ok(typed.draft(named).check())
}

fn slip(site: Site, visit: Visit, slip: Slip) -> Response {
    private(render::page(|| view! { <SlipPage site=site visit=visit slip=slip/> }))
}

async fn sheet(site: &Site, visit: &Visit, blatt: &str) -> Result<Sheet, AppError> {
    let by = visit.acting(Action::EnterPaper)?;
    let id = blatt.parse().map_err(|_| AppError::NotFound)?;
    let found = paper::find(&site.store, &by, id).await?;
    found.filter(|sheet| sheet.state != SheetState::Dropped).ok_or(AppError::NotFound)
}

pub async fn again(State(site): State<Site>, visit: Visit, Path(blatt): Path<String>) -> Result<Response, AppError> {
    let sheet = sheet(&site, &visit, &blatt).await?;
    if sheet.state == SheetState::Counted {
        return Ok(done(&visit, "gezaehlt", sheet.id));
    }
    let (id, subject) = (sheet.form, Subject::of(&site, sheet.form).await?);
    let errors = FieldErrors::default();
    let shown = Shown { id, subject, sheet: Some(sheet), typed: Typed::fresh(), errors, notice: None };
    Ok(page(StatusCode::OK, site, visit, shown))
}

/// With `aktion=verwerfen` the sheet is thrown away.
pub async fn check(
    State(site): State<Site>,
    visit: Visit,
    Path(blatt): Path<String>,
    body: Bytes,
) -> Result<Response, AppError> {
    let by = visit.acting(Action::EnterPaper)?;
    let sheet = sheet(&site, &visit, &blatt).await?;
    let typed = Typed::read(&body);
    if typed.text("aktion") == "verwerfen" && sheet.state == SheetState::Waiting {
        paper::drop_sheet(&site.store, &by, sheet.id, site.now()).await?;
        return Ok(done(&visit, "verworfen", sheet.id));
    }
    let (id, subject) = (sheet.form, Subject::of(&site, sheet.form).await?);
    let number = sheet.id;
    let words = &visit.words().desk;
    let (errors, notice) = match subject.ballot(&typed, true) {
        Err(errors) => (errors, None),
        Ok(ballot) => match paper::check(&site.store, &by, number, &ballot, site.now()).await? {
            Checked::Counted => return Ok(done(&visit, "gezaehlt", number)),
            Checked::TooSoon => (FieldErrors::default(), Some(words.too_soon.to_owned())),
            Checked::Differs(places) => {
                let all = match &subject {
                    Subject::Survey(_) => places.iter().map(|at| (at + 1).to_string()).collect::<Vec<_>>().join(", "),
                    _ => words.numbers.to_owned(),
                };
                (FieldErrors::default(), Some(fill(words.differs, &[("n", &all)])))
            }
        },
    };
    let shown = Shown { id, subject, sheet: Some(sheet), typed, errors, notice };
    Ok(page(StatusCode::UNPROCESSABLE_ENTITY, site, visit, shown))
}

fn done(visit: &Visit, what: &str, sheet: i64) -> Response {
    private(Redirect::to(&visit.href(&format!("/schalter?{what}={sheet}"))).into_response())
}
