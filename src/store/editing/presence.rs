//! Who edits a page at this moment, and in which block. It is in the database so that two processes see the same.

use domain::{
    Moment,
    editing::uuid,
    policy::{Acting, Action},
};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, sea_query::OnConflict};

use super::names;
use crate::{
    Store, StoreError,
    entity::{page, page_presence},
};

/// Browsers tell every 15 seconds; three times silence is absence.
const GONE_AFTER: i64 = 45 * Moment::SECOND;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Present {
    pub person: String,
    pub tab: String,
    pub block: Option<String>,
}

pub async fn here(
    store: &Store,
    by: &Acting,
    page: i64,
    (tab, block): (&str, Option<&str>),
    now: Moment,
) -> Result<(), StoreError> {
    use page_presence::Column::{AccountId, Key, PageId, SeenAt, Tab};
    by.may(Action::EditPages)?;
    let Some(account) = by.account else { return Ok(()) };
    let tab = uuid(tab).ok_or(StoreError::Unstorable)?;
    let block = block.map(|key| uuid(key).ok_or(StoreError::Unstorable)).transpose()?;
    store
        .write(async |tx| {
            if page::Entity::find_by_id(page).one(tx).await?.is_none() {
                return Err(StoreError::NotFound);
            }
            page_presence::Entity::delete_many().filter(SeenAt.lt(now.0 - 10 * GONE_AFTER)).exec(tx).await?;
            let row = page_presence::ActiveModel {
                tab: Set(tab.clone()),
                page_id: Set(page),
                account_id: Set(account.0),
                key: Set(block.clone()),
                seen_at: Set(now.0),
            };
            let again = OnConflict::column(Tab).update_columns([PageId, AccountId, Key, SeenAt]).to_owned();
            page_presence::Entity::insert(row).on_conflict(again).exec_without_returning(tx).await?;
            Ok(())
        })
        .await
}

pub async fn leave(store: &Store, by: &Acting, tab: &str) -> Result<(), StoreError> {
    by.may(Action::EditPages)?;
    let Some(account) = by.account else { return Ok(()) };
    let tab = uuid(tab).ok_or(StoreError::Unstorable)?;
    store
        .write(async |tx| {
            page_presence::Entity::delete_many()
                .filter(page_presence::Column::Tab.eq(&tab))
                .filter(page_presence::Column::AccountId.eq(account.0))
                .exec(tx)
                .await?;
            Ok(())
        })
        .await
}

pub async fn present(store: &Store, by: &Acting, page: i64, now: Moment) -> Result<Vec<Present>, StoreError> {
    by.may(Action::EditPages)?;
    let rows = page_presence::Entity::find()
        .filter(page_presence::Column::PageId.eq(page))
        .filter(page_presence::Column::SeenAt.gt(now.0 - GONE_AFTER))
        .order_by_asc(page_presence::Column::Tab)
        .all(store.read())
        .await?;
    let names = names::of(store.read(), rows.iter().map(|row| row.account_id)).await?;
    let of = |row: page_presence::Model| {
        let person = names.get(&row.account_id).cloned().unwrap_or_default();
        Present { person, tab: row.tab, block: row.key }
    };
    Ok(rows.into_iter().map(of).collect())
}
