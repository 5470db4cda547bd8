//! Where the letters of one person go. An address is used once somebody has confirmed it with a link that was sent there;
//! until then nothing but that link is.

use domain::{Language, Moment, ids::PersonKey, news::Delivery};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::{Set, Unchanged},
    ColumnTrait, DatabaseTransaction, EntityTrait, PaginatorTrait, QueryFilter, QuerySelect,
    sea_query::OnConflict,
};

use crate::{
    Keys, Store, StoreError,
    entity::{account, contact, job},
    keys, mail,
    mail::Mail,
};

/// A link to confirm is good for three days.
const VALID: i64 = 3 * Moment::DAY;

/// Letters that ask one address on one day, whoever types it: nobody fills another person's mailbox here.
const MOST_A_DAY: u64 = 3;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contact {
    pub email: Option<String>,
    pub wanted_email: Option<String>,
    pub language: Language,
    /// About what this person wrote and supports.
    pub delivery: Delivery,
}

/// What became of the wish for letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// A letter with the link is on its way.
    Sent,
    /// It is this person's address already.
    Confirmed,
    /// This address was asked often enough for today.
    TooOften,
}

pub async fn contact(store: &Store, person: &PersonKey) -> Result<Option<Contact>, StoreError> {
    let row =
        contact::Entity::find().filter(contact::Column::PersonKey.eq(person.0.as_str())).one(store.read()).await?;
    Ok(row.map(|row| Contact {
        language: Language::from_code(&row.language).unwrap_or_default(),
        delivery: Delivery::from_code(&row.delivery).unwrap_or_default(),
        email: row.email,
        wanted_email: row.wanted_email,
    }))
}

/// Asks whoever reads the mail of this address whether they want letters. `write` makes the letter of its key and the
/// token of its link.
pub async fn ask_for_email(
    store: &Store,
    person: &PersonKey,
    email: &str,
    language: Language,
    write: impl Fn(&str, &str) -> Mail,
    now: Moment,
) -> Result<Asked, StoreError> {
    store
        .write(async |tx| {
            let row = ensure(tx, person, language, now).await?;
            if row.email.as_deref() == Some(email) {
                return Ok(Asked::Confirmed);
            }
            // Hashed: administrators see the key.
            let address: String = keys::content_hash(&["confirm", email]).chars().take(16).collect();
            let begin = format!("confirm-{address}-{}-", now.0 / Moment::DAY);
            let many = job::Entity::find()
                .filter(job::Column::Key.starts_with(format!("{}/{begin}", mail::KIND)))
                .count(tx)
                .await?;
            if many >= MOST_A_DAY {
                return Ok(Asked::TooOften);
            }
            let change = contact::ActiveModel {
                id: Unchanged(row.id),
                wanted_email: Set(Some(email.into())),
                asked_at: Set(Some(now.0)),
                language: Set(language.code().into()),
                ..Default::default()
            };
            change.update(tx).await?;
            let token = Confirmation { contact: row.id, email, asked_at: now.0 }.token(store.keys());
            mail::send(tx, &write(&format!("{begin}{many}"), &token), now).await?;
            Ok(Asked::Sent)
        })
        .await
}

/// Binds a link to the very address it was sent to.
struct Confirmation<'a> {
    contact: i64,
    email: &'a str,
    asked_at: i64,
}

impl Confirmation<'_> {
    fn signed(&self) -> String {
        format!("confirm {} {} {}", self.contact, self.asked_at, self.email)
    }

    fn token(&self, keys: &Keys) -> String {
        format!("{}.{}", self.contact, keys.sign(&self.signed()))
    }
}

/// From now on letters go to the address whose link this is. `false` when the link is too old, was used for another
/// address since, or is none.
pub async fn confirm(store: &Store, token: &str, now: Moment) -> Result<bool, StoreError> {
    let Some((id, signature)) = token.split_once('.') else { return Ok(false) };
    let Ok(id) = id.parse::<i64>() else { return Ok(false) };
    store
        .write(async |tx| {
            let Some(row) = contact::Entity::find_by_id(id).lock_exclusive().one(tx).await? else { return Ok(false) };
            let asked_at = row.asked_at.unwrap_or_default();
            // Pressed twice: the address is confirmed already.
            let Some(email) = row.wanted_email.clone().or(row.email.clone()) else { return Ok(false) };
            let is_ours =
                store.keys().verify(&Confirmation { contact: id, email: &email, asked_at }.signed(), signature);
            if !is_ours || now.0 - asked_at > VALID {
                return Ok(false);
            }
            let change = contact::ActiveModel {
                id: Unchanged(id),
                email: Set(Some(email)),
                wanted_email: Set(None),
                ..Default::default()
            };
            change.update(tx).await?;
            Ok(true)
        })
        .await
}

/// Letters of an account go to its address, which a link has confirmed already; unless the person chose another one.
pub(crate) async fn take_account_address(
    tx: &DatabaseTransaction,
    account: &account::Model,
    old: Option<&str>,
    now: Moment,
) -> Result<(), StoreError> {
    let language = Language::from_code(&account.language).unwrap_or_default();
    let row = ensure(tx, &PersonKey(account.person_key.clone()), language, now).await?;
    if row.email.is_some() && row.email.as_deref() != old {
        return Ok(());
    }
    let change = contact::ActiveModel {
        id: Unchanged(row.id),
        email: Set(Some(account.email.clone())),
        wanted_email: Set(None),
        ..Default::default()
    };
    change.update(tx).await?;
    Ok(())
}

/// How this person is told about what they wrote and support.
pub async fn set_delivery(
    store: &Store,
    person: &PersonKey,
    delivery: Delivery,
    language: Language,
    now: Moment,
) -> Result<(), StoreError> {
    store
        .write(async |tx| {
            let row = ensure(tx, person, language, now).await?;
            let change = contact::ActiveModel {
                id: Unchanged(row.id),
                delivery: Set(delivery.code().into()),
                language: Set(language.code().into()),
                ..Default::default()
            };
            change.update(tx).await?;
            Ok(())
        })
        .await
}

/// No more letters; the inbox stays.
pub async fn forget_email(store: &Store, person: &PersonKey) -> Result<(), StoreError> {
    store
        .write(async |tx| {
            let row = contact::Entity::find().filter(contact::Column::PersonKey.eq(person.0.as_str())).one(tx).await?;
            match row {
                Some(row) => forget_address(tx, row.id).await,
                None => Ok(()),
            }
        })
        .await
}

pub(super) async fn forget_address(tx: &DatabaseTransaction, id: i64) -> Result<(), StoreError> {
    let row = contact::ActiveModel {
        id: Unchanged(id),
        email: Set(None),
        wanted_email: Set(None),
        asked_at: Set(None),
        ..Default::default()
    };
    row.update(tx).await?;
    Ok(())
}

async fn ensure(
    tx: &DatabaseTransaction,
    person: &PersonKey,
    language: Language,
    now: Moment,
) -> Result<contact::Model, StoreError> {
    let row = contact::ActiveModel {
        person_key: Set(person.0.clone()),
        language: Set(language.code().into()),
        delivery: Set(Delivery::Immediately.code().into()),
        created_at: Set(now.0),
        ..Default::default()
    };
    let once = OnConflict::column(contact::Column::PersonKey).do_nothing().to_owned();
    contact::Entity::insert(row).on_conflict(once).exec_without_returning(tx).await?;
    let mine = contact::Column::PersonKey.eq(person.0.as_str());
    contact::Entity::find().filter(mine).lock_exclusive().one(tx).await?.ok_or(StoreError::NotFound)
}
