//! `/verwaltung/umfragen/{slug}`: everything about one survey, and the forms that change it.

use axum::{
    body::Bytes,
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    Language, Moment,
    moment::PeriodState,
    policy::Action,
    surveys::{Gap, OTHER_LANGUAGES, State as Standing, Survey},
};
use leptos::prelude::*;
use store::{StoreError, surveys};

use super::{
    super::{
        form::{ProblemSummary, Problems, Typed},
        frame::StaffPage,
    },
    PATH, StateLine,
    basics::{self, BasicsForm},
    fields,
    level::LevelForm,
    questions::Questions,
    steps::Steps,
};
use crate::{
    AppError, Rescued, Site, Visit,
    locales::fill,
    pages::accounts::private,
    render,
    ui::{Icon, Notice, NoticeKind},
};

pub async fn show(State(site): State<Site>, visit: Visit, Path(slug): Path<String>) -> Result<Response, AppError> {
    page(StatusCode::OK, site, visit, &slug, Sent::default()).await
}

/// Title and introduction in each language, `beginn`, `ende`, and `stand`, the revision that the form showed.
pub async fn describe(
    State(site): State<Site>,
    visit: Visit,
    Path(slug): Path<String>,
    body: Bytes,
) -> Result<Response, AppError> {
    let by = visit.acting(Action::MakeSurveys)?;
    let survey = surveys::open(&site.store, &by, &slug).await?.ok_or(AppError::NotFound)?;
    let sent = Sent::read(&body);
    if survey.state != Standing::Draft {
        return sent.impossible(site, visit, &slug).await;
    }
    let Some(seen) = fields::seen(&sent.typed) else { return sent.without_revision(site, visit, &slug).await };
    let mut problems = Problems::default();
    let Some(basics) = basics::read(&sent.typed, &survey, visit.words(), &mut problems) else {
        return page(StatusCode::UNPROCESSABLE_ENTITY, site, visit, &slug, Sent { problems, ..sent }).await;
    };
    let done = surveys::describe(&site.store, &by, &slug, &basics, seen, site.now()).await;
    sent.after(done, site, visit, &slug, "").await
}

/// What a form sent, and what is wrong with it.
#[derive(Clone, Debug, Default)]
pub(super) struct Sent {
    pub(super) typed: Typed,
    pub(super) problems: Problems,
    pub(super) trouble: Option<Trouble>,
    /// Longer texts, for those that have no field on the page any more.
    pub(super) written: Rescued,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Trouble {
    NoRevision,
    Stale,
    Impossible,
}

impl Sent {
    pub(super) fn read(body: &Bytes) -> Self {
        Self { typed: Typed::read(body), written: Rescued::from_form(body), ..Self::default() }
    }

    pub(super) async fn without_revision(self, site: Site, visit: Visit, slug: &str) -> Result<Response, AppError> {
        let sent = Self { trouble: Some(Trouble::NoRevision), ..self };
        page(StatusCode::PRECONDITION_REQUIRED, site, visit, slug, sent).await
    }

    /// Its time is over, or somebody did something else with the survey.
    pub(super) async fn impossible(self, site: Site, visit: Visit, slug: &str) -> Result<Response, AppError> {
        page(StatusCode::CONFLICT, site, visit, slug, Self { trouble: Some(Trouble::Impossible), ..self }).await
    }

