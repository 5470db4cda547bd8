//! A sitting at the counter: whoever sends with its cookie is the person who sits there, and nobody else. Nobody is
//! signed in, no page is kept, no script of ours runs, and what belongs to accounts and to staff is closed.

use std::sync::Arc;

use axum::{
    extract::{FromRequest, Multipart, Request},
    http::{HeaderMap, HeaderName, HeaderValue, header},
    middleware::Next,
    response::{IntoResponse, Redirect, Response},
};
use domain::sittings::{OVER, SITTING as BEGIN, is_open};
use store::sittings;

use crate::{
    AppError, Rescued, Site, Visit,
    cookies::{self, Cookie},
    pairs,
    visit::MARK,
};

/// The worker of the site keeps nothing that is written while pages say so: it would send it later, as whoever is here then.
/// `1` in a sitting, `0` once it is over.
pub const SITTING: &str = "x-wegmarken-sitting";

pub async fn recognise(site: &Site, token: &str, mut request: Request, next: Next) -> Response {
    let sitting = match sittings::find(&site.store, token, site.now()).await {
        Ok(Some(sitting)) => Arc::new(sitting),
        Ok(None) => return over(site, token, request, next).await,
        // Not as somebody else: what is done now would belong to them.
        Err(error) => return AppError::from(error).into_response(),
    };
    let changes_something = !request.method().is_safe();
    // A form of somebody who sat here before is still open in another window. The one that began this sitting has no mark.
    let is_ours = mark_of(&request).is_some_and(|mark| mark == sitting.mark) || request.uri().path() == BEGIN;
    if changes_something && !is_ours {
        return give_back(request).await;
    }
    let mut response = if is_open(request.uri().path(), changes_something) {
        if let Some(visit) = request.extensions_mut().get_mut::<Visit>() {
            visit.sitting = Some(sitting.clone());
        }
        next.run(request).await
    } else {
        AppError::ClosedInSitting.into_response()
    };
    response.extensions_mut().insert(sitting);
    let headers = response.headers_mut();
    headers.insert(SITTING, HeaderValue::from_static("1"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// At its end the browser throws away what it kept of the pages: pictures, and pages that "back" would show. Not what it
/// stores for us: no script runs in a sitting, so nothing of it is there, and something of the clerk may be, unsent.
pub fn leave_nothing(headers: &mut HeaderMap) {
    headers.insert(HeaderName::from_static("clear-site-data"), HeaderValue::from_static("\"cache\""));
}

/// Whether a form of a sitting comes in that is over: it is sent as nobody then, and least of all as whoever is here now.
pub fn is_left_over(request: &Request) -> bool {
    !request.method().is_safe() && mark_of(request).is_some()
}

fn mark_of(request: &Request) -> Option<String> {
    let query = pairs(request.uri().query().unwrap_or_default());
    query.into_iter().find(|(name, _)| name == MARK).map(|(_, mark)| mark)
}

/// It ended by itself. What comes now may come from anybody, so it is done as nobody, and once only.
async fn over(site: &Site, token: &str, request: Request, next: Next) -> Response {
    if let Err(error) = sittings::forget(&site.store, token, site.now()).await {
        return AppError::from(error).into_response();
    }
    let mut response = if request.method().is_safe() {
        let is_page = request.headers().get("sec-fetch-mode").is_none_or(|mode| mode.as_bytes() == b"navigate");
        let visit = request.extensions().get::<Visit>().filter(|visit| is_page && visit.path != OVER);
        match visit.map(|visit| visit.href(&format!("{OVER}?grund=ruhe"))) {
            Some(address) => Redirect::to(&address).into_response(),
            None => next.run(request).await,
        }
    } else {
        give_back(request).await
    };
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    leave_nothing(headers);
    cookies::remove(site, headers, Cookie::Sitting);
    response
}

/// Nothing was done with it, and nothing of it is lost. The words of a form without files are kept further out.
pub async fn give_back(request: Request) -> Response {
    Rescued::unread(Multipart::from_request(request, &()).await, AppError::SittingOver).await
}
