//! `/verwaltung/umfragen/{slug}/vorschau`: the page as visitors will read it, in the language of the address.

use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{
    policy::Action,
    surveys::{Survey, published},
};
use leptos::prelude::*;
use store::surveys;

use crate::{
    AppError, Site, Visit,
    pages::{
        accounts::private,
        surveys::{
            answers::Answers,
            page::{Stage, SurveyPage},
        },
    },
    render,
};

pub async fn show(State(site): State<Site>, visit: Visit, Path(slug): Path<String>) -> Result<Response, AppError> {
    let by = visit.acting(Action::MakeSurveys)?;
    let survey = surveys::open(&site.store, &by, &slug).await?.ok_or(AppError::NotFound)?;
    let now = site.now();
    let survey = Survey { period: published(survey.period, now), ..survey };
    let stage = Stage::Preview(Answers::fresh());
    Ok(private(render::page(|| {
        view! { <SurveyPage site=site visit=visit survey=survey stage=stage changes=Vec::new() now=now/> }
    })))
}
