//! Kiosks: which there are, which device is paired, how each of them is.

mod calls;
mod letters;
mod list;
mod office_hours;
mod replaced;
mod silence;
#[cfg(test)]
mod tests;

use domain::{
    Moment,
    ids::KioskId,
    kiosk::{CODE_MINUTES, Health, Setup},
    policy::{Acting, Action},
    receipts::ReceiptCode,
};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::{NotSet, Set, Unchanged},
    ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, QuerySelect,
};
use serde_json::json;

pub use calls::{Call, answer_call, calls};
pub use letters::{KIND, Letter, Told, open_letter};
use list::last_number;
pub(crate) use list::setup_of;
pub use list::{Kiosk, Numbers, find, list};
pub use silence::notice_silence;

use crate::{Keys, Store, StoreError, audit, entity::kiosk};

/// What the device that is paired is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paired {
    pub id: KioskId,
    /// From which number on it counts: one more than the last that arrived, or that waits on a device of before.
    pub next: i64,
}

/// A new kiosk, whose code waits for a device.
pub async fn add(store: &Store, by: &Acting, setup: &Setup, now: Moment) -> Result<KioskId, StoreError> {
    by.may(Action::ManageKiosks)?;
    let keys = store.keys();
    store
        .write(async |tx| {
            let row = kiosk::ActiveModel { created_at: Set(now.0), ..columns(setup) };
            let id = row.insert(tx).await?.id;
            with_code(keys, KioskId(id), now).update(tx).await?;
            audit::write(tx, by, "kiosk_added", "kiosk", id, &json!({}), now).await?;
            Ok(KioskId(id))
        })
        .await
}

pub async fn change(store: &Store, by: &Acting, id: KioskId, setup: &Setup, now: Moment) -> Result<(), StoreError> {
    by.may(Action::ManageKiosks)?;
    store
        .write(async |tx| {
            locked(tx, id).await?;
            kiosk::ActiveModel { id: Unchanged(id.0), ..columns(setup) }.update(tx).await?;
            audit::write(tx, by, "kiosk_changed", "kiosk", id.0, &json!({}), now).await
        })
        .await
}

/// A new code for a device: for the first one, for another one, or for the same one again. Until it is typed in, whatever is
/// paired stays so.
pub async fn invite(store: &Store, by: &Acting, id: KioskId, now: Moment) -> Result<(), StoreError> {
    by.may(Action::ManageKiosks)?;
    store
        .write(async |tx| {
            locked(tx, id).await?;
            with_code(store.keys(), id, now).update(tx).await?;
            audit::write(tx, by, "kiosk_invited", "kiosk", id.0, &json!({}), now).await
        })
        .await
}

/// The device is a kiosk no more: nothing that it sends is taken.
pub async fn revoke(store: &Store, by: &Acting, id: KioskId, now: Moment) -> Result<(), StoreError> {
    by.may(Action::ManageKiosks)?;
    store
        .write(async |tx| {
            if locked(tx, id).await?.revoked_at.is_some() {
                return Ok(());
            }
            let row = kiosk::ActiveModel {
                id: Unchanged(id.0),
                revoked_at: Set(Some(now.0)),
                silent_since: Set(None),
                help_at: Set(None),
                code_hash: Set(None),
                code_at: Set(None),
                ..Default::default()
            };
            row.update(tx).await?;
            audit::write(tx, by, "kiosk_revoked", "kiosk", id.0, &json!({}), now).await
        })
        .await
}

/// The device that knows the code becomes the kiosk. A code counts once and for half an hour. The numbers that waited on
/// another device that was the kiosk are given to nobody else, so that they are missing until they arrive.
pub async fn pair(store: &Store, code: &ReceiptCode, public_key: &str, now: Moment) -> Result<Paired, StoreError> {
    let hashes = store.keys().receipt_hashes(code);
    store
        .write(async |tx| {
            let found = kiosk::Entity::find().filter(kiosk::Column::CodeHash.is_in(&hashes));
            let found = found.lock_exclusive().one(tx).await?;
            let row = found.ok_or(StoreError::NotFound)?;
            if row.code_at.is_none_or(|at| now >= code_until(Moment(at))) {
                return Err(StoreError::NotFound);
            }
            let last = last_number(tx, &row).await?;
            let is_replaced = row.public_key.as_deref().is_some_and(|key| key != public_key);
            let counted_to = if is_replaced { replaced::counted_to(tx, &row, last).await? } else { last };
            let paired = kiosk::ActiveModel {
                id: Unchanged(row.id),
                counted_to: if is_replaced { Set(counted_to) } else { NotSet },
                // What the other one told is not true of this one.
                health: if is_replaced { Set(None) } else { NotSet },
                code_hash: Set(None),
                code_at: Set(None),
                public_key: Set(Some(public_key.into())),
                paired_at: Set(Some(now.0)),
                revoked_at: Set(None),
                last_seen_at: Set(Some(now.0)),
                silent_since: Set(None),
                help_at: Set(None),
                beat: Set(0),
                ..Default::default()
            };
            paired.update(tx).await?;
            silence::is_back(tx, &row, now).await?;
            Ok(Paired { id: KioskId(row.id), next: counted_to.saturating_add(1) })
        })
        .await
}

