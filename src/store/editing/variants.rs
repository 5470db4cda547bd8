//! The same page in other languages. The German text is the source: when it changes for everybody, the others are out of
//! date until somebody says that they are right, and who reads them is told.

use std::collections::HashMap;

use domain::{
    Language, Moment,
    editing::{Check, LONGEST_GROUP, Outdated, Snapshot, Standing},
    policy::{Acting, Action},
    text,
};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::{Set, Unchanged},
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QuerySelect,
    sea_query::OnConflict,
};
use serde_json::json;

use super::versions;
use crate::{
    Store, StoreError, audit,
    entity::{page, page_variant},
};

/// A page in one of its languages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variant {
    pub page: i64,
    pub language: Language,
    pub title: String,
    pub updated_at: Moment,
    pub standing: Standing,
    /// The version of the German page that this text still says, where one was kept.
    pub source_version: Option<i64>,
}

/// All languages in which there is this page, German first.
pub async fn variants(store: &Store, by: &Acting, address: &str) -> Result<Vec<Variant>, StoreError> {
    by.may(Action::EditPages)?;
    let db = store.read();
    let pages = page::Entity::find().filter(page::Column::Address.eq(address)).all(db).await?;
    let mut rows = rows(db, pages.iter().map(|page| page.id)).await?;
    let mut all: Vec<Variant> = pages
        .into_iter()
        .map(|page| {
            let row = rows.remove(&page.id);
            Variant {
                language: Language::from_code(&page.language).unwrap_or_default(),
                source_version: row.as_ref().and_then(|row| row.source_version),
                standing: row.map(|row| standing_of(&row, Moment(page.updated_at))).unwrap_or_default(),
                page: page.id,
                title: page.title,
                updated_at: Moment(page.updated_at),
            }
        })
        .collect();
    all.sort_by_key(|one| Language::ALL.into_iter().position(|language| language == one.language));
    Ok(all)
}

/// Somebody says that a text says what the German one says now. `seen` is when that one had last changed as they looked:
/// [`StoreError::Outdated`] when it changed again.
pub async fn confirm(store: &Store, by: &Acting, page: i64, seen: Moment, now: Moment) -> Result<(), StoreError> {
    by.may(Action::EditPages)?;
    store
        .write(async |tx| {
            let variant = page::Entity::find_by_id(page).one(tx).await?.ok_or(StoreError::NotFound)?;
            let source = page::Entity::find()
                .filter(page::Column::Address.eq(&variant.address))
                .filter(page::Column::Language.eq(Language::De.code()))
                .lock_exclusive()
                .one(tx)
                .await?
                .filter(|source| source.id != page)
                .ok_or(StoreError::NotFound)?;
            if source.updated_at != seen.0 {
                return Err(StoreError::Outdated);
            }
            let row = row(tx, page).await?;
            let confirmed =
                page_variant::Model { outdated_since: None, source_version: None, confirmed_at: Some(now.0), ..row };
            keep(tx, confirmed).await?;
            audit::write(tx, by, "page_confirmed", "page", page, &json!({}), now).await
        })
        .await
}

/// A group of readers found the text easy, or with `None` that is no longer said. `seen` is when the text had last
/// changed: [`StoreError::Outdated`] when it changed again. [`StoreError::Unstorable`] without a name, for a day that is
/// still to come, and for other languages.
pub async fn check(
    store: &Store,
    by: &Acting,
    page: i64,
    (seen, check): (Moment, Option<(&str, Moment)>),
    now: Moment,
) -> Result<(), StoreError> {
    by.may(Action::EditPages)?;
    let check = check.map(|(group, at)| (text::clean_line(group), at));
    if let Some((group, at)) = &check
        && (group.is_empty() || text::length(group) > LONGEST_GROUP || at.0 > now.0)
    {
        return Err(StoreError::Unstorable);
    }
    store
        .write(async |tx| {
            let found = page::Entity::find_by_id(page).lock_exclusive().one(tx).await?.ok_or(StoreError::NotFound)?;
            if found.language != Language::Ls.code() {
                return Err(StoreError::Unstorable);
            }
            if found.updated_at != seen.0 {
                return Err(StoreError::Outdated);
            }
            let row = row(tx, page).await?;
            let (group, at) = check.clone().map_or((String::new(), None), |(group, at)| (group, Some(at.0)));
            keep(tx, page_variant::Model { checked_by: group, checked_at: at, check_lost_at: None, ..row }).await?;
            let action = if at.is_some() { "page_checked" } else { "page_check_removed" };
            audit::write(tx, by, action, "page", page, &json!({}), now).await
        })
        .await
}

