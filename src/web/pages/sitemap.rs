//! The map of the site for search engines: an index and its parts. One part holds the pages of the city, the others the
//! proposals of the board by their numbers.

mod entries;

use axum::{
    body::Body,
    extract::{Path, State},
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use domain::Moment;
use futures_util::stream::try_unfold;
use store::{StoreError, proposals};

use crate::{AppError, Site};
use entries::{HEAD, TAIL, in_both, pages};

/// No part may hold more addresses (sitemaps.org).
const MOST: i64 = 50_000;

/// A proposal has an address in German and one in English. In Leichte Sprache only the frame around it would differ.
const PROPOSALS: i64 = MOST / 2;

pub async fn index(State(site): State<Site>) -> Result<Response, AppError> {
    let base = &site.settings.base_url;
    let spans = proposals::spans(&site.store, PROPOSALS).await?;
    let parts = spans.into_iter().map(|span| format!("vorschlaege-{}", span + 1));
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    for part in [String::from("seiten")].into_iter().chain(parts) {
        xml.push_str(&format!("<sitemap><loc>{}/sitemap/{part}.xml</loc></sitemap>\n", entries::escaped(base)));
    }
    xml.push_str("</sitemapindex>\n");
    Ok(answer(xml))
}

pub async fn part(State(site): State<Site>, Path(name): Path<String>) -> Result<Response, AppError> {
    let name = name.strip_suffix(".xml").ok_or(AppError::NotFound)?;
    if name == "seiten" {
        return Ok(answer(format!("{HEAD}{}{TAIL}", pages(&site).await?)));
    }
    let number: i64 = name.strip_prefix("vorschlaege-").and_then(|n| n.parse().ok()).ok_or(AppError::NotFound)?;
    // As large as they get, no span ends beyond the largest number.
    let last = number.checked_mul(PROPOSALS).filter(|_| number > 0).ok_or(AppError::NotFound)?;
    let first = proposals::addresses(&site.store, last - PROPOSALS, last).await?;
    if first.0.is_empty() {
        return Err(AppError::NotFound);
    }
    let base = site.settings.base_url.clone();
    let step = Step::Next(HEAD, first);
    let rows = try_unfold(step, move |step| go_on(site.clone(), base.clone(), last, step));
    Ok(answer(Body::from_stream(rows)))
}

type Addresses = (Vec<proposals::Address>, Option<i64>);

enum Step {
    /// What stands before them, and the next addresses.
    Next(&'static str, Addresses),
    After(i64),
    Done,
}

async fn go_on(site: Site, base: String, last: i64, step: Step) -> Result<Option<(String, Step)>, StoreError> {
    let (mut xml, (addresses, more)) = match step {
        Step::Next(head, addresses) => (head.to_owned(), addresses),
        Step::After(after) => (String::new(), proposals::addresses(&site.store, after, last).await?),
        Step::Done => return Ok(None),
    };
    for address in addresses {
        xml.push_str(&in_both(&base, &domain::proposals::path(address.id, &address.title), address.changed_at));
    }
    let next = match more {
        Some(after) => Step::After(after),
        None => {
            xml.push_str(TAIL);
            Step::Done
        }
    };
    Ok(Some((xml, next)))
}

fn answer(xml: impl IntoResponse) -> Response {
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("application/xml; charset=utf-8")),
        (header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=3600")),
    ];
    (headers, xml).into_response()
}

/// The start of time stands for "nobody knows".
fn is_known(moment: Moment) -> bool {
    moment > Moment(0)
}
