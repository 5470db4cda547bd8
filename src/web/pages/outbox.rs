//! `/ausgang`: what this device wrote without a network. The server knows nothing of it: the page brings the words, and its
//! module shows what the device keeps. `/ohne-netz` is shown by the worker when there is neither network nor copy.

mod write;

use axum::{extract::State, response::Response};
use domain::outbox::Reason;
use leptos::prelude::*;

pub use write::{begin, write};

use crate::{
    Site, Visit, render,
    ui::{Breadcrumb, DeviceFull, Head, Icon, Notice, NoticeKind, Script, Shell},
};

pub const ADDRESS: &str = "/ausgang";
pub const WRITE: &str = "/ausgang/schreiben";
pub const AWAY: &str = "/ohne-netz";

pub async fn show(State(site): State<Site>, visit: Visit) -> Response {
    render::page(|| view! { <List site=site visit=visit/> })
}

pub async fn away(State(site): State<Site>, visit: Visit) -> Response {
    render::page(|| view! { <Away site=site visit=visit/> })
}

fn head(title: &'static str, description: &'static str) -> Head {
    Head { class: "page-outbox", is_private: true, ..Head::titled(title, description) }
}

#[component]
fn List(site: Site, visit: Visit) -> impl IntoView {
    let words = &visit.words().outbox;
    let reason = |reason: Reason| words.reason(reason);
    let module = format!("{}/list.js", site.assets.offline);
    view! {
        <Shell site=site visit=visit.clone() head=head(words.title, words.lead)>
            <div class="container container--narrow">
                <Breadcrumb visit=visit.clone() steps=Vec::new()/>
                <h1>{words.title}</h1>
                <p class="lead">{words.lead}</p>
                <noscript><p>{words.noscript}</p></noscript>
                <DeviceFull visit=visit.clone()/>
                <section
                    class="outbox"
                    data-outbox-list=""
                    tabindex="-1"
                    aria-label=words.title
                    data-prefix=visit.href("/").trim_end_matches('/').to_owned()
                    data-waiting=words.waiting
                    data-other=words.other
                    data-other-why=words.other_why
                    data-accepted=words.accepted
                    data-refused=words.refused
                    data-again=words.again
                    data-remove=words.remove
                    data-remove-sure=words.remove_sure
                    data-look=words.look
                    data-draft=words.draft
                    data-receipt=words.receipt
                    data-text=words.text
                    data-kind-proposal=words.kind_proposal
                    data-kind-comment=words.kind_comment
                    data-kind-support=words.kind_support
                    data-kind-withdrawal=words.kind_withdrawal
                    hidden=true
                >
                    <div data-reasons="" hidden=true
                        data-reason_unreadable=reason(Reason::Unreadable)
                        data-reason_invalid=reason(Reason::Invalid)
                        data-reason_conflict=reason(Reason::Conflict)
                        data-reason_gone=reason(Reason::Gone)
                        data-reason_closed=reason(Reason::Closed)
                        data-reason_blocked=reason(Reason::Blocked)
                        data-reason_needs_account=reason(Reason::NeedsAccount)
                        data-reason_changed=reason(Reason::Changed)
                        data-reason_outdated=reason(Reason::Outdated)
                    ></div>
                    <div data-part="stored" hidden=true>
                        <Notice kind=NoticeKind::Success><p>{words.stored}</p></Notice>
                    </div>
                    <p data-part="empty" hidden=true>{words.empty}</p>
                    <p data-part="send" hidden=true>
                        <button class="button button--primary" type="button"><Icon name="refresh"/>{words.send_now}</button>
                    </p>
                    <ul class="outbox__entries" aria-live="polite"></ul>
                </section>
                <p><a href=visit.href(WRITE)>{words.away_write}</a></p>
            </div>
            <Script src=module/>
        </Shell>
    }
    .into_any()
}

#[component]
fn Away(site: Site, visit: Visit) -> impl IntoView {
    let words = &visit.words().outbox;
    let place = site.assets.offline.clone();
    view! {
        <Shell site=site visit=visit.clone() head=head(words.away_title, words.away_lead)>
            <div class="container container--narrow">
                <Breadcrumb visit=visit.clone() steps=Vec::new()/>
                <h1>{words.away_title}</h1>
                <p class="lead">{words.away_lead}</p>
                <p>{words.away_read}</p>
                <p class="form__actions">
                    <a class="button button--primary" href=visit.href(WRITE) data-preset=""><Icon name="edit"/>{words.away_write}</a>
                    " "
                    <a class="button button--secondary" href=visit.href(ADDRESS)>{words.title}</a>
                    " "
                    <a class="button button--secondary" href=visit.href("/")>{visit.words().common.site_name}</a>
                </p>
            </div>
            <Preset place=place/>
        </Shell>
    }
    .into_any()
}

/// What the address asks for, on pages that the device has at hand: they are the same at every address.
#[component]
fn Preset(place: String) -> impl IntoView {
    view! { <Script src=format!("{place}/preset.js")/> }.into_any()
}
