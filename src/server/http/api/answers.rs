//! How long an answer may be kept, and by whom.

use axum::{
    Json,
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use serde::Serialize;

/// The same for everybody: a shared cache may keep it for a minute, and asks with its `ETag` afterwards.
const FOR_A_MINUTE: HeaderValue = HeaderValue::from_static("public, max-age=60");

/// Changes with a new version of the program only.
const FOR_AN_HOUR: HeaderValue = HeaderValue::from_static("public, max-age=3600");

/// What changes when people take part.
pub fn current(body: impl Serialize) -> Response {
    kept(FOR_A_MINUTE, Json(body))
}

/// What hardly ever changes.
pub fn fixed(body: impl IntoResponse) -> Response {
    kept(FOR_AN_HOUR, body)
}

/// What concerns one person.
pub fn personal(body: impl IntoResponse) -> Response {
    kept(HeaderValue::from_static("no-store"), body)
}

fn kept(how: HeaderValue, body: impl IntoResponse) -> Response {
    let mut response = body.into_response();
    response.headers_mut().insert(header::CACHE_CONTROL, how);
    response
}
