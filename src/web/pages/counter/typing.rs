//! `/schalter/papier/{bogen}` and `/schalter/pruefen/{blatt}`: the first and the second typing of a sheet.

use axum::{
    body::Bytes,
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    accounts::Level,
    areas::Area,
    boards::Board,
    channel::Channel,
    fields::{Field, FieldError, FieldErrors, Problem},
    ids::PlaceCallId,
    moment::{Period, PeriodState},
    paper::{Ballot, Form, FormId, GRACE_DAYS},
    place_calls::{NewPlaceMark, PlaceCall},
    policy::{Acting, Action, Refusal},
    proposals::NewProposal,
    surveys::Survey,
    text,
};
use leptos::prelude::*;
use store::{
    StoreError, areas,
    paper::{self, Came, Checked, Sheet, State as SheetState},
    place_calls,
};

use super::{
    slip::{Slip, SlipPage},
    typed::{NUMBERS, Typed},
    typing_form::{Asked, TypingPage},
};
use crate::{
    AppError, Site, Visit, dates,
    locales::fill,
    pages::{
        accounts::private,
        paper::{board_of, counts},
    },
    render,
};

/// What a form on paper belongs to.
pub enum Subject {
    Proposal(Board),
    Supports(Board),
    Survey(Survey),
    Place(PlaceCall),
}

impl Subject {
    async fn of(site: &Site, id: FormId) -> Result<Self, AppError> {
        Ok(match id.form {
            Form::Proposal => Self::Proposal(board_of(site, id).await?),
            Form::Supports => Self::Supports(board_of(site, id).await?),
            Form::Place => {
                let call = place_calls::by_id(&site.store, PlaceCallId(id.number)).await?;
                Self::Place(call.ok_or(AppError::NotFound)?)
            }
            Form::Survey => Self::Survey(paper::survey_of(&site.store, id).await?.ok_or(AppError::NotFound)?),
        })
    }

    /// Whom it takes. A place belongs to the board of the city.
    async fn needed(&self, site: &Site) -> Result<Level, AppError> {
        Ok(match self {
            Self::Survey(survey) => survey.needed_level,
            Self::Place(_) => site.watched().await?.needed_level,
            Self::Proposal(board) | Self::Supports(board) => board.needed_level,
        })
    }

