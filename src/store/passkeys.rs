//! Passkeys (WebAuthn) of accounts. What a passkey is made of is the business of whoever checks it; here it is a text.

use domain::{
    Moment,
    ids::{AccountId, PasskeyId, PersonKey},
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, DatabaseTransaction, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, sea_query::Expr,
};

use crate::{
    Store, StoreError, audit,
    entity::{account, passkey},
    errors::duplicate_is_taken,
    keys::digest,
    mail::{self, Mail},
    sessions::{self, SignedIn},
};

/// A person has a handful of devices.
pub const MOST: u64 = 20;

/// One line on the person's page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    pub id: PasskeyId,
    pub name: String,
    pub created_at: Moment,
    pub used_at: Option<Moment>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    pub id: PasskeyId,
    pub account: AccountId,
    /// JSON, with how often it was used and whether it is copied to other devices.
    pub data: String,
}

#[derive(Clone, Debug)]
pub struct New<'a> {
    pub credential: &'a str,
    pub data: &'a str,
    pub name: &'a str,
}

/// By which a device tells apart the accounts that it has passkeys for. It says nothing about the person.
pub fn handle(person: &PersonKey) -> [u8; 16] {
    let mut handle = [0; 16];
    handle.iter_mut().zip(digest(&["passkey", &person.0])).for_each(|(place, byte)| *place = byte);
    handle
}

pub async fn list(store: &Store, account: AccountId) -> Result<Vec<Listed>, StoreError> {
    let listed = |row: passkey::Model| Listed {
        id: PasskeyId(row.id),
        name: row.name,
        created_at: Moment(row.created_at),
        used_at: row.used_at.map(Moment),
    };
    Ok(rows_of(store, account).await?.into_iter().map(listed).collect())
}

pub async fn of_account(store: &Store, account: AccountId) -> Result<Vec<Kept>, StoreError> {
    Ok(rows_of(store, account).await?.into_iter().map(kept).collect())
}

async fn rows_of(store: &Store, account: AccountId) -> Result<Vec<passkey::Model>, StoreError> {
    let mine = passkey::Entity::find().filter(passkey::Column::AccountId.eq(account.0));
    Ok(mine.order_by_asc(passkey::Column::Id).all(store.read()).await?)
}

/// Whose passkey this is, with the handle of that account.
pub async fn by_credential(store: &Store, credential: &str) -> Result<Option<(Kept, [u8; 16])>, StoreError> {
    let found = passkey::Entity::find().filter(passkey::Column::CredentialId.eq(credential)).one(store.read()).await?;
    let Some(row) = found else { return Ok(None) };
    let owner = account::Entity::find_by_id(row.account_id).one(store.read()).await?;
    Ok(owner.map(|owner| (kept(row), handle(&PersonKey(owner.person_key)))))
}

fn kept(row: passkey::Model) -> Kept {
    Kept { id: PasskeyId(row.id), account: AccountId(row.account_id), data: row.data }
}

/// Adds one that its owner just used, in this session. The answer is the session's new token. [`StoreError::Taken`] when
/// somebody has it, or when there are [`MOST`] already. A letter tells the owner, who may be another person than the one
/// who sits there.
pub async fn add(
    store: &Store,
    who: &SignedIn,
    new: New<'_>,
    letter: &Mail,
    now: Moment,
) -> Result<String, StoreError> {
    store
        .write(async |tx| {
            let owner = account::Entity::find_by_id(who.account.0).lock_exclusive().one(tx).await?;
            owner.ok_or(StoreError::NotFound)?;
            if count(tx, who.account).await? >= MOST {
                return Err(StoreError::Taken);
            }
            let row = passkey::ActiveModel {
                account_id: Set(who.account.0),
                credential_id: Set(new.credential.into()),
                data: Set(new.data.into()),
                name: Set(new.name.into()),
                created_at: Set(now.0),
                used_at: Set(None),
                ..Default::default()
            };
            passkey::Entity::insert(row).exec_without_returning(tx).await.map_err(duplicate_is_taken)?;
            mail::send(tx, letter, now).await?;
            audit::of_own_account(tx, who, "passkey_added", now).await?;
            sessions::renew_in(tx, &store.keys, who, true, now).await
        })
        .await
}

/// Notes a use. False when it was used at the same time elsewhere, or is gone: then this use does not count.
pub async fn used(store: &Store, passkey: &Kept, data: &str, now: Moment) -> Result<bool, StoreError> {
    store
        .write(async |tx| {
            let noted = passkey::Entity::update_many()
                .col_expr(passkey::Column::Data, Expr::value(data))
                .col_expr(passkey::Column::UsedAt, Expr::value(now.0))
                .filter(passkey::Column::Id.eq(passkey.id.0))
                .filter(passkey::Column::Data.eq(passkey.data.as_str()))
                .exec(tx)
                .await?;
            Ok(noted.rows_affected == 1)
        })
        .await
}

/// Removes one of this account's. Whoever came in with it elsewhere has to show a second factor again; the answer is the
/// new token of this session. [`StoreError::Taken`] when it is the last factor of somebody who works for the city.
pub async fn remove(store: &Store, who: &SignedIn, id: PasskeyId, now: Moment) -> Result<String, StoreError> {
    store
        .write(async |tx| {
            let owner = account::Entity::find_by_id(who.account.0).lock_exclusive().one(tx).await?;
            let owner = owner.ok_or(StoreError::NotFound)?;
            let gone = passkey::Entity::delete_many()
                .filter(passkey::Column::AccountId.eq(who.account.0))
                .filter(passkey::Column::Id.eq(id.0))
                .exec(tx)
                .await?;
            if gone.rows_affected == 0 {
                return Err(StoreError::NotFound);
            }
            if who.is_staff() && owner.totp_at.is_none() && count(tx, who.account).await? == 0 {
                return Err(StoreError::Taken);
            }
            audit::of_own_account(tx, who, "passkey_removed", now).await?;
            sessions::forget_second_factor(tx, who.account).await?;
            sessions::renew_in(tx, &store.keys, who, who.second_factor_at.is_some(), now).await
        })
        .await
}

async fn count(tx: &DatabaseTransaction, account: AccountId) -> Result<u64, StoreError> {
    Ok(passkey::Entity::find().filter(passkey::Column::AccountId.eq(account.0)).count(tx).await?)
}

#[cfg(test)]
mod tests;
