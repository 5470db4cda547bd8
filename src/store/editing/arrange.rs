//! New blocks, their order, and taking them out. A block that was taken out keeps its place and can be brought back.

use domain::{
    Moment,
    blocks::BlockKind,
    editing::{Between, fits, tidy, uuid},
    policy::{Acting, Action},
};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::{Set, Unchanged},
    ColumnTrait, DatabaseTransaction, EntityTrait, PaginatorTrait, QueryFilter,
};

use super::{
    draft::{Revision, begin, remember, rows, touch},
    once::Once,
    save::{Clash, Saved, Stored, find, kind},
};
use crate::{
    Store, StoreError,
    entity::{block_revision, draft_block, page_draft},
    faults,
};

/// So many that no page of ours comes near.
const MOST: u64 = 200;

#[derive(Clone, Debug)]
pub struct NewBlock {
    pub save: String,
    /// A UUID from whoever inserts it.
    pub key: String,
    pub kind: BlockKind,
    pub body: String,
    /// The block above; on top without one.
    pub after: Option<String>,
}

/// [`StoreError::NotFound`] when the block above is not there, [`StoreError::Taken`] when the page is full.
pub async fn insert(store: &Store, by: &Acting, page: i64, new: &NewBlock, now: Moment) -> Result<Stored, StoreError> {
    by.may(Action::EditPages)?;
    let body = tidy(&new.body);
    let key = uuid(&new.key).filter(|_| fits(&body)).ok_or(StoreError::Unstorable)?;
    let after = new.after.as_deref();
    let once = Once::of(page, &new.save, &["insert", &key, new.kind.code(), &body, after.unwrap_or_default()])?;
    store
        .write(async |tx| {
            let draft = begin(tx, page, now).await?;
            if let Some(stored) = once.answered(tx).await? {
                return Ok(stored);
            }
            if find(tx, page, &key).await?.is_some() {
                return Err(StoreError::SubmissionConflict);
            }
            let here = draft_block::Entity::find().filter(draft_block::Column::PageId.eq(page));
            if here.count(tx).await? >= MOST {
                return Err(StoreError::Taken);
            }
            let account = by.account.map(|account| account.0);
            let place = place_after(&rows(tx, page).await?, after)?;
            make_room(tx, page, place).await?;
            // A key of a block that some restored version no longer has goes on counting.
            let last = block_revision::Entity::find()
                .filter(block_revision::Column::PageId.eq(page))
                .filter(block_revision::Column::Key.eq(&key))
                .count(tx)
                .await?;
            let revision = i64::try_from(last).unwrap_or_default() + 1;
            let code = new.kind.code();
            let kept = Revision { page, key: &key, revision, kind: code, body: &body, note: "" };
            remember(tx, &kept, account, now).await?;
            let row = draft_block::ActiveModel {
                page_id: Set(page),
                key: Set(key.clone()),
                position: Set(place),
                kind: Set(code.into()),
                anchor: Set(None),
                body: Set(body.clone()),
                revision: Set(revision),
                is_gone: Set(false),
                account_id: Set(account),
                changed_at: Set(now.0),
                ..Default::default()
            };
            draft_block::Entity::insert(row).exec_without_returning(tx).await?;
            touch(tx, &draft, now).await?;
            let stored = Stored { key: key.clone(), kind: new.kind, revision, body: body.clone(), merged: false };
            once.keep(tx, &stored, now).await?;
            Ok(stored)
        })
        .await
}