    /// When sheets of it are taken.
    fn period(&self) -> Period {
        match self {
            Self::Survey(survey) => survey.period,
            Self::Place(call) => call.period,
            Self::Proposal(board) | Self::Supports(board) => board.period,
        }
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
    /// It ended: the day on which the sheet was handed in decides.
    pub has_ended: bool,
    /// Not where nothing of it could count. What was typed nevertheless comes back in it.
    pub has_form: bool,
}

impl Shown {
    /// For the first typing; what is wrong comes later, but nobody types what cannot count.
    async fn new(site: &Site, visit: &Visit, id: FormId, subject: Subject, typed: Typed) -> Result<Self, AppError> {
        let (words, now) = (&visit.words().desk, site.now());
        let period = subject.period();
        let needed = subject.needed(site).await?;
        let on = |moment| dates::date(visit.language, moment);
        let notice = match period.state(now) {
            _ if !counts(needed) => Some(level_needed(visit, needed)),
            PeriodState::Open => None,
            PeriodState::Upcoming => Some(fill(words.not_yet, &[("date", &on(period.start))])),
            PeriodState::Ended => {
                let date = on(period.end.unwrap_or(now));
                Some(fill(words.ended, &[("date", &date), ("n", &GRACE_DAYS.to_string())]))
            }
        };
        let has_ended = period.state(now) == PeriodState::Ended;
        let (errors, has_form) = (FieldErrors::default(), counts(needed));
        Ok(Self { id, subject, sheet: None, typed, errors, notice, has_ended, has_form })
    }
}

/// Whom it takes, and what a clerk can do for somebody with a sheet.
fn level_needed(visit: &Visit, needed: Level) -> String {
    let (words, common) = (&visit.words().desk, &visit.words().common);
    if needed == Level::ResidentConfirmed {
        [common.level_resident, words.level_needed, words.level_resident].join(" ")
    } else {
        [common.level_account, words.level_needed].join(" ")
    }
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
    let shown = Shown::new(&site, &visit, id, subject, Typed::fresh()).await?;
    Ok(page(StatusCode::OK, site, visit, shown))
}

/// Why a sheet is not taken. All that was typed stays on the page.
enum Trouble {
    Fields(FieldErrors),
    Told(FieldErrors, String),
    /// It closed, perhaps while the sheet was typed; the page says by itself until when, and what counts nevertheless.
    Closed,
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
    let trouble = match take(&site, &visit, &by, id, &subject, &typed).await? {
        Ok(taken) => return Ok(slip(site, visit, taken)),
        Err(trouble) => trouble,
    };
    let mut shown = Shown { has_form: true, ..Shown::new(&site, &visit, id, subject, typed).await? };
    match trouble {
        Trouble::Closed => {}
        Trouble::Fields(errors) => shown.errors = errors,
        Trouble::Told(errors, text) => (shown.errors, shown.notice) = (errors, Some(text)),
    }
    Ok(page(StatusCode::UNPROCESSABLE_ENTITY, site, visit, shown))
}

async fn take(
    site: &Site,
    visit: &Visit,
    by: &Acting,
    id: FormId,
    subject: &Subject,
    typed: &Typed,
) -> Result<Result<Slip, Trouble>, AppError> {
    let (words, now) = (&visit.words().desk, site.now());
    let told = |text: &str| Ok(Err(Trouble::Told(FieldErrors::default(), text.to_owned())));
    let Ok(handed_in) = typed.handed_in(now) else { return told(words.handed_in_wrong) };
    let refused = |error: StoreError| match error {
        StoreError::Invalid(errors) => Ok(Err(Trouble::Fields(errors))),
        StoreError::Refused(Refusal::BoardClosed) => Ok(Err(Trouble::Closed)),
        StoreError::Refused(Refusal::LevelNeeded(needed)) => {
            told(&format!("{} {}", level_needed(visit, needed), words.level_typed))
        }
        other => Err(AppError::from(other)),
    };
    let channel = Channel::from_code(typed.text("weg")).filter(|way| *way == Channel::Counter);
    let channel = channel.unwrap_or(Channel::Paper);
    let photographs = (channel == Channel::Paper).then(|| typed.submission.clone());
    if let Subject::Place(call) = subject {
        let new = match mark(site, call, typed).await? {
            Ok(new) => new,
            Err(errors) => return Ok(Err(Trouble::Fields(errors))),
        };
        let came = Came { channel, handed_in };
        return match paper::submit_mark(&site.store, by, &typed.submission, call, new, came, now).await {
            Ok(done) => Ok(Ok(Slip { id, code: done.code, sheet: None, photographs })),
            Err(error) => refused(error),
        };
    }
    if let Subject::Proposal(board) = subject {
        let new = match proposal(site, board, typed).await? {
            Ok(new) => new,
            Err(errors) => return Ok(Err(Trouble::Fields(errors))),
        };
        return match paper::submit(&site.store, by, &typed.submission, new, channel, handed_in, now).await {
            Ok(done) => Ok(Ok(Slip { id, code: done.code, sheet: None, photographs })),
            Err(error) => refused(error),
        };
    }
    let ballot = match subject.ballot(typed, false) {
        Ok(ballot) => ballot,
        Err(errors) => return Ok(Err(Trouble::Fields(errors))),
    };
    if let Ballot::Supports(ids) = &ballot {
        let unknown = paper::not_open(&site.store, ids).await?;
        if !unknown.is_empty() {
            let all = unknown.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
            let mut errors = FieldErrors::default();
            errors.add(NUMBERS, Problem::Unknown);
            return Ok(Err(Trouble::Told(errors, fill(words.numbers_unknown, &[("n", &all)]))));
        }
    }
    match paper::enter(&site.store, by, id, &typed.submission, &ballot, handed_in, now).await {
        Ok(done) => Ok(Ok(Slip { id, code: done.code, sheet: Some(done.sheet), photographs })),
        Err(error) => refused(error),
    }
}

/// As everybody's place is checked. It is found by the name of an Ortsteil, of a street or of a place.
async fn mark(site: &Site, call: &PlaceCall, typed: &Typed) -> Result<Result<NewPlaceMark, FieldErrors>, AppError> {
    let name = typed.of(Field::District);
    let districts = areas::districts(&site.store).await?;
    let slug = text::slug(&name);
    let district = match districts.iter().find(|area| area.slug == slug) {
        Some(area) => Some(area.id),
        None if slug.is_empty() => None,
        // Only one that is called so, and never one that is merely like it.
        None => {
            let found = areas::find_place(&site.store, &name, 1).await?;
            found.into_iter().find(|place| text::slug(&place.label) == slug).map(|place| place.district.id)
        }
    };
    // There is no map in this form: what is missing is the Ortsteil.
    let in_form = |error: FieldError| match error.field {
        Field::Place => FieldError { field: Field::District, ..error },
        _ => error,
    };
    let checked = typed.mark(call, district).check(call);
    Ok(checked.map_err(|errors| FieldErrors(errors.0.into_iter().map(in_form).collect())))
}

/// As everybody's proposal is checked.
async fn proposal(site: &Site, board: &Board, typed: &Typed) -> Result<Result<NewProposal, FieldErrors>, AppError> {
    let districts = areas::districts(&site.store).await?;
    let named = |name: &str| {
        let is_it = |area: &&Area| area.slug == text::slug(name);
        districts.iter().find(is_it).map(|area| area.id.to_string())
    };
    Ok(typed.draft(named).check().map(|new| NewProposal { board: Some(board.id), ..new }))
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
    let typed = Typed::fresh();
    let shown =
        Shown { id, subject, sheet: Some(sheet), typed, errors, notice: None, has_ended: false, has_form: true };
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
        Ok(ballot) => match paper::check(&site.store, &by, number, &ballot, site.now()).await {
            // Somebody changed until when, or for whom it is, since the first typing.
            Err(StoreError::Refused(Refusal::BoardClosed | Refusal::LevelNeeded(_))) => {
                (FieldErrors::default(), Some(words.rules_changed.to_owned()))
            }
            Err(other) => return Err(other.into()),
            Ok(Checked::Counted) => return Ok(done(&visit, "gezaehlt", number)),
            Ok(Checked::TooSoon) => (FieldErrors::default(), Some(words.too_soon.to_owned())),
            Ok(Checked::Differs(places)) => {
                let all = match &subject {
                    Subject::Survey(_) => places.iter().map(|at| (at + 1).to_string()).collect::<Vec<_>>().join(", "),
                    _ => words.numbers.to_owned(),
                };
                (FieldErrors::default(), Some(fill(words.differs, &[("n", &all)])))
            }
        },
    };
    let shown = Shown { id, subject, sheet: Some(sheet), typed, errors, notice, has_ended: false, has_form: true };
    Ok(page(StatusCode::UNPROCESSABLE_ENTITY, site, visit, shown))
}

fn done(visit: &Visit, what: &str, sheet: i64) -> Response {
    private(Redirect::to(&visit.href(&format!("/schalter?{what}={sheet}"))).into_response())
}
