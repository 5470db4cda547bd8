//! One person behind a proposal, as a resource: `PUT` makes it so, `DELETE` takes it back, both as often as one likes.

use axum::{
    Json,
    extract::{Path, State},
    http::HeaderMap,
    response::{IntoResponse, Response},
};
use domain::{ids::ProposalId, proposals};
use serde::Serialize;
use store::supports;
use utoipa::ToSchema;
use web::{Guest, Site};

use super::{answers, problem::Problem};

/// How many people support a proposal.
#[derive(Serialize, ToSchema)]
pub struct Supports {
    count: i64,
    /// Whether the one who asks is among them.
    mine: bool,
}

impl From<proposals::Supports> for Supports {
    fn from(proposals::Supports { count, mine }: proposals::Supports) -> Self {
        Self { count, mine }
    }
}

/// Support a proposal
///
/// The person is the one whose cookie comes along; without one, the answer sets a cookie for a new person.
#[utoipa::path(
    put,
    path = "/api/v1/proposals/{id}/support",
    operation_id = "supportProposal",
    tag = "Taking part",
    params(("id" = i64, Path, description = "Number of the proposal")),
    responses(
        (status = 200, description = "Supported, now or before", body = Supports),
        (status = 404, description = "No such proposal", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "It takes no supports any more", body = Problem, content_type = "application/problem+json"),
        (status = "default", description = "Any other refusal", body = Problem, content_type = "application/problem+json"),
    )
)]
pub async fn support(State(site): State<Site>, guest: Guest, Path(id): Path<String>) -> Result<Response, Problem> {
    let id: ProposalId = id.parse().map_err(|_| Problem::not_found())?;
    let mut headers = HeaderMap::new();
    let person = guest.ensure(&site, &mut headers);
    let supports = supports::support(&site.store, id, &person, site.now()).await?;
    Ok(answers::personal((headers, Json(Supports::from(supports))).into_response()))
}

/// Take a support back
///
/// Somebody without a cookie has nothing to take back.
#[utoipa::path(
    delete,
    path = "/api/v1/proposals/{id}/support",
    operation_id = "withdrawSupport",
    tag = "Taking part",
    params(("id" = i64, Path, description = "Number of the proposal")),
    responses(
        (status = 200, description = "Not supported, or not any more", body = Supports),
        (status = 404, description = "No such proposal, or nobody who could", body = Problem, content_type = "application/problem+json"),
        (status = "default", description = "Any other refusal", body = Problem, content_type = "application/problem+json"),
    )
)]
pub async fn withdraw(State(site): State<Site>, guest: Guest, Path(id): Path<String>) -> Result<Response, Problem> {
    let id: ProposalId = id.parse().map_err(|_| Problem::not_found())?;
    let person = guest.key().ok_or_else(Problem::not_found)?;
    let supports = supports::withdraw(&site.store, id, &person, site.now()).await?;
    Ok(answers::personal(Json(Supports::from(supports))))
}
