//! The calendar of events in person.

use domain::{Moment, events::Event, ids::EventId};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::{
    Store, StoreError,
    areas::{self, Reference},
    entity::calendar_event as calendar,
};

/// What goes on or is still to come, the next one first.
pub async fn upcoming(store: &Store, now: Moment) -> Result<Vec<Event>, StoreError> {
    let rows = calendar::Entity::find()
        .filter(calendar::Column::EndsAt.gt(now.0))
        .order_by_asc(calendar::Column::StartsAt)
        .order_by_asc(calendar::Column::Id)
        .all(store.read())
        .await?;
    events(store, rows).await
}

/// What is over, the latest first.
pub async fn past(store: &Store, now: Moment, most: u64) -> Result<Vec<Event>, StoreError> {
    let rows = calendar::Entity::find()
        .filter(calendar::Column::EndsAt.lte(now.0))
        .order_by_desc(calendar::Column::EndsAt)
        .order_by_desc(calendar::Column::Id)
        .limit(most)
        .all(store.read())
        .await?;
    events(store, rows).await
}

pub async fn by_slug(store: &Store, slug: &str) -> Result<Option<Event>, StoreError> {
    let row = calendar::Entity::find().filter(calendar::Column::Slug.eq(slug)).one(store.read()).await?;
    Ok(events(store, row.into_iter().collect()).await?.pop())
}

async fn events(store: &Store, rows: Vec<calendar::Model>) -> Result<Vec<Event>, StoreError> {
    let reference = areas::reference(store).await?;
    rows.into_iter().map(|row| event(row, &reference)).collect()
}

fn event(row: calendar::Model, reference: &Reference) -> Result<Event, StoreError> {
    Ok(Event {
        id: EventId(row.id),
        slug: row.slug,
        title: row.title,
        text: row.text,
        starts_at: Moment(row.starts_at),
        ends_at: Moment(row.ends_at),
        place_name: row.place_name,
        address: row.address,
        district: row.district_id.and_then(|id| reference.name(domain::ids::AreaId(id))),
        accessibility: serde_json::from_str(&row.accessibility)?,
        registration: row.registration,
        updated_at: Moment(row.updated_at),
        is_demo: row.is_demo,
    })
}
