//! Calls for places, and the marks that people set on the map.

mod add;
mod making;
mod own;
mod ways;

use std::collections::HashMap;

pub use add::{Added, add, add_by};
pub(crate) use add::{add_in, locate};
use domain::{
    Language, Moment,
    ids::{AreaId, PlaceCallId, PlaceMarkId},
    moment::Period,
    place_calls::{PlaceCall, PlaceMark, Verdict},
    places::LonLat,
};
pub use making::{Made, all, change, close, create, discard, find, prolong, publish};
pub(crate) use own::receipt;
pub use own::{MarkReceipt, of_own, revise, withdraw};
use sea_orm::{ColumnTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder, QuerySelect, Select};
pub use ways::{MarkWays, ways};

use crate::{
    Store, StoreError,
    areas::{self, Reference},
    entity::{place_call as call, place_mark as mark},
    surveys::order,
    visibility::Visibility,
};

/// Those who make calls see it, and nobody else.
const DRAFT: &str = "draft";
const PUBLIC: &str = "public";

/// What everybody may know of.
pub(crate) fn public() -> Select<call::Entity> {
    call::Entity::find().filter(call::Column::State.eq(PUBLIC))
}

/// Open ones first, then those to come, then those that ended.
pub async fn list(store: &Store, now: Moment) -> Result<Vec<PlaceCall>, StoreError> {
    let rows = public().all(store.read()).await?;
    let counts = counts(store).await?;
    let mut all = Vec::new();
    for row in rows {
        let count = counts.get(&row.id).copied().unwrap_or_default();
        all.push(from_row(row, count)?);
    }
    all.sort_by_key(|call| order(&call.period, now));
    Ok(all)
}

/// For whoever has its number alone, on paper.
pub async fn by_id(store: &Store, id: PlaceCallId) -> Result<Option<PlaceCall>, StoreError> {
    let row = public().filter(call::Column::Id.eq(id.0)).one(store.read()).await?;
    row.map(|row| from_row(row, 0)).transpose()
}

pub async fn by_slug(store: &Store, slug: &str) -> Result<Option<PlaceCall>, StoreError> {
    let Some(row) = public().filter(call::Column::Slug.eq(slug)).one(store.read()).await? else {
        return Ok(None);
    };
    let count = counts(store).await?.get(&row.id).copied().unwrap_or_default();
    from_row(row, count).map(Some)
}

/// All marks of a call are on its map at once; more than these would be no map any more.
const SHOWN: u64 = 2_000;

/// The latest published marks of a call, the newest first.
pub async fn marks(store: &Store, slug: &str) -> Result<Vec<PlaceMark>, StoreError> {
    let call = by_slug(store, slug).await?.ok_or(StoreError::NotFound)?;
    let rows = mark::Entity::find()
        .filter(mark::Column::CallId.eq(call.id.0))
        .filter(mark::Column::State.eq(Visibility::Published.code()))
        .order_by_desc(mark::Column::At)
        .order_by_desc(mark::Column::Id)
        .limit(SHOWN)
        .all(store.read())
        .await?;
    let reference = areas::reference(store).await?;
    rows.into_iter().map(|row| mark_of(row, &reference)).collect()
}

fn mark_of(row: mark::Model, reference: &Reference) -> Result<PlaceMark, StoreError> {
    let verdict = Verdict::from_code(&row.verdict)
        .ok_or_else(|| StoreError::BadSchema(format!("unknown verdict {}", row.verdict)))?;
    Ok(PlaceMark {
        id: PlaceMarkId(row.id),
        category: row.category,
        verdict,
        text: row.text,
        point: row.lon.zip(row.lat).map(|(lon, lat)| LonLat { lon, lat }),
        district: row.district_id.and_then(|id| reference.name(AreaId(id))),
        at: Moment(row.at),
    })
}

#[derive(FromQueryResult)]
struct Count {
    call_id: i64,
    many: i64,
}

/// Published marks of each call.
async fn counts(store: &Store) -> Result<HashMap<i64, i64>, StoreError> {
    let rows = mark::Entity::find()
        .select_only()
        .column(mark::Column::CallId)
        .column_as(mark::Column::Id.count(), "many")
        .filter(mark::Column::State.eq(Visibility::Published.code()))
        .group_by(mark::Column::CallId)
        .into_model::<Count>()
        .all(store.read())
        .await?;
    Ok(rows.into_iter().map(|row| (row.call_id, row.many)).collect())
}

fn from_row(row: call::Model, marks: i64) -> Result<PlaceCall, StoreError> {
    Ok(PlaceCall {
        id: PlaceCallId(row.id),
        slug: row.slug,
        title: row.title,
        intro: row.intro,
        language: Language::De,
        translations: serde_json::from_str(&row.translations)?,
        period: Period { start: Moment(row.starts_at), end: row.ends_at.map(Moment) },
        district: row.district_id.map(AreaId),
        categories: serde_json::from_str(&row.categories)?,
        marks,
        is_draft: row.state == DRAFT,
        closed_because: row.closed_because,
        revision: row.revision,
        is_demo: row.is_demo,
    })
}

#[cfg(test)]
mod tests;
