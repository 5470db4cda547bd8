use leptos::prelude::*;

use super::{Board, filters::Filters, results::Results};
use crate::{
    Site, Visit,
    islands::{LiveBoard, LiveBoardWords},
    ui::{AttackNotice, Breadcrumb, Head, Icon, LevelNotice, Shell, board_times, with_before, with_no_account},
};

#[component]
pub(super) fn BoardPage(site: Site, visit: Visit, board: Board) -> impl IntoView {
    let words = visit.words();
    let title = board.title(&visit);
    let head = Head {
        feed: Some(board.feed_address()),
        canonical: Some(board.canonical()),
        // What a search finds is no page of its own.
        is_private: !board.filter.query.is_empty(),
        way: Some(Vec::new()),
        has_islands: true,
        class: "page-board",
        ..Head::titled(title, words.board.description)
    };
    let base_url = site.settings.base_url.clone();
    // All boards together are neither open nor closed.
    let is_about_one = board.filter.board.is_some() || board.watched.to_read(board.now).is_empty();
    let times = is_about_one.then(|| board_times(&visit, &board.watched.board, "", board.now)).flatten();
    let notices = with_before(times, view! { <LevelNotice visit=visit.clone() needed=board.watched.needed_level/> });
    let live = LiveBoardWords { loading: words.board.loading.into() };
    view! {
        <Shell site=site visit=visit.clone() head=head>
            <div class="container board">
                <div class="board__head">
                    <Breadcrumb visit=visit.clone() steps=Vec::new()/>
                    <h1 id="titel">{words.board.title}</h1>
                    <p class="lead board__lead">{with_no_account(&visit, board.watched.needed_level, words.board.lead, "")}</p>
                    <p class="board__submit">
                        <a class="button button--primary button--large" id="einreichen" href=visit.href(&board.new_proposal())>
                            <Icon name="plus"/>
                            {words.common.submit_proposal}
                        </a>
                    </p>
                </div>
                {notices}
                {board.watched.attack.map(|attack| view! { <AttackNotice visit=visit.clone() attack=attack/> })}
                <LiveBoard words=live>
                    <Filters visit=visit.clone() board=board.clone()/>
                    <Results visit=visit.clone() board=board base_url=base_url/>
                </LiveBoard>
            </div>
        </Shell>
    }
    .into_any()
}
