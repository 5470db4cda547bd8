//! Who looks at what, so that two moderators never handle one contribution without seeing each other. A claim is a note
//! of some minutes and no decision: no log tells it.

use domain::{
    Moment,
    ids::AccountId,
    moderation::{CLAIM, Item},
    policy::{Acting, Action},
};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::{Set, Unchanged},
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QuerySelect,
    sea_query::OnConflict,
};

use crate::{Store, StoreError, entity::moderation_claim as claim};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Claim {
    Mine,
    /// Somebody else has it open.
    Theirs,
}

/// Notes that `by` looks at it now, unless somebody else does; with `takes_over` even then.
pub async fn claim(store: &Store, by: &Acting, item: Item, takes_over: bool, now: Moment) -> Result<Claim, StoreError> {
    by.works_at(Action::Moderate)?;
    note(store, by, item, takes_over, now).await
}

/// The same, for whoever may look at it for another reason. The caller has asked.
pub(crate) async fn note(
    store: &Store,
    by: &Acting,
    item: Item,
    takes_over: bool,
    now: Moment,
) -> Result<Claim, StoreError> {
    let Some(AccountId(me)) = by.account else { return Ok(Claim::Mine) };
    let row = || claim::ActiveModel {
        kind: Set(item.kind.code().into()),
        subject_id: Set(item.id),
        account_id: Set(me),
        until: Set(now.0 + CLAIM),
    };
    let once = || OnConflict::columns([claim::Column::Kind, claim::Column::SubjectId]).do_nothing().to_owned();
    store
        .write(async |tx| {
            claim::Entity::insert(row()).on_conflict(once()).exec_without_returning(tx).await?;
            let key = (item.kind.code().to_owned(), item.id);
            let held = claim::Entity::find_by_id(key.clone()).lock_exclusive().one(tx).await?;
            let held = held.ok_or(StoreError::Busy)?;
            if held.account_id != me && held.until > now.0 && !takes_over {
                return Ok(Claim::Theirs);
            }
            let mine = claim::ActiveModel {
                kind: Unchanged(key.0),
                subject_id: Unchanged(key.1),
                account_id: Set(me),
                until: Set(now.0 + CLAIM),
            };
            mine.update(tx).await?;
            Ok(Claim::Mine)
        })
        .await
}

pub(super) async fn holds_somebody_else(
    tx: &DatabaseTransaction,
    by: &Acting,
    item: Item,
    now: Moment,
) -> Result<bool, StoreError> {
    let held = claim::Entity::find_by_id((item.kind.code().to_owned(), item.id)).lock_exclusive().one(tx).await?;
    let me = by.account.map(|account| account.0);
    Ok(held.is_some_and(|held| Some(held.account_id) != me && held.until > now.0))
}

pub(crate) async fn release(tx: &DatabaseTransaction, item: Item) -> Result<(), StoreError> {
    claim::Entity::delete_by_id((item.kind.code().to_owned(), item.id)).exec(tx).await?;
    Ok(())
}

/// What somebody else than `by` looks at now.
pub(crate) async fn of_others(
    db: &impl ConnectionTrait,
    by: &Acting,
    now: Moment,
) -> Result<Vec<(String, i64)>, StoreError> {
    let mut query = claim::Entity::find().filter(claim::Column::Until.gt(now.0));
    if let Some(AccountId(me)) = by.account {
        query = query.filter(claim::Column::AccountId.ne(me));
    }
    Ok(query.all(db).await?.into_iter().map(|row| (row.kind, row.subject_id)).collect())
}
