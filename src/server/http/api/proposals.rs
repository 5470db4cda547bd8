//! Proposals to read.

use axum::{
    extract::{Path, RawQuery, State},
    http::{HeaderValue, header},
    response::Response,
};
use domain::{
    filter::BoardFilter,
    ids::ProposalId,
    paging::{Page, Total},
};
use serde::Serialize;
use store::proposals;
use utoipa::ToSchema;
use web::{Site, borrowed};

use super::{
    answers,
    problem::Problem,
    shapes::{Proposal, ProposalSummary},
};

const PER_PAGE: u64 = 50;

/// One page of the board.
#[derive(Serialize, ToSchema)]
pub struct ProposalPage {
    items: Vec<ProposalSummary>,
    /// Address of the page before this one, with the same filters.
    #[schema(format = "uri")]
    previous: Option<String>,
    /// Address of the page after this one, with the same filters.
    #[schema(format = "uri")]
    next: Option<String>,
    total: i64,
    /// False when there are more than `total`: counting stops there.
    is_total_exact: bool,
}

/// The board
///
/// Parameters are those of the page `/vorschlaege`. A value that is not known is refused, an empty one narrows nothing, and of an
/// Ortsteil or a board that there is not, there are no proposals.
#[utoipa::path(
    get,
    path = "/api/v1/proposals",
    operation_id = "listProposals",
    tag = "Proposals",
    params(
        ("q" = Option<String>, Query, description = "Words to look for, as a person would type them"),
        ("liste" = Option<String>, Query, description = "Slug of a board, where there are several", example = "stadt"),
        ("thema" = Option<super::vocabulary::Theme>, Query, description = "A Leitthema"),
        ("ziel" = Option<super::vocabulary::Goal>, Query, description = "A Kernziel"),
        ("ort" = Option<String>, Query, description = "Slug of an Ortsteil", example = "evershagen"),
        ("status" = Option<String>, Query, description = "One of veroeffentlicht, in-pruefung, angenommen, in-umsetzung, \
            umgesetzt, abgelehnt, zusammengefuehrt, zurueckgezogen"),
        ("sortierung" = Option<String>, Query, description = "One of neu, unterstuetzt, diskutiert, naehe"),
        ("nahe" = Option<String>, Query, description = "lon,lat: where `naehe` begins", example = "12.1405,54.0887"),
        ("seite" = Option<String>, Query, description = "A cursor out of `next` or `previous`"),
    ),
    responses(
        (status = 200, description = "50 proposals at most", body = ProposalPage,
            headers(("Link" = String, description = "The neighbouring pages (RFC 8288): rel=\"next\", rel=\"prev\""))),
        (status = 400, description = "A value that is not known, or no cursor", body = Problem, content_type = "application/problem+json"),
        (status = "default", description = "Any other refusal", body = Problem, content_type = "application/problem+json"),
    )
)]
pub async fn list(State(site): State<Site>, RawQuery(query): RawQuery) -> Result<Response, Problem> {
    let pairs = web::pairs(&query.unwrap_or_default());
    match BoardFilter::unknown(borrowed(&pairs)) {
        None => {}
        Some("seite") => {
            let title = "This is no cursor. Follow the addresses in `next` and `previous`.";
            return Err(Problem::bad_request("bad_cursor", title));
        }
        Some(name) => {
            return Err(Problem::bad_request(
                "unknown_value",
                format!("The value of `{name}` is none of those that there are."),
            ));
        }
    }
    let filter = BoardFilter::from_pairs(borrowed(&pairs));
    let Page { items, previous, next, total, .. } = proposals::list(&site.store, &filter, PER_PAGE).await?;
    let base = &site.settings.base_url;
    let at = |cursor| {
        let filter = BoardFilter { page: Some(cursor), ..filter.clone() };
        format!("{base}/api/v1/proposals{}", filter.to_query())
    };
    let (previous, next) = (previous.map(at), next.map(at));
    let links = links(previous.as_deref(), next.as_deref());
    let (total, is_total_exact) = match total {
        Total::Exactly(n) => (n, true),
        Total::MoreThan(n) => (n, false),
    };
    let items = items.into_iter().map(|card| ProposalSummary::of(card, base)).collect();
    let mut response = answers::current(ProposalPage { items, previous, next, total, is_total_exact });
    if let Some(links) = links {
        response.headers_mut().insert(header::LINK, links);
    }
    Ok(response)
}

/// `<https://…>; rel="next"`. Values in these addresses are percent-encoded, so nothing in them ends one.
fn links(previous: Option<&str>, next: Option<&str>) -> Option<HeaderValue> {
    let both = [(next, "next"), (previous, "prev")];
    let links: Vec<String> = both
        .into_iter()
        .filter_map(|(address, rel)| address.map(|address| format!("<{address}>; rel=\"{rel}\"")))
        .collect();
    if links.is_empty() { None } else { HeaderValue::from_str(&links.join(", ")).ok() }
}

/// One proposal
#[utoipa::path(
    get,
    path = "/api/v1/proposals/{id}",
    operation_id = "getProposal",
    tag = "Proposals",
    params(("id" = i64, Path, description = "Its number")),
    responses(
        (status = 200, description = "Everything but the discussion", body = Proposal),
        (status = 404, description = "Not there, or not public", body = Problem, content_type = "application/problem+json"),
        (status = "default", description = "Any other refusal", body = Problem, content_type = "application/problem+json"),
    )
)]
pub async fn show(State(site): State<Site>, Path(id): Path<String>) -> Result<Response, Problem> {
    let id: ProposalId = id.parse().map_err(|_| Problem::not_found())?;
    let found = proposals::find(&site.store, id).await?.ok_or_else(Problem::not_found)?;
    Ok(answers::current(Proposal::of(found, &site.settings.base_url)))
}
