//! Accounts. A guest who opens one, or signs in, takes along everything that they did.

mod search;

use domain::{
    Language, Moment,
    accounts::{Email, Level},
    ids::{AccountId, PersonKey, SessionId},
};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::{Set, Unchanged},
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QuerySelect,
};

pub use search::{Person, Search, emails, search};

use crate::{
    Keys, Store, StoreError,
    entity::account,
    errors::duplicate_is_taken,
    news, people, residents, sessions,
    tickets::{self, Purpose, fresh_token},
};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    pub id: AccountId,
    pub email: Email,
    /// Shown beside contributions, if the person wants it.
    pub name: Option<String>,
    pub person: PersonKey,
    pub language: Language,
    pub level: Level,
    pub has_password: bool,
    /// Since when codes of an app are asked for.
    pub totp_since: Option<Moment>,
    pub created_at: Moment,
}

#[derive(Clone, Debug)]
pub struct NewAccount {
    pub email: Email,
    pub name: Option<String>,
    /// A PHC string of Argon2id; without it the person comes by letter, passkey or another sign-in.
    pub password_hash: Option<String>,
    pub language: Language,
    /// Whether it is sure that letters reach the person.
    pub is_confirmed: bool,
}

/// Opens an account; [`StoreError::Taken`] when the address has one.
pub async fn open(store: &Store, new: NewAccount, now: Moment) -> Result<AccountId, StoreError> {
    store.write(async |tx| open_in(tx, &store.keys, new.clone(), now).await).await
}

pub async fn open_in(
    tx: &DatabaseTransaction,
    keys: &Keys,
    new: NewAccount,
    now: Moment,
) -> Result<AccountId, StoreError> {
    let taken = account::Entity::find().filter(account::Column::Email.eq(new.email.as_str())).one(tx).await?;
    if taken.is_some() {
        return Err(StoreError::Taken);
    }
    let row = account::ActiveModel {
        email: Set(new.email.as_str().to_owned()),
        name: Set(new.name),
        password_hash: Set(new.password_hash),
        person_key: Set(keys.person_key(&fresh_token()).0),
        language: Set(new.language.code().into()),
        email_confirmed_at: Set(new.is_confirmed.then_some(now.0)),
        resident_at: Set(None),
        totp_secret: Set(None),
        totp_at: Set(None),
        totp_step: Set(None),
        created_at: Set(now.0),
        ..Default::default()
    };
    let id = AccountId(account::Entity::insert(row).exec(tx).await.map_err(duplicate_is_taken)?.last_insert_id);
    if new.is_confirmed {
        use_address_for_news(tx, id, None, now).await?;
    }
    Ok(id)
}

pub async fn find(store: &Store, id: AccountId) -> Result<Option<Account>, StoreError> {
    account::Entity::find_by_id(id.0).one(store.read()).await?.map(from_row).transpose()
}

pub async fn by_email(store: &Store, email: &Email) -> Result<Option<Account>, StoreError> {
    row_of(store.read(), email).await?.map(from_row).transpose()
}

/// Whose password it could be and what is kept of it.
pub async fn password_of(store: &Store, email: &Email) -> Result<Option<(AccountId, Option<String>)>, StoreError> {
    let row = row_of(store.read(), email).await?;
    Ok(row.map(|row| (AccountId(row.id), row.password_hash)))
}

pub async fn set_password(store: &Store, id: AccountId, hash: &str, now: Moment) -> Result<(), StoreError> {
    change(store, id, |row| row.password_hash = Set(Some(hash.to_owned()))).await?;
    // Whoever is signed in with the old one has to come again.
    sessions::end_all(store, id, None, now).await
}

/// By the person, who stays signed in here and nowhere else.
pub async fn change_password(
    store: &Store,
    id: AccountId,
    here: SessionId,
    hash: &str,
    now: Moment,
) -> Result<(), StoreError> {
    change(store, id, |row| row.password_hash = Set(Some(hash.to_owned()))).await?;
    sessions::end_all(store, id, Some(here), now).await
}

