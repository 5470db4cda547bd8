//! What the person wrote and supported, and what they began.

use domain::Moment;
use leptos::prelude::*;
use store::contributions::{Contributions as Own, OwnComment, OwnMark, OwnProposal, Replied, Supported, Visibility};

use crate::{Visit, dates, locales::fill, ui::StatusTag};

/// What becomes of a text, in words.
pub fn state(visit: &Visit, state: Option<Visibility>) -> &'static str {
    let words = &visit.words().my_account;
    match state {
        Some(Visibility::Waiting) | None => words.waiting,
        Some(Visibility::Published) => words.public,
        Some(Visibility::Refused) => words.refused,
        Some(Visibility::Withdrawn) => words.withdrawn,
    }
}

#[component]
pub fn Contributions(visit: Visit, contributions: Own) -> impl IntoView {
    let words = &visit.words().my_account;
    let Own { proposals, comments, marks, replies, supports } = contributions;
    let is_empty =
        proposals.is_empty() && comments.is_empty() && marks.is_empty() && replies.is_empty() && supports.is_empty();
    let lists = [
        (words.proposals, proposals.into_iter().map(|own| proposal(&visit, own)).collect::<Vec<_>>()),
        (words.comments, comments.into_iter().map(|own| comment(&visit, own)).collect()),
        (words.marks, marks.into_iter().map(|own| mark(&visit, own)).collect()),
        (words.replies, replies.into_iter().map(|own| reply(&visit, own)).collect()),
        (words.supports, supports.into_iter().map(|own| support(&visit, own)).collect()),
    ];
    let lists = lists
        .into_iter()
        .filter(|(_, items)| !items.is_empty())
        .map(|(title, items)| view! { <h3>{title}</h3><ul class="account__list">{items}</ul> })
        .collect_view();
    view! {
        <section class="account__section">
            <h2>{words.contributions}</h2>
            {is_empty.then(|| view! { <p>{words.nothing}</p> })}
            {lists}
        </section>
    }
    .into_any()
}

#[component]
pub fn Drafts(visit: Visit, drafts: Vec<(String, String, Moment)>) -> impl IntoView {
    let words = &visit.words().my_account;
    let is_empty = drafts.is_empty();
    let items = drafts
        .into_iter()
        .map(|(key, title, at)| {
            let title = if title.is_empty() { words.untitled.to_owned() } else { title };
            let href = visit.href(&format!("/vorschlaege/entwurf/{key}"));
            item(href, title, dates::date(visit.language, at), ().into_any())
        })
        .collect_view();
    view! {
        <section class="account__section">
            <h2>{words.drafts}</h2>
            {is_empty.then(|| view! { <p>{words.nothing}</p> })}
            <ul class="account__list">{items}</ul>
        </section>
    }
    .into_any()
}

fn item(href: String, title: String, at: String, about: AnyView) -> AnyView {
    view! { <li><a href=href>{title}</a>" "<span class="account__about">{about}" "{at}</span></li> }.into_any()
}

fn proposal(visit: &Visit, own: OwnProposal) -> AnyView {
    let path = own.code.map_or_else(|| format!("/vorschlaege/{}", own.id), |code| code.path());
    let about = view! { <StatusTag status=own.status words=visit.words()/> }.into_any();
    item(visit.href(&path), own.title, dates::date(visit.language, own.at), about)
}

fn comment(visit: &Visit, own: OwnComment) -> AnyView {
    let path = own.code.map_or_else(|| format!("/vorschlaege/{}", own.proposal), |code| code.path());
    let on = fill(visit.words().my_account.comment_on, &[("title", &own.proposal_title)]);
    let about = format!("{on}, {}", state(visit, own.state));
    item(visit.href(&path), domain::text::excerpt(&own.text, 80), dates::date(visit.language, own.at), about.into_any())
}

fn mark(visit: &Visit, own: OwnMark) -> AnyView {
    let about = format!("{}, {}", own.call_title, state(visit, own.state));
    let title = domain::text::excerpt(&own.text, 80);
    let path = own.code.map_or_else(|| format!("/orte/{}", own.call_slug), |code| code.path());
    item(visit.href(&path), title, dates::date(visit.language, own.at), about.into_any())
}

fn reply(visit: &Visit, own: Replied) -> AnyView {
    let href = visit.href(&format!("/umfragen/{}", own.survey_slug));
    item(href, own.survey_title, dates::date(visit.language, own.at), ().into_any())
}

fn support(visit: &Visit, own: Supported) -> AnyView {
    item(
        visit.href(&format!("/vorschlaege/{}", own.proposal)),
        own.title,
        dates::date(visit.language, own.at),
        ().into_any(),
    )
}
