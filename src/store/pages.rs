//! Editable pages.

mod import;
mod search;

use std::collections::HashMap;

use domain::{
    Language, Moment,
    blocks::{Block, BlockKind, Page},
    editing::Standing,
};
pub use import::{ImportReport, import};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
pub use search::{FoundPage, search};

use crate::{
    Store, StoreError, editing,
    entity::{block, page},
};

/// The page under an address (`themen/kultur`, `start`) in a language, or else in German; with the language it is in.
pub async fn find(store: &Store, address: &str, language: Language) -> Result<Option<(Page, Language)>, StoreError> {
    let rows = page::Entity::find()
        .filter(page::Column::Address.eq(address))
        .filter(page::Column::Language.is_in([language.code(), Language::De.code()]))
        .filter(page::Column::IsPublic.eq(true))
        .all(store.read())
        .await?;
    let wanted = rows.iter().find(|row| row.language == language.code()).or(rows.first());
    let Some(row) = wanted else { return Ok(None) };
    let blocks = block::Entity::find()
        .filter(block::Column::PageId.eq(row.id))
        .order_by_asc(block::Column::Position)
        .all(store.read())
        .await?;
    let standing = editing::standing(store.read(), row).await?;
    Ok(Some((page_of(row, blocks, standing), Language::from_code(&row.language).unwrap_or_default())))
}

/// Every public page under these addresses in every language, in as few statements as one page takes.
pub async fn find_all(store: &Store, addresses: &[&str]) -> Result<Vec<(Page, Language)>, StoreError> {
    let rows = page::Entity::find()
        .filter(page::Column::Address.is_in(addresses.iter().copied()))
        .filter(page::Column::IsPublic.eq(true))
        .order_by_asc(page::Column::Id)
        .all(store.read())
        .await?;
    let blocks = block::Entity::find()
        .filter(block::Column::PageId.is_in(rows.iter().map(|row| row.id)))
        .order_by_asc(block::Column::Position)
        .all(store.read())
        .await?;
    let mut standings = editing::standings(store.read(), &rows).await?;
    let mut blocks_of: HashMap<i64, Vec<block::Model>> = HashMap::new();
    for block in blocks {
        blocks_of.entry(block.page_id).or_default().push(block);
    }
    let found = rows.iter().filter_map(|row| {
        let blocks = blocks_of.remove(&row.id).unwrap_or_default();
        let standing = standings.remove(&row.id).unwrap_or_default();
        Some((page_of(row, blocks, standing), Language::from_code(&row.language)?))
    });
    Ok(found.collect())
}

/// As visitors see it.
fn page_of(row: &page::Model, blocks: Vec<block::Model>, standing: Standing) -> Page {
    Page {
        address: row.address.clone(),
        title: row.title.clone(),
        summary: row.summary.clone(),
        blocks: blocks.into_iter().filter_map(block_of).collect(),
        updated_at: Moment(row.updated_at),
        standing: standing.for_visitors(),
        is_history_public: row.is_history_public,
    }
}

/// Addresses of all pages, with the moment of their last change; for the sitemap.
pub async fn addresses(store: &Store, language: Language) -> Result<Vec<(String, Moment)>, StoreError> {
    let rows = page::Entity::find()
        .filter(page::Column::Language.eq(language.code()))
        .filter(page::Column::IsPublic.eq(true))
        .order_by_asc(page::Column::Address)
        .all(store.read())
        .await?;
    Ok(rows.into_iter().map(|row| (row.address, Moment(row.updated_at))).collect())
}

/// A kind that a newer version wrote is left out.
fn block_of(row: block::Model) -> Option<Block> {
    Some(Block { kind: BlockKind::from_code(&row.kind)?, anchor: row.anchor, body: row.body })
}

#[cfg(test)]
mod tests;
