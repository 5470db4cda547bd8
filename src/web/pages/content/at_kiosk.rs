//! A page as kiosks show it: its blocks, drawn by the functions that draw them on the site; then what leads away, plays or
//! is taken along goes, because nobody can do so there. A code at its end leads to the whole page on the visitor's phone.

use domain::{
    Goal, Language, Theme,
    blocks::{Block, BlockKind, Field, Page, Said, path, without_companions},
};
use leptos::prelude::*;

use super::{BlockData, Blocks, Stand, privacy};
use crate::{
    AppError, Site, Visit, dates,
    locales::{Words, fill},
    pages::editing::mode::Editing,
    render,
    ui::{Notice, NoticeKind, SafeHtml},
};

/// Pages that every kiosk shows, beside those of the Kernziele and Leitthemen.
const ALWAYS: [&str; 6] = ["informieren", "mitmachen", "regeln", "datenschutz", "barrierefreiheit", "impressum"];

/// Addresses of all pages that kiosks show, in their order.
pub fn addresses() -> Vec<String> {
    let always = ALWAYS.map(str::to_owned).into_iter();
    let goals = Goal::ALL.into_iter().map(|goal| format!("ziele/{}", goal.slug()));
    let themes = Theme::ALL.into_iter().map(|theme| format!("themen/{}", theme.slug()));
    always.chain(goals).chain(themes).collect()
}

/// A page in one language, ready to be looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AtKiosk {
    pub address: String,
    pub language: Language,
    pub title: String,
    pub lead: String,
    pub html: SafeHtml,
}

impl AtKiosk {
    /// Any number of pages, in as few statements as one takes.
    pub async fn all(site: &Site, pages: Vec<(Page, Language)>) -> Result<Vec<Self>, AppError> {
        let ready = |(page, language): (Page, Language)| (ready(page), language);
        let pages: Vec<_> = pages.into_iter().map(ready).collect();
        let blocks: Vec<Block> = pages.iter().flat_map(|(page, _)| page.blocks.iter().cloned()).collect();
        let data = BlockData { is_only_looked_at: true, ..BlockData::load(site, &blocks).await? };
        Ok(pages.into_iter().map(|(page, language)| Self::of(page, language, data.clone())).collect())
    }

    fn of(page: Page, language: Language, data: BlockData) -> Self {
        let (title, lead, address) = (page.title.clone(), page.summary.clone(), page.address.clone());
        let drawn = render::html(|| view! { <WholePage page=page language=language data=data/> });
        Self { address, language, title, lead, html: SafeHtml::to_look_at(&drawn) }
    }
}

/// With what the law wants on it, and without what only works elsewhere.
fn ready(page: Page) -> Page {
    let page = privacy::complete(page);
    let blocks = page.blocks.iter().map(shown).collect();
    // Who wants to know how it changed reads that on the site.
    Page { blocks, is_history_public: false, ..page }
}

/// A kiosk has screens of its own for the board, the places and what is open: such a block says its words there. So does a
/// film, whose caption tells what is in it.
fn shown(block: &Block) -> Block {
    let said = Said::of(block.kind, &block.body);
    let words = match block.kind {
        BlockKind::Board | BlockKind::Map | BlockKind::OpenNow => said.text.to_owned(),
        BlockKind::Video => {
            let caption = said.get(Field::Caption).unwrap_or_default();
            [caption, said.text].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n\n")
        }
        _ => return Block { body: without_companions(&block.body).to_owned(), ..block.clone() },
    };
    Block { kind: BlockKind::Text, body: words, ..block.clone() }
}

/// From what has to be known before it is read to when it was last changed.
#[component]
fn WholePage(page: Page, language: Language, data: BlockData) -> impl IntoView {
    // Nobody in particular looks at it.
    let visit = Visit { language, path: path(&page.address), query: String::new(), who: None, sitting: None };
    let outdated = page.standing.outdated.as_ref().map(|outdated| {
        let day = dates::date(language, outdated.as_of);
        let told = fill(Words::of(language).page_languages.outdated, &[("date", &day)]);
        view! { <Notice kind=NoticeKind::Warning><p>{told}</p></Notice> }
    });
    view! {
        {outdated}
        <Blocks visit=visit.clone() language=language blocks=page.blocks.clone() data=data editing=Editing::Off/>
        <Stand visit=visit language=language page=page/>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text_of(kind: BlockKind, body: &str) -> (BlockKind, String) {
        let block = shown(&Block { kind, anchor: None, body: body.to_owned() });
        (block.kind, block.body)
    }

    #[test]
    fn what_only_works_on_the_site_says_its_words() {
        let board = text_of(BlockKind::Board, "Thema: Kultur\n\n## Was läuft");
        assert_eq!(board, (BlockKind::Text, "## Was läuft".to_owned()));
        let film =
            text_of(BlockKind::Video, "Video: https://film.example/1\nUnterschrift: Der Hafen\n\nVom Wasser aus.");
        assert_eq!(film, (BlockKind::Text, "Der Hafen\n\nVom Wasser aus.".to_owned()));
        let facts = "- **29** Prozent";
        assert_eq!(text_of(BlockKind::Facts, facts), (BlockKind::Facts, facts.to_owned()));
    }

    #[test]
    fn every_kernziel_and_leitthema_has_its_page_and_none_is_named_twice() {
        let mut all = addresses();
        assert_eq!(all.len(), ALWAYS.len() + Goal::ALL.len() + Theme::ALL.len());
        all.sort();
        all.dedup();
        assert_eq!(all.len(), ALWAYS.len() + Goal::ALL.len() + Theme::ALL.len());
    }
}
