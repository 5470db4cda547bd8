//! `/verwaltung/umfragen`: surveys from their drafts to their ends. Each has a page; its forms lead back there.

mod basics;
pub mod desk;
mod fields;
pub mod level;
pub mod preview;
pub mod question;
pub mod questions;
pub mod steps;
mod wording;

use axum::{
    body::Bytes,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    Moment,
    boards::{Name, NameProblem},
    policy::Action,
    surveys::{State as Standing, Survey},
    text,
};
use leptos::prelude::*;
use store::{StoreError, surveys};

use super::{
    form::{Line, ProblemSummary, Problems, Typed},
    frame::StaffPage,
};
use crate::{
    AppError, Site, Visit,
    locales::Words,
    pages::{
        accounts::private,
        formats::{PeriodLine, lang_of},
    },
    render,
    ui::{EmptyState, Icon},
};

pub(super) const PATH: &str = "/verwaltung/umfragen";

/// The list of all surveys leads to the page of each.
pub async fn list(State(site): State<Site>, visit: Visit) -> Result<Response, AppError> {
    listing(StatusCode::OK, site, visit, Typed::default(), Problems::default()).await
}

/// `titel` and `adresse` (from the title when it is empty) of a new draft.
pub async fn make(State(site): State<Site>, visit: Visit, body: Bytes) -> Result<Response, AppError> {
    let by = visit.acting(Action::MakeSurveys)?;
    let typed = Typed::read(&body);
    let words = visit.words();
    let mut problems = Problems::default();
    match Name::of(&typed.get("titel"), &typed.get("adresse")) {
        Err(problem) => {
            let (id, text) = name_problem(problem, words);
            problems.add(id, text);
        }
        Ok(name) => match surveys::make(&site.store, &by, &name, site.now()).await {
            Ok(_) => {
                let address = format!("{PATH}/{}?gespeichert", name.slug());
                return Ok(private(Redirect::to(&visit.href(&address)).into_response()));
            }
            Err(StoreError::Taken) => problems.add("adresse", words.survey_desk.slug_taken),
            Err(error) => return Err(error.into()),
        },
    }
    // The word that the title proposes is there to be changed.
    let proposed = text::slug(&typed.get("titel"));
    let typed = if typed.get("adresse").trim().is_empty() { typed.with("adresse", proposed) } else { typed };
    listing(StatusCode::UNPROCESSABLE_ENTITY, site, visit, typed, problems).await
}

fn name_problem(problem: NameProblem, words: &Words) -> (&'static str, &'static str) {
    match problem {
        NameProblem::TitleMissing => ("titel", words.survey_desk.title_missing),
        NameProblem::TitleTooLong => ("titel", words.boards.title_too_long),
        NameProblem::Malformed => ("adresse", words.boards.slug_malformed),
        NameProblem::Reserved => ("adresse", words.boards.slug_reserved),
    }
}

async fn listing(
    status: StatusCode,
    site: Site,
    visit: Visit,
    typed: Typed,
    problems: Problems,
) -> Result<Response, AppError> {
    let by = visit.acting(Action::MakeSurveys)?;
    let (all, now) = (surveys::all(&site.store, &by).await?, site.now());
    Ok(private(render::page_with_status(status, || {
        view! { <Surveys site=site visit=visit surveys=all typed=typed problems=problems now=now/> }
    })))
}

#[component]
fn Surveys(
    site: Site,
    visit: Visit,
    surveys: Vec<Survey>,
    typed: Typed,
    problems: Problems,
    now: Moment,
) -> impl IntoView {
    let (words, staff) = (&visit.words().survey_desk, &visit.words().staff);
    let is_empty = surveys.is_empty();
    let rows = surveys
        .into_iter()
        .map(|survey| {
            let href = visit.href(&format!("{PATH}/{}", survey.slug));
            let lang = lang_of(&visit, survey.language);
            let title = survey.title.clone();
            view! { <li class="staff-row"><a href=href lang=lang>{title}</a><StateLine visit=visit.clone() survey=survey now=now/></li> }
        })
        .collect_view();
    let rows = if is_empty {
        view! { <EmptyState title=words.none_title><p>{words.none}</p></EmptyState> }.into_any()
    } else {
        view! { <ul class="staff-rows">{rows}</ul> }.into_any()
    };
    view! {
        <StaffPage site=site visit=visit.clone() title=staff.surveys.0 lead=staff.surveys.1>
            <ProblemSummary visit=visit.clone() problems=problems.clone()/>
            {rows}
            <section aria-labelledby="neu">
                <h2 id="neu">{words.new_survey}</h2>
                <p>{words.new_survey_lead}</p>
                <form class="form" method="post" action=visit.href(PATH)>
                    <Line visit=visit.clone() id="titel" label=words.title hint=words.title_hint
                        value=typed.get("titel") problems=problems.clone() is_required=true/>
                    <Line visit=visit.clone() id="adresse" label=visit.words().boards.slug hint=visit.words().boards.slug_hint
                        value=typed.get("adresse") problems=problems/>
                    <div class="form__actions">
                        <button class="button button--primary" type="submit"><Icon name="plus"/>{words.make}</button>
                    </div>
                </form>
            </section>
        </StaffPage>
    }
    .into_any()
}

/// Whether people see it, and since or until when.
#[component]
pub(super) fn StateLine(visit: Visit, survey: Survey, now: Moment) -> impl IntoView {
    let words = &visit.words().survey_desk;
    match survey.state {
        Standing::Draft => view! { <p><span class="tag">{words.is_draft}</span></p> }.into_any(),
        Standing::Retired => view! { <p><span class="tag">{words.is_retired}</span></p> }.into_any(),
        Standing::Published => view! { <PeriodLine visit=visit period=survey.period now=now/> }.into_any(),
    }
}
