//! Residents without an account: they show at the counter that they live here, and that counts in one sitting. At its end
//! they leave their voices behind like somebody whose account is gone: whoever brings the fingerprint again, to a sitting or
//! for an account, has the same voice and no second one.

use domain::{Moment, accounts::Level, ids::PersonKey};
use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter};

use super::{Method, forget_letters_of_before, keep, left_as, row_of};
use crate::{Keys, StoreError, entity::sitting, people};

/// The fingerprint for the row of a sitting. [`StoreError::Taken`] where this resident is confirmed with an account, which
/// has their voice, or sits somewhere already.
pub(crate) async fn confirm_for_sitting(
    tx: &DatabaseTransaction,
    fingerprints: &[String],
    now: Moment,
) -> Result<String, StoreError> {
    let known = row_of(tx, fingerprints).await?;
    if known.as_ref().is_some_and(|row| row.account_id.is_some()) || is_seated(tx, fingerprints).await? {
        return Err(StoreError::Taken);
    }
    forget_letters_of_before(tx, fingerprints).await?;
    keep(tx, known.map(|row| row.fingerprint), fingerprints, None, Method::Counter, now).await
}

/// Whether this resident sits at a counter.
pub(super) async fn is_seated(tx: &DatabaseTransaction, fingerprints: &[String]) -> Result<bool, StoreError> {
    let seated = sitting::Entity::find().filter(sitting::Column::Fingerprint.is_in(fingerprints));
    Ok(seated.one(tx).await?.is_some())
}

/// Under which pseudonym they do.
pub(super) async fn seated_as(tx: &DatabaseTransaction, fingerprint: &str) -> Result<Option<String>, StoreError> {
    let seated = sitting::Entity::find().filter(sitting::Column::Fingerprint.eq(fingerprint)).one(tx).await?;
    Ok(seated.and_then(|row| row.person_key))
}

/// The fingerprint of whoever takes part in a sitting under this pseudonym, if they showed that they live here.
pub(crate) async fn fingerprint_in_sitting(
    db: &impl ConnectionTrait,
    person: &PersonKey,
) -> Result<Option<String>, StoreError> {
    let row = sitting::Entity::find().filter(sitting::Column::PersonKey.eq(person.0.as_str())).one(db).await?;
    Ok(row.and_then(|row| row.fingerprint))
}

/// What it says of somebody who sits at a counter whether there is a fingerprint.
pub(crate) fn level_of_seated(fingerprint: Option<&str>) -> Level {
    fingerprint.map_or(Level::Guest, |_| Level::ResidentConfirmed)
}

/// Their sitting is over.
pub(crate) async fn leave_sitting(
    tx: &DatabaseTransaction,
    keys: &Keys,
    row: &sitting::Model,
) -> Result<(), StoreError> {
    let (Some(person), Some(fingerprint)) = (&row.person_key, &row.fingerprint) else { return Ok(()) };
    let left = |table: &str, id: i64| left_as(keys, Some(fingerprint.as_str()), table, id);
    people::cut_voices(tx, &PersonKey(person.clone()), &left).await
}
