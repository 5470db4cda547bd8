//! `/vorschlaege/ueberfaellig`: where the city promised an answer and gave none. In public, so that a promise is one.

use axum::{extract::State, response::Response};
use leptos::prelude::*;
use store::proposals::{self, DueList};

use super::staff::inbox::DueRow;
use crate::{
    AppError, Site, Visit, render,
    ui::{Breadcrumb, EmptyState, Head, Pagination, Shell},
};

const PATH: &str = "/vorschlaege/ueberfaellig";
const AT_ONCE: u64 = 30;

pub async fn show(State(site): State<Site>, visit: Visit) -> Result<Response, AppError> {
    let after = visit.first("seite").and_then(|cursor| cursor.parse().ok());
    let now = site.now();
    let mut list = proposals::overdue(&site.store, after, AT_ONCE, now).await?;
    for item in &mut list.items {
        // Whether somebody writes already is the office's own business.
        item.draft = None;
    }
    Ok(render::page(|| view! { <OverduePage site=site visit=visit list=list now=now/> }))
}

#[component]
fn OverduePage(site: Site, visit: Visit, list: DueList, now: domain::Moment) -> impl IntoView {
    let all = visit.words();
    let words = &all.answering;
    let up = ("/vorschlaege".to_owned(), all.common.nav_proposals.to_owned());
    let head = Head {
        class: "page-overdue",
        way: Some(vec![up.clone()]),
        ..Head::titled(words.overdue_title, words.overdue_lead)
    };
    let next = list.next.map(|cursor| visit.href(&format!("{PATH}?seite={cursor}")));
    let body = if list.items.is_empty() {
        view! { <EmptyState title=words.empty_title><p>{words.overdue_none}</p></EmptyState> }.into_any()
    } else {
        let rows = list
            .items
            .into_iter()
            .map(|due| {
                let href = visit.href(&due.card.path());
                view! { <DueRow visit=visit.clone() href=href due=due now=now/> }
            })
            .collect_view();
        view! { <ul class="due-list">{rows}</ul> }.into_any()
    };
    view! {
        <Shell site=site visit=visit.clone() head=head>
            <div class="container container--narrow">
                <Breadcrumb visit=visit.clone() steps=vec![up]/>
                <h1>{words.overdue_title}</h1>
                <p class="lead">{words.overdue_lead}</p>
                {body}
                <Pagination visit=visit.clone() previous=None next=next/>
            </div>
        </Shell>
    }
    .into_any()
}
