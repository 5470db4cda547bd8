//! One line in the log for each request, without anything about the person: the pattern of the address instead of the
//! address (receipt codes and draft keys stand in addresses), no query, no IP, no names.

use std::time::Instant;

use axum::{
    extract::{MatchedPath, Request},
    http::{HeaderName, HeaderValue, Method},
    middleware::Next,
    response::Response,
};
use tracing::Instrument;

/// Made by us for each request, never taken from outside; a person who reports an error can name it.
pub const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

pub async fn log(request: Request, next: Next) -> Response {
    let began = Instant::now();
    let id = format!("{:016x}", rand::random::<u64>());
    let route = route(&request);
    let span = tracing::info_span!("request", id, method = name(request.method()), route);
    let mut response = next.run(request).instrument(span.clone()).await;
    // In tenths: more is noise.
    let ms = (began.elapsed().as_secs_f64() * 10_000.0).round() / 10.0;
    span.in_scope(|| tracing::info!(status = response.status().as_u16(), ms, "Answered"));
    if let Ok(id) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(REQUEST_ID, id);
    }
    response
}

/// The pattern of the address, like `/vorschlaege/{id}`. Pages of the content and what is not there are `other`.
pub fn route(request: &Request) -> String {
    request.extensions().get::<MatchedPath>().map_or("other".to_owned(), |path| path.as_str().to_owned())
}

/// A method may be any word that somebody sends.
pub fn name(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::DELETE => "DELETE",
        Method::PATCH => "PATCH",
        Method::OPTIONS => "OPTIONS",
        _ => "other",
    }
}
