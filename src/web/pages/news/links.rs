//! What the links of letters open. Programs that look into mail open every link, so a link alone changes nothing: the page
//! has a button. Mail programs end letters with a POST of their own (RFC 8058), from anywhere and without a cookie.

use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use leptos::prelude::*;
use store::news;

use super::unkept;
use crate::{
    AppError, Site, Visit, render,
    ui::{Breadcrumb, Head, Icon, Shell},
};

/// A question with one answer, or what came of it.
struct Words {
    title: &'static str,
    text: &'static str,
    /// The button posts to this very address.
    button: Option<&'static str>,
}

pub async fn ask_confirm(State(site): State<Site>, visit: Visit) -> Response {
    let words = &visit.words().news;
    let (title, text, button) = (words.confirm_title, words.confirm_lead, Some(words.confirm_button));
    page(StatusCode::OK, site, visit, Words { title, text, button })
}

pub async fn confirm(State(site): State<Site>, visit: Visit, Path(token): Path<String>) -> Result<Response, AppError> {
    let words = &visit.words().news;
    let is_confirmed = news::confirm(&site.store, &token, site.now()).await?;
    let (status, title, text) = if is_confirmed {
        (StatusCode::OK, words.confirmed_title, words.confirmed_text)
    } else {
        (StatusCode::GONE, words.confirm_old_title, words.confirm_old_text)
    };
    Ok(page(status, site, visit, Words { title, text, button: None }))
}

pub async fn ask_stop(State(site): State<Site>, visit: Visit, Path(token): Path<String>) -> Response {
    let words = &visit.words().news;
    if !news::stop_is_valid(&site.store, &token) {
        let (title, text) = (words.confirm_old_title, words.stop_unknown);
        return page(StatusCode::NOT_FOUND, site, visit, Words { title, text, button: None });
    }
    let (title, text, button) = (words.stop_title, words.stop_lead, Some(words.stop_button));
    page(StatusCode::OK, site, visit, Words { title, text, button })
}

pub async fn stop(State(site): State<Site>, visit: Visit, Path(token): Path<String>) -> Result<Response, AppError> {
    let words = &visit.words().news;
    let is_stopped = news::stop(&site.store, &token, site.now()).await?;
    let (status, title, text) = if is_stopped {
        (StatusCode::OK, words.stopped_title, words.stopped_text)
    } else {
        (StatusCode::NOT_FOUND, words.confirm_old_title, words.stop_unknown)
    };
    Ok(page(status, site, visit, Words { title, text, button: None }))
}

fn page(status: StatusCode, site: Site, visit: Visit, words: Words) -> Response {
    unkept(render::page_with_status(status, || view! { <LinkPage site=site visit=visit words=words/> }))
}

#[component]
fn LinkPage(site: Site, visit: Visit, words: Words) -> impl IntoView {
    let Words { title, text, button } = words;
    let news = &visit.words().news;
    let head = Head { class: "page-news", is_private: true, ..Head::titled(title, text) };
    let here = visit.here_in(visit.language);
    let form = button.map(|button| {
        view! {
            <form class="form__actions" method="post" action=here>
                <button class="button button--primary" type="submit"><Icon name="check"/>{button}</button>
            </form>
        }
    });
    view! {
        <Shell site=site visit=visit.clone() head=head>
            <div class="container container--narrow">
                <Breadcrumb visit=visit.clone() steps=vec![("/neuigkeiten".to_owned(), news.title.to_owned())]/>
                <h1>{title}</h1>
                <p class="lead">{text}</p>
                {form}
                <form method="get" action=visit.href("/neuigkeiten/einstellungen")>
                    <button class="button button--secondary" type="submit">{news.settings}</button>
                </form>
            </div>
        </Shell>
    }
    .into_any()
}
