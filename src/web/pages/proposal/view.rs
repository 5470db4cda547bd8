use domain::{
    filter::BoardFilter,
    ids::ProposalId,
    proposals::{Similar, Status},
};
use leptos::prelude::*;

use super::{
    Shown,
    about::about,
    answers::Answers,
    discussion::DiscussionView,
    due::AnswerDue,
    facts::{Facts, place_in_words},
    pictures::Pictures,
    support::SupportBox,
    timeline::Timeline,
};
use crate::{
    Site, Visit, dates,
    islands::{PageActions, PageActionsWords},
    locales::{Words, fill},
    pages::{council::CouncilNotes, news::FollowProposal},
    ui::{
        Breadcrumb, DemoTag, Head, Icon, Notice, NoticeKind, Prose, Shell, StatusTag, ThemeTag, board_times,
        with_before,
    },
};

#[component]
pub(super) fn ProposalPage(site: Site, visit: Visit, shown: Shown) -> impl IntoView {
    let words = visit.words();
    let detail = shown.detail.clone();
    let card = detail.card.clone();
    let at = card.published_at.unwrap_or(card.submitted_at);
    let up = ("/vorschlaege".to_owned(), words.common.nav_proposals.to_owned());
    let head = Head {
        canonical: Some(card.path()),
        published: Some(at),
        way: Some(vec![up.clone()]),
        about: vec![about(&visit, &site.settings.base_url, &shown)],
        feed: Some(format!("/vorschlaege/{}/feed.atom", card.id)),
        has_islands: true,
        class: "page-proposal",
        picture: card.picture.map(|id| format!("/bilder/{id}")),
        ..Head::titled(card.title.clone(), card.excerpt.clone())
    };
    let base_url = site.settings.base_url.clone();
    let published = fill(words.proposal.published_on, &[("date", &dates::date(visit.language, at))]);
    view! {
        <Shell site=site visit=visit.clone() head=head>
            <article class="container proposal">
                <div class="proposal__head">
                    <Breadcrumb visit=visit.clone() steps=vec![up]/>
                    <p class="proposal__tags">
                        <StatusTag status=card.status words=words/>
                        <ThemeTag theme=card.theme words=words/>
                        {card.is_demo.then(|| view! { <DemoTag words=words/> })}
                    </p>
                    <h1>{card.title.clone()}</h1>
                    <p class="proposal__meta">
                        {words.proposal.by}" "<strong>{author(words, detail.author.clone())}</strong>", "
                        <time datetime=dates::machine(at)>{published}</time>
                        " · "<Icon name="pin"/>{place_in_words(&visit, &detail)}
                    </p>
                    <p class="on-paper">{base_url.clone()}{visit.href(&card.path())}</p>
                    <p class="proposal__status">
                        <strong>{words.proposal.status}" "{words.names.status(card.status)}"."</strong>
                        " "{words.names.status_meaning(card.status)}
                    </p>
                    <AnswerDue visit=visit.clone() shown=shown.clone()/>
                    <Fate visit=visit.clone() shown=shown.clone()/>
                </div>
                <div class="proposal__main">
                    <Answers visit=visit.clone() answers=detail.answers.clone()/>
                    <CouncilNotes visit=visit.clone() id=card.id notes=detail.council_notes.clone() may_write=shown.may_note/>
                    <section class="proposal__text" aria-labelledby="worum">
                        <h2 id="worum">{words.proposal.what_and_why}</h2>
                        <Prose text=detail.text.clone()/>
                        <Pictures visit=visit.clone() pictures=detail.pictures.clone()/>
                    </section>
                </div>
                <div class="proposal__side">
                    <SupportBox visit=visit.clone() shown=shown.clone()/>
                    <FollowProposal visit=visit.clone() id=card.id is_followed=shown.is_followed/>
                    <Facts visit=visit.clone() shown=shown.clone()/>
                    <Share visit=visit.clone() base_url=base_url title=card.title.clone() path=card.path() id=card.id.0/>
                </div>
                <Timeline visit=visit.clone() detail=detail/>
                <DiscussionView visit=visit.clone() shown=shown.clone()/>
                <Onward visit=visit.clone() shown=shown/>
            </article>
        </Shell>
    }
    .into_any()
}

pub(super) fn author(words: &Words, name: Option<String>) -> String {
    name.unwrap_or_else(|| words.proposal.no_name.to_owned())
}