/// Where a block goes.
#[derive(Clone, Copy, Debug)]
pub enum To<'a> {
    /// Below another one, or to the top.
    After(Option<&'a str>),
    /// One further, from where somebody saw it.
    Up(&'a Between),
    Down(&'a Between),
}

impl To<'_> {
    fn code(self) -> String {
        match self {
            Self::After(after) => after.unwrap_or_default().to_owned(),
            Self::Up(seen) => format!("up {}", seen.code()),
            Self::Down(seen) => format!("down {}", seen.code()),
        }
    }

    /// The block above, from now on. At the end of the page it stays where it is.
    fn after(self, order: &[String], key: &str) -> Result<Option<String>, StoreError> {
        let (seen, is_up) = match self {
            Self::After(after) => return Ok(after.map(str::to_owned)),
            Self::Up(seen) => (seen, true),
            Self::Down(seen) => (seen, false),
        };
        let here = order.iter().position(|one| one == key).ok_or(StoreError::NotFound)?;
        if Between::of(order, key).as_ref() != Some(seen) && !faults::overwrites_what_is_newer() {
            return Err(StoreError::Outdated);
        }
        let stays = Some(key.to_owned());
        Ok(match (is_up, here) {
            (true, 0) => stays,
            (true, here) => here.checked_sub(2).and_then(|above| order.get(above).cloned()),
            (false, here) => order.get(here + 1).cloned().or(stays),
        })
    }
}

/// Moves a block; the answer is the new order. [`StoreError::Outdated`] when it no longer stands where somebody saw it.
pub async fn shift(
    store: &Store,
    by: &Acting,
    page: i64,
    key: &str,
    (save, to): (&str, To<'_>),
    now: Moment,
) -> Result<Vec<String>, StoreError> {
    by.may(Action::EditPages)?;
    let once = Once::of(page, save, &["shift", key, &to.code()])?;
    store
        .write(async |tx| {
            let draft = begin(tx, page, now).await?;
            if let Some(order) = once.answered(tx).await? {
                return Ok(order);
            }
            let mut all = rows(tx, page).await?;
            let after = to.after(&order(tx, page).await?, key)?;
            let after = after.as_deref();
            let here = all.iter().position(|row| row.key == key && !row.is_gone).ok_or(StoreError::NotFound)?;
            let moved = all.remove(here);
            if after != Some(key) {
                let place = usize::try_from(place_after(&all, after)?).unwrap_or_default();
                if place != here {
                    all.insert(place, moved);
                    number(tx, &all).await?;
                    touch(tx, &draft, now).await?;
                }
            }
            let order = order(tx, page).await?;
            once.keep(tx, &order, now).await?;
            Ok(order)
        })
        .await
}

/// Takes a block out, if it is still as the person saw it. Twice is once.
pub async fn remove(
    store: &Store,
    by: &Acting,
    page: i64,
    (key, revision): (&str, i64),
    now: Moment,
) -> Result<Result<Vec<String>, Saved>, StoreError> {
    by.may(Action::EditPages)?;
    store
        .write(async |tx| {
            let draft = begin(tx, page, now).await?;
            let row = find(tx, page, key).await?.ok_or(StoreError::NotFound)?;
            if row.is_gone {
                return Ok(Ok(order(tx, page).await?));
            }
            if row.revision != revision && !faults::overwrites_what_is_newer() {
                let base = block_revision::Entity::find()
                    .filter(block_revision::Column::PageId.eq(page))
                    .filter(block_revision::Column::Key.eq(key))
                    .filter(block_revision::Column::Revision.eq(revision))
                    .one(tx)
                    .await?;
                return Ok(Err(Saved::Clash(Clash {
                    kind: kind(&row),
                    key: row.key,
                    revision: row.revision,
                    base: base.map(|base| base.body).unwrap_or_default(),
                    mine: String::new(),
                    theirs: row.body,
                })));
            }
            put(tx, &draft, &row, true, by, now).await?;
            Ok(Ok(order(tx, page).await?))
        })
        .await
}

/// Brings a block back to where it stood, with what somebody saw in it: [`StoreError::Outdated`] when that is something
/// else.
pub async fn restore(
    store: &Store,
    by: &Acting,
    page: i64,
    (key, save, revision): (&str, &str, Option<i64>),
    now: Moment,
) -> Result<Stored, StoreError> {
    by.may(Action::EditPages)?;
    let once = Once::of(page, save, &["restore", key])?;
    store
        .write(async |tx| {
            let draft = begin(tx, page, now).await?;
            if let Some(stored) = once.answered(tx).await? {
                return Ok(stored);
            }
            let row = find(tx, page, key).await?.ok_or(StoreError::NotFound)?;
            if row.is_gone {
                let is_seen = revision.is_none_or(|revision| revision == row.revision);
                if !is_seen && !faults::overwrites_what_is_newer() {
                    return Err(StoreError::Outdated);
                }
                put(tx, &draft, &row, false, by, now).await?;
            }
            let kind = kind(&row);
            let stored = Stored { key: row.key, kind, revision: row.revision, body: row.body, merged: false };
            once.keep(tx, &stored, now).await?;
            Ok(stored)
        })
        .await
}

async fn put(
    tx: &DatabaseTransaction,
    draft: &page_draft::Model,
    row: &draft_block::Model,
    is_gone: bool,
    by: &Acting,
    now: Moment,
) -> Result<(), StoreError> {
    let changed = draft_block::ActiveModel {
        id: Unchanged(row.id),
        is_gone: Set(is_gone),
        account_id: Set(by.account.map(|account| account.0)),
        changed_at: Set(now.0),
        ..Default::default()
    };
    changed.update(tx).await?;
    touch(tx, draft, now).await
}

fn place_after(rows: &[draft_block::Model], after: Option<&str>) -> Result<i32, StoreError> {
    let Some(after) = after else { return Ok(0) };
    let above = rows.iter().position(|row| row.key == after && !row.is_gone).ok_or(StoreError::NotFound)?;
    Ok(i32::try_from(above + 1).unwrap_or(i32::MAX))
}

async fn make_room(tx: &DatabaseTransaction, page: i64, place: i32) -> Result<(), StoreError> {
    let all = rows(tx, page).await?;
    for (row, position) in all.into_iter().zip(0..) {
        set_position(tx, &row, if position < place { position } else { position + 1 }).await?;
    }
    Ok(())
}

/// Gives every block the place that it has in the list.
pub(super) async fn number(tx: &DatabaseTransaction, all: &[draft_block::Model]) -> Result<(), StoreError> {
    for (row, position) in all.iter().zip(0..) {
        set_position(tx, row, position).await?;
    }
    Ok(())
}

async fn set_position(tx: &DatabaseTransaction, row: &draft_block::Model, position: i32) -> Result<(), StoreError> {
    if row.position != position {
        let moved = draft_block::ActiveModel { id: Unchanged(row.id), position: Set(position), ..Default::default() };
        moved.update(tx).await?;
    }
    Ok(())
}

pub(super) async fn order(tx: &DatabaseTransaction, page: i64) -> Result<Vec<String>, StoreError> {
    let all = rows(tx, page).await?;
    Ok(all.into_iter().filter(|row| !row.is_gone).map(|row| row.key).collect())
}
