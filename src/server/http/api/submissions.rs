//! Proposals and comments to send. Whatever is sent again with the same key gets the same answer and counts once.

use axum::{
    Json,
    extract::{Path, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use domain::{
    comments::CommentDraft,
    ids::{ProposalId, SubmissionId},
    proposals::Draft,
};
use serde::{Deserialize, Serialize};
use store::{boards, comments, proposals};
use utoipa::ToSchema;
use web::{Guest, Site};

use super::{
    answers,
    idempotency::Key,
    problem::{Body, Problem},
};

/// A proposal to send. Lengths and rules are those of the form; what is missing counts as empty.
#[derive(Deserialize, ToSchema)]
pub struct NewProposal {
    /// A fresh UUID, when no `Idempotency-Key` is sent.
    #[schema(value_type = Option<String>)]
    submission: Option<SubmissionId>,
    /// Slug of the board, where there are several; without it the board of the whole city.
    board: Option<String>,
    #[serde(flatten)]
    #[schema(value_type = ProposalFields)]
    draft: Draft,
}

/// How a [`Draft`] is written.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes a type of the domain, which knows nothing of OpenAPI")]
struct ProposalFields {
    /// 8 to 120 characters
    title: String,
    /// 40 to 4,000 characters
    text: String,
    /// Slug of a Leitthema
    theme: String,
    /// Slugs of Kernziele
    #[schema(required = false)]
    goals: Vec<String>,
    /// Id of an Ortsteil in digits, or empty for the whole city
    #[schema(required = false)]
    district: String,
    /// `lon,lat` of a point in the city, or empty
    #[schema(required = false, example = "12.1405,54.0887")]
    pin: String,
    /// Where it is, in words
    #[schema(required = false)]
    place_note: String,
    /// A name to be shown
    #[schema(required = false)]
    author: String,
    /// Never shown
    #[schema(required = false)]
    email: String,
}

/// A comment to send.
#[derive(Deserialize, ToSchema)]
pub struct NewComment {
    /// A fresh UUID, when no `Idempotency-Key` is sent.
    #[schema(value_type = Option<String>)]
    submission: Option<SubmissionId>,
    #[serde(flatten)]
    #[schema(value_type = CommentFields)]
    draft: CommentDraft,
}

/// How a [`CommentDraft`] is written.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes a type of the domain, which knows nothing of OpenAPI")]
struct CommentFields {
    #[schema(value_type = super::vocabulary::Stance)]
    stance: String,
    /// 2 to 2,000 characters
    text: String,
    /// A name to be shown
    #[schema(required = false)]
    author: String,
    /// Id of the comment that it replies to, in digits
    #[schema(required = false)]
    reply_to: String,
}

/// It has arrived.
#[derive(Serialize, ToSchema)]
pub struct Accepted {
    id: i64,
    /// Opens `/beleg/{receipt}`, where its author reads, corrects and withdraws it. Keep it secret.
    receipt: String,
    /// Whether everybody sees it now, or only after a check.
    is_public: bool,
}

/// Submit a proposal
#[utoipa::path(
    post,
    path = "/api/v1/proposals",
    operation_id = "submitProposal",
    tag = "Taking part",
    params(("Idempotency-Key" = Option<String>, Header, description = "A fresh UUID; the same one when it is sent again")),
    request_body = NewProposal,
    responses(
        (status = 201, description = "It has arrived, now or when this key came first", body = Accepted,
            headers(("Location" = String, description = "Where it can be read once it is public"))),
        (status = 400, description = "No key, or not a body in JSON", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "Fields do not fit, or the key came before with other content", body = Problem,
            content_type = "application/problem+json"),
        (status = "default", description = "Any other refusal", body = Problem, content_type = "application/problem+json"),
    )
)]
pub async fn submit(
    State(site): State<Site>,
    guest: Guest,
    key: Key,
    Body(sent): Body<NewProposal>,
) -> Result<Response, Problem> {
    let submission = key.or(sent.submission)?;
    let mut new = sent.draft.check().map_err(Problem::invalid)?;
    if let Some(slug) = sent.board.filter(|slug| !slug.is_empty()) {
        let board = boards::by_slug(&site.store, &slug).await?;
        let board = board.ok_or_else(|| Problem::bad_request("unknown_board", "There is no board of this name."))?;
        new.board = Some(board.id);
    }
    let mut headers = HeaderMap::new();
    let person = guest.ensure(&site, &mut headers);
    let done = proposals::submit(&site.store, submission, &person, new, site.now()).await?;
    if let Ok(address) = HeaderValue::from_str(&format!("{}/api/v1/proposals/{}", site.settings.base_url, done.id)) {
        headers.insert(header::LOCATION, address);
    }
    let accepted = Accepted { id: done.id.0, receipt: done.code.to_string(), is_public: done.is_public };
    Ok(answers::personal((StatusCode::CREATED, headers, Json(accepted)).into_response()))
}

/// Comment on a proposal
#[utoipa::path(
    post,
    path = "/api/v1/proposals/{id}/comments",
    operation_id = "commentOnProposal",
    tag = "Taking part",
    params(
        ("id" = i64, Path, description = "Number of the proposal"),
        ("Idempotency-Key" = Option<String>, Header, description = "A fresh UUID; the same one when it is sent again"),
    ),
    request_body = NewComment,
    responses(
        (status = 201, description = "It has arrived, now or when this key came first", body = Accepted),
        (status = 400, description = "No key, or not a body in JSON", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "No such proposal", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "The discussion is closed", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "Fields do not fit, or the key came before with other content", body = Problem,
            content_type = "application/problem+json"),
        (status = "default", description = "Any other refusal", body = Problem, content_type = "application/problem+json"),
    )
)]
pub async fn comment(
    State(site): State<Site>,
    guest: Guest,
    Path(id): Path<String>,
    key: Key,
    Body(sent): Body<NewComment>,
) -> Result<Response, Problem> {
    let id: ProposalId = id.parse().map_err(|_| Problem::not_found())?;
    let submission = key.or(sent.submission)?;
    let new = sent.draft.check().map_err(Problem::invalid)?;
    let mut headers = HeaderMap::new();
    let person = guest.ensure(&site, &mut headers);
    let done = comments::add(&site.store, id, submission, &person, new, site.now()).await?;
    let accepted = Accepted { id: done.id.0, receipt: done.code.to_string(), is_public: done.is_public };
    Ok(answers::personal((StatusCode::CREATED, headers, Json(accepted)).into_response()))
}
