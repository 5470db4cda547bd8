//! Loads the pages that ship with the program. What an editor changed stays as it is.

use std::collections::HashMap;

use content::PageSource;
use domain::{Language, Moment, history::Actor};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::{Set, Unchanged},
    ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter,
};
use serde_json::json;

use crate::{
    Store, StoreError,
    entity::{block, page},
    history::{self, Subject},
    keys::content_hash,
    transactions,
};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ImportReport {
    pub created: u64,
    pub updated: u64,
    /// Left alone because an editor changed them.
    pub kept: u64,
    pub unchanged: u64,
}

pub async fn import(store: &Store, now: Moment) -> Result<ImportReport, StoreError> {
    let sources = content::pages()?;
    store
        .write(async |tx| {
            transactions::install_alone(tx).await?;
            import_all(tx, &sources, now).await
        })
        .await
}

async fn import_all(
    tx: &DatabaseTransaction,
    sources: &[(Language, String, PageSource)],
    now: Moment,
) -> Result<ImportReport, StoreError> {
    let rows = page::Entity::find().all(tx).await?;
    let known: HashMap<_, _> = rows.iter().map(|row| ((row.language.as_str(), row.address.as_str()), row)).collect();
    let mut report = ImportReport::default();
    for (language, address, source) in sources {
        let hash = content_hash(&[source.source]);
        match known.get(&(language.code(), address.as_str())) {
            None => {
                create(tx, *language, address, source, &hash, now).await?;
                report.created += 1;
            }
            Some(row) if row.source_hash == hash => report.unchanged += 1,
            Some(row) if row.is_edited => report.kept += 1,
            Some(row) => {
                update(tx, row.id, source, &hash, now).await?;
                report.updated += 1;
            }
        }
    }
    Ok(report)
}

async fn create(
    tx: &DatabaseTransaction,
    language: Language,
    address: &str,
    source: &PageSource,
    hash: &str,
    now: Moment,
) -> Result<(), StoreError> {
    let row = page::ActiveModel {
        address: Set(address.into()),
        language: Set(language.code().into()),
        title: Set(source.title.clone()),
        summary: Set(source.summary.clone()),
        updated_at: Set(now.0),
        is_edited: Set(false),
        source_hash: Set(hash.into()),
        ..Default::default()
    };
    let id = page::Entity::insert(row).exec(tx).await?.last_insert_id;
    insert_blocks(tx, id, source).await?;
    let data = json!({ "address": address, "language": language.code() });
    history::note(tx, now, Subject::Page(id), Actor::System, "page_created", data).await
}

async fn update(
    tx: &DatabaseTransaction,
    id: i64,
    source: &PageSource,
    hash: &str,
    now: Moment,
) -> Result<(), StoreError> {
    let row = page::ActiveModel {
        id: Unchanged(id),
        title: Set(source.title.clone()),
        summary: Set(source.summary.clone()),
        updated_at: Set(now.0),
        source_hash: Set(hash.into()),
        ..Default::default()
    };
    row.update(tx).await?;
    block::Entity::delete_many().filter(block::Column::PageId.eq(id)).exec(tx).await?;
    insert_blocks(tx, id, source).await?;
    history::note(tx, now, Subject::Page(id), Actor::System, "page_updated", json!({})).await
}

async fn insert_blocks(tx: &DatabaseTransaction, page: i64, source: &PageSource) -> Result<(), StoreError> {
    let rows = source.blocks.iter().zip(0..).map(|(source, position)| block::ActiveModel {
        page_id: Set(page),
        position: Set(position),
        kind: Set(source.kind.code().into()),
        anchor: Set(source.anchor.clone()),
        body: Set(source.body.clone()),
        revision: Set(1),
        ..Default::default()
    });
    block::Entity::insert_many(rows).exec_without_returning(tx).await?;
    Ok(())
}
