//! Who edits a page at this moment, and in which block. It is in the database so that two processes see the same.

use domain::{
    Moment,
    editing::{place, uuid},
    policy::{Acting, Action},
};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, sea_query::OnConflict};

use super::names;
use crate::{
    Store, StoreError,
    entity::{page, page_presence},
    sha256,
};

/// Browsers tell every 15 seconds; three times silence is absence.
const GONE_AFTER: i64 = 45 * Moment::SECOND;

/// So many minutes somebody is there who has a plain form before them: nothing tells when they go.
pub const AT_FORM_MINUTES: i64 = 10;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Present {
    pub person: String,
    pub tab: String,
    pub block: Option<String>,
    /// Whoever asks, here or in another window.
    pub is_own: bool,
}

pub async fn here(
    store: &Store,
    by: &Acting,
    page: i64,
    place: (&str, Option<&str>),
    now: Moment,
) -> Result<(), StoreError> {
    enter(store, by, page, place, (now, now)).await
}

/// Somebody got the plain form of this block: at first, for a preview, or to mend something.
pub async fn at_form(store: &Store, by: &Acting, page: i64, key: &str, now: Moment) -> Result<(), StoreError> {
    // As if they had told last just before they are taken for gone.
    let seen = Moment(now.0 + AT_FORM_MINUTES * Moment::MINUTE - GONE_AFTER);
    enter(store, by, page, (&form_of(by, page, key), Some(key)), (seen, now)).await
}

/// They stored what they wrote there.
pub async fn leave_form(store: &Store, by: &Acting, page: i64, key: &str) -> Result<(), StoreError> {
    leave(store, by, &form_of(by, page, key)).await
}

/// Forms have no script that names their window: all of one person at one block are one.
fn form_of(by: &Acting, page: i64, key: &str) -> String {
    let account = by.account.map_or(0, |account| account.0);
    sha256(format!("{account} {page} {key}")).chars().take(32).collect()
}

async fn enter(
    store: &Store,
    by: &Acting,
    page: i64,
    (tab, block): (&str, Option<&str>),
    (seen, now): (Moment, Moment),
) -> Result<(), StoreError> {
    use page_presence::Column::{AccountId, Key, PageId, SeenAt, Tab};
    by.may(Action::EditPages)?;
    let Some(account) = by.account else { return Ok(()) };
    let tab = uuid(tab).ok_or(StoreError::Unstorable)?;
    let block = block.map(|key| place(key).ok_or(StoreError::Unstorable)).transpose()?;
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
                seen_at: Set(seen.0),
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
        let is_own = by.account.is_some_and(|account| account.0 == row.account_id);
        Present { person, tab: row.tab, block: row.key, is_own }
    };
    Ok(rows.into_iter().map(of).collect())
}
