//! What was refused, for those who look after the platform.

use domain::{
    Moment,
    outbox::{Kind, Reason},
    policy::{Acting, Action},
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::REFUSED;
use crate::{Store, StoreError, entity::delivery};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    pub id: i64,
    pub kind: Option<Kind>,
    pub reason: Option<Reason>,
    /// Nothing when it is too old.
    pub content: Option<String>,
    pub entered_at: Moment,
    pub arrived_at: Moment,
}

/// The latest first; `before` is the id of the last one that was shown.
pub async fn refused(
    store: &Store,
    by: &Acting,
    before: Option<i64>,
    at_most: u64,
) -> Result<Vec<Refused>, StoreError> {
    by.may(Action::WatchJobs)?;
    let mut question = delivery::Entity::find().filter(delivery::Column::Outcome.eq(REFUSED));
    if let Some(before) = before {
        question = question.filter(delivery::Column::Id.lt(before));
    }
    let rows = question.order_by_desc(delivery::Column::Id).limit(at_most).all(store.read()).await?;
    let item = |row: delivery::Model| Refused {
        id: row.id,
        kind: Kind::from_code(&row.kind),
        reason: row.reason.as_deref().and_then(Reason::from_code),
        content: row.content,
        entered_at: Moment(row.entered_at),
        arrived_at: Moment(row.arrived_at),
    };
    Ok(rows.into_iter().map(item).collect())
}