/// By a link, which is used up with it: whoever got it has the address. False when somebody used it before.
pub async fn set_password_by_link(
    store: &Store,
    token: &str,
    id: AccountId,
    hash: &str,
    now: Moment,
) -> Result<bool, StoreError> {
    store
        .write(async |tx| {
            let ticket = tickets::take(tx, &store.keys, Purpose::NewPassword, token, now).await?;
            if ticket.and_then(|ticket| ticket.account) != Some(id) {
                return Ok(false);
            }
            let row = account::ActiveModel {
                id: Unchanged(id.0),
                password_hash: Set(Some(hash.to_owned())),
                ..Default::default()
            };
            row.update(tx).await?;
            confirm_email(tx, id, now).await?;
            sessions::end_all_in(tx, id, None, now).await?;
            Ok(true)
        })
        .await
}

pub async fn set_name(store: &Store, id: AccountId, name: Option<String>) -> Result<(), StoreError> {
    change(store, id, |row| row.name = Set(name.clone())).await
}

pub async fn set_language(store: &Store, id: AccountId, language: Language) -> Result<(), StoreError> {
    change(store, id, |row| row.language = Set(language.code().into())).await
}

/// The person followed a link in a letter.
pub async fn confirm_email(tx: &DatabaseTransaction, id: AccountId, now: Moment) -> Result<(), StoreError> {
    let row = account::ActiveModel { id: Unchanged(id.0), email_confirmed_at: Set(Some(now.0)), ..Default::default() };
    row.update(tx).await?;
    use_address_for_news(tx, id, None, now).await
}

/// Nobody confirms one address twice. `old` is the one that it replaces.
pub(crate) async fn use_address_for_news(
    tx: &DatabaseTransaction,
    id: AccountId,
    old: Option<&str>,
    now: Moment,
) -> Result<(), StoreError> {
    let row = account::Entity::find_by_id(id.0).one(tx).await?.ok_or(StoreError::NotFound)?;
    news::take_account_address(tx, &row, old, now).await
}

/// Gives what a guest did in this browser to the account that they signed in to.
pub(crate) async fn adopt_guest(
    tx: &DatabaseTransaction,
    id: AccountId,
    guest: &PersonKey,
    now: Moment,
) -> Result<(), StoreError> {
    let row = account::Entity::find_by_id(id.0).lock_exclusive().one(tx).await?.ok_or(StoreError::NotFound)?;
    people::adopt(tx, guest, &PersonKey(row.person_key), now).await
}

pub(crate) async fn change(
    store: &Store,
    id: AccountId,
    what: impl Fn(&mut account::ActiveModel),
) -> Result<(), StoreError> {
    store
        .write(async |tx| {
            let mut row = account::ActiveModel { id: Unchanged(id.0), ..Default::default() };
            what(&mut row);
            match row.update(tx).await {
                Ok(_) => Ok(()),
                Err(sea_orm::DbErr::RecordNotUpdated) => Err(StoreError::NotFound),
                Err(error) => Err(duplicate_is_taken(error)),
            }
        })
        .await
}

async fn row_of(db: &impl ConnectionTrait, email: &Email) -> Result<Option<account::Model>, StoreError> {
    Ok(account::Entity::find().filter(account::Column::Email.eq(email.as_str())).one(db).await?)
}

pub(crate) fn from_row(row: account::Model) -> Result<Account, StoreError> {
    let level = level(&row);
    let email = Email::parse(&row.email).map_err(|_| StoreError::BadSchema(format!("account {}", row.id)))?;
    Ok(Account {
        id: AccountId(row.id),
        email,
        name: row.name,
        person: PersonKey(row.person_key),
        language: Language::from_code(&row.language).unwrap_or_default(),
        level,
        has_password: row.password_hash.is_some(),
        totp_since: row.totp_at.map(Moment),
        created_at: Moment(row.created_at),
    })
}

/// How sure the platform is of whoever takes part under this pseudonym.
pub(crate) async fn level_of(db: &impl ConnectionTrait, person: &PersonKey) -> Result<Level, StoreError> {
    let row = account::Entity::find().filter(account::Column::PersonKey.eq(person.0.as_str())).one(db).await?;
    if let Some(row) = row {
        return Ok(level(&row));
    }
    let fingerprint = residents::fingerprint_in_sitting(db, person).await?;
    Ok(residents::level_of_seated(fingerprint.as_deref()))
}

pub(crate) fn level(row: &account::Model) -> Level {
    match (row.resident_at, row.email_confirmed_at) {
        (Some(_), _) => Level::ResidentConfirmed,
        (None, Some(_)) => Level::EmailConfirmed,
        (None, None) => Level::Guest,
    }
}

#[cfg(test)]
pub(crate) mod tests;
