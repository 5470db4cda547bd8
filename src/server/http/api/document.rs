//! The description of the interface, made of the handlers themselves.

use std::sync::LazyLock;

use axum::{
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use utoipa::OpenApi;

use super::{answers, documented, problem::Problem};

const ABOUT: &str = "What people propose for Rostock, to read and to add to. Reading is open to every page and program; \
    addresses, filters, exports and examples are explained in docs/schnittstellen.md. Errors are problem details \
    (RFC 9457). A field may be added to an answer, none is removed or changed: clients ignore what they do not know.";

#[derive(OpenApi)]
#[openapi(
    info(title = "Wegmarken", version = "1", description = ABOUT),
    servers((url = "/", description = "This server")),
    tags(
        (name = "Proposals", description = "What people propose"),
        (name = "Taking part", description = "Changes: from programs and from pages of this site, never from other sites"),
        (name = "Vocabulary", description = "Fixed words"),
    )
)]
pub struct Head;

static TEXT: LazyLock<Option<String>> = LazyLock::new(document);

/// As `docs/openapi.json` holds it.
pub fn document() -> Option<String> {
    let (_, document) = documented().split_for_parts();
    document.to_pretty_json().map(|text| text + "\n").ok()
}

/// This description
#[utoipa::path(
    get,
    path = "/api/v1/openapi.json",
    operation_id = "getDescription",
    tag = "Vocabulary",
    responses((status = 200, description = "OpenAPI 3.1", body = serde_json::Value))
)]
pub async fn show() -> Response {
    let kind = [(header::CONTENT_TYPE, HeaderValue::from_static("application/json"))];
    match TEXT.as_deref() {
        Some(text) => answers::fixed((kind, text)),
        None => Problem::internal().into_response(),
    }
}
