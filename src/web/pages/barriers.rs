//! `/barrierefreiheit/melden`: anybody reports a barrier, from the foot of any page and without an account.

mod declaration;
mod form;
mod letter;
mod list;
mod one;
pub mod staff;

pub use declaration::Declaration;

use axum::{
    body::Bytes,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    barriers::BarrierDraft,
    fields::{Field, FieldErrors},
    ids::SubmissionId,
};
use form::FormPage;
use store::{StoreError, barriers};

use super::{
    accounts::private,
    formats::{fresh_id, renewed_id},
};
use crate::{AppError, Site, Visit, render, visit::pairs};

pub const ADDRESS: &str = "/barrierefreiheit/melden";

/// The parameter with the page that somebody comes from.
pub const PAGE: &str = "seite";

/// The form as a person left it.
#[derive(Clone, Debug)]
struct Typed {
    submission: SubmissionId,
    draft: BarrierDraft,
    errors: FieldErrors,
}

impl Typed {
    fn read(body: &[u8]) -> Self {
        let pairs = pairs(&String::from_utf8_lossy(body));
        let text = |name: &str| pairs.iter().find(|(key, _)| key == name).map(|(_, value)| value.clone());
        let field = |field: Field| text(&field.name()).unwrap_or_default();
        Self {
            // A broken id is no reason to lose what somebody typed.
            submission: text("einsendung").and_then(|id| SubmissionId::parse(&id).ok()).unwrap_or_else(fresh_id),
            draft: BarrierDraft {
                page: field(Field::Page),
                text: field(Field::Text),
                author: field(Field::Author),
                email: field(Field::Email),
            },
            errors: FieldErrors::default(),
        }
    }
}

pub async fn ask(State(site): State<Site>, visit: Visit) -> Response {
    let page = visit.first(PAGE).unwrap_or_default();
    let draft = BarrierDraft { page, ..BarrierDraft::default() };
    let typed = Typed { submission: fresh_id(), draft, errors: FieldErrors::default() };
    private(render::page(|| view(site, visit, typed)))
}

/// `POST` with `seite`, `text`, `name`, `email`, and `einsendung`, by which what is sent twice is one report.
pub async fn report(State(site): State<Site>, visit: Visit, body: Bytes) -> Result<Response, AppError> {
    let typed = Typed::read(&body);
    let new = match typed.draft.check() {
        Ok(new) => new,
        Err(errors) => {
            let typed = Typed { errors, ..typed };
            let page = render::page_with_status(StatusCode::UNPROCESSABLE_ENTITY, || view(site, visit, typed));
            return Ok(private(page));
        }
    };
    let (store, now) = (&site.store, site.now());
    let mut code = barriers::report(store, &typed.submission, &new, visit.language, now).await;
    if matches!(code, Err(StoreError::SubmissionConflict)) {
        // Somebody went back in the browser and wrote about something else: the form is old, the report is new.
        let renewed = renewed_id(&site, &typed.submission, &format!("{:?}", typed.draft));
        code = barriers::report(store, &renewed, &new, visit.language, now).await;
    }
    let receipt = visit.href(&format!("{}?neu=1", code?.path()));
    Ok(private(Redirect::to(&receipt).into_response()))
}

fn view(site: Site, visit: Visit, typed: Typed) -> impl leptos::prelude::IntoView {
    use leptos::prelude::*;
    view! { <FormPage site=site visit=visit typed=typed/> }
}
