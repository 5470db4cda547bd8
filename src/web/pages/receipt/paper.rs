//! A receipt of a sheet with votes: whether it counts yet.

use axum::response::Response;
use domain::receipts::ReceiptCode;
use leptos::prelude::*;
use store::paper::{Sheet, State};

use super::unkept;
use crate::{
    Site, Visit, dates,
    locales::fill,
    render,
    ui::{Breadcrumb, Head, Shell},
};

pub(super) fn show(site: Site, visit: Visit, code: ReceiptCode, sheet: Sheet) -> Response {
    unkept(render::page(|| view! { <Page site=site visit=visit code=code sheet=sheet/> }))
}

#[component]
fn Page(site: Site, visit: Visit, code: ReceiptCode, sheet: Sheet) -> impl IntoView {
    let words = &visit.words().desk;
    let head = Head { class: "page-receipt", is_private: true, ..Head::titled(words.receipt, "") };
    let text = match (sheet.state, sheet.checked_at) {
        (State::Counted, Some(at)) => fill(words.receipt_counted, &[("date", &dates::date(visit.language, at))]),
        (State::Dropped, _) => words.receipt_dropped.to_owned(),
        _ => words.receipt_waiting.to_owned(),
    };
    view! {
        <Shell site=site visit=visit.clone() head=head>
            <div class="container container--narrow">
                <Breadcrumb visit=visit.clone() steps=vec![]/>
                <h1>{words.receipt}</h1>
                <p class="receipt__code">{code.to_string()}</p>
                <p class="lead">{text}</p>
            </div>
        </Shell>
    }
    .into_any()
}
