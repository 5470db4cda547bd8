//! `/verwaltung/wortlisten`: words after which moderators look at a contribution first.

use axum::{
    body::Bytes,
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    policy::Action,
    word_list::{Entry, LONGEST},
};
use leptos::prelude::*;
use store::{
    StoreError,
    word_lists::{self, Word},
};

use super::{
    form::{Line, ProblemSummary, Problems, Typed},
    frame::StaffPage,
};
use crate::{AppError, Site, Visit, pages::accounts::private, render, ui::Icon};

const PATH: &str = "/verwaltung/wortlisten";

pub async fn show(State(site): State<Site>, visit: Visit) -> Result<Response, AppError> {
    page(StatusCode::OK, site, visit, String::new(), Problems::default()).await
}

/// `wort`
pub async fn add(State(site): State<Site>, visit: Visit, body: Bytes) -> Result<Response, AppError> {
    let by = visit.acting(Action::Moderate)?;
    let typed = Typed::read(&body).get("wort");
    let words = &visit.words().word_lists;
    let entry = Entry::parse(&typed).filter(|_| typed.chars().count() <= LONGEST);
    let problem = match entry {
        None => words.wrong,
        Some(entry) => match word_lists::add(&site.store, &by, &entry, site.now()).await {
            Ok(()) => return Ok(back(&visit)),
            Err(StoreError::Taken) => words.full,
            Err(error) => return Err(error.into()),
        },
    };
    page(StatusCode::UNPROCESSABLE_ENTITY, site, visit, typed, Problems::one("wort", problem)).await
}

pub async fn remove(State(site): State<Site>, visit: Visit, Path(id): Path<String>) -> Result<Response, AppError> {
    let by = visit.acting(Action::Moderate)?;
    let id: i64 = id.parse().map_err(|_| AppError::NotFound)?;
    word_lists::remove(&site.store, &by, id, site.now()).await?;
    Ok(back(&visit))
}

fn back(visit: &Visit) -> Response {
    private(Redirect::to(&visit.href(PATH)).into_response())
}

async fn page(
    status: StatusCode,
    site: Site,
    visit: Visit,
    typed: String,
    problems: Problems,
) -> Result<Response, AppError> {
    let by = visit.acting(Action::Moderate)?;
    let list = word_lists::list(&site.store, &by).await?;
    let page = render::page_with_status(status, || {
        view! { <WordsPage site=site visit=visit list=list typed=typed problems=problems/> }
    });
    Ok(private(page))
}

#[component]
fn WordsPage(site: Site, visit: Visit, list: Vec<Word>, typed: String, problems: Problems) -> impl IntoView {
    let words = &visit.words().word_lists;
    let none = list.is_empty().then(|| view! { <p>{words.none}</p> });
    let rows = list
        .into_iter()
        .map(|Word { id, word }| {
            view! {
                <li class="staff-row">
                    <span lang="de">{word.clone()}</span>
                    <form method="post" action=visit.href(&format!("{PATH}/{id}"))>
                        <button class="button button--secondary" type="submit">
                            <Icon name="trash"/>{words.remove}<span class="visually-hidden">" – "{word}</span>
                        </button>
                    </form>
                </li>
            }
        })
        .collect_view();
    view! {
        <StaffPage site=site visit=visit.clone() title=words.area.0 lead=words.lead>
            <ProblemSummary visit=visit.clone() problems=problems.clone()/>
            <form class="form" method="post" action=visit.href(PATH)>
                <Line visit=visit.clone() id="wort" label=words.word hint=words.word_hint value=typed problems=problems is_required=true/>
                <div class="form__actions">
                    <button class="button button--primary" type="submit"><Icon name="plus"/>{words.add}</button>
                </div>
            </form>
            {none}
            <ul class="staff-rows">{rows}</ul>
        </StaffPage>
    }
    .into_any()
}
