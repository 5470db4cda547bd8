//! Reporting a contribution, without an account: the form, and what its receipt tells.

mod appeal;
mod decisions;
mod form;
mod receipt;

pub(super) use appeal::AppealSection;
pub use appeal::send as appeal;
use axum::{body::Bytes, extract::State, http::StatusCode, response::Response};
pub(super) use decisions::Decisions;
use domain::{
    fields::{Field, FieldErrors},
    ids::SubmissionId,
    moderation::{Item, ReportDraft},
};
use form::FormPage;
use leptos::prelude::*;
pub(super) use receipt::ReportPage;
use store::{
    StoreError,
    mail::Mail,
    moderation::Recipient,
    reports::{self, Reportable},
};

use super::{moderation::letters, submit::see_other};
use crate::{AppError, Site, Visit, guest::random_id, render, visit::pairs};

/// The form as it goes to the browser.
#[derive(Clone)]
struct Form {
    about: Reportable,
    draft: ReportDraft,
    errors: FieldErrors,
    submission: String,
    remark: Option<&'static str>,
}

/// `GET /melden?beitrag=vorschlag-12`.
pub async fn ask(State(site): State<Site>, visit: Visit) -> Result<Response, AppError> {
    let item = visit.first("beitrag").and_then(|slug| Item::from_slug(&slug)).ok_or(AppError::NotFound)?;
    let about = reports::reportable(&site.store, item).await?.ok_or(AppError::NotFound)?;
    let form = Form {
        about,
        draft: ReportDraft::default(),
        errors: FieldErrors::default(),
        submission: random_id(),
        remark: None,
    };
    Ok(render::page(|| view! { <FormPage site=site visit=visit form=form/> }))
}

pub async fn send(State(site): State<Site>, visit: Visit, body: Bytes) -> Result<Response, AppError> {
    let fields = pairs(&String::from_utf8_lossy(&body));
    let value =
        |name: &str| fields.iter().find(|(key, _)| key == name).map(|(_, value)| value.clone()).unwrap_or_default();
    let item = Item::from_slug(&value("beitrag")).ok_or(AppError::NotFound)?;
    let draft = ReportDraft {
        ground: value(&Field::Ground.name()),
        text: value(&Field::Text.name()),
        name: value(&Field::Author.name()),
        email: value(&Field::Email.name()),
        in_good_faith: !value(&Field::GoodFaith.name()).is_empty(),
    };
    let submission = SubmissionId::parse(&value("einsendung")).or_else(|_| SubmissionId::parse(&random_id()));
    let submission = submission.map_err(|_| AppError::Internal)?;
    let done = match draft.check() {
        Ok(new) => {
            let new = domain::moderation::NewReport { language: visit.language, ..new };
            let letter = new.email.as_ref().map(|email| confirmation(&site, &visit, email, &submission));
            reports::send(&site.store, item, submission.clone(), &new, letter.as_ref(), site.now()).await
        }
        Err(errors) => Err(StoreError::Invalid(errors)),
    };
    let words = &visit.words().reports;
    let (status, errors, remark, submission) = match done {
        Ok(code) => return Ok(see_other(&visit, &format!("{}?neu=1", code.path()))),
        Err(StoreError::Invalid(errors)) => (StatusCode::UNPROCESSABLE_ENTITY, errors, None, submission.to_string()),
        // What counts as another report needs an id of its own.
        Err(StoreError::SubmissionConflict) => {
            (StatusCode::CONFLICT, FieldErrors::default(), Some(words.conflict), random_id())
        }
        Err(other) => return Err(other.into()),
    };
    let about = reports::reportable(&site.store, item).await?.ok_or(AppError::NotFound)?;
    let form = Form { about, draft, errors, submission, remark };
    Ok(render::page_with_status(status, || view! { <FormPage site=site visit=visit form=form/> }))
}

/// Says that a report has arrived, and where its decision will stand.
fn confirmation(site: &Site, visit: &Visit, email: &str, submission: &SubmissionId) -> Mail {
    let to = Recipient {
        email: email.to_owned(),
        language: visit.language,
        code: site.store.keys().receipt_code(submission),
        is_author: false,
    };
    let words = &visit.words().reports;
    let key = format!("report-{submission}");
    letters::with_receipt(site, to, &key, words.letter_received, vec![words.letter_received_text.to_owned()])
}
