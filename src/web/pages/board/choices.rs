//! What is chosen, in words: for the heading, the chips and the title of a feed.

use domain::filter::{BoardFilter, Sort, ViewMode};

use super::Board;
use crate::{Visit, locales::fill};

/// One chosen thing and the board without it.
pub(super) struct Chosen {
    pub(super) kind: &'static str,
    pub(super) name: String,
    pub(super) without: BoardFilter,
}

impl Board {
    /// What narrows the list, in the order of the form.
    pub(super) fn chosen(&self, visit: &Visit) -> Vec<Chosen> {
        let (words, filter) = (visit.words(), &self.filter);
        // Another list begins on its first page; the map shows where its proposals are.
        let rest = || BoardFilter { viewport: None, ..filter.first_page() };
        let mut chosen = Vec::new();
        if !filter.query.is_empty() {
            let name = fill(words.board.quoted, &[("text", &filter.query)]);
            chosen.push(Chosen {
                kind: words.board.search,
                name,
                without: BoardFilter { query: String::new(), ..rest() },
            });
        }
        if let Some(board) = self.watched.find(filter.board.as_deref()) {
            let (kind, name) = (words.boards.list, board.title.clone());
            chosen.push(Chosen { kind, name, without: BoardFilter { board: None, ..rest() } });
        }
        if let Some(theme) = filter.theme {
            let name = words.names.theme(theme).to_owned();
            chosen.push(Chosen { kind: words.board.theme, name, without: BoardFilter { theme: None, ..rest() } });
        }
        if let Some(goal) = filter.goal {
            let name = words.names.goal(goal).to_owned();
            chosen.push(Chosen { kind: words.board.goal, name, without: BoardFilter { goal: None, ..rest() } });
        }
        if let Some(district) = &self.district {
            let name = district.name.clone();
            chosen.push(Chosen { kind: words.board.district, name, without: BoardFilter { district: None, ..rest() } });
        }
        if let Some(status) = filter.status {
            let name = words.names.status(status).to_owned();
            chosen.push(Chosen { kind: words.board.status, name, without: BoardFilter { status: None, ..rest() } });
        }
        chosen
    }

    /// `Vorschläge für Rostock: Verkehr und Mobilität · Evershagen`.
    pub(super) fn title(&self, visit: &Visit) -> String {
        let names: Vec<String> = self.chosen(visit).into_iter().map(|chosen| chosen.name).collect();
        let title = visit.words().board.title;
        if names.is_empty() { title.to_owned() } else { format!("{title}: {}", names.join(" · ")) }
    }

    /// Everything off; the way of showing it stays.
    pub(super) fn cleared(&self) -> BoardFilter {
        BoardFilter { view: self.filter.view, ..BoardFilter::default() }
    }

    /// The form for a new proposal, with what was chosen here.
    pub(super) fn new_proposal(&self) -> String {
        let filter = &self.filter;
        let preset = BoardFilter {
            board: self.watched.find(filter.board.as_deref()).map(|board| board.slug.clone()),
            theme: filter.theme,
            goal: filter.goal,
            district: self.district.as_ref().map(|district| district.slug.clone()),
            ..BoardFilter::default()
        };
        format!("/vorschlaege/neu{}", preset.to_query())
    }

    /// What makes this board another page than the whole one: not its order, its page, its map.
    pub(super) fn canonical(&self) -> String {
        let district = self.district.as_ref().map(|district| district.slug.clone());
        super::address(&BoardFilter { district, ..feed_filter(&self.filter) })
    }

    /// The feed of the same choice: it is always by date and has neither pages nor a map.
    pub(super) fn feed_address(&self) -> String {
        format!("/vorschlaege/feed.atom{}", feed_filter(&self.filter).to_query())
    }
}

/// A file with all proposals of the same choice.
pub(super) fn export_address(filter: &BoardFilter, kind: &str) -> String {
    format!("/vorschlaege/export.{kind}{}", feed_filter(filter).to_query())
}

pub(super) fn feed_filter(filter: &BoardFilter) -> BoardFilter {
    BoardFilter { sort: Sort::Newest, near: None, view: ViewMode::List, viewport: None, ..filter.first_page() }
}
