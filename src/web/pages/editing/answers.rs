//! What a browser that edits gets for an answer: JSON, also when something is refused.

use axum::{
    Json,
    body::Bytes,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use store::StoreError;

use crate::{AppError, Visit, locales::editing::Editing, pages::accounts::private};

/// Why something is refused: with the words of the error pages, or with words of its own.
pub enum Fault {
    App(AppError),
    Told(StatusCode, fn(&Editing) -> &'static str),
    Body(StatusCode, Value),
}

impl From<AppError> for Fault {
    fn from(error: AppError) -> Self {
        Self::App(error)
    }
}

impl From<StoreError> for Fault {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::SubmissionConflict => Self::Told(StatusCode::CONFLICT, |words| words.used),
            StoreError::Taken => Self::Told(StatusCode::CONFLICT, |words| words.full),
            StoreError::Unstorable => UNREADABLE,
            other => Self::App(other.into()),
        }
    }
}

pub(super) const UNREADABLE: Fault = Fault::Told(StatusCode::BAD_REQUEST, |words| words.unreadable);

pub(super) const TOO_LONG: Fault = Fault::Told(StatusCode::UNPROCESSABLE_ENTITY, |words| words.too_long);

pub(super) fn answer(visit: &Visit, done: Result<Response, Fault>) -> Response {
    let response = done.unwrap_or_else(|fault| refuse(visit, fault));
    private(response)
}

pub(super) fn ok(value: Value) -> Response {
    Json(value).into_response()
}

fn refuse(visit: &Visit, fault: Fault) -> Response {
    let words = visit.words();
    let later = if let Fault::App(error) = &fault { error.retry_after() } else { None };
    let (status, value) = match fault {
        Fault::Body(status, value) => (status, value),
        Fault::Told(status, told) => {
            let told = told(&words.editing);
            let both = json!({ "error": told, "errors": [told] });
            (status, if status == StatusCode::UNPROCESSABLE_ENTITY { both } else { json!({ "error": told }) })
        }
        Fault::App(error) => {
            let errors = &words.errors;
            let (title, text) = match &error {
                AppError::SignInFirst => errors.sign_in,
                AppError::SecondFactorFirst => errors.second_factor,
                AppError::NotFound => errors.not_found,
                AppError::Busy => errors.busy,
                AppError::Unwritable => errors.unwritable,
                AppError::Stale | AppError::Conflict => errors.stale,
                AppError::BadRequest => errors.bad_request,
                AppError::Refused(_) => errors.forbidden,
                _ => errors.internal,
            };
            (error.status(), json!({ "error": format!("{title}. {text}") }))
        }
    };
    let mut response = (status, Json(value)).into_response();
    if let Some(seconds) = later {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}

/// Whatever the browser says of its type: a beacon cannot say what it sends.
pub(super) fn read<T: DeserializeOwned>(body: &Bytes) -> Result<T, Fault> {
    serde_json::from_slice(body).map_err(|_| UNREADABLE)
}