/// What became of it when it does not stand on its own any longer, and what it took in.
#[component]
fn Fate(visit: Visit, shown: Shown) -> impl IntoView {
    let words = &visit.words().proposal;
    let detail = shown.detail;
    let link = |id: ProposalId, title: String| {
        let href = visit.href(&format!("/vorschlaege/{id}"));
        view! { <a href=href>{title}</a> }
    };
    let into = detail.merged_into.map(|(id, title)| {
        let link = link(id, title);
        view! { <Notice kind=NoticeKind::Warning><p>{words.merged_notice}" "{link}</p></Notice> }
    });
    let from = (!detail.merged_from.is_empty()).then(|| {
        let items =
            detail.merged_from.into_iter().map(|(id, title)| view! { <li>{link(id, title)}</li> }).collect_view();
        view! { <Notice><p>{words.merged_here}</p><ul class="merged">{items}</ul></Notice> }
    });
    let withdrawn = (detail.card.status == Status::Withdrawn)
        .then(|| view! { <Notice kind=NoticeKind::Warning><p>{words.withdrawn_notice}</p></Notice> });
    let times = detail.card.status.is_open().then(|| board_times(&visit, &detail.board, "", shown.now)).flatten();
    with_before(times, view! { {into} {from} {withdrawn} })
}

/// Share and print. The address is there to be copied by hand, mail works without script; the island adds what the
/// browser can do by itself.
#[component]
fn Share(visit: Visit, base_url: String, title: String, path: String, id: i64) -> impl IntoView {
    let words = &visit.words().proposal;
    let address = format!("{base_url}{}", visit.href(&path));
    let encode = domain::filter::percent_encode;
    let mail = format!("mailto:?subject={}&body={}", encode(&title), encode(&address));
    let island = PageActionsWords {
        title,
        address: address.clone(),
        copied: words.copied.into(),
        copy_failed: fill(words.copy_failed, &[("address", &address)]),
    };
    view! {
        <section class="proposal__share" aria-labelledby="teilen">
            <h2 id="teilen">{words.share}</h2>
            <PageActions words=island>
                <div class="page-actions__buttons" hidden=true>
                    <button class="button button--secondary" type="button" data-share="">{words.share}</button>
                    " "
                    <button class="button button--secondary" type="button" data-print="">{words.print}</button>
                </div>
            </PageActions>
            <ul class="page-actions">
                <li><a href=mail><Icon name="mail"/>{words.mail}</a></li>
                <li><a href=visit.href(&format!("/vorschlaege/{id}/feed.atom"))><Icon name="feed"/>{words.feed}</a></li>
                <li><a href=visit.href(&format!("/melden?beitrag=vorschlag-{id}")) rel="nofollow"><Icon name="flag"/>{visit.words().reports.link}</a></li>
            </ul>
        </section>
    }
    .into_any()
}

/// Where a reader goes on: similar proposals, and more of the same Ortsteil and Leitthema.
#[component]
fn Onward(visit: Visit, shown: Shown) -> impl IntoView {
    let words = visit.words();
    let similar_title = if shown.related.is_same_theme { words.proposal.same_theme } else { words.proposal.similar };
    let card = shown.detail.card;
    let board = |filter: BoardFilter| visit.href(&format!("/vorschlaege{}", filter.to_query()));
    let district = card.district.map(|area| {
        let text = fill(words.proposal.more_of_district, &[("district", &area.name)]);
        let href = board(BoardFilter { district: Some(area.slug), ..BoardFilter::default() });
        view! { <li><a href=href>{text}</a></li> }
    });
    let of_theme = fill(words.proposal.more_of_theme, &[("theme", words.names.theme(card.theme))]);
    let theme = board(BoardFilter { theme: Some(card.theme), ..BoardFilter::default() });
    view! {
        <section class="proposal__onward" aria-labelledby="weiter">
            <h2 id="weiter">{words.proposal.onward}</h2>
            <SimilarOnes visit=visit.clone() title=similar_title similar=shown.related.proposals/>
            <ul class="link-list">
                {district}
                <li><a href=theme>{of_theme}</a></li>
                <li><a href=visit.href("/vorschlaege")>{words.proposal.all}</a></li>
            </ul>
        </section>
    }
    .into_any()
}

#[component]
fn SimilarOnes(visit: Visit, title: &'static str, similar: Vec<Similar>) -> impl IntoView {
    if similar.is_empty() {
        return ().into_any();
    }
    let words = visit.words();
    let items = similar
        .into_iter()
        .map(|other| {
            view! {
                <li class="similar__item">
                    <a href=visit.href(&other.path())>{other.title.clone()}</a>
                    <p class="similar__facts">
                        <StatusTag status=other.status words=words/>
                        " "{words.board.supports.with(visit.language, other.supports)}
                    </p>
                </li>
            }
        })
        .collect_view();
    view! {
        <h3>{title}</h3>
        <ul class="similar">{items}</ul>
    }
    .into_any()
}
