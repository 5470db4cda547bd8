//! Records of kiosks that nobody could open: they lie here as they came, until they are tried again with the right key, or for
//! as long as texts that were refused.

use domain::{
    Moment,
    ids::KioskId,
    policy::{Acting, Action},
};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, Select};
use serde_json::json;

use super::Numbered;
use crate::{Store, StoreError, audit, entity::kiosk_record};

/// One of them, in the order in which they came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    pub id: i64,
    pub from: Numbered,
}

/// All of them.
pub(crate) fn unopened() -> Select<kiosk_record::Entity> {
    kiosk_record::Entity::find()
        .filter(kiosk_record::Column::Record.is_null())
        .filter(kiosk_record::Column::Sealed.is_not_null())
}

/// Somebody has all of them tried again: written down before the first is.
pub async fn begin_tries(store: &Store, by: &Acting, now: Moment) -> Result<(), StoreError> {
    by.may(Action::ManageKiosks)?;
    store
        .write(async |tx| {
            let waiting = unopened().count(tx).await?;
            audit::write(tx, by, "kiosk_records_tried", "kiosk", 0, &json!({ "waiting": waiting }), now).await
        })
        .await
}

/// The one behind this one, each by itself: one may be as large as a request.
pub async fn next_kept(store: &Store, by: &Acting, after: i64) -> Result<Option<Kept>, StoreError> {
    by.may(Action::ManageKiosks)?;
    let next = unopened().filter(kiosk_record::Column::Id.gt(after)).order_by_asc(kiosk_record::Column::Id);
    let Some(row) = next.one(store.read()).await? else { return Ok(None) };
    let from = Numbered {
        kiosk: KioskId(row.kiosk_id),
        number: row.number,
        hash: row.hash,
        sealed: row.sealed.unwrap_or_default(),
        came: Some(Moment(row.arrived_at)),
    };
    Ok(Some(Kept { id: row.id, from }))
}
