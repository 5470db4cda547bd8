//! `/verwaltung/seiten/neu`: a page that was not there, as a draft.

use axum::{
    body::Bytes,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{Language, blocks, editing::address, policy::Action};
use leptos::prelude::*;
use store::{StoreError, editing};

use super::{
    form::{Line, ProblemSummary, Problems, Typed},
    frame::StaffPage,
};
use crate::{AppError, Site, Visit, pages::accounts::private, render, ui::Icon};

pub async fn show(State(site): State<Site>, visit: Visit) -> Result<Response, AppError> {
    visit.acting(Action::EditPages)?;
    let below = visit.first("unter").and_then(|above| address(&above)).map(|above| format!("{above}/"));
    let typed = Typed::of([("adresse", below.unwrap_or_default())]);
    Ok(form(StatusCode::OK, site, visit, typed, Problems::default()))
}

/// `adresse`, `titel`.
pub async fn create(State(site): State<Site>, visit: Visit, body: Bytes) -> Result<Response, AppError> {
    let by = visit.acting(Action::EditPages)?;
    let typed = Typed::read(&body);
    let words = &visit.words().page_tree;
    let (status, id, problem) = match address(&typed.get("adresse")) {
        None => (StatusCode::UNPROCESSABLE_ENTITY, "adresse", words.bad_address),
        Some(address) => {
            let place = (address.as_str(), Language::De);
            match editing::create(&site.store, &by, place, &typed.get("titel"), site.now()).await {
                Ok(_) => {
                    let path = format!("{}?bearbeiten", blocks::path(&address));
                    return Ok(private(Redirect::to(&path).into_response()));
                }
                Err(StoreError::Taken) => (StatusCode::CONFLICT, "adresse", words.taken),
                Err(StoreError::Unstorable) => (StatusCode::UNPROCESSABLE_ENTITY, "titel", words.no_title),
                Err(error) => return Err(error.into()),
            }
        }
    };
    Ok(form(status, site, visit, typed, Problems::one(id, problem)))
}

fn form(status: StatusCode, site: Site, visit: Visit, typed: Typed, problems: Problems) -> Response {
    private(render::page_with_status(status, || {
        view! { <NewPage site=site visit=visit typed=typed problems=problems/> }
    }))
}

#[component]
fn NewPage(site: Site, visit: Visit, typed: Typed, problems: Problems) -> impl IntoView {
    let words = &visit.words().page_tree;
    let above = vec![("/verwaltung/seiten".to_owned(), visit.words().page_release.area.0.to_owned())];
    view! {
        <StaffPage site=site visit=visit.clone() title=words.new lead=words.new_lead above=above>
            <ProblemSummary visit=visit.clone() problems=problems.clone()/>
            <form class="form" method="post" action=visit.href("/verwaltung/seiten/neu")>
                <Line visit=visit.clone() id="titel" label=visit.words().editing.page_title value=typed.get("titel") problems=problems.clone() is_required=true/>
                <Line visit=visit.clone() id="adresse" label=words.address hint=words.address_hint value=typed.get("adresse") problems=problems is_required=true/>
                <div class="form__actions">
                    <button class="button button--primary" type="submit"><Icon name="plus"/>{words.create}</button>
                </div>
            </form>
        </StaffPage>
    }
    .into_any()
}