    /// Back to the page of the survey, at `place` on it.
    pub(super) async fn after(
        self,
        done: Result<(), StoreError>,
        site: Site,
        visit: Visit,
        slug: &str,
        place: &str,
    ) -> Result<Response, AppError> {
        match done {
            Ok(()) => Ok(saved(&visit, slug, place)),
            Err(StoreError::Stale { .. }) => {
                page(StatusCode::CONFLICT, site, visit, slug, Self { trouble: Some(Trouble::Stale), ..self }).await
            }
            Err(StoreError::Refused(_)) => self.impossible(site, visit, slug).await,
            Err(error) => Err(error.into()),
        }
    }
}

pub(super) fn saved(visit: &Visit, slug: &str, place: &str) -> Response {
    private(Redirect::to(&visit.href(&format!("{PATH}/{slug}?gespeichert{place}"))).into_response())
}

/// To the page of the survey, for whoever opens the address of one of its forms.
pub async fn back(visit: Visit, Path(slug): Path<String>) -> Result<Response, AppError> {
    visit.acting(Action::MakeSurveys)?;
    let slug = domain::filter::percent_encode(&slug);
    Ok(private(Redirect::to(&visit.href(&format!("{PATH}/{slug}"))).into_response()))
}

/// A survey with what its page needs to know.
#[derive(Clone)]
struct Desk {
    survey: Survey,
    is_answered: bool,
    /// In people's own words, each question with its texts.
    written: Vec<(String, Vec<String>)>,
    may_set_level: bool,
    now: Moment,
}

pub(super) async fn page(
    status: StatusCode,
    site: Site,
    visit: Visit,
    slug: &str,
    sent: Sent,
) -> Result<Response, AppError> {
    let by = visit.acting(Action::MakeSurveys)?;
    let (store, now) = (&site.store, site.now());
    let survey = surveys::open(store, &by, slug).await?.ok_or(AppError::NotFound)?;
    // They stand nowhere else: nobody checked them for names and addresses.
    let reader = visit.acting(Action::ManageBoards).ok();
    let has_ended = survey.state != Standing::Draft && survey.period.state(now) == PeriodState::Ended;
    let written = match &reader {
        Some(reader) if has_ended => surveys::written(store, reader, slug, now).await?,
        _ => Vec::new(),
    };
    let is_answered = surveys::is_answered(store, survey.id).await?;
    let desk = Desk { survey, is_answered, written, may_set_level: reader.is_some(), now };
    Ok(private(render::page_with_status(status, || view! { <DeskPage site=site visit=visit desk=desk sent=sent/> })))
}

#[component]
fn DeskPage(site: Site, visit: Visit, desk: Desk, sent: Sent) -> impl IntoView {
    let words = visit.words();
    let Desk { survey, is_answered, written, may_set_level, now } = desk;
    let Sent { typed, problems, .. } = sent.clone();
    let is_draft = survey.state == Standing::Draft;
    let saved = (visit.query == "gespeichert")
        .then(|| view! { <Notice kind=NoticeKind::Success><p>{words.staff.saved}</p></Notice> });
    let (address, link) = match survey.state {
        Standing::Draft => (format!("{PATH}/{}/vorschau", survey.slug), words.survey_desk.preview),
        _ => (format!("/umfragen/{}", survey.slug), words.staff.survey_public),
    };
    let basics = is_draft.then(|| {
        view! { <BasicsForm visit=visit.clone() survey=survey.clone() typed=typed.clone() problems=problems.clone()/> }
    });
    let above = vec![(PATH.to_owned(), words.staff.surveys.0.to_owned())];
    let written = (!written.is_empty()).then(|| view! { <Written visit=visit.clone() written=written/> });
    view! {
        <StaffPage site=site visit=visit.clone() title=survey.title.clone() above=above>
            {saved}
            <TroubleNotice visit=visit.clone() survey=survey.clone() sent=sent/>
            <ProblemSummary visit=visit.clone() problems=problems.clone()/>
            <StateLine visit=visit.clone() survey=survey.clone() now=now/>
            <p><a href=visit.href(&address)>{link}</a></p>
            {basics}
            <Questions visit=visit.clone() survey=survey.clone() is_answered=is_answered problems=problems.clone()/>
            <Translations visit=visit.clone() survey=survey.clone()/>
            <LevelForm visit=visit.clone() survey=survey.clone() may_set=may_set_level typed=typed.clone() problems=problems.clone()/>
            <Steps visit=visit.clone() survey=survey is_answered=is_answered now=now typed=typed problems=problems/>
            <p>{words.staff.audit_note}</p>
            {written}
        </StaffPage>
    }
    .into_any()
}

/// What somebody else did meanwhile, what is stored now, and what was written here.
#[component]
fn TroubleNotice(visit: Visit, survey: Survey, sent: Sent) -> impl IntoView {
    let words = &visit.words().survey_desk;
    let Some(trouble) = sent.trouble else { return ().into_any() };
    let text = match trouble {
        Trouble::NoRevision => words.no_revision,
        Trouble::Stale => words.changed_meanwhile,
        Trouble::Impossible => words.impossible,
    };
    let is_form_there = survey.state == Standing::Draft;
    let stored = if is_form_there { basics::others_words(&visit, &survey, &sent.typed) } else { Vec::new() };
    let has_stored = !stored.is_empty();
    let stored =
        stored.into_iter().map(|(label, value)| view! { <li>{label}": "<strong>{value}</strong></li> }).collect_view();
    let written: Vec<String> =
        if is_form_there { Vec::new() } else { sent.written.texts().map(str::to_owned).collect() };
    let has_written = !written.is_empty();
    let written = written.into_iter().map(|text| view! { <li dir="auto">{text}</li> }).collect_view();
    view! {
        <Notice kind=NoticeKind::Error>
            <p>{text}</p>
            {has_stored.then(|| view! { <p>{words.stored_now}</p> <ul>{stored}</ul> })}
            {has_written.then(|| view! { <p>{words.you_wrote}</p> <ul>{written}</ul> })}
        </Notice>
    }
    .into_any()
}

/// In which languages it can be read, and what is missing.
#[component]
fn Translations(visit: Visit, survey: Survey) -> impl IntoView {
    let words = &visit.words().survey_desk;
    let line = |language: Language| {
        let gaps = survey.gaps(language);
        let state = match (gaps.is_empty(), survey.is_begun_in(language)) {
            (true, _) => words.translated.to_owned(),
            (false, false) => words.not_translated.to_owned(),
            (false, true) => {
                let gaps: Vec<String> = gaps.into_iter().map(|gap| named(&visit, gap)).collect();
                fill(words.half_translated, &[("gaps", &gaps.join(", "))])
            }
        };
        view! { <li>{visit.words().common.language(language)}": "{state}</li> }
    };
    let lines = OTHER_LANGUAGES.into_iter().map(line).collect_view();
    view! {
        <section aria-labelledby="sprachen">
            <h2 id="sprachen">{words.languages}</h2>
            <ul>{lines}</ul>
        </section>
    }
    .into_any()
}

fn named(visit: &Visit, gap: Gap) -> String {
    let words = &visit.words().survey_desk;
    match gap {
        Gap::Heading => words.gap_heading.to_owned(),
        Gap::Question(number) => fill(words.question_number, &[("n", &number.to_string())]),
    }
}

#[component]
fn Written(visit: Visit, written: Vec<(String, Vec<String>)>) -> impl IntoView {
    let words = &visit.words().staff;
    let questions = written
        .into_iter()
        .map(|(question, texts)| {
            let texts = texts.into_iter().map(|text| view! { <li>{text}</li> }).collect_view();
            view! { <h3 lang="de">{question}</h3> <ul class="result__texts" dir="auto">{texts}</ul> }
        })
        .collect_view();
    view! {
        <section aria-labelledby="worte">
            <h2 id="worte"><Icon name="comment"/>" "{words.survey_written}</h2>
            <p>{words.survey_written_note}</p>
            {questions}
        </section>
    }
    .into_any()
}
