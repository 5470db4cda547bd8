//! The history of a page for everybody, where the administration opened it: when what changed, never by whom.

use domain::{
    Language, Moment,
    editing::Snapshot,
    policy::{Acting, Action},
};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::{Set, Unchanged},
    ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};
use serde_json::json;

use super::versions::of_number;
use crate::{
    Store, StoreError, audit,
    entity::{page, page_version},
};

/// Of a page as everybody could read it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenHistory {
    pub address: String,
    /// That of the words, which is German where there are none in the language that was asked for.
    pub language: Language,
    pub title: String,
    /// Its first version came with the program.
    pub is_from_program: bool,
    /// Numbers and moments, the newest first. What came with the program is the first one.
    pub versions: Vec<(i64, Moment)>,
    /// One of them with the one before.
    pub compared: Option<Compared>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compared {
    pub number: i64,
    pub old: Snapshot,
    pub new: Snapshot,
}

/// Whether everybody may read how a page changed.
pub async fn open_history(store: &Store, by: &Acting, page: i64, is_open: bool, now: Moment) -> Result<(), StoreError> {
    by.may(Action::OpenHistories)?;
    store
        .write(async |tx| {
            let found = page::Entity::find_by_id(page).lock_exclusive().one(tx).await?.ok_or(StoreError::NotFound)?;
            if found.is_history_public == is_open {
                return Ok(());
            }
            let row = page::ActiveModel { id: Unchanged(page), is_history_public: Set(is_open), ..Default::default() };
            row.update(tx).await?;
            let action = if is_open { "page_history_opened" } else { "page_history_closed" };
            audit::write(tx, by, action, "page", page, &json!({}), now).await
        })
        .await
}

/// For everybody; nothing of pages whose history is not open. `number` is the version to compare, or else the newest.
pub async fn opened_history(
    store: &Store,
    address: &str,
    language: Language,
    number: Option<i64>,
) -> Result<Option<OpenHistory>, StoreError> {
    let db = store.read();
    let rows = page::Entity::find()
        .filter(page::Column::Address.eq(address))
        .filter(page::Column::Language.is_in([language.code(), Language::De.code()]))
        .filter(page::Column::IsPublic.eq(true))
        .all(db)
        .await?;
    let wanted = rows.iter().find(|row| row.language == language.code()).or(rows.first());
    let Some(page) = wanted.filter(|page| page.is_history_public) else { return Ok(None) };
    let versions: Vec<(i64, i64)> = page_version::Entity::find()
        .select_only()
        .columns([page_version::Column::Number, page_version::Column::At])
        .filter(page_version::Column::PageId.eq(page.id))
        .order_by_desc(page_version::Column::Number)
        .into_tuple()
        .all(db)
        .await?;
    let number = match number {
        None => versions.first().map(|(number, _)| *number),
        Some(asked) if versions.iter().any(|(number, _)| *number == asked) => Some(asked),
        Some(_) => return Ok(None),
    };
    // Before the first one there was none.
    let compared = match number.filter(|number| *number > 1) {
        Some(number) => {
            let (old, new) = (of_number(db, page.id, number - 1).await?, of_number(db, page.id, number).await?);
            Some(Compared { number, old, new })
        }
        None => None,
    };
    Ok(Some(OpenHistory {
        address: page.address.clone(),
        language: Language::from_code(&page.language).unwrap_or_default(),
        title: page.title.clone(),
        is_from_program: !page.source_hash.is_empty(),
        versions: versions.into_iter().map(|(number, at)| (number, Moment(at))).collect(),
        compared,
    }))
}
