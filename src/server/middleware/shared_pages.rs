//! Pages that are the same for everybody without a cookie of ours stay in memory, rendered and compressed, for as long as
//! nothing was committed to the database, by whatever process, and for some seconds at most. Every hit asks the database
//! for its version first, and nothing else.
//!
//! A page says itself that it is one ([`web::Shared`]). Limits and counters lie further out and see every request.

mod holes;
mod kept;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::{
    body::{Body, Bytes, HttpBody},
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::Response,
};
use domain::Moment;
use http_body_util::BodyExt;
use store::Version;
use web::{Nonce, Shared, Site, Visit, site::now};

use self::{
    holes::Holed,
    kept::{Address, Kept, Page},
};
use super::{compression, etags};
use crate::http::static_files::accepts;

/// Some thousand pages.
const ROOM: usize = 8 * 1024 * 1024;

/// A page tells ages in days and shows what is open by the minute: it is made anew so often even when nothing changes.
const LONGEST: i64 = 10_000;
const MINUTE: i64 = 60_000;

#[derive(Clone)]
pub struct SharedPages {
    site: Site,
    kept: Arc<Mutex<Kept>>,
}

impl SharedPages {
    pub fn of(site: &Site) -> Self {
        Self { site: site.clone(), kept: Arc::new(Mutex::new(Kept::with_room(ROOM))) }
    }

    /// Where the answer to this request may be kept. Only the form that every browser takes is.
    fn address(&self, request: &Request) -> Option<Address> {
        let headers = request.headers();
        let is_anybodys = *request.method() == Method::GET
            && !headers.contains_key(header::AUTHORIZATION)
            && !holds_ours(headers)
            && accepts(headers, "br");
        let visit = request.extensions().get::<Visit>().filter(|visit| is_anybodys && visit.who.is_none())?;
        Address::of(visit, self.site.is_demo())
    }

    fn lock(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Guests, people who are signed in, and whoever else will get a cookie from us.
fn holds_ours(headers: &HeaderMap) -> bool {
    let lines = headers.get_all(header::COOKIE).iter();
    lines.flat_map(|line| line.as_bytes().split(|byte| *byte == b';')).any(|pair| {
        let name = pair.trim_ascii_start();
        name.strip_prefix(b"__Host-").unwrap_or(name).starts_with(b"wegmarken")
    })
}

pub async fn serve(State(pages): State<SharedPages>, request: Request, next: Next) -> Response {
    let Some(address) = pages.address(&request) else { return next.run(request).await };
    // Before the page is made: what is committed meanwhile makes another version of it.
    let Ok(version) = pages.site.store.version().await else { return next.run(request).await };
    let time = now();
    let known = pages.lock().find(&address, &version, time);
    if let Some(page) = known {
        return page.answer(request.headers());
    }
    let response = next.run(request).await;
    if !is_shared(&response) {
        return response;
    }
    let (page, response) = keep(version, time, response).await;
    if let Some(page) = page {
        pages.lock().put(address, page, time);
    }
    response
}

fn is_shared(response: &Response) -> bool {
    let headers = response.headers();
    let forbids = headers.get(header::CACHE_CONTROL).is_some_and(|policy| policy.as_bytes().ends_with(b"no-store"));
    response.status() == StatusCode::OK
        && response.extensions().get::<Shared>().is_some()
        && !headers.contains_key(header::SET_COOKIE)
        && !forbids
        && response.body().size_hint().exact().is_some_and(compression::is_worth_it)
        && compression::is_text(headers)
}

/// The page to keep, and the answer made of it; what cannot be compressed leaves as it came.
async fn keep(version: Version, time: Moment, response: Response) -> (Option<Arc<Page>>, Response) {
    let (head, body) = response.into_parts();
    // A body of known size is in memory, so this neither waits nor fails.
    let Ok(whole) = body.collect().await else { return (None, Response::from_parts(head, Body::empty())) };
    let plain = whole.to_bytes();
    let nonce = head.extensions.get::<Nonce>().cloned();
    let mut ids: Vec<String> = nonce.iter().map(|nonce| nonce.as_str().to_owned()).collect();
    ids.extend(head.extensions.get::<Shared>().into_iter().flat_map(|shared| shared.ids.clone()));
    let Some(body) = Holed::compress(&plain, &ids) else { return (None, Response::from_parts(head, plain.into())) };
    let page =
        Page { version, good_until: good_until(time), headers: head.headers.clone(), body, has_nonce: nonce.is_some() };
    // This answer keeps the ids that it was made with.
    let first = encoded(head.headers, page.body.as_made(), nonce);
    (Some(Arc::new(page)), first)
}

fn good_until(time: Moment) -> Moment {
    Moment((time.0 + LONGEST).min((time.0 / MINUTE + 1) * MINUTE))
}

impl Page {
    fn answer(&self, asked: &HeaderMap) -> Response {
        let mut headers = self.headers.clone();
        let (body, mut ids) = self.body.with_fresh_ids();
        let nonce = (self.has_nonce && !ids.is_empty()).then(|| Nonce::again(ids.remove(0)));
        if let Some(tag) = headers.get_mut(header::ETAG).filter(|_| !ids.is_empty()) {
            // Another page for each, so that no browser uses an id twice.
            *tag = etags::tag(&[tag.as_bytes(), ids.concat().as_bytes()].concat());
        }
        let is_known = asked.get(header::IF_NONE_MATCH).zip(headers.get(header::ETAG));
        if is_known.is_some_and(|(known, tag)| etags::names(known, tag)) {
            return etags::not_modified(headers);
        }
        encoded(headers, body, nonce)
    }
}

fn encoded(mut headers: HeaderMap, body: Bytes, nonce: Option<Nonce>) -> Response {
    headers.remove(header::CONTENT_LENGTH);
    headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("br"));
    headers.append(header::VARY, HeaderValue::from_static("accept-encoding"));
    let mut response = Response::new(Body::from(body));
    *response.headers_mut() = headers;
    if let Some(nonce) = nonce {
        response.extensions_mut().insert(nonce);
    }
    response
}

#[cfg(test)]
mod tests;
