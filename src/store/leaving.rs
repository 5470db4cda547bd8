//! Deleting an account: at once and for good. What the person leaves behind carries no name and no pseudonym that two
//! things share. Of a confirmed resident the fingerprint stays, so that one resident stays one voice.

mod texts;

use domain::{
    Moment,
    accounts::Email,
    ids::{AccountId, PersonKey},
    policy::{self, Action, Fact, Facts, Role},
};
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, QuerySelect};

use crate::{
    Store, StoreError,
    attempts::{self, Guess},
    entity::{account, job, ticket},
    news, people, residents, roles,
};

/// What becomes of proposals, comments, marks and replies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Texts {
    Leave,
    Remove,
}

/// Whoever works for the city gives their roles back first.
pub async fn leave(store: &Store, id: AccountId, texts: Texts, now: Moment) -> Result<(), StoreError> {
    store
        .write(async |tx| {
            let row = account::Entity::find_by_id(id.0).lock_exclusive().one(tx).await?.ok_or(StoreError::NotFound)?;
            let is_free = roles::of(tx, id).await?.is_empty();
            policy::may(Role::Citizen, Action::Leave, Facts::NONE.and(Fact::WithoutRoles, is_free))?;
            let person = PersonKey(row.person_key);
            match texts {
                Texts::Leave => texts::take_names_off(tx, &person).await?,
                Texts::Remove => texts::remove(tx, &person, now).await?,
            }
            let fingerprint = residents::fingerprint_of(tx, id).await?;
            let fresh = |table: &str, row: i64| residents::left_as(&store.keys, fingerprint.as_deref(), table, row);
            // News may go to another address than the account's.
            let elsewhere = news::addresses(tx, &person).await?;
            people::cut_apart(tx, &person, fresh).await?;
            for address in std::iter::once(&row.email).chain(&elsewhere) {
                forget_letters(tx, address).await?;
            }
            if let Ok(email) = Email::parse(&row.email) {
                for guess in [
                    Guess::Password(&email),
                    Guess::PasswordAgain(&email),
                    Guess::Letter(&email),
                    Guess::Code(id),
                    Guess::Residence(id),
                ] {
                    attempts::forget(tx, &store.keys, &guess).await?;
                }
            }
            // Sessions, passkeys, identities and tickets go with it.
            account::Entity::delete_by_id(id.0).exec(tx).await?;
            Ok(())
        })
        .await
}

/// Letters that wait to be sent, and links to open an account that lie about.
async fn forget_letters(tx: &DatabaseTransaction, email: &str) -> Result<(), StoreError> {
    let quoted = serde_json::to_string(email)?;
    let letters: Vec<(i64, String)> = job::Entity::find()
        .select_only()
        .columns([job::Column::Id, job::Column::Payload])
        .filter(job::Column::Payload.contains(email))
        .into_tuple()
        .all(tx)
        .await?;
    let tickets: Vec<(i64, String)> = ticket::Entity::find()
        .select_only()
        .columns([ticket::Column::Id, ticket::Column::Data])
        .filter(ticket::Column::Data.contains(email))
        .into_tuple()
        .all(tx)
        .await?;
    // The question takes `_` for any sign.
    let of = |found: Vec<(i64, String)>| {
        found.into_iter().filter(|(_, text)| text.contains(&quoted)).map(|(id, _)| id).collect::<Vec<_>>()
    };
    job::Entity::delete_many().filter(job::Column::Id.is_in(of(letters))).exec(tx).await?;
    ticket::Entity::delete_many().filter(ticket::Column::Id.is_in(of(tickets))).exec(tx).await?;
    Ok(())
}

#[cfg(test)]
mod tests;
