//! Accounts: signing in and out, and the page of one's own account. Nobody needs one to take part.

mod home;
pub mod sign_in;

use axum::{
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
pub use home::show as home;

/// Pages of one person: no cache keeps them, and no other site learns where somebody came from.
pub fn private(page: impl IntoResponse) -> Response {
    let mut page = page.into_response();
    let headers = page.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("same-origin"));
    page
}
