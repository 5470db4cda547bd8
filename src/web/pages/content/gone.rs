//! Addresses under which a page stood: they lead to where it is now, or say that it is gone and where to go on.

use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use domain::{Moment, blocks::path};
use leptos::prelude::*;
use store::editing::{self, Past};

use crate::{
    AppError, Site, Visit, dates,
    locales::fill,
    render,
    ui::{Head, Icon, Shell},
};

/// A page may move back, and a browser that remembers for good would go in a circle.
const REMEMBERED: HeaderValue = HeaderValue::from_static("public, max-age=300");

pub async fn answer(site: Site, visit: Visit, address: &str) -> Result<Response, AppError> {
    match editing::past(&site.store, address, visit.language).await? {
        None => Err(AppError::NotFound),
        Some(Past::Moved { to }) => {
            let query = if visit.query.is_empty() { String::new() } else { format!("?{}", visit.query) };
            let mut response = Redirect::permanent(&format!("{}{query}", visit.href(&path(&to)))).into_response();
            response.headers_mut().insert(header::CACHE_CONTROL, REMEMBERED);
            Ok(response)
        }
        Some(Past::Retired { title, at, way_on }) => Ok(render::page_with_status(StatusCode::GONE, || {
            view! { <GonePage site=site visit=visit title=title at=at way_on=way_on/> }
        })),
    }
}

#[component]
fn GonePage(site: Site, visit: Visit, title: String, at: Moment, way_on: Option<String>) -> impl IntoView {
    let words = &visit.words().page_tree;
    let told = fill(words.gone_text, &[("title", &title), ("date", &dates::date(visit.language, at))]);
    let head = Head { is_private: true, class: "page-error", ..Head::titled(words.gone, told.clone()) };
    let way_on = way_on.map_or("/".to_owned(), |address| path(&address));
    view! {
        <Shell site=site visit=visit.clone() head=head>
            <div class="container container--narrow error-page">
                <img class="error-page__picture" src="/illustrations/lost.svg" alt="" width="360" height="240"/>
                <h1>{words.gone}</h1>
                <p class="lead">{told}</p>
                <p><a class="button button--primary" href=visit.href(&way_on)>{words.way_on}<Icon name="arrow-right"/></a></p>
            </div>
        </Shell>
    }
    .into_any()
}
