//! What somebody typed and did not save yet: there again after a crash, on whatever device.

use std::collections::BTreeMap;

use domain::{
    Moment,
    editing::{Part, fits, tidy},
    policy::{Acting, Action},
    text::with_plain_line_ends,
};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, DatabaseTransaction, EntityTrait, PaginatorTrait, QueryFilter,
    sea_query::{Expr, OnConflict},
};

use crate::{
    Store, StoreError,
    entity::{block, draft_block, page, page_typed},
    faults,
};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Typed {
    pub body: String,
    pub base_revision: i64,
    pub sequence: i64,
}

/// What comes with an older number is late and ignored. Never a version of the page: nobody else sees it.
pub async fn keep(
    store: &Store,
    by: &Acting,
    page: i64,
    key: &str,
    typed: &Typed,
    now: Moment,
) -> Result<(), StoreError> {
    use page_typed::Column::{AccountId, At, BaseRevision, Body, Key, PageId, Sequence};
    by.may(Action::EditPages)?;
    let Some(account) = by.account else { return Ok(()) };
    if !fits(&typed.body) {
        return Err(StoreError::Unstorable);
    }
    // Line ends alone: an end of a line in the middle of typing is not tidied away.
    let body = with_plain_line_ends(&typed.body).replace('\0', "");
    store
        .write(async |tx| {
            if !exists(tx, page, key).await? {
                return Err(StoreError::NotFound);
            }
            let row = page_typed::ActiveModel {
                account_id: Set(account.0),
                page_id: Set(page),
                key: Set(key.to_owned()),
                body: Set(body.clone()),
                base_revision: Set(typed.base_revision),
                sequence: Set(typed.sequence),
                at: Set(now.0),
                ..Default::default()
            };
            let once = OnConflict::columns([PageId, Key, AccountId]).do_nothing().to_owned();
            if page_typed::Entity::insert(row).on_conflict(once).exec_without_returning(tx).await? == 1 {
                return Ok(());
            }
            page_typed::Entity::update_many()
                .col_expr(Body, Expr::value(body.clone()))
                .col_expr(BaseRevision, Expr::value(typed.base_revision))
                .col_expr(Sequence, Expr::value(typed.sequence))
                .col_expr(At, Expr::value(now.0))
                .filter(PageId.eq(page))
                .filter(Key.eq(key))
                .filter(AccountId.eq(account.0))
                .filter(Sequence.lt(if faults::takes_late_typing() { i64::MAX } else { typed.sequence }))
                .exec(tx)
                .await?;
            Ok(())
        })
        .await
}

async fn exists(tx: &DatabaseTransaction, page: i64, key: &str) -> Result<bool, StoreError> {
    let draft = draft_block::Entity::find()
        .filter(draft_block::Column::PageId.eq(page))
        .filter(draft_block::Column::Key.eq(key))
        .count(tx)
        .await?;
    if draft > 0 {
        return Ok(true);
    }
    if Part::from_key(key).is_some() {
        return Ok(page::Entity::find_by_id(page).count(tx).await? > 0);
    }
    let live =
        block::Entity::find().filter(block::Column::PageId.eq(page)).filter(block::Column::Key.eq(key)).count(tx);
    Ok(live.await? > 0)
}

pub async fn forget(store: &Store, by: &Acting, page: i64, key: &str) -> Result<(), StoreError> {
    by.may(Action::EditPages)?;
    let Some(account) = by.account else { return Ok(()) };
    store
        .write(async |tx| {
            page_typed::Entity::delete_many()
                .filter(page_typed::Column::PageId.eq(page))
                .filter(page_typed::Column::Key.eq(key))
                .filter(page_typed::Column::AccountId.eq(account.0))
                .exec(tx)
                .await?;
            Ok(())
        })
        .await
}

/// What this person typed on this page, by block.
pub async fn typed(store: &Store, by: &Acting, page: i64) -> Result<BTreeMap<String, Typed>, StoreError> {
    by.may(Action::EditPages)?;
    let Some(account) = by.account else { return Ok(BTreeMap::new()) };
    let rows = page_typed::Entity::find()
        .filter(page_typed::Column::PageId.eq(page))
        .filter(page_typed::Column::AccountId.eq(account.0))
        .all(store.read())
        .await?;
    let of = |row: page_typed::Model| {
        (row.key, Typed { body: row.body, base_revision: row.base_revision, sequence: row.sequence })
    };
    Ok(rows.into_iter().map(of).collect())
}

/// Exactly this text is safe in the draft; what was typed after it stays.
pub(super) async fn is_saved(
    tx: &DatabaseTransaction,
    by: &Acting,
    page: i64,
    key: &str,
    body: &str,
) -> Result<(), StoreError> {
    let Some(account) = by.account else { return Ok(()) };
    let rows = page_typed::Entity::find()
        .filter(page_typed::Column::PageId.eq(page))
        .filter(page_typed::Column::Key.eq(key))
        .filter(page_typed::Column::AccountId.eq(account.0))
        .all(tx)
        .await?;
    for row in rows.into_iter().filter(|row| tidy(&row.body) == body) {
        page_typed::Entity::delete_by_id(row.id).exec(tx).await?;
    }
    Ok(())
}
