//! A device in the place of another one, which may be lost with what waited on it.

use domain::kiosk::Health;
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, PaginatorTrait, QueryFilter};

use crate::{
    StoreError,
    entity::{kiosk, kiosk_record},
};

/// A device that tells of more is not right in its mind, and must not use up the numbers of those after it.
const MOST_WAITING: i64 = 100_000;

/// Up to which number the device counted that was this kiosk before: what it told of last, without what arrived since. It sends
/// in the order of its numbers, so what waited came behind all that arrived.
pub(super) async fn counted_to(tx: &DatabaseTransaction, before: &kiosk::Model, last: i64) -> Result<i64, StoreError> {
    let told: Option<Health> = before.health.as_deref().and_then(|text| serde_json::from_str(text).ok());
    let waited = told.unwrap_or_default().waiting.clamp(0, MOST_WAITING);
    let since = kiosk_record::Entity::find()
        .filter(kiosk_record::Column::KioskId.eq(before.id))
        .filter(kiosk_record::Column::ArrivedAt.gt(before.last_seen_at.unwrap_or(0)));
    let arrived = i64::try_from(since.count(tx).await?).unwrap_or(i64::MAX);
    Ok(last.saturating_add((waited - arrived).max(0)))
}
