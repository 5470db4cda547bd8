//! `/bearbeiten/{page}/pruefung`: handing a draft in, and sending it back.

use axum::{
    body::Bytes,
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::policy::Action;
use store::{StoreError, editing};

use super::{number, publish};
use crate::{
    AppError, Site, Visit,
    pages::{
        accounts::private,
        staff::form::{Problems, Typed},
    },
};

/// `stand`, `bemerkung`; `aktion` is `einreichen` or `zurueckgeben`.
pub async fn change(
    State(site): State<Site>,
    visit: Visit,
    Path(page): Path<String>,
    body: Bytes,
) -> Result<Response, AppError> {
    let by = visit.acting(Action::EditPages)?;
    let page = number(&page)?;
    let typed = Typed::read(&body);
    let words = &visit.words().editing;
    let remark = typed.get("bemerkung");
    let done = match (typed.get("stand").parse(), typed.get("aktion").as_str()) {
        (Err(_), _) => Err((StatusCode::PRECONDITION_REQUIRED, words.no_revision)),
        (Ok(change), "einreichen") => told(editing::hand_in(&site.store, &by, page, change, site.now()).await, &visit)?,
        (Ok(change), "zurueckgeben") => {
            told(editing::send_back(&site.store, &by, page, (change, &remark), site.now()).await, &visit)?
        }
        (Ok(_), _) => return Err(AppError::BadRequest),
    };
    match done {
        Ok(()) => Ok(private(Redirect::to(&visit.href("/verwaltung/seiten")).into_response())),
        Err((status, problem)) => {
            let id = if typed.get("aktion") == "zurueckgeben" { "bemerkung" } else { "notiz" };
            let asked = publish::Asked { remark, ..publish::Asked::default() };
            publish::form(status, site, visit, page, asked, Problems::one(id, problem)).await
        }
    }
}

type Told = Result<(), (StatusCode, &'static str)>;

fn told(done: Result<(), StoreError>, visit: &Visit) -> Result<Told, AppError> {
    let words = &visit.words().editing;
    let release = &visit.words().page_release;
    Ok(match done {
        Ok(()) => Ok(()),
        Err(StoreError::Outdated) => Err((StatusCode::CONFLICT, words.stale)),
        Err(StoreError::SamePerson) => Err((StatusCode::CONFLICT, release.same_person)),
        Err(StoreError::Unstorable) => Err((StatusCode::UNPROCESSABLE_ENTITY, release.no_remark)),
        Err(error) => return Err(error.into()),
    })
}
