//! One person behind a proposal, as a resource: `PUT` makes it so, `DELETE` takes it back, both as often as one likes.

use axum::{
    Json,
    extract::{Path, State},
    http::HeaderMap,
    response::{IntoResponse, Response},
};
use domain::{ids::ProposalId, proposals::Supports};
use store::supports;
use web::{Guest, Site};

use super::problem::Problem;

pub async fn support(State(site): State<Site>, guest: Guest, Path(id): Path<String>) -> Result<Response, Problem> {
    let id: ProposalId = id.parse().map_err(|_| Problem::not_found())?;
    let mut headers = HeaderMap::new();
    let person = guest.ensure(&site, &mut headers);
    let supports = supports::support(&site.store, id, &person, site.now()).await?;
    Ok((headers, Json(supports)).into_response())
}

/// Somebody without a token has nothing to take back.
pub async fn withdraw(
    State(site): State<Site>,
    guest: Guest,
    Path(id): Path<String>,
) -> Result<Json<Supports>, Problem> {
    let id: ProposalId = id.parse().map_err(|_| Problem::not_found())?;
    let person = guest.key(&site).ok_or_else(Problem::not_found)?;
    Ok(Json(supports::withdraw(&site.store, id, &person, site.now()).await?))
}
