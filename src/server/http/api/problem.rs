//! Errors as problem details (RFC 9457).

use axum::{
    Json,
    extract::{FromRequest, Request, rejection::JsonRejection},
    http::{HeaderValue, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use domain::fields::FieldErrors;
use serde::{Serialize, de::DeserializeOwned};
use store::StoreError;
use utoipa::ToSchema;
use web::AppError;

pub const KIND: &str = "application/problem+json";

/// What went wrong (RFC 9457).
#[derive(Debug, Serialize, ToSchema)]
pub struct Problem {
    /// A word that stays, for programs.
    code: &'static str,
    /// For the person who writes the program.
    title: String,
    status: u16,
    /// Codes of what is wrong with which field.
    #[serde(skip_serializing_if = "FieldErrors::is_empty")]
    #[schema(value_type = Vec<FieldError>, required = false)]
    errors: FieldErrors,
    /// Seconds after which it is worth trying again; goes into the header.
    #[serde(skip)]
    #[schema(ignore)]
    retry_after: Option<u32>,
}

/// Which field is wrong, and how.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes a type of the domain, which knows nothing of OpenAPI")]
struct FieldError {
    /// Name of the field.
    field: String,
    problem: FieldProblem,
}

/// What is wrong with a field.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes a type of the domain, which knows nothing of OpenAPI")]
struct FieldProblem {
    /// For example `missing`, `too_short`, `too_long`, `unknown`, `outside_the_city`.
    code: String,
    /// Characters that are needed at least.
    #[schema(nullable = false)]
    least: Option<usize>,
    /// Characters that are there.
    #[schema(nullable = false)]
    now: Option<usize>,
    /// Characters, or things, that are allowed at most.
    #[schema(nullable = false)]
    most: Option<usize>,
}

impl Problem {
    fn new(status: StatusCode, code: &'static str, title: impl Into<String>) -> Self {
        Self { code, title: title.into(), status: status.as_u16(), errors: FieldErrors::default(), retry_after: None }
    }

    pub fn not_found() -> Self {
        Self::new(StatusCode::NOT_FOUND, "not_found", "There is nothing at this address.")
    }

    pub fn bad_request(code: &'static str, title: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, code, title)
    }

    pub fn no_kiosk() -> Self {
        Self::new(StatusCode::UNAUTHORIZED, "no_kiosk", "No kiosk that is paired now signed this.")
    }

    pub fn other_account() -> Self {
        Self::new(StatusCode::FORBIDDEN, "other_account", "It was written for another account than the one signed in.")
    }

    pub fn internal() -> Self {
        Self::of_status(StatusCode::INTERNAL_SERVER_ERROR)
    }

    /// For what was refused before it reached a handler.
    fn of_status(status: StatusCode) -> Self {
        let (code, title) = match status {
            StatusCode::NOT_FOUND => return Self::not_found(),
            StatusCode::FORBIDDEN => {
                ("forbidden", "Changes come from programs without cookies or from pages of this site.")
            }
            StatusCode::METHOD_NOT_ALLOWED => ("method_not_allowed", "This address does not know the method."),
            StatusCode::PAYLOAD_TOO_LARGE => ("too_large", "The body is too large."),
            StatusCode::REQUEST_TIMEOUT => ("too_slow", "The body took too long to arrive."),
            StatusCode::TOO_MANY_REQUESTS => ("too_many_requests", "Wait as long as Retry-After says."),
            StatusCode::SERVICE_UNAVAILABLE => ("busy", "Try again in a moment."),
            status if status.is_client_error() => ("bad_request", "The request cannot be read."),
            _ => ("internal", "Something went wrong here."),
        };
        Self::new(status, code, title)
    }

    pub fn invalid(errors: FieldErrors) -> Self {
        let title = "Some fields are missing or do not fit.";
        Self { errors, ..Self::new(StatusCode::UNPROCESSABLE_ENTITY, "invalid", title) }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let retry_after = self.retry_after;
        let mut response = (status, Json(self)).into_response();
        let headers = response.headers_mut();
        if let Some(seconds) = retry_after {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(KIND));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        response
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Invalid(errors) => Self::invalid(errors),
            StoreError::SubmissionConflict => Self::new(
                StatusCode::UNPROCESSABLE_ENTITY,
                "submission_conflict",
                "This key came before with other content. Make a new one for every contribution.",
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
                Self { retry_after: error.retry_after(), ..Self::new(error.status(), code, error.to_string()) }
            }
        }
    }
}

impl From<AppError> for Problem {
    fn from(error: AppError) -> Self {
        Self { retry_after: error.retry_after(), ..Self::of_status(error.status()) }
    }
}

/// Gives every bare refusal of the interface, whoever made it, a document like all others.
pub async fn complete(request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let is_ours = path == "/api/v1" || path.starts_with("/api/v1/");
    let response = next.run(request).await;
    let status = response.status();
    let is_complete =
        response.headers().get(header::CONTENT_TYPE).is_some_and(|kind| kind.as_bytes() == KIND.as_bytes());
    if !is_ours || is_complete || !(status.is_client_error() || status.is_server_error()) {
        return response;
    }
    let mut problem = Problem::of_status(status).into_response();
    for name in [header::RETRY_AFTER, header::ALLOW] {
        if let Some(value) = response.headers().get(&name) {
            problem.headers_mut().insert(name, value.clone());
        }
    }
    problem
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
            Err(other) => Err(Problem::new(other.status(), "bad_request", in_words(&other.body_text()))),
        }
    }
}

/// Says what is wrong with a body without the names of our types.
fn in_words(error: &str) -> String {
    const EXPECTED: &str = "expected struct ";
    let error = error.split_once("target type: ").map_or(error, |(_, cause)| cause);
    let Some((before, rest)) = error.rsplit_once(EXPECTED) else { return error.to_owned() };
    let rest = rest.trim_start_matches(|c: char| c.is_alphanumeric() || c == '_');
    format!("{before}expected an object{rest}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_of_a_type_of_ours_is_told() {
        let error = "Failed to deserialize the JSON body into the target type: invalid type: null, expected struct NewComment at line 1 column 4";
        assert_eq!(in_words(error), "invalid type: null, expected an object at line 1 column 4");
        assert_eq!(in_words("no JSON at all"), "no JSON at all");
    }
}
