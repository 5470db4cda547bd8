//! Turns a view into an answer.

use std::sync::Arc;

use axum::{
    http::StatusCode,
    response::{Html, IntoResponse, Response},
};
use leptos::{context::provide_context, reactive::owner::Owner, tachys::view::RenderHtml};

use crate::Nonce;

/// Renders a view whose data is already there. No streaming and no waiting: handlers load first, so that status,
/// title and headers are known before the first byte, and a page can be compared and cached as a whole.
pub fn html<V: RenderHtml>(view: impl FnOnce() -> V) -> String {
    let context = Arc::new(hydration_context::SsrSharedContext::new_islands());
    let owner = Owner::new_root(Some(context));
    let html = owner.with(|| view().to_html());
    owner.unset_with_forced_cleanup();
    html
}

/// A whole page.
pub fn page<V: RenderHtml>(view: impl FnOnce() -> V) -> Response {
    let nonce = Nonce::fresh();
    let html = html(|| {
        provide_context(nonce.clone());
        view()
    });
    let mut page = Html(html).into_response();
    page.extensions_mut().insert(nonce);
    page
}

/// A whole page with a status of its own, such as 422 for a form that needs another look.
pub fn page_with_status<V: RenderHtml>(status: StatusCode, view: impl FnOnce() -> V) -> Response {
    (status, page(view)).into_response()
}

/// In an answer's extensions: everybody without a cookie of ours gets the same page, now and until something is stored.
/// All that a page shows has to come from the address, the database and the clock.
#[derive(Clone, Debug, Default)]
pub struct Shared {
    /// From [`crate::random_id`], for the forms of the page: each reader gets others.
    pub ids: Vec<String>,
}

/// Says so of a page. It may show more to those who bring a cookie.
pub fn shared(mut page: Response, ids: impl IntoIterator<Item = String>) -> Response {
    page.extensions_mut().insert(Shared { ids: ids.into_iter().collect() });
    page
}

/// In an answer's extensions: what it has to do with frames. Every other page may neither hold one nor stand in one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Frames {
    /// Pages of our own.
    Holds,
    /// On pages of our own.
    StandsIn,
}

pub fn framed(mut page: Response, frames: Frames) -> Response {
    page.extensions_mut().insert(frames);
    page
}
