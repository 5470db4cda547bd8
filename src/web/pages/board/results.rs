//! What the filter found: count, chips, list or map, pages. The island swaps this region as a whole.

use domain::{
    areas::AreaSplit,
    channel::ByChannel,
    filter::{BoardFilter, ViewMode},
    paging::Total,
};
use leptos::prelude::*;

use super::{Board, address, chips::Chips, choices::export_address, map_view::MapView};
use crate::{
    Visit, dates,
    locales::{fill, number},
    pages::{
        news::FollowTopic,
        paper::{counts, hands_out},
    },
    ui::{Channels, EmptyState, Icon, Pagination, ProposalCardView},
};

/// `73 Vorschläge`, `Mehr als 1.000 Vorschläge`.
pub(super) fn count(visit: &Visit, total: Total) -> String {
    let words = &visit.words().board;
    match total {
        Total::Exactly(n) => words.proposals.with(visit.language, n),
        Total::MoreThan(n) => fill(words.more_than, &[("n", &number(visit.language, n))]),
    }
}

#[component]
pub(super) fn Results(visit: Visit, board: Board, base_url: String) -> impl IntoView {
    let words = &visit.words().board;
    let found = count(&visit, board.page.total);
    let on_paper = format!("{base_url}{}", visit.href(&address(&board.filter)));
    let body = match board.map.clone() {
        Some(map) => view! { <MapView visit=visit.clone() board=board.clone() map=map/> }.into_any(),
        None => view! { <List visit=visit.clone() board=board.clone() heading=2/> }.into_any(),
    };
    let shared = (!board.chosen(&visit).is_empty()).then(|| {
        let address = visit.href(&address(&board.filter));
        view! { <p>{words.share_hint}" "<a class="board__address" href=address.clone()>{address.clone()}</a></p> }
    });
    let stand = dates::date(visit.language, board.now);
    let ways = board.page.channels.filter(|split| may_split(&board.filter, *split));
    view! {
        <section class="board__results" id="ergebnisse" tabindex="-1" aria-labelledby="anzahl">
            <Chips visit=visit.clone() board=board.clone()/>
            <div class="board__bar">
                <p class="board__count" id="anzahl">{found}</p>
                <ViewSwitch visit=visit.clone() filter=board.filter.clone()/>
            </div>
            {ways.map(|split| view! { <Channels visit=visit.clone() split=split/> })}
            {body}
            <FollowTopic visit=visit.clone() filter=board.filter.clone()/>
            <div class="board__foot">
                <p><a href=visit.href(&board.feed_address())><Icon name="feed"/>{words.feed}</a></p>
                <Paper visit=visit.clone() board=board.clone()/>
                <Files visit=visit.clone() filter=board.filter.clone()/>
                <p><a href=visit.href("/vorschlaege/ueberfaellig")><Icon name="clock"/>{visit.words().answering.overdue_link}</a></p>
                {shared}
            </div>
            <p class="on-paper">{on_paper}" · "{stand}</p>
        </section>
    }
    .into_any()
}

/// Of an Ortsteil as on the page of numbers, which would hide nothing otherwise.
fn may_split(filter: &BoardFilter, split: ByChannel) -> bool {
    filter.district.is_none() || matches!(AreaSplit::of(split), AreaSplit::Split(_))
}

/// A sheet for a proposal, and the same choice to be ticked on paper, as long as sheets are taken. Where no board is
/// chosen, they are those of the city.
#[component]
fn Paper(visit: Visit, board: Board) -> impl IntoView {
    let (words, about) = (&visit.words().paper, &board.watched.board);
    if !hands_out(&about.period, board.now) {
        return ().into_any();
    }
    let of = board.filter.board.clone().filter(|slug| *slug == about.slug);
    let list = BoardFilter { board: of.clone(), view: ViewMode::List, viewport: None, ..board.filter.first_page() };
    let proposal = BoardFilter { board: of, ..BoardFilter::default() }.to_query();
    let (to_write, to_tick) = if counts(about.needed_level) {
        (words.link_proposal, words.link_list)
    } else {
        (words.known_link_proposal, words.known_link)
    };
    view! {
        <p><a href=visit.href(&format!("/vorschlaege/papier{proposal}"))><Icon name="print"/>{to_write}</a></p>
        <p><a href=visit.href(&format!("/vorschlaege/papier/liste{}", list.to_query()))><Icon name="print"/>{to_tick}</a></p>
    }
    .into_any()
}

