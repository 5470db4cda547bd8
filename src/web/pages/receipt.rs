//! Receipts (Belege): with its code the author of a contribution comes back without an account.

mod barrier;
mod card;
mod comment;
pub mod correct;
mod find;
mod kiosk;
mod mark;
mod paper;
pub mod redact;
mod response;
mod revise;
mod support;
mod view;
pub mod withdraw;

use axum::{
    extract::{Path, State},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use barrier::BarrierPage;
use comment::CommentPage;
use domain::{
    Moment,
    policy::{self, Action, Facts, Refusal, Role, Subject},
    receipts::ReceiptCode,
};
use find::FindPage;
use leptos::prelude::*;
use mark::MarkPage;
use response::ResponsePage;
use store::{
    appeals,
    contributions::Visibility,
    pictures::Viewer,
    proposals,
    receipts::{self, ProposalReceipt, Receipt},
    surveys,
};
use support::{Given, SupportPage};
use view::ProposalPage;

use super::{
    reports::ReportPage,
    submit::{see_other, thumbnail},
};
use crate::{AppError, Site, Visit, render};

/// Why a typed code opened nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Miss {
    NotACode,
    Unknown,
}

/// One's own proposal with what its author may still do.
#[derive(Clone)]
struct Owned {
    code: ReceiptCode,
    receipt: ProposalReceipt,
    /// Where the author gets news, if anywhere.
    email: Option<String>,
    may_correct: Result<(), Refusal>,
    may_withdraw: Result<(), Refusal>,
}

impl Owned {
    async fn of(site: &Site, code: ReceiptCode, receipt: ProposalReceipt) -> Result<Self, AppError> {
        let draft = proposals::as_editable(&site.store, receipt.detail.card.id).await?;
        let email = Some(draft.email).filter(|email| !email.is_empty());
        let now = site.now();
        let may_correct = may(&receipt, Action::Correct, now);
        let may_withdraw = may(&receipt, Action::Withdraw, now);
        Ok(Self { code, receipt, email, may_correct, may_withdraw })
    }
}

fn may(receipt: &ProposalReceipt, action: Action, now: Moment) -> Result<(), Refusal> {
    let card = &receipt.detail.card;
    let subject = Subject { status: card.status, is_published: receipt.is_public, supports: card.supports };
    policy::may(Role::Author, action, Facts::of_proposal(subject, &receipt.detail.board, now))
}

/// Whether one's own comment, or place on the map, can still be changed or taken back.
fn may_with_text(action: Action, state: Visibility) -> Result<(), Refusal> {
    policy::may(Role::Author, action, Facts::of_text(state))
}

/// The form for a code, or where the typed code leads.
pub async fn find(State(site): State<Site>, visit: Visit) -> Response {
    let typed = visit.first("code").unwrap_or_default();
    if typed.trim().is_empty() {
        return render::page(|| view! { <FindPage site=site visit=visit typed=typed miss=None/> });
    }
    match typed.parse::<ReceiptCode>() {
        Ok(code) => see_other(&visit, &code.path()),
        Err(_) => missed(site, visit, typed, Miss::NotACode),
    }
}

pub async fn show(State(site): State<Site>, visit: Visit, Path(typed): Path<String>) -> Result<Response, AppError> {
    let Ok(code) = typed.parse::<ReceiptCode>() else { return Ok(missed(site, visit, typed, Miss::NotACode)) };
    // One address for one receipt, however it was typed.
    if code.to_string() != typed {
        return Ok(see_other(&visit, &code.path()));
    }
    let standing = appeals::standing(&site.store, &code, site.now()).await?;
    let page = match receipts::open(&site.store, &code).await? {
        None => match store::paper::by_receipt(&site.store, &code).await? {
            Some(sheet) => return Ok(paper::show(site, visit, code, sheet)),
            None => return kiosk::show(site, visit, code, typed).await,
        },
        Some(Receipt::Proposal(receipt)) => {
            let owned = Owned::of(&site, code, *receipt).await?;
            render::page(|| view! { <ProposalPage site=site visit=visit owned=owned standing=standing/> })
        }
        Some(Receipt::Comment(receipt)) => {
            render::page(|| view! { <CommentPage site=site visit=visit code=code receipt=receipt standing=standing/> })
        }
        Some(Receipt::PlaceMark(receipt)) => {
            let receipt = *receipt;
            render::page(|| view! { <MarkPage site=site visit=visit code=code receipt=receipt standing=standing/> })
        }
        Some(Receipt::Report(receipt)) => {
            let receipt = *receipt;
            render::page(|| view! { <ReportPage site=site visit=visit code=code receipt=receipt standing=standing/> })
        }
        Some(Receipt::Support(receipt)) => {
            let given = Given::of(&site, receipt).await?;
            render::page(|| view! { <SupportPage site=site visit=visit code=code given=given/> })
        }
        Some(Receipt::Response(receipt)) => {
            let survey = surveys::by_slug(&site.store, &receipt.survey).await?.ok_or(AppError::NotFound)?;
            let (since, now) = (receipt.since, site.now());
            render::page(|| view! { <ResponsePage site=site visit=visit code=code survey=survey since=since now=now/> })
        }
        Some(Receipt::Barrier(report)) => {
            let now = site.now();
            render::page(|| view! { <BarrierPage site=site visit=visit code=code report=*report now=now/> })
        }
    };
    Ok(unkept(page))
}

pub async fn picture(State(site): State<Site>, Path((code, id)): Path<(String, String)>) -> Result<Response, AppError> {
    let code: ReceiptCode = code.parse().map_err(|_| AppError::NotFound)?;
    thumbnail(&site, &id, Viewer::Receipt(&code)).await
}

fn missed(site: Site, visit: Visit, typed: String, miss: Miss) -> Response {
    unkept(render::page_with_status(StatusCode::NOT_FOUND, || {
        view! { <FindPage site=site visit=visit typed=typed miss=Some(miss)/> }
    }))
}

/// The page shows a code that opens everything: neither caches nor the next person at a shared computer may have it.
pub(crate) fn unkept(page: impl IntoResponse) -> Response {
    let mut page = page.into_response();
    let headers = page.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("same-origin"));
    page
}
