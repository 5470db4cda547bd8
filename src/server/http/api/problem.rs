//! Errors as problem details (RFC 9457).

use axum::{
    Json,
    extract::{FromRequest, Request, rejection::JsonRejection},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use domain::fields::FieldErrors;
use serde::{Serialize, de::DeserializeOwned};
use store::StoreError;
use web::AppError;

#[derive(Debug, Serialize)]
pub struct Problem {
    /// A word that stays, for programs.
    code: &'static str,
    /// For the person who writes the program.
    title: String,
    status: u16,
    /// Codes of what is wrong with which field.
    #[serde(skip_serializing_if = "FieldErrors::is_empty")]
    errors: FieldErrors,
}

impl Problem {
    fn new(status: StatusCode, code: &'static str, title: impl Into<String>) -> Self {
        Self { code, title: title.into(), status: status.as_u16(), errors: FieldErrors::default() }
    }

    pub fn not_found() -> Self {
        Self::new(StatusCode::NOT_FOUND, "not_found", "There is nothing at this address.")
    }

    pub fn invalid(errors: FieldErrors) -> Self {
        let title = "Some fields are missing or do not fit.";
        Self { errors, ..Self::new(StatusCode::UNPROCESSABLE_ENTITY, "invalid", title) }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut response = (status, Json(self)).into_response();
        response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        response
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Invalid(errors) => Self::invalid(errors),
            StoreError::SubmissionConflict => Self::new(
                StatusCode::CONFLICT,
                "submission_conflict",
                "This submission id came before with other content.",
            ),
            other => {
                let error = AppError::from(other);
                let code = match error.status() {
                    StatusCode::NOT_FOUND => return Self::not_found(),
                    StatusCode::FORBIDDEN => "forbidden",
                    StatusCode::CONFLICT => "refused",
                    StatusCode::SERVICE_UNAVAILABLE => "busy",
                    StatusCode::BAD_REQUEST => "bad_request",
                    _ => "internal",
                };
                Self::new(error.status(), code, error.to_string())
            }
        }
    }
}

/// A JSON body; what cannot be read is answered as a problem.
pub struct Body<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Body<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        match Json::<T>::from_request(request, state).await {
            Ok(Json(body)) => Ok(Self(body)),
            Err(JsonRejection::MissingJsonContentType(_)) => {
                Err(Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "not_json", "Send application/json."))
            }
            Err(other) => Err(Problem::new(other.status(), "bad_request", other.body_text())),
        }
    }
}
