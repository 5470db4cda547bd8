//! What everybody may read, pages of other sites may read too: the interface, feeds, exports. No cookie travels with such
//! a request, and changes stay with our own pages.

use axum::{
    extract::Request,
    http::{HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};

const READING: HeaderValue = HeaderValue::from_static("GET, HEAD");

pub async fn allow(request: Request, next: Next) -> Response {
    if !is_open(request.uri().path()) {
        return next.run(request).await;
    }
    // A browser asks first when a page sends more than a plain request, such as `If-None-Match`.
    let asks_first = request.method() == Method::OPTIONS;
    if !asks_first && !matches!(*request.method(), Method::GET | Method::HEAD) {
        return next.run(request).await;
    }
    let mut response = if asks_first { StatusCode::NO_CONTENT.into_response() } else { next.run(request).await };
    let headers = response.headers_mut();
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    headers.insert("cross-origin-resource-policy", HeaderValue::from_static("cross-origin"));
    if asks_first {
        headers.insert(header::ACCESS_CONTROL_ALLOW_METHODS, READING);
        headers.insert(header::ACCESS_CONTROL_ALLOW_HEADERS, HeaderValue::from_static("If-None-Match"));
        headers.insert(header::ACCESS_CONTROL_MAX_AGE, HeaderValue::from_static("86400"));
    } else {
        headers.insert(header::ACCESS_CONTROL_EXPOSE_HEADERS, HeaderValue::from_static("ETag, Link, Retry-After"));
    }
    response
}

/// Without the language, which was taken off the address before.
fn is_open(path: &str) -> bool {
    path.starts_with("/api/v1/")
        || path.ends_with(".atom")
        || path.ends_with(".ics")
        || matches!(path, "/vorschlaege/export.csv" | "/vorschlaege/export.geojson")
}
