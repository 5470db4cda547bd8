//! Editable pages.

mod import;
mod search;

use domain::{
    Language, Moment,
    blocks::{Block, BlockKind, Page},
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
    let standing = editing::standing(store.read(), row).await?.for_visitors();
    let found = Page {
        address: row.address.clone(),
        title: row.title.clone(),
        summary: row.summary.clone(),
        blocks: blocks.into_iter().filter_map(block_of).collect(),
        updated_at: Moment(row.updated_at),
        standing,
        is_history_public: row.is_history_public,
    };
    Ok(Some((found, Language::from_code(&row.language).unwrap_or_default())))
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