/// From which number on a kiosk has to count, whatever it knows of itself: it may have been put back to an older state.
pub async fn next_number(store: &Store, id: KioskId) -> Result<i64, StoreError> {
    let row = kiosk::Entity::find_by_id(id.0).one(store.read()).await?.ok_or(StoreError::NotFound)?;
    Ok(last_number(store.read(), &row).await?.saturating_add(1))
}

/// The key by which the messages of a kiosk are known; nothing where it is none (any more).
pub async fn key_of(store: &Store, id: KioskId) -> Result<Option<String>, StoreError> {
    let row = kiosk::Entity::find_by_id(id.0).one(store.read()).await?;
    Ok(row.filter(|row| row.revoked_at.is_none()).and_then(|row| row.public_key))
}

/// The number of the last sign of life that counts.
pub async fn last_beat(store: &Store, id: KioskId) -> Result<i64, StoreError> {
    let row = kiosk::Entity::find_by_id(id.0).one(store.read()).await?;
    Ok(row.ok_or(StoreError::NotFound)?.beat)
}

/// A sign of life; the answer is what the kiosk is to show. One that is older than the last is none. A call for help in it
/// waits for staff from then on, also where the next ones say nothing of it, and those who look after kiosks get a letter.
pub async fn seen(store: &Store, id: KioskId, health: &Health, now: Moment) -> Result<Setup, StoreError> {
    store
        .write(async |tx| {
            let row = locked(tx, id).await?;
            if health.beat <= row.beat {
                return Err(StoreError::SubmissionConflict);
            }
            let seen = kiosk::ActiveModel {
                id: Unchanged(id.0),
                beat: Set(health.beat),
                last_seen_at: Set(Some(now.0)),
                silent_since: Set(None),
                health: Set(Some(serde_json::to_string(health)?)),
                help_at: Set(row.help_at.or(health.help.then_some(now.0))),
                help_told_at: Set(calls::tell(tx, &row, health.help, now).await?),
                ..Default::default()
            };
            seen.update(tx).await?;
            silence::is_back(tx, &row, now).await?;
            Ok(setup_of(&row))
        })
        .await
}

fn with_code(keys: &Keys, id: KioskId, now: Moment) -> kiosk::ActiveModel {
    kiosk::ActiveModel {
        id: Unchanged(id.0),
        code_hash: Set(Some(keys.receipt_hash(&keys.pairing_code(id, now)))),
        code_at: Set(Some(now.0)),
        ..Default::default()
    }
}

fn code_until(at: Moment) -> Moment {
    Moment(at.0.saturating_add(CODE_MINUTES * Moment::MINUTE))
}

fn columns(setup: &Setup) -> kiosk::ActiveModel {
    let kinds: Vec<&str> = setup.offer.kinds.iter().map(|kind| kind.code()).collect();
    let languages: Vec<&str> = setup.languages.iter().map(|language| language.code()).collect();
    kiosk::ActiveModel {
        id: NotSet,
        name: Set(setup.name.clone()),
        place: Set(setup.place.clone()),
        languages: Set(languages.join(",")),
        boards: Set(setup.boards.join(",")),
        processes: Set(kinds.join(",")),
        left_out: Set(setup.offer.left_out.join(",")),
        ..Default::default()
    }
}

async fn locked(tx: &DatabaseTransaction, id: KioskId) -> Result<kiosk::Model, StoreError> {
    kiosk::Entity::find_by_id(id.0).lock_exclusive().one(tx).await?.ok_or(StoreError::NotFound)
}
