//! How a block looks to visitors, and what its editor should look at. The same renderer as everywhere.

use domain::{
    Language,
    blocks::{Block, BlockKind},
    editing::{Keyed, Warning, block_warnings, level_after},
};
use leptos::prelude::*;
use serde_json::{Value, json};
use store::editing::Draft;

use super::{links::Links, mode};
use crate::{
    AppError, Site, Visit,
    pages::content::{BlockData, BlockView, Files},
    render,
};

pub(super) struct Look {
    /// In the language of the page, whatever language the address of the request has.
    visit: Visit,
    language: Language,
    data: BlockData,
    /// Where it is only shown nobody asks where its links lead.
    links: Option<Links>,
}

impl Look {
    /// To show these blocks.
    pub(super) async fn of(site: &Site, visit: &Visit, language: Language, blocks: &[Block]) -> Result<Self, AppError> {
        Ok(Self::with(visit, language, BlockData::load(site, blocks).await?, None))
    }

    /// To show these blocks, which stand in this draft or will, with what there is to say about them.
    pub(super) async fn within(site: &Site, visit: &Visit, draft: &Draft, blocks: &[Block]) -> Result<Self, AppError> {
        let links = Links::load(site, draft, blocks).await?;
        Ok(Self::with(visit, draft.language, BlockData::load(site, blocks).await?, Some(links)))
    }

    /// Enough for the warnings about a draft: what its live blocks show is not asked for.
    pub(super) async fn for_warnings(site: &Site, visit: &Visit, draft: &Draft) -> Result<Self, AppError> {
        let blocks: Vec<Block> = draft.blocks.iter().map(mode::block).collect();
        let data = BlockData { files: Files::load(site, &blocks).await?, ..BlockData::default() };
        Ok(Self::with(visit, draft.language, data, Some(Links::load(site, draft, &blocks).await?)))
    }

    fn with(visit: &Visit, language: Language, data: BlockData, links: Option<Links>) -> Self {
        Self { visit: Visit { language, ..visit.clone() }, language, data, links }
    }

    pub(super) async fn of_draft(site: &Site, visit: &Visit, draft: &Draft) -> Result<Self, AppError> {
        let blocks: Vec<Block> = draft.blocks.iter().map(mode::block).collect();
        Self::within(site, visit, draft, &blocks).await
    }

    pub(super) fn view(&self, block: Block) -> impl IntoView + use<> {
        let (visit, language, data) = (self.visit.clone(), self.language, self.data.clone());
        view! { <BlockView visit=visit language=language block=block data=data/> }
    }

    pub(super) fn html(&self, block: Block) -> String {
        render::html(|| self.view(block))
    }

    fn knows(&self, target: &str) -> bool {
        self.links.as_ref().is_none_or(|links| links.lead(target, &self.data.files))
    }

    pub(super) fn warnings(&self, kind: BlockKind, body: &str, level: u8) -> Vec<Warning> {
        block_warnings(kind, body, self.language, level, &|target| self.knows(target))
    }

    /// Those of every block, with what stands above it in mind.
    pub(super) fn all_warnings(&self, blocks: &[Keyed]) -> Vec<Vec<Warning>> {
        let mut level = 1;
        let mut all = Vec::new();
        for block in blocks {
            all.push(self.warnings(block.kind, &block.body, level));
            level = level_after(&block.body, level);
        }
        all
    }

    pub(super) fn told(asked: &Visit, warnings: &[Warning]) -> Value {
        let words = &asked.words().editing;
        let tell = |warning: &Warning| json!({ "code": warning.flaw.code(), "words": words.flaw(warning.flaw), "excerpt": warning.excerpt });
        warnings.iter().map(tell).collect()
    }
}

/// Of the last heading above a block.
pub(super) fn level_above(draft: &Draft, key: &str) -> u8 {
    level_of(draft.blocks.iter().take_while(|block| block.key != key))
}

/// Of the last heading above what will stand below this block: at the top of the page where there is none. Of a place that
/// nobody names or knows the answer is that of most: below a heading of the page.
pub(super) fn level_below(draft: &Draft, after: Option<&str>) -> u8 {
    match after {
        Some("") => 1,
        Some(key) => match draft.blocks.iter().position(|block| block.key == key) {
            Some(above) => level_of(draft.blocks.iter().take(above + 1)),
            None => 2,
        },
        None => 2,
    }
}

fn level_of<'a>(above: impl Iterator<Item = &'a Keyed>) -> u8 {
    above.fold(1, |level, block| level_after(&block.body, level))
}
