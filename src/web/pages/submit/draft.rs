//! The form of one draft.

use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{
    accounts::Level,
    fields::{Field, FieldErrors, Problem},
    proposals::{Picture, Seen, Similar},
};
use store::{drafts, pictures::Viewer, proposals};

use super::{
    Others, PlaceState, errors_of, receipt_of, see_other, thumbnail, uploads::picture_problem, view::DraftPage,
};
use leptos::prelude::*;

use crate::{AppError, Site, Visit, render};

/// More than three would be a list of its own.
pub const SIMILAR: u64 = 3;

#[derive(Clone)]
pub struct Form {
    pub key: String,
    pub draft: domain::proposals::Draft,
    /// What is stored of it, to be told from what the next save brings.
    pub seen: Seen,
    /// What is stored where something else was typed.
    pub others: Others,
    pub errors: FieldErrors,
    pub pictures: Vec<Picture>,
    pub place: PlaceState,
    pub similar: Vec<Similar>,
    pub is_saved: bool,
    /// Who takes part.
    pub needed: Level,
}

pub async fn show(State(site): State<Site>, visit: Visit, Path(key): Path<String>) -> Result<Response, AppError> {
    let stored = drafts::load(&site.store, &key).await?.ok_or(AppError::NotFound)?;
    if stored.submitted_as.is_some() {
        return receipt_of(&site, &visit, &key).await;
    }
    let draft = stored.draft;
    // Nobody is scolded for a form that is not finished: problems are named when it was to be checked.
    let mut errors = match visit.first("pruefen") {
        Some(_) => errors_of(&site, &draft).await?,
        None => FieldErrors::default(),
    };
    if let Some(problem) = visit.first("bild").and_then(|code| picture_problem(&code)) {
        errors.add(Field::Pictures, problem);
    }
    if visit.first("punkt").is_some_and(|code| code == "ausserhalb") {
        errors.add(Field::Place, Problem::OutsideTheCity);
    }
    let place = PlaceState::load(&site, &draft, visit.first("ortssuche")).await?;
    let similar = proposals::similar(&site.store, &draft.title, SIMILAR, None).await?;
    let is_saved = visit.first("gespeichert").is_some();
    let (seen, others, needed) = (Seen::of(&draft), Others::default(), site.watched().await?.needed_level);
    let form = Form { key, draft, seen, others, errors, pictures: stored.pictures, place, similar, is_saved, needed };
    Ok(render::page(|| view! { <DraftPage site=site visit=visit form=form/> }))
}

pub async fn discard(State(site): State<Site>, visit: Visit, Path(key): Path<String>) -> Result<Response, AppError> {
    drafts::delete(&site.store, &key).await?;
    Ok(see_other(&visit, "/vorschlaege/neu?verworfen=1"))
}

pub async fn picture(State(site): State<Site>, Path((key, id)): Path<(String, String)>) -> Result<Response, AppError> {
    thumbnail(&site, &id, Viewer::Draft(&key)).await
}
