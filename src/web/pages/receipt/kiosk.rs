//! A receipt of a kiosk: the code was made on the device, so it may be here before what it stands for.

use axum::{http::StatusCode, response::Response};
use domain::{outbox::Answer, receipts::ReceiptCode};
use leptos::prelude::*;
use store::outbox;

use super::{Miss, missed, unkept};
use crate::{
    AppError, Site, Visit,
    locales::fill,
    pages::submit::see_other,
    render,
    ui::{Breadcrumb, Head, Icon, Shell},
};

/// Where the contribution is, why there is none, or that it is not here yet.
pub(super) async fn show(site: Site, visit: Visit, code: ReceiptCode, typed: String) -> Result<Response, AppError> {
    if !code.is_of_kiosk() {
        return Ok(missed(site, visit, typed, Miss::Unknown));
    }
    let found = outbox::by_receipt(&site.store, &code).await?;
    let is_pending = found.is_none();
    let (title, text) = match found {
        Some(Answer::Accepted { path }) => return Ok(unkept(see_other(&visit, &path))),
        Some(Answer::Refused(reason)) => {
            let (words, all) = (&visit.words().kiosks, visit.words());
            (words.refused_title, fill(words.refused_lead, &[("reason", all.outbox.reason(reason))]))
        }
        None => (visit.words().kiosks.pending_title, visit.words().kiosks.pending_lead.to_owned()),
    };
    Ok(unkept(render::page_with_status(StatusCode::OK, || {
        view! { <Page site=site visit=visit code=code title=title text=text is_pending=is_pending/> }
    })))
}

#[component]
fn Page(
    site: Site,
    visit: Visit,
    code: ReceiptCode,
    title: &'static str,
    text: String,
    is_pending: bool,
) -> impl IntoView {
    let words = &visit.words().kiosks;
    let head = Head { class: "page-receipt", is_private: true, ..Head::titled(title, "") };
    let again = is_pending.then(|| {
        view! {
            <p>{words.pending_typo}</p>
            <p><a class="button button--primary" href=visit.href(&code.path())><Icon name="refresh"/>{words.reload}</a></p>
        }
    });
    view! {
        <Shell site=site visit=visit.clone() head=head>
            <div class="container container--narrow">
                <Breadcrumb visit=visit.clone() steps=vec![]/>
                <h1>{title}</h1>
                <p class="receipt__code">{code.to_string()}</p>
                <p class="lead">{text}</p>
                {again}
            </div>
        </Shell>
    }
    .into_any()
}
