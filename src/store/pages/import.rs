//! Loads the pages that ship with the program. What an editor changed stays as it is, and so does what one is changing.

use std::collections::{HashMap, HashSet};

use content::PageSource;
use domain::{
    Language, Moment,
    editing::{Part, uuid},
    history::Actor,
    ids::SubmissionId,
};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::{Set, Unchanged},
    ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};
use serde_json::json;

use crate::{
    Store, StoreError, editing,
    entity::{block, page, page_draft, page_redirect},
    history::{self, Subject},
    keys::content_hash,
    transactions,
};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ImportReport {
    pub created: u64,
    pub updated: u64,
    /// Left alone because an editor changed them, or is about to.
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
    let drafts: Vec<i64> =
        page_draft::Entity::find().select_only().column(page_draft::Column::PageId).into_tuple().all(tx).await?;
    let drafts: HashSet<i64> = drafts.into_iter().collect();
    let moved = page_redirect::Entity::find().select_only().column(page_redirect::Column::Address);
    let moved: Vec<String> = moved.into_tuple().all(tx).await?;
    // Addresses at which editors made pages of their own.
    let taken: HashSet<&str> =
        rows.iter().filter(|row| row.source_hash.is_empty()).map(|row| row.address.as_str()).collect();
    let mut report = ImportReport::default();
    // German pages with other words now, and pages with words of editors.
    let (mut sources_changed, mut own) = (HashSet::new(), Vec::new());
    for (language, address, source) in sources {
        let hash = content_hash(&[source.source]);
        match known.get(&(language.code(), address.as_str())) {
            None if moved.contains(address) || taken.contains(address.as_str()) => report.kept += 1,
            None => {
                create(tx, *language, address, source, &hash, now).await?;
                report.created += 1;
            }
            Some(row) if row.source_hash == hash => {
                report.unchanged += 1;
                if row.is_edited {
                    own.push((*language, address.as_str(), row.id));
                }
            }
            Some(row) if row.is_edited || drafts.contains(&row.id) => {
                own.push((*language, address.as_str(), row.id));
                report.kept += 1;
            }
            Some(row) => {
                update(tx, row, source, &hash, now).await?;
                report.updated += 1;
                if *language == Language::De {
                    sources_changed.insert(address.as_str());
                }
            }
        }
    }
    for (language, address, page) in own {
        if language != Language::De && sources_changed.contains(address) {
            editing::left_behind(tx, page, now).await?;
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
        is_public: Set(true),
        source_hash: Set(hash.into()),
        ..Default::default()
    };
    let id = page::Entity::insert(row).exec(tx).await?.last_insert_id;
    insert_blocks(tx, id, source, Vec::new()).await?;
    let data = json!({ "address": address, "language": language.code() });
    history::note(tx, now, Subject::Page(id), Actor::System, "page_created", data).await
}

async fn update(
    tx: &DatabaseTransaction,
    page: &page::Model,
    source: &PageSource,
    hash: &str,
    now: Moment,
) -> Result<(), StoreError> {
    let id = page.id;
    // Whoever began to change them meets what came.
    editing::changes(tx, (id, Part::Title), (&page.title, &source.title), None, now).await?;
    editing::changes(tx, (id, Part::Introduction), (&page.summary, &source.summary), None, now).await?;
    let row = page::ActiveModel {
        id: Unchanged(id),
        title: Set(source.title.clone()),
        summary: Set(source.summary.clone()),
        updated_at: Set(now.0),
        source_hash: Set(hash.into()),
        ..Default::default()
    };
    row.update(tx).await?;
    editing::lose_check(tx, id, now).await?;
    let old = block::Entity::find().filter(block::Column::PageId.eq(id)).order_by_asc(block::Column::Position);
    let old = old.all(tx).await?;
    block::Entity::delete_many().filter(block::Column::PageId.eq(id)).exec(tx).await?;
    insert_blocks(tx, id, source, old).await?;
    history::note(tx, now, Subject::Page(id), Actor::System, "page_updated", json!({})).await
}

async fn insert_blocks(
    tx: &DatabaseTransaction,
    page: i64,
    source: &PageSource,
    old: Vec<block::Model>,
) -> Result<(), StoreError> {
    let names = names(source, old);
    let rows =
        source.blocks.iter().zip(names).zip(0..).map(|((source, (key, revision)), position)| block::ActiveModel {
            page_id: Set(page),
            key: Set(key),
            position: Set(position),
            kind: Set(source.kind.code().into()),
            anchor: Set(source.anchor.clone()),
            body: Set(source.body.clone()),
            revision: Set(revision),
            ..Default::default()
        });
    block::Entity::insert_many(rows).exec_without_returning(tx).await?;
    Ok(())
}

/// Key and revision of every block: that of the old block with the same words, or else of the next one of its kind.
fn names(source: &PageSource, mut old: Vec<block::Model>) -> Vec<(String, i64)> {
    let mut names: Vec<Option<(String, i64)>> = Vec::new();
    for new in &source.blocks {
        let same = old.iter().position(|block| block.kind == new.kind.code() && block.body == new.body);
        let same = same.map(|index| old.remove(index));
        names.push(same.map(|block| (block.key, block.revision)));
    }
    let mut name_of = |kind: &str| match old.iter().position(|block| block.kind == kind) {
        Some(index) => {
            let block = old.remove(index);
            (block.key, block.revision + 1)
        }
        None => (fresh_key(), 1),
    };
    source.blocks.iter().zip(names).map(|(new, name)| name.unwrap_or_else(|| name_of(new.kind.code()))).collect()
}

fn fresh_key() -> String {
    let mut bytes: [u8; 16] = rand::random();
    // Says of itself that it is random, as RFC 9562 wants it.
    bytes[6] = bytes[6] & 0x0f | 0x40;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    let plain = SubmissionId::from_bytes(bytes);
    uuid(plain.as_str()).unwrap_or_else(|| plain.to_string())
}
