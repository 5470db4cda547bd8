//! Every state that everybody saw.

use domain::{
    Moment,
    editing::{Keyed, Opening, Snapshot},
    policy::{Acting, Action},
};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::{Set, Unchanged},
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};

use super::{
    arrange::number,
    draft::{Revision, begin, is_as_seen, keyed_live, live, remember, rows, touch},
    names, opening,
    save::{Written, write},
};
use crate::{
    Store, StoreError,
    entity::{block, block_revision, draft_block, event, page, page_draft, page_version},
    history::Subject,
};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    pub number: i64,
    pub at: Moment,
    /// How they are called among editors, as long as they have an account.
    pub by: Option<String>,
    pub is_from_program: bool,
    pub note: String,
}

/// The newest first.
pub async fn versions(store: &Store, by: &Acting, page: i64) -> Result<Vec<Version>, StoreError> {
    by.may(Action::EditPages)?;
    let rows: Vec<(i64, i64, Option<i64>, bool, String)> = page_version::Entity::find()
        .select_only()
        .columns([
            page_version::Column::Number,
            page_version::Column::At,
            page_version::Column::AccountId,
            page_version::Column::IsFromProgram,
            page_version::Column::Note,
        ])
        .filter(page_version::Column::PageId.eq(page))
        .order_by_desc(page_version::Column::Number)
        .into_tuple()
        .all(store.read())
        .await?;
    let names = names::of(store.read(), rows.iter().filter_map(|row| row.2)).await?;
    let of = |(number, at, by, is_from_program, note): (i64, i64, Option<i64>, bool, String)| Version {
        number,
        at: Moment(at),
        by: by.and_then(|id| names.get(&id).cloned()),
        is_from_program,
        note,
    };
    Ok(rows.into_iter().map(of).collect())
}

/// Why everybody stopped reading a page, which is no version of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TakenAway {
    pub at: Moment,
    pub note: String,
}

/// The newest first; without those of which nobody said why.
pub async fn taken_away(store: &Store, by: &Acting, page: i64) -> Result<Vec<TakenAway>, StoreError> {
    by.may(Action::EditPages)?;
    let subject = Subject::Page(page);
    let rows = event::Entity::find()
        .filter(event::Column::Subject.eq(subject.code()))
        .filter(event::Column::SubjectId.eq(subject.id()))
        .filter(event::Column::Kind.eq("page_retired"))
        .order_by_desc(event::Column::Id)
        .all(store.read())
        .await?;
    let of = |row: event::Model| {
        let told: serde_json::Value = serde_json::from_str(&row.data).ok()?;
        Some(TakenAway { at: Moment(row.at), note: told.get("note")?.as_str()?.to_owned() })
    };
    Ok(rows.into_iter().filter_map(of).collect())
}

pub async fn snapshot(store: &Store, by: &Acting, page: i64, number: i64) -> Result<Snapshot, StoreError> {
    by.may(Action::EditPages)?;
    of_number(store.read(), page, number).await
}

pub(super) async fn of_number(db: &impl ConnectionTrait, page: i64, number: i64) -> Result<Snapshot, StoreError> {
    let row = page_version::Entity::find()
        .filter(page_version::Column::PageId.eq(page))
        .filter(page_version::Column::Number.eq(number))
        .one(db)
        .await?
        .ok_or(StoreError::NotFound)?;
    Ok(serde_json::from_str(&row.snapshot)?)
}

/// What everybody reads now.
pub async fn current(store: &Store, by: &Acting, id: i64) -> Result<Snapshot, StoreError> {
    by.may(Action::EditPages)?;
    let page = page::Entity::find_by_id(id).one(store.read()).await?.ok_or(StoreError::NotFound)?;
    let blocks = live(store.read(), id).await?;
    Ok(of_page(&page, blocks))
}

pub(super) fn of_page(page: &page::Model, blocks: Vec<block::Model>) -> Snapshot {
    let blocks = blocks.into_iter().filter_map(keyed_live).collect();
    Snapshot { title: page.title.clone(), summary: page.summary.clone(), blocks }
}

/// What stood there before the first editor came is a version too.
pub(super) async fn keep_first(
    tx: &DatabaseTransaction,
    page: &page::Model,
    blocks: &[block::Model],
) -> Result<(), StoreError> {
    if last(tx, page.id).await? > 0 {
        return Ok(());
    }
    let author = Author { account: None, is_program: !page.source_hash.is_empty() };
    add(tx, page.id, &of_page(page, blocks.to_vec()), (author, ""), Moment(page.updated_at)).await?;
    Ok(())
}

