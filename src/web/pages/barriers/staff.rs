//! `/verwaltung/barrieren`: what was reported, what is due first on top, and the answers.

use axum::{
    body::Bytes,
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    Moment,
    barriers::{Barrier, check_answer},
    fields::{Field, FieldErrors},
    policy::Action,
};
use leptos::prelude::*;
use store::{StoreError, barriers};

use super::{letter::letter, list::ListPage, one::OnePage};
use crate::{AppError, Site, Visit, pages::accounts::private, render, visit::pairs};

pub const STAFF: &str = "/verwaltung/barrieren";

#[derive(Clone, Debug)]
pub(super) struct Listed {
    pub(super) open: Vec<Barrier>,
    pub(super) answered: Vec<Barrier>,
    /// When the declaration was last checked.
    pub(super) reviewed_at: Moment,
    pub(super) now: Moment,
}

/// The form of an answer as somebody left it.
#[derive(Clone, Debug, Default)]
pub(super) struct Answering {
    pub(super) text: String,
    pub(super) errors: FieldErrors,
    /// Somebody else was faster.
    pub(super) is_late: bool,
}

pub async fn list(State(site): State<Site>, visit: Visit) -> Result<Response, AppError> {
    visit.acting(Action::AnswerAccessibility)?;
    let store = &site.store;
    let listed = Listed {
        open: barriers::open(store).await?,
        answered: barriers::answered(store).await?,
        reviewed_at: barriers::reviewed_at(store).await?,
        now: site.now(),
    };
    Ok(private(render::page(|| view! { <ListPage site=site visit=visit listed=listed/> })))
}

pub async fn show(State(site): State<Site>, visit: Visit, Path(id): Path<String>) -> Result<Response, AppError> {
    visit.acting(Action::AnswerAccessibility)?;
    let report = find(&site, &id).await?;
    let now = site.now();
    let answering = Answering::default();
    Ok(private(render::page(|| {
        view! { <OnePage site=site visit=visit report=report answering=answering now=now/> }
    })))
}

/// `POST` with `text`: what the person reads under their code and, if they gave an address, as a letter.
pub async fn answer(
    State(site): State<Site>,
    visit: Visit,
    Path(id): Path<String>,
    body: Bytes,
) -> Result<Response, AppError> {
    let by = visit.acting(Action::AnswerAccessibility)?;
    let report = find(&site, &id).await?;
    let fields = pairs(&String::from_utf8_lossy(&body));
    let text = fields.into_iter().find(|(key, _)| *key == Field::Text.name()).map(|(_, value)| value);
    let typed = text.unwrap_or_default();
    let again = |site: Site, report: Barrier, answering: Answering| {
        let now = site.now();
        let status = if answering.is_late { StatusCode::CONFLICT } else { StatusCode::UNPROCESSABLE_ENTITY };
        private(render::page_with_status(status, || {
            view! { <OnePage site=site visit=visit.clone() report=report answering=answering now=now/> }
        }))
    };
    let text = match check_answer(&typed) {
        _ if report.answer.is_some() => {
            return Ok(again(site, report, Answering { text: typed, errors: FieldErrors::default(), is_late: true }));
        }
        Ok(text) => text,
        Err(errors) => return Ok(again(site, report, Answering { text: typed, errors, is_late: false })),
    };
    let letter = letter(&site, &report, &text);
    match barriers::answer(&site.store, &by, report.id, &text, letter.as_ref(), site.now()).await {
        Ok(()) => Ok(private(Redirect::to(&visit.href(&format!("{STAFF}/{}?gesendet=1", report.id))).into_response())),
        Err(StoreError::Taken) => {
            let report = find(&site, &id).await?;
            Ok(again(site, report, Answering { text: typed, errors: FieldErrors::default(), is_late: true }))
        }
        Err(other) => Err(other.into()),
    }
}

/// `POST`: somebody read the declaration, and it is true.
pub async fn review(State(site): State<Site>, visit: Visit) -> Result<Response, AppError> {
    let by = visit.acting(Action::AnswerAccessibility)?;
    barriers::review(&site.store, &by, site.now()).await?;
    Ok(private(Redirect::to(&visit.href(&format!("{STAFF}?geprueft=1"))).into_response()))
}

async fn find(site: &Site, id: &str) -> Result<Barrier, AppError> {
    let id = id.parse().map_err(|_| AppError::NotFound)?;
    barriers::find(&site.store, id).await?.ok_or(AppError::NotFound)
}
