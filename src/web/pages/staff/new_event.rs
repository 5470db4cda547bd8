//! `/verwaltung/termine/neu`: an event that was not there, as a draft.

use axum::{body::Bytes, extract::State, http::StatusCode, response::Response};
use domain::policy::Action;
use leptos::prelude::*;
use store::{StoreError, events};

use super::{
    announced,
    event_form::{self, Choices, Fields},
    events::PATH,
    form::{Line, ProblemSummary, Problems, Typed},
    frame::StaffPage,
};
use crate::{AppError, Site, Visit, pages::accounts::private, render, ui::Icon};

pub async fn show(State(site): State<Site>, visit: Visit) -> Result<Response, AppError> {
    visit.acting(Action::ManageEvents)?;
    let choices = Choices::load(&site, None).await?;
    Ok(form(StatusCode::OK, site, visit, choices, Typed::default(), Problems::default()))
}

/// The fields of an event and `adresse` (from the title when it is empty).
pub async fn create(State(site): State<Site>, visit: Visit, body: Bytes) -> Result<Response, AppError> {
    let by = visit.acting(Action::ManageEvents)?;
    let choices = Choices::load(&site, None).await?;
    let (typed, mut problems) = (Typed::read(&body), Problems::default());
    let content = event_form::read(&site, &visit, &typed, None, &choices, &mut problems);
    let name = announced::name(&visit, &typed, &mut problems);
    if let (Some(content), Some(name)) = (content, name) {
        match events::create(&site.store, &by, &name, &content, site.now()).await {
            Ok(()) => return Ok(announced::saved(&visit, PATH, name.slug())),
            Err(StoreError::Taken) => problems.add("adresse", visit.words().announcing.slug_taken),
            Err(error) => return Err(error.into()),
        }
    }
    let typed = announced::with_proposed_name(typed);
    Ok(form(StatusCode::UNPROCESSABLE_ENTITY, site, visit, choices, typed, problems))
}

fn form(status: StatusCode, site: Site, visit: Visit, choices: Choices, typed: Typed, problems: Problems) -> Response {
    private(render::page_with_status(status, || {
        view! { <NewEvent site=site visit=visit choices=choices typed=typed problems=problems/> }
    }))
}

#[component]
fn NewEvent(site: Site, visit: Visit, choices: Choices, typed: Typed, problems: Problems) -> impl IntoView {
    let (words, names) = (&visit.words().staff_events, &visit.words().boards);
    let above = vec![(PATH.to_owned(), words.area.0.to_owned())];
    view! {
        <StaffPage site=site visit=visit.clone() title=words.new lead=words.new_lead above=above>
            <ProblemSummary visit=visit.clone() problems=problems.clone()/>
            <form class="form" method="post" action=visit.href(&format!("{PATH}/neu"))>
                <Fields visit=visit.clone() choices=choices typed=typed.clone() problems=problems.clone()/>
                <Line visit=visit.clone() id="adresse" label=names.slug hint=names.slug_hint value=typed.get("adresse")
                    problems=problems/>
                <div class="form__actions">
                    <button class="button button--primary" type="submit"><Icon name="plus"/>{words.create}</button>
                </div>
            </form>
        </StaffPage>
    }
    .into_any()
}
