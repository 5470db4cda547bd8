//! Accounts: signing in and out, and the page of one's own account. Nobody needs one to take part.

mod again;
pub mod by_link;
pub mod by_passkey;
pub mod by_service;
pub mod code;
pub mod confirm;
pub mod connection;
pub mod data;
mod door;
pub mod email;
pub mod home;
pub mod leave;
pub(super) mod line;
pub mod links;
pub mod new_password;
mod passkey_form;
pub mod passkeys;
pub mod password;
pub(super) mod posted;
pub mod residence;
pub mod second_factor;
pub mod sign_in;
mod spent;

use axum::{
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};

/// Pages of one person: no cache keeps them, and no other site learns where somebody came from.
pub fn private(page: impl IntoResponse) -> Response {
    let mut page = page.into_response();
    let headers = page.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("same-origin"));
    page
}
