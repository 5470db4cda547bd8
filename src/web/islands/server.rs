//! What a server function knows of its caller.

use axum::http::{HeaderMap, HeaderValue, header, request::Parts};
use leptos::prelude::*;

use crate::{AppError, Guest, Site};

/// Site and guest of the running server function; fails only when it is called outside a request.
pub fn context() -> Result<(Site, Guest), ServerFnError> {
    let site = use_context::<Site>().ok_or_else(|| refused(&AppError::Internal))?;
    let parts = use_context::<Parts>().ok_or_else(|| refused(&AppError::Internal))?;
    let guest = Guest::of(&site, &parts);
    Ok((site, guest))
}

/// Sends the headers that a write made (the guest cookie) with the answer.
pub fn answer_with(headers: HeaderMap) {
    if let Some(options) = use_context::<leptos_axum::ResponseOptions>() {
        for (name, value) in headers {
            if let Some(name) = name {
                options.append_header(name, value);
            }
        }
    }
}

/// A refusal crosses the wire as its code and sets the status; the island has the words.
pub fn refused(error: &AppError) -> ServerFnError {
    if let Some(options) = use_context::<leptos_axum::ResponseOptions>() {
        options.set_status(error.status());
        if let Some(seconds) = error.retry_after() {
            options.insert_header(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
    }
    ServerFnError::ServerError(error.status().as_u16().to_string())
}
