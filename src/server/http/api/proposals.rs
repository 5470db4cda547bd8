//! Proposals as JSON.

use axum::{
    Json,
    extract::{Path, RawQuery, State},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
};
use domain::{
    comments::CommentDraft,
    filter::BoardFilter,
    ids::{ProposalId, SubmissionId},
    paging::{Page, Total},
    proposals::{Draft, ProposalCard, ProposalDetail},
};
use serde::{Deserialize, Serialize};
use store::{comments, proposals};
use web::{Guest, Site};

use super::problem::{Body, Problem};

const PER_PAGE: u64 = 50;

#[derive(Serialize)]
pub struct Listed {
    items: Vec<ProposalCard>,
    /// Addresses of the neighbouring pages, with the same filters.
    previous: Option<String>,
    next: Option<String>,
    total: i64,
    /// False when there are more than `total`: counting stops there.
    is_total_exact: bool,
}

/// The same parameters as the page `/vorschlaege`.
pub async fn list(State(site): State<Site>, RawQuery(query): RawQuery) -> Result<Json<Listed>, Problem> {
    let pairs = web::pairs(&query.unwrap_or_default());
    let filter = BoardFilter::from_pairs(pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())));
    let Page { items, previous, next, total } = proposals::list(&site.store, &filter, PER_PAGE).await?;
    let at = |cursor| {
        let filter = BoardFilter { page: Some(cursor), ..filter.clone() };
        format!("{}/api/v1/proposals{}", site.settings.base_url, filter.to_query())
    };
    let (total, is_total_exact) = match total {
        Total::Exactly(n) => (n, true),
        Total::MoreThan(n) => (n, false),
    };
    Ok(Json(Listed { items, previous: previous.map(at), next: next.map(at), total, is_total_exact }))
}

pub async fn show(State(site): State<Site>, Path(id): Path<String>) -> Result<Json<ProposalDetail>, Problem> {
    let id: ProposalId = id.parse().map_err(|_| Problem::not_found())?;
    let found = proposals::find(&site.store, id).await?;
    found.map(Json).ok_or_else(Problem::not_found)
}

#[derive(Deserialize)]
pub struct Submission {
    /// Made by the sender, so that a repeated sending counts once.
    submission: SubmissionId,
    #[serde(flatten)]
    draft: Draft,
}

#[derive(Serialize)]
struct Accepted {
    id: i64,
    /// Opens `/beleg/{code}`.
    receipt: String,
    is_public: bool,
}

/// 201 also when the same submission arrives again.
pub async fn submit(State(site): State<Site>, guest: Guest, Body(sent): Body<Submission>) -> Result<Response, Problem> {
    let new = sent.draft.check().map_err(Problem::invalid)?;
    let mut headers = HeaderMap::new();
    let person = guest.ensure(&site, &mut headers);
    let done = proposals::submit(&site.store, sent.submission, &person, new, site.now()).await?;
    let accepted = Accepted { id: done.id.0, receipt: done.code.to_string(), is_public: done.is_public };
    Ok((StatusCode::CREATED, headers, Json(accepted)).into_response())
}

#[derive(Deserialize)]
pub struct SentComment {
    submission: SubmissionId,
    #[serde(flatten)]
    draft: CommentDraft,
}

pub async fn comment(
    State(site): State<Site>,
    guest: Guest,
    Path(id): Path<String>,
    Body(sent): Body<SentComment>,
) -> Result<Response, Problem> {
    let id: ProposalId = id.parse().map_err(|_| Problem::not_found())?;
    let new = sent.draft.check().map_err(Problem::invalid)?;
    let mut headers = HeaderMap::new();
    let person = guest.ensure(&site, &mut headers);
    let done = comments::add(&site.store, id, sent.submission, &person, new, site.now()).await?;
    let accepted = Accepted { id: done.id.0, receipt: done.code.to_string(), is_public: done.is_public };
    Ok((StatusCode::CREATED, headers, Json(accepted)).into_response())
}
