//! Links with which people without an account see a draft, for a while and until somebody ends it.

use domain::{
    Moment,
    policy::{Acting, Action},
};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder};
use serde_json::json;

use super::draft::{Draft, look};
use crate::{
    Keys, Store, StoreError, audit,
    entity::{page, page_preview},
    tickets::fresh_token,
};

/// So long a link can be used.
const DAYS: i64 = 14;

/// So many links of one page at once.
const MOST: u64 = 20;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Share {
    pub id: i64,
    /// What stands in the address.
    pub token: String,
    pub expires_at: Moment,
}

fn token(keys: &Keys, row: &page_preview::Model) -> String {
    format!("{}-{}", row.id, keys.sign(&format!("page-preview {} {}", row.id, row.seed)))
}

pub async fn share(store: &Store, by: &Acting, page: i64, now: Moment) -> Result<(), StoreError> {
    by.may(Action::EditPages)?;
    store
        .write(async |tx| {
            if page::Entity::find_by_id(page).one(tx).await?.is_none() {
                return Err(StoreError::NotFound);
            }
            page_preview::Entity::delete_many().filter(page_preview::Column::ExpiresAt.lte(now.0)).exec(tx).await?;
            let here = page_preview::Entity::find().filter(page_preview::Column::PageId.eq(page)).count(tx).await?;
            if here >= MOST {
                return Err(StoreError::Taken);
            }
            let row = page_preview::ActiveModel {
                page_id: Set(page),
                seed: Set(fresh_token()),
                account_id: Set(by.account.map(|account| account.0)),
                created_at: Set(now.0),
                expires_at: Set(now.plus_days(DAYS).0),
                ..Default::default()
            };
            page_preview::Entity::insert(row).exec_without_returning(tx).await?;
            // Who has the link reads what is not published, without an account: who gave it is found later.
            audit::write(tx, by, "page_shared", "page", page, &json!({}), now).await
        })
        .await
}

/// Those that can be used, the newest first.
pub async fn shares(store: &Store, by: &Acting, page: i64, now: Moment) -> Result<Vec<Share>, StoreError> {
    by.may(Action::EditPages)?;
    let rows = page_preview::Entity::find()
        .filter(page_preview::Column::PageId.eq(page))
        .filter(page_preview::Column::ExpiresAt.gt(now.0))
        .order_by_desc(page_preview::Column::Id)
        .all(store.read())
        .await?;
    let of = |row: page_preview::Model| Share {
        token: token(&store.keys, &row),
        id: row.id,
        expires_at: Moment(row.expires_at),
    };
    Ok(rows.into_iter().map(of).collect())
}

/// Nobody gets in with this link any more.
pub async fn unshare(store: &Store, by: &Acting, page: i64, id: i64, now: Moment) -> Result<(), StoreError> {
    by.may(Action::EditPages)?;
    store
        .write(async |tx| {
            let gone = page_preview::Entity::delete_many()
                .filter(page_preview::Column::Id.eq(id))
                .filter(page_preview::Column::PageId.eq(page))
                .exec(tx)
                .await?;
            if gone.rows_affected > 0 {
                audit::write(tx, by, "page_unshared", "page", page, &json!({}), now).await?;
            }
            Ok(())
        })
        .await
}

/// The draft, for whoever has the link.
pub async fn shared(store: &Store, sent: &str, now: Moment) -> Result<Option<Draft>, StoreError> {
    let Some(id) = sent.split_once('-').and_then(|(id, _)| id.parse::<i64>().ok()) else { return Ok(None) };
    let row = page_preview::Entity::find_by_id(id).one(store.read()).await?;
    let Some(row) = row.filter(|row| row.expires_at > now.0) else { return Ok(None) };
    let (text, signature) = (format!("page-preview {id} {}", row.seed), sent.split_once('-').map(|(_, rest)| rest));
    if !signature.is_some_and(|signature| store.keys.verify(&text, signature)) {
        return Ok(None);
    }
    look(store, row.page_id).await.map(Some)
}