/// The same choice to take along: every proposal of it, not only this page.
#[component]
fn Files(visit: Visit, filter: BoardFilter) -> impl IntoView {
    let words = &visit.words().board;
    let link = |kind: &str, name: &'static str| {
        view! { <a href=visit.href(&export_address(&filter, kind)) download="">{name}</a> }
    };
    view! {
        <p class="board__files">
            <Icon name="download"/>{words.export}": "{link("csv", words.as_table)}", "{link("geojson", words.as_geojson)}
        </p>
    }
}

#[component]
fn ViewSwitch(visit: Visit, filter: BoardFilter) -> impl IntoView {
    let words = &visit.words().board;
    let links = [(ViewMode::List, "list", words.as_list), (ViewMode::Map, "map", words.as_map)]
        .into_iter()
        .map(|(view, icon, word)| {
            let address = address(&BoardFilter { view, viewport: None, ..filter.clone() });
            let href = visit.href(&if view == ViewMode::Map { format!("{address}#karte") } else { address });
            let here = (view == filter.view).then_some("true");
            view! {
                <li>
                    <a class="view-switch__link" id=format!("ansicht-{icon}") href=href aria-current=here>
                        <Icon name=icon/>
                        {word}
                    </a>
                </li>
            }
        })
        .collect_view();
    view! { <nav aria-label=words.view><ul class="view-switch">{links}</ul></nav> }.into_any()
}

/// The list with its pages, or what to do when it is empty.
#[component]
pub(super) fn List(visit: Visit, board: Board, heading: u8) -> impl IntoView {
    if board.page.items.is_empty() {
        return view! { <Nothing visit=visit board=board/> }.into_any();
    }
    let page = board.page.clone();
    let turn = |cursor: Option<domain::paging::Cursor>| {
        cursor.map(|cursor| visit.href(&address(&BoardFilter { page: Some(cursor), ..board.filter.clone() })))
    };
    let (previous, next) = (turn(page.previous), turn(page.next));
    let items = page
        .items
        .into_iter()
        .map(|card| view! { <li><ProposalCardView visit=visit.clone() card=card now=board.now heading=heading/></li> })
        .collect_view();
    view! {
        <ul class="card-grid card-grid--proposals board__list">{items}</ul>
        <Pagination visit=visit.clone() previous=previous next=next/>
    }
    .into_any()
}

#[component]
fn Nothing(visit: Visit, board: Board) -> impl IntoView {
    let (words, common) = (&visit.words().board, &visit.words().common);
    let is_later_page = board.filter.page.is_some();
    let (title, text) = match (is_later_page, board.filter.is_narrow()) {
        (true, _) => (words.none_here_title, words.none_here_text),
        (false, true) => (words.none_title, words.none_text),
        (false, false) => (words.none_yet_title, words.none_yet_text),
    };
    let way_back = if is_later_page {
        Some((board.filter.first_page(), words.first_page))
    } else {
        board.filter.is_narrow().then(|| (board.cleared(), words.clear))
    };
    view! {
        <EmptyState title=title>
            <p>{text}</p>
            <p class="empty-state__actions">
                {way_back.map(|(filter, word)| view! { <a class="button button--secondary" href=visit.href(&address(&filter))>{word}</a>" " })}
                <a class="button button--primary" href=visit.href(&board.new_proposal())>{common.submit_proposal}</a>
            </p>
        </EmptyState>
    }
    .into_any()
}