pub(super) async fn last(tx: &DatabaseTransaction, page: i64) -> Result<i64, StoreError> {
    let row = page_version::Entity::find()
        .filter(page_version::Column::PageId.eq(page))
        .order_by_desc(page_version::Column::Number)
        .one(tx)
        .await?;
    Ok(row.map_or(0, |row| row.number))
}

/// Whose a version is.
pub(super) struct Author {
    pub account: Option<i64>,
    pub is_program: bool,
}

pub(super) async fn add(
    tx: &DatabaseTransaction,
    page: i64,
    snapshot: &Snapshot,
    (by, note): (Author, &str),
    at: Moment,
) -> Result<i64, StoreError> {
    let number = last(tx, page).await? + 1;
    let row = page_version::ActiveModel {
        page_id: Set(page),
        number: Set(number),
        snapshot: Set(serde_json::to_string(snapshot)?),
        account_id: Set(by.account),
        at: Set(at.0),
        note: Set(note.to_owned()),
        is_from_program: Set(by.is_program),
        ..Default::default()
    };
    page_version::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(number)
}

/// Brings an old state into the draft, as changes like any other: what it replaces is a revision of its block. `change` is
/// that of the draft that the person saw: [`StoreError::Outdated`] when somebody wrote on in it.
pub async fn restore_version(
    store: &Store,
    by: &Acting,
    page: i64,
    (change, version): (i64, i64),
    now: Moment,
) -> Result<(), StoreError> {
    let wanted = snapshot(store, by, page, version).await?;
    store
        .write(async |tx| {
            let draft = begin(tx, page, now).await?;
            is_as_seen(&draft, change)?;
            bring_in(tx, by, &draft, &wanted, now).await
        })
        .await
}

pub(super) async fn bring_in(
    tx: &DatabaseTransaction,
    by: &Acting,
    draft: &page_draft::Model,
    wanted: &Snapshot,
    now: Moment,
) -> Result<(), StoreError> {
    let page = draft.page_id;
    let mut old = rows(tx, page).await?;
    let mut all = Vec::new();
    for block in &wanted.blocks {
        match old.iter().position(|row| row.key == block.key) {
            Some(index) => {
                let row = old.remove(index);
                write(tx, draft, &row, &block.body, Written { by, note: "", now }).await?;
                show(tx, &row, false, now).await?;
                all.push(row);
            }
            None => all.push(bring_back(tx, page, block, by, now).await?),
        }
    }
    for row in old {
        show(tx, &row, true, now).await?;
        all.push(row);
    }
    number(tx, &all).await?;
    let opening = Opening { title: wanted.title.clone(), summary: wanted.summary.clone() };
    opening::write(tx, draft, &opening, by, now).await?;
    touch(tx, draft, now).await
}

async fn show(
    tx: &DatabaseTransaction,
    row: &draft_block::Model,
    is_gone: bool,
    now: Moment,
) -> Result<(), StoreError> {
    if row.is_gone != is_gone {
        let row = draft_block::ActiveModel {
            id: Unchanged(row.id),
            is_gone: Set(is_gone),
            changed_at: Set(now.0),
            ..Default::default()
        };
        row.update(tx).await?;
    }
    Ok(())
}

/// A block of which the draft knows nothing any more.
async fn bring_back(
    tx: &DatabaseTransaction,
    page: i64,
    block: &Keyed,
    by: &Acting,
    now: Moment,
) -> Result<draft_block::Model, StoreError> {
    let last = block_revision::Entity::find()
        .filter(block_revision::Column::PageId.eq(page))
        .filter(block_revision::Column::Key.eq(&block.key))
        .order_by_desc(block_revision::Column::Revision)
        .one(tx)
        .await?;
    let revision = last.map_or(block.revision, |last| last.revision.max(block.revision)) + 1;
    let account = by.account.map(|account| account.0);
    let kind = block.kind.code();
    let kept = Revision { page, key: &block.key, revision, kind, body: &block.body, note: "" };
    remember(tx, &kept, account, now).await?;
    let row = draft_block::ActiveModel {
        page_id: Set(page),
        key: Set(block.key.clone()),
        position: Set(-1),
        kind: Set(kind.into()),
        anchor: Set(block.anchor.clone()),
        body: Set(block.body.clone()),
        revision: Set(revision),
        is_gone: Set(false),
        account_id: Set(account),
        changed_at: Set(now.0),
        ..Default::default()
    };
    Ok(row.insert(tx).await?)
}
