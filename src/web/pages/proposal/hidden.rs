//! A proposal that everybody could read until the moderators took it off: when and by which rule, without its words.

use axum::{http::StatusCode, response::Response};
use domain::{Moment, ids::ProposalId, moderation::Rule};
use leptos::prelude::*;

use crate::{
    AppError, Site, Visit, dates,
    locales::fill,
    render,
    ui::{Breadcrumb, Head, Shell},
};

pub(super) async fn show(site: Site, visit: Visit, id: ProposalId) -> Result<Response, AppError> {
    let (at, rule) = store::moderation::hidden(&site.store, id).await?.ok_or(AppError::NotFound)?;
    Ok(render::page_with_status(StatusCode::GONE, || view! { <HiddenPage site=site visit=visit at=at rule=rule/> }))
}

#[component]
fn HiddenPage(site: Site, visit: Visit, at: Moment, rule: Option<Rule>) -> impl IntoView {
    let (all, words) = (visit.words(), &visit.words().reports);
    let text = fill(words.hidden_text, &[("date", &dates::date(visit.language, at))]);
    let head = Head { class: "page-error", is_private: true, ..Head::titled(words.hidden_title, text.clone()) };
    let rule = rule.map(|rule| {
        view! { <p>{words.rule}": "<a href=visit.href(&rule.path())>{all.published_rules.name(rule)}</a></p> }
    });
    let up = vec![("/vorschlaege".to_owned(), all.common.nav_proposals.to_owned())];
    view! {
        <Shell site=site visit=visit.clone() head=head>
            <div class="container container--narrow">
                <Breadcrumb visit=visit.clone() steps=up/>
                <h1>{words.hidden_title}</h1>
                <p class="lead">{text}</p>
                {rule}
                <p>{words.hidden_why}</p>
                <p><a href=visit.href("/moderation/protokoll")>{words.journal}</a></p>
                <h2>{words.appeal_title}</h2>
                <p>{words.hidden_appeal}</p>
                <p><a class="button button--secondary" href=visit.href("/beleg")>{words.hidden_receipt}</a></p>
            </div>
        </Shell>
    }
    .into_any()
}