/// A page has other words for everybody from now on, of which `version` is the number.
pub(super) async fn changed(
    tx: &DatabaseTransaction,
    page: &page::Model,
    (words, version): (&Snapshot, i64),
    now: Moment,
) -> Result<(), StoreError> {
    lose_check(tx, page.id, now).await?;
    if page.language != Language::De.code() {
        return Ok(());
    }
    for other in others(tx, &page.address).await? {
        let row = row(tx, other).await?;
        let still_says = match (row.outdated_since, row.source_version) {
            (Some(_), Some(number)) => Some(versions::of_number(tx, page.id, number).await?),
            _ => None,
        };
        let is_back = still_says.is_some_and(|old| old.reads_like(words));
        match (row.outdated_since, is_back) {
            (_, true) => keep(tx, page_variant::Model { outdated_since: None, source_version: None, ..row }).await?,
            (None, _) => {
                let (since, version) = (Some(now.0), Some(version - 1).filter(|version| *version > 0));
                keep(tx, page_variant::Model { outdated_since: since, source_version: version, ..row }).await?;
            }
            (Some(_), false) => {}
        }
    }
    Ok(())
}

/// The program brought other German words, and a text that an editor wrote stayed as it was.
pub(crate) async fn left_behind(tx: &DatabaseTransaction, page: i64, now: Moment) -> Result<(), StoreError> {
    let row = row(tx, page).await?;
    if row.outdated_since.is_none() {
        keep(tx, page_variant::Model { outdated_since: Some(now.0), source_version: None, ..row }).await?;
    }
    Ok(())
}

/// The words are no longer those that somebody checked.
pub(crate) async fn lose_check(tx: &DatabaseTransaction, page: i64, now: Moment) -> Result<(), StoreError> {
    let row = page_variant::Entity::find_by_id(page).lock_exclusive().one(tx).await?;
    match row.filter(|row| row.checked_at.is_some() && row.check_lost_at.is_none()) {
        Some(row) => keep(tx, page_variant::Model { check_lost_at: Some(now.0), ..row }).await,
        None => Ok(()),
    }
}

/// What is to be said of one page. Of a German one there is nothing.
pub(crate) async fn standing(db: &impl ConnectionTrait, page: &page::Model) -> Result<Standing, StoreError> {
    if page.language == Language::De.code() {
        return Ok(Standing::default());
    }
    let row = page_variant::Entity::find_by_id(page.id).one(db).await?;
    Ok(row.map(|row| standing_of(&row, Moment(page.updated_at))).unwrap_or_default())
}

/// The same of several pages at once, by their ids. Of those that are missing there is nothing to be said.
pub(crate) async fn standings(
    db: &impl ConnectionTrait,
    pages: &[page::Model],
) -> Result<HashMap<i64, Standing>, StoreError> {
    let others = pages.iter().filter(|page| page.language != Language::De.code());
    let rows = rows(db, others.clone().map(|page| page.id)).await?;
    Ok(others.filter_map(|page| Some((page.id, standing_of(rows.get(&page.id)?, Moment(page.updated_at))))).collect())
}

fn standing_of(row: &page_variant::Model, updated_at: Moment) -> Standing {
    let as_of = Moment(row.confirmed_at.unwrap_or_default().max(updated_at.0));
    Standing {
        outdated: row.outdated_since.map(|since| Outdated { since: Moment(since), as_of }),
        check: row.checked_at.map(|at| Check {
            by: row.checked_by.clone(),
            at: Moment(at),
            lost_at: row.check_lost_at.map(Moment),
        }),
    }
}

async fn rows(
    db: &impl ConnectionTrait,
    pages: impl IntoIterator<Item = i64>,
) -> Result<HashMap<i64, page_variant::Model>, StoreError> {
    let rows = page_variant::Entity::find().filter(page_variant::Column::PageId.is_in(pages)).all(db).await?;
    Ok(rows.into_iter().map(|row| (row.page_id, row)).collect())
}

async fn others(tx: &DatabaseTransaction, address: &str) -> Result<Vec<i64>, StoreError> {
    let ids = page::Entity::find()
        .select_only()
        .column(page::Column::Id)
        .filter(page::Column::Address.eq(address))
        .filter(page::Column::Language.ne(Language::De.code()))
        .into_tuple()
        .all(tx)
        .await?;
    Ok(ids)
}

/// The row of a page, made where there is none. Two who make it at once make one.
async fn row(tx: &DatabaseTransaction, page: i64) -> Result<page_variant::Model, StoreError> {
    let find = || page_variant::Entity::find_by_id(page).lock_exclusive();
    if let Some(row) = find().one(tx).await? {
        return Ok(row);
    }
    let fresh = page_variant::ActiveModel { page_id: Set(page), checked_by: Set(String::new()), ..Default::default() };
    let once = OnConflict::column(page_variant::Column::PageId).do_nothing().to_owned();
    page_variant::Entity::insert(fresh).on_conflict(once).exec_without_returning(tx).await?;
    find().one(tx).await?.ok_or(StoreError::NotFound)
}

async fn keep(tx: &DatabaseTransaction, row: page_variant::Model) -> Result<(), StoreError> {
    let row = page_variant::ActiveModel {
        page_id: Unchanged(row.page_id),
        outdated_since: Set(row.outdated_since),
        source_version: Set(row.source_version),
        confirmed_at: Set(row.confirmed_at),
        checked_by: Set(row.checked_by),
        checked_at: Set(row.checked_at),
        check_lost_at: Set(row.check_lost_at),
    };
    row.update(tx).await?;
    Ok(())
}
