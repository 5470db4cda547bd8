//! Calls for help at kiosks. The device says once that somebody calls; the call waits here until staff tick it off, or until
//! the device is the kiosk no more. A letter tells of it at once, whatever the hour: somebody stands there now.

use domain::{
    Moment,
    ids::KioskId,
    kiosk::HELP_MINUTES,
    policy::{Acting, Action},
};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::{Set, Unchanged},
    ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder,
};
use serde_json::json;

use super::{
    letters::{Told, caretakers, write},
    locked,
};
use crate::{Store, StoreError, audit, entity::kiosk};

/// Somebody at a kiosk waits for help.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
    pub kiosk: KioskId,
    pub name: String,
    pub place: String,
    pub since: Moment,
}

/// Those that wait, the oldest first.
pub async fn calls(store: &Store, by: &Acting) -> Result<Vec<Call>, StoreError> {
    by.may(Action::HelpAtKiosks)?;
    let waiting = kiosk::Entity::find()
        .filter(kiosk::Column::HelpAt.is_not_null())
        // A sign of life may have been on its way when the device was revoked.
        .filter(kiosk::Column::RevokedAt.is_null())
        .order_by_asc(kiosk::Column::HelpAt)
        .all(store.read())
        .await?;
    let call = |row: kiosk::Model| {
        let since = Moment(row.help_at?);
        Some(Call { kiosk: KioskId(row.id), name: row.name, place: row.place, since })
    };
    Ok(waiting.into_iter().filter_map(call).collect())
}

/// Somebody looked after the call of this moment. A later one was seen by nobody yet and stays.
pub async fn answer_call(
    store: &Store,
    by: &Acting,
    id: KioskId,
    since: Moment,
    now: Moment,
) -> Result<(), StoreError> {
    by.may(Action::HelpAtKiosks)?;
    store
        .write(async |tx| {
            if locked(tx, id).await?.help_at != Some(since.0) {
                return Ok(());
            }
            // Whoever calls next is somebody else, and is written about again.
            let (help_at, help_told_at) = (Set(None), Set(None));
            let row = kiosk::ActiveModel { id: Unchanged(id.0), help_at, help_told_at, ..Default::default() };
            row.update(tx).await?;
            audit::write(tx, by, "kiosk_helped", "kiosk", id.0, &json!({}), now).await
        })
        .await
}

/// Writes to those who look after kiosks when somebody calls, unless they were written to a moment ago; the answer is when they
/// were last.
pub(super) async fn tell(
    tx: &DatabaseTransaction,
    row: &kiosk::Model,
    is_call: bool,
    now: Moment,
) -> Result<Option<i64>, StoreError> {
    let is_told = |at: i64| now.0.saturating_sub(at) < HELP_MINUTES * Moment::MINUTE;
    if !is_call || row.help_told_at.is_some_and(is_told) {
        return Ok(row.help_told_at);
    }
    for account in caretakers(tx).await? {
        write(tx, Told::CallsForHelp, (row.id, now.0), account, now, now).await?;
    }
    Ok(Some(now.0))
}
