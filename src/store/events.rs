//! The calendar of events in person.

mod making;

use domain::{
    Language, Moment, Theme,
    announced::Telling,
    events::{Event, EventContent, Standing},
    ids::{AreaId, EventId},
};
pub use making::{all, cancel, change, create, discard, find, publish};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select};

use crate::{
    Store, StoreError,
    areas::{self, Reference},
    entity::calendar_event as calendar,
};

/// What everybody may know of; cancelled ones too, so that nobody waits in front of a closed door.
pub(crate) fn public() -> Select<calendar::Entity> {
    calendar::Entity::find().filter(calendar::Column::State.ne(Standing::Draft.code()))
}

/// What goes on or is still to come, the next one first.
pub async fn upcoming(store: &Store, now: Moment) -> Result<Vec<Event>, StoreError> {
    let rows = public()
        .filter(calendar::Column::EndsAt.gt(now.0))
        .order_by_asc(calendar::Column::StartsAt)
        .order_by_asc(calendar::Column::Id)
        .all(store.read())
        .await?;
    events(store, rows).await
}

/// What is over, the latest first.
pub async fn past(store: &Store, now: Moment, most: u64) -> Result<Vec<Event>, StoreError> {
    let rows = public()
        .filter(calendar::Column::EndsAt.lte(now.0))
        .order_by_desc(calendar::Column::EndsAt)
        .order_by_desc(calendar::Column::Id)
        .limit(most)
        .all(store.read())
        .await?;
    events(store, rows).await
}

pub async fn by_slug(store: &Store, slug: &str) -> Result<Option<Event>, StoreError> {
    let row = public().filter(calendar::Column::Slug.eq(slug)).one(store.read()).await?;
    Ok(events(store, row.into_iter().collect()).await?.pop())
}

async fn events(store: &Store, rows: Vec<calendar::Model>) -> Result<Vec<Event>, StoreError> {
    let reference = areas::reference(store).await?;
    rows.into_iter().map(|row| event(row, &reference)).collect()
}

fn event(row: calendar::Model, reference: &Reference) -> Result<Event, StoreError> {
    let content = content(&row)?;
    Ok(Event {
        id: EventId(row.id),
        slug: row.slug,
        title: content.words.title,
        text: content.words.text,
        language: Language::De,
        translations: content.translations,
        starts_at: content.starts_at,
        ends_at: content.ends_at,
        place_name: content.place_name,
        address: content.address,
        district: content.district.and_then(|id| reference.name(id)),
        accessibility: content.accessibility,
        registration: content.registration,
        theme: content.theme,
        leads_to: content.leads_to,
        standing: Standing::from_code(&row.state)
            .ok_or_else(|| StoreError::BadSchema(format!("unknown state {}", row.state)))?,
        cancelled_because: row.cancelled_because,
        updated_at: Moment(row.updated_at),
        revision: row.revision,
        is_demo: row.is_demo,
    })
}

/// The part of a row that staff decide about.
fn content(row: &calendar::Model) -> Result<EventContent, StoreError> {
    Ok(EventContent {
        words: Telling { title: row.title.clone(), text: row.text.clone() },
        translations: serde_json::from_str(&row.translations)?,
        starts_at: Moment(row.starts_at),
        ends_at: Moment(row.ends_at),
        place_name: row.place_name.clone(),
        address: row.address.clone(),
        district: row.district_id.map(AreaId),
        accessibility: serde_json::from_str(&row.accessibility)?,
        registration: row.registration.clone(),
        theme: row.theme.and_then(Theme::from_number),
        leads_to: row.leads_to.clone(),
    })
}

#[cfg(test)]
mod tests;
