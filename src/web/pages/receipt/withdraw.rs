//! Taking a contribution back: asked once, done by a button.

use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{
    policy::{Action, Refusal},
    receipts::ReceiptCode,
};
use leptos::prelude::*;
use store::{
    comments, outbox, place_calls, proposals,
    receipts::{self, Receipt},
};

use super::{Owned, may_with_text, see_other, support::Given, unkept};
use crate::{
    AppError, Site, Visit, render,
    ui::{Breadcrumb, Head, Icon, Shell},
};

/// What the question says, and whether it is to be asked at all.
struct Question {
    code: ReceiptCode,
    title: &'static str,
    lead: &'static str,
    /// The words that are taken back.
    about: String,
    /// Leads back to the receipt.
    back: &'static str,
    verdict: Result<(), Refusal>,
}

impl Question {
    async fn of(site: &Site, visit: &Visit, typed: &str) -> Result<Self, AppError> {
        let words = &visit.words().receipt;
        let code: ReceiptCode = typed.parse().map_err(|_| AppError::NotFound)?;
        match receipts::open(&site.store, &code).await?.ok_or(AppError::NotFound)? {
            Receipt::Proposal(receipt) => {
                let owned = Owned::of(site, code, *receipt).await?;
                Ok(Self {
                    code: owned.code,
                    title: words.withdraw_title,
                    lead: words.withdraw_lead,
                    about: owned.receipt.detail.card.title,
                    back: words.title,
                    verdict: owned.may_withdraw,
                })
            }
            // A report is answered in any case.
            Receipt::Comment(receipt) => Ok(Self {
                code,
                title: words.comment_withdraw_title,
                lead: words.comment_withdraw_lead,
                about: domain::text::excerpt(&receipt.comment.text, 200),
                back: words.comment_title,
                verdict: may_with_text(Action::TakeBack, receipt.state),
            }),
            Receipt::PlaceMark(receipt) => {
                let words = &visit.words().place_calls;
                Ok(Self {
                    code,
                    title: words.withdraw_title,
                    lead: words.withdraw_lead,
                    about: domain::text::excerpt(&receipt.mark.text, 200),
                    back: words.receipt_title,
                    verdict: may_with_text(Action::TakeBack, receipt.state),
                })
            }
            Receipt::Support(receipt) => {
                let given = Given::of(site, receipt).await?;
                Ok(Self {
                    code,
                    title: words.support_withdraw_title,
                    lead: words.support_withdraw_lead,
                    about: given.title.unwrap_or_default(),
                    back: words.support_title,
                    verdict: given.may_take_back,
                })
            }
            // Nobody but the city reads it, and it is deleted by itself. What was answered counts among all.
            Receipt::Barrier(_) | Receipt::Report(_) | Receipt::Response(_) => Err(AppError::NotFound),
        }
    }
}

pub async fn ask(State(site): State<Site>, visit: Visit, Path(code): Path<String>) -> Result<Response, AppError> {
    let question = Question::of(&site, &visit, &code).await?;
    if question.verdict.is_err() {
        return Ok(see_other(&visit, &question.code.path()));
    }
    Ok(unkept(render::page(|| view! { <WithdrawPage site=site visit=visit question=question/> })))
}

pub async fn withdraw(State(site): State<Site>, visit: Visit, Path(code): Path<String>) -> Result<Response, AppError> {
    let code: ReceiptCode = code.parse().map_err(|_| AppError::NotFound)?;
    match receipts::open(&site.store, &code).await?.ok_or(AppError::NotFound)? {
        Receipt::Proposal(receipt) => proposals::withdraw(&site.store, receipt.detail.card.id, site.now()).await?,
        Receipt::Comment(_) => comments::withdraw(&site.store, &code, site.now()).await?,
        Receipt::PlaceMark(_) => place_calls::withdraw(&site.store, &code, site.now()).await?,
        Receipt::Support(receipt) => outbox::take_back_support(&site.store, &receipt, site.now()).await?,
        Receipt::Barrier(_) | Receipt::Report(_) | Receipt::Response(_) => return Err(AppError::NotFound),
    }
    Ok(see_other(&visit, &code.path()))
}

#[component]
fn WithdrawPage(site: Site, visit: Visit, question: Question) -> impl IntoView {
    let words = &visit.words().receipt;
    let Question { code, title, lead, about, back, .. } = question;
    let path = code.path();
    let head = Head { class: "page-receipt", is_private: true, ..Head::titled(title, lead) };
    view! {
        <Shell site=site visit=visit.clone() head=head>
            <div class="container container--narrow">
                <Breadcrumb visit=visit.clone() steps=vec![(path.clone(), back.to_owned())]/>
                <h1>{title}</h1>
                <p class="lead">{about}</p>
                <p>{lead}</p>
                <p><strong>{words.withdraw_question}</strong></p>
                <form class="form__actions" method="post" action=visit.href(&format!("{path}/zurueckziehen"))>
                    <button class="button button--primary" type="submit"><Icon name="undo"/>{words.withdraw_button}</button>
                    <a class="button button--secondary" href=visit.href(&path)>{words.keep_button}</a>
                </form>
            </div>
        </Shell>
    }
    .into_any()
}
