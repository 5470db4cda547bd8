//! A receipt of a support that was given at a kiosk: whether it counts, and the way to take it back.

use domain::{
    policy::{self, Action, Facts, Refusal, Role, Subject},
    receipts::ReceiptCode,
};
use leptos::prelude::*;
use store::{outbox::SupportReceipt, proposals};

use super::card::CodeCard;
use crate::{
    AppError, Site, Visit, dates,
    locales::fill,
    ui::{Breadcrumb, Head, Icon, Notice, NoticeKind, Shell},
};

/// The support and what everybody sees of its proposal.
#[derive(Clone)]
pub(super) struct Given {
    receipt: SupportReceipt,
    /// Of a proposal that is in public.
    pub title: Option<String>,
    pub may_take_back: Result<(), Refusal>,
}

impl Given {
    pub async fn of(site: &Site, receipt: SupportReceipt) -> Result<Self, AppError> {
        let detail = proposals::find(&site.store, receipt.proposal).await?;
        let may_take_back = match &detail {
            Some(detail) if receipt.since.is_some() => {
                let card = &detail.card;
                let is_published = card.published_at.is_some();
                let subject = Subject { status: card.status, is_published, supports: card.supports };
                let facts = Facts::of_proposal(subject, &detail.board, site.now());
                policy::may(Role::Guest, Action::TakeBackSupport, facts)
            }
            _ => Err(Refusal::Unseen),
        };
        Ok(Self { receipt, title: detail.map(|detail| detail.card.title), may_take_back })
    }
}

#[component]
pub(super) fn SupportPage(site: Site, visit: Visit, code: ReceiptCode, given: Given) -> impl IntoView {
    let words = &visit.words().receipt;
    let Given { receipt, title, may_take_back } = given;
    let head = Head { class: "page-receipt", is_private: true, ..Head::titled(words.support_title, "") };
    let state = match receipt.since {
        Some(at) => {
            let text = fill(words.support_since, &[("date", &dates::date(visit.language, at))]);
            view! { <Notice kind=NoticeKind::Success><p>{text}</p></Notice> }.into_any()
        }
        None => view! { <Notice><p>{words.support_withdrawn}</p></Notice> }.into_any(),
    };
    let proposal = visit.href(&format!("/vorschlaege/{}", receipt.proposal));
    let about = title.map(|title| view! { <p>{words.support_on}": "<a href=proposal>{title}</a></p> });
    let withdraw = receipt.since.map(|_| match may_take_back {
        Ok(()) => {
            let href = visit.href(&format!("{}/zurueckziehen", code.path()));
            view! { <p><a class="button button--secondary" href=href><Icon name="undo"/>{words.support_withdraw}</a></p> }
                .into_any()
        }
        Err(_) => view! { <p>{words.support_closed}</p> }.into_any(),
    });
    view! {
        <Shell site=site.clone() visit=visit.clone() head=head>
            <div class="container container--narrow receipt">
                <Breadcrumb visit=visit.clone() steps=vec![("/beleg".to_owned(), words.find_title.to_owned())]/>
                <h1>{words.support_title}</h1>
                {state}
                {about}
                {withdraw}
                <CodeCard site=site visit=visit.clone() code=code hint=words.support_keep_hint/>
                <p><a href=visit.href("/beleg")>{words.another}</a></p>
            </div>
        </Shell>
    }
    .into_any()
}
