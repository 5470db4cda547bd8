//! How a block looks to visitors, and what its editor should look at. The same renderer as everywhere.

use std::collections::HashSet;

use domain::{
    Language,
    blocks::{Block, BlockKind},
    editing::{Keyed, Warning, block_warnings, level_after},
};
use leptos::prelude::*;
use serde_json::{Value, json};
use store::{editing::Draft, pages};

use super::mode;
use crate::{
    AppError, Site, Visit,
    pages::content::{BlockData, BlockView, Files},
    render,
};

/// Addresses that are no content pages, and what begins like them.
const FEATURES: [&str; 14] = [
    "/vorschlaege",
    "/umfragen",
    "/orte",
    "/kalender",
    "/moderation",
    "/neuigkeiten",
    "/anmelden",
    "/registrieren",
    "/konto",
    "/beleg",
    "/melden",
    "/barrierefreiheit/melden",
    "/rostock",
    "/verlauf",
];

pub(super) struct Look {
    /// In the language of the page, whatever language the address of the request has.
    visit: Visit,
    language: Language,
    data: BlockData,
    known: HashSet<String>,
}

impl Look {
    pub(super) async fn of(site: &Site, visit: &Visit, language: Language, blocks: &[Block]) -> Result<Self, AppError> {
        Self::with(site, visit, language, BlockData::load(site, blocks).await?).await
    }

    /// Enough for the warnings about a draft: what its live blocks show is not asked for.
    pub(super) async fn for_warnings(site: &Site, visit: &Visit, draft: &Draft) -> Result<Self, AppError> {
        let blocks: Vec<Block> = draft.blocks.iter().map(mode::block).collect();
        let files = Files::load(site, &blocks).await?;
        Self::with(site, visit, draft.language, BlockData { files, ..BlockData::default() }).await
    }

    async fn with(site: &Site, visit: &Visit, language: Language, data: BlockData) -> Result<Self, AppError> {
        let known = pages::addresses(&site.store, Language::De).await?;
        let known = known.into_iter().map(|(address, _)| address).collect();
        Ok(Self { visit: Visit { language, ..visit.clone() }, language, data, known })
    }

    pub(super) async fn of_draft(site: &Site, visit: &Visit, draft: &Draft) -> Result<Self, AppError> {
        let blocks: Vec<Block> = draft.blocks.iter().map(mode::block).collect();
        Self::of(site, visit, draft.language, &blocks).await
    }

    pub(super) fn view(&self, block: Block) -> impl IntoView + use<> {
        let (visit, language, data) = (self.visit.clone(), self.language, self.data.clone());
        view! { <BlockView visit=visit language=language block=block data=data/> }
    }

    pub(super) fn html(&self, block: Block) -> String {
        render::html(|| self.view(block))
    }

    fn knows(&self, path: &str) -> bool {
        if path.starts_with("/medien/") {
            return self.data.files.knows(path);
        }
        let address = path.trim_matches('/');
        let begins = |feature: &str| {
            path.strip_prefix(feature).is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '.']))
        };
        address.is_empty() || self.known.contains(address) || FEATURES.into_iter().any(begins)
    }

    pub(super) fn warnings(&self, kind: BlockKind, body: &str, level: u8) -> Vec<Warning> {
        block_warnings(kind, body, self.language, level, &|path| self.knows(path))
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

    pub(super) fn told(&self, asked: &Visit, warnings: &[Warning]) -> Value {
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
