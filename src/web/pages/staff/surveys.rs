//! `/verwaltung/umfragen`: whom the surveys take.

use axum::{
    body::Bytes,
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    accounts::Level,
    moment::PeriodState,
    policy::{Acting, Action},
    surveys::Survey,
};
use leptos::prelude::*;
use store::surveys;

use super::{
    boards::level_choices,
    form::{Pick, ProblemSummary, Problems, Typed},
    frame::StaffPage,
};
use crate::{
    AppError, Site, Visit,
    pages::accounts::private,
    render,
    ui::{Icon, Notice, NoticeKind},
};

const PATH: &str = "/verwaltung/umfragen";

/// The list of all surveys leads to the settings of each.
pub async fn list(State(site): State<Site>, visit: Visit) -> Result<Response, AppError> {
    visit.acting(Action::ManageBoards)?;
    let all = surveys::list(&site.store, site.now()).await?;
    Ok(private(render::page(|| view! { <Surveys site=site visit=visit surveys=all/> })))
}

pub async fn show(State(site): State<Site>, visit: Visit, Path(slug): Path<String>) -> Result<Response, AppError> {
    let by = visit.acting(Action::ManageBoards)?;
    let survey = surveys::by_slug(&site.store, &slug).await?.ok_or(AppError::NotFound)?;
    let typed = Typed::of([("teilnahme", survey.needed_level.code().to_owned())]);
    page(StatusCode::OK, site, visit, &by, survey, typed, Problems::default()).await
}

/// `teilnahme`: the level from which on somebody answers.
pub async fn change(
    State(site): State<Site>,
    visit: Visit,
    Path(slug): Path<String>,
    body: Bytes,
) -> Result<Response, AppError> {
    let by = visit.acting(Action::ManageBoards)?;
    let survey = surveys::by_slug(&site.store, &slug).await?.ok_or(AppError::NotFound)?;
    let typed = Typed::read(&body);
    let Some(level) = Level::from_code(&typed.get("teilnahme")) else {
        let mut problems = Problems::default();
        problems.add("teilnahme", visit.words().staff.nothing_chosen);
        return page(StatusCode::UNPROCESSABLE_ENTITY, site, visit, &by, survey, typed, problems).await;
    };
    surveys::set_needed_level(&site.store, &by, &survey.slug, level, site.now()).await?;
    let address = format!("{PATH}/{}?gespeichert", survey.slug);
    Ok(private(Redirect::to(&visit.href(&address)).into_response()))
}

async fn page(
    status: StatusCode,
    site: Site,
    visit: Visit,
    by: &Acting,
    survey: Survey,
    typed: Typed,
    problems: Problems,
) -> Result<Response, AppError> {
    let written = match survey.period.state(site.now()) {
        PeriodState::Ended => surveys::written(&site.store, by, &survey.slug, site.now()).await?,
        _ => Vec::new(),
    };
    Ok(private(render::page_with_status(status, || {
        view! { <SurveyPage site=site visit=visit survey=survey written=written typed=typed problems=problems/> }
    })))
}

#[component]
fn Surveys(site: Site, visit: Visit, surveys: Vec<Survey>) -> impl IntoView {
    let words = &visit.words().staff;
    let rows = surveys
        .into_iter()
        .map(|survey| {
            let facts = format!("{}: {}", words.level, words.level_name(survey.needed_level));
            let href = visit.href(&format!("{PATH}/{}", survey.slug));
            view! { <li class="staff-row"><a href=href lang="de">{survey.title}</a><span>{facts}</span></li> }
        })
        .collect_view();
    view! {
        <StaffPage site=site visit=visit.clone() title=words.surveys.0 lead=words.surveys.1>
            <ul class="staff-rows">{rows}</ul>
        </StaffPage>
    }
    .into_any()
}

#[component]
fn SurveyPage(
    site: Site,
    visit: Visit,
    survey: Survey,
    written: Vec<(String, Vec<String>)>,
    typed: Typed,
    problems: Problems,
) -> impl IntoView {
    let words = &visit.words().staff;
    let saved = (visit.query == "gespeichert")
        .then(|| view! { <Notice kind=NoticeKind::Success><p>{words.saved}</p></Notice> });
    let action = visit.href(&format!("{PATH}/{}", survey.slug));
    let public = visit.href(&format!("/umfragen/{}", survey.slug));
    view! {
        <StaffPage site=site visit=visit.clone() title=survey.title above=vec![(PATH.to_owned(), words.surveys.0.to_owned())]>
            {saved}
            <ProblemSummary visit=visit.clone() problems=problems.clone()/>
            <p>{words.survey_level_note}</p>
            <form class="form" method="post" action=action>
                <Pick visit=visit.clone() id="teilnahme" label=words.level none=words.nothing_chosen choices=level_choices(words)
                    value=typed.get("teilnahme") problems=problems/>
                <div class="form__actions">
                    <button class="button button--primary" type="submit"><Icon name="check"/>{words.save}</button>
                    <a href=public>{words.survey_public}</a>
                </div>
            </form>
            <p>{words.audit_note}</p>
            {(!written.is_empty()).then(|| view! { <Written visit=visit written=written/> })}
        </StaffPage>
    }
    .into_any()
}

/// What people wrote in their own words. It stands nowhere else: nobody checked it for names and addresses.
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
        <h2>{words.survey_written}</h2>
        <p>{words.survey_written_note}</p>
        {questions}
    }
    .into_any()
}
