//! From an idea to a submitted proposal. Every step keeps what was typed before it judges it, so that nothing is lost.

pub mod draft;
mod fields;
pub mod form;
pub mod map_picture;
mod picture_fields;
pub(in crate::pages) mod pictures;
mod place;
pub mod redact;
pub mod review;
pub mod saving;
pub mod similar;
pub mod start;
pub mod uploads;
mod versions;
mod view;

use axum::{
    http::{HeaderValue, header},
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    fields::FieldErrors,
    ids::{PictureId, SubmissionId},
    proposals::{Draft, PlaceChoice},
    sittings::SITTING,
};
use store::{StoreError, areas, pictures::Viewer, receipts, sittings};

pub use {
    fields::{TopicFields, WhatFields, YouFields},
    picture_fields::PictureFields,
    place::{MATCHES, PlaceFields, PlaceState},
    versions::Others,
};

use crate::{AppError, Site, Visit};

/// Where a draft is written.
pub fn address(key: &str) -> String {
    format!("/vorschlaege/entwurf/{key}")
}

/// Everything that is wrong with a draft, also what only the city's map knows.
pub async fn errors_of(site: &Site, draft: &Draft) -> Result<FieldErrors, AppError> {
    let mut errors = draft.check().err().unwrap_or_default();
    let place = match (draft.pin.parse(), draft.district.trim().parse()) {
        (Ok(point), _) => PlaceChoice::Pin(point),
        (Err(_), Ok(area)) if draft.pin.trim().is_empty() => PlaceChoice::District(area),
        _ => return Ok(errors),
    };
    match areas::resolve(&site.store, place, site.now()).await {
        Ok(_) => {}
        Err(StoreError::Invalid(more)) => errors.0.extend(more.0),
        Err(other) => return Err(other.into()),
    }
    errors.0.sort_by_key(|error| error.field);
    Ok(errors)
}

/// A new point decides the Ortsteil, in the list of the form too. One outside the city is dropped: false then.
pub async fn settle(site: &Site, draft: &mut Draft) -> Result<bool, AppError> {
    let Ok(point) = draft.pin.parse() else { return Ok(true) };
    let located = areas::locate(&site.store, point, site.now()).await?;
    match &located {
        Some(located) => draft.district = located.district.id.to_string(),
        None => draft.pin.clear(),
    }
    Ok(located.is_some())
}

/// The receipt of a submitted draft. The code follows from the key, so whoever has the key may open it; but not where the
/// browser of the counter may have kept the key: there the code is on the slip alone.
async fn receipt_of(site: &Site, visit: &Visit, key: &str) -> Result<Response, AppError> {
    if visit.sitting.is_some() {
        return Ok(see_other(visit, SITTING));
    }
    if is_of_counter(site, key).await? {
        return Err(AppError::NotFound);
    }
    let submission = SubmissionId::parse(key).map_err(|_| AppError::NotFound)?;
    let code = receipts::of_submission(&site.store, &submission).await?.ok_or(AppError::NotFound)?;
    Ok(see_other(visit, &code.path()))
}

async fn is_of_counter(site: &Site, key: &str) -> Result<bool, AppError> {
    let submission = SubmissionId::parse(key).map_err(|_| AppError::NotFound)?;
    Ok(sittings::has_sent(&site.store, &submission).await?)
}

/// On to `path`, which is without language prefix, with a GET.
pub fn see_other(visit: &Visit, path: &str) -> Response {
    Redirect::to(&visit.href(path)).into_response()
}

/// A small picture for the one who may see it. It never changes, and no shared cache may keep it.
pub async fn thumbnail(site: &Site, id: &str, viewer: Viewer<'_>) -> Result<Response, AppError> {
    let id: PictureId = id.parse().map_err(|_| AppError::NotFound)?;
    let bytes = store::pictures::thumb_for(&site.store, id, viewer).await?.ok_or(AppError::NotFound)?;
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("image/jpeg")),
        (header::CACHE_CONTROL, HeaderValue::from_static("private, max-age=3600")),
    ];
    Ok((headers, bytes).into_response())
}
