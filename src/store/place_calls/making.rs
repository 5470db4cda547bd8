//! Calls for places as staff make them. Whoever changes one says which revision they saw ([`StoreError::Stale`]), and what
//! is set to what it is already leaves no trace. What people answered to stays: the times from the publication on, which
//! are only prolonged or ended with a reason, and what is asked for from the first mark on.

use domain::{
    Moment,
    announced::Telling,
    boards::Name,
    ids::AreaId,
    moment::Period,
    place_calls::{CallContent, PlaceCall},
    policy::{Acting, Action},
};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::{Set, Unchanged},
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect,
};
use serde_json::json;

use super::{DRAFT, PUBLIC, from_row};
use crate::{
    Store, StoreError, areas, audit,
    entity::{place_call as call, place_call::ActiveModel, place_mark as mark},
    errors::duplicate_is_taken,
};

const SUBJECT: &str = "place_call";

/// A call, and how many marks arrived: checked ones and those that wait.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Made {
    pub call: PlaceCall,
    pub arrived: i64,
}

/// Drafts too, the newest first.
pub async fn all(store: &Store, by: &Acting) -> Result<Vec<PlaceCall>, StoreError> {
    by.may(Action::ManagePlaceCalls)?;
    let rows = call::Entity::find().order_by_desc(call::Column::Id).all(store.read()).await?;
    rows.into_iter().map(|row| from_row(row, 0)).collect()
}

/// A draft too.
pub async fn find(store: &Store, by: &Acting, slug: &str) -> Result<Option<Made>, StoreError> {
    by.may(Action::ManagePlaceCalls)?;
    let Some(row) = call::Entity::find().filter(call::Column::Slug.eq(slug)).one(store.read()).await? else {
        return Ok(None);
    };
    let arrived = arrived(store.read(), row.id).await?;
    Ok(Some(Made { call: from_row(row, arrived)?, arrived }))
}

/// A draft under this name, with the title that the content has; [`StoreError::Taken`] when another call has the slug.
pub async fn create(
    store: &Store,
    by: &Acting,
    name: &Name,
    content: &CallContent,
    now: Moment,
) -> Result<(), StoreError> {
    by.may(Action::ManagePlaceCalls)?;
    check(store, content).await?;
    if !content.has_fine_times(now) {
        return Err(StoreError::Unstorable);
    }
    store
        .write(async |tx| {
            let of_slug = call::Entity::find().filter(call::Column::Slug.eq(name.slug()));
            if of_slug.one(tx).await?.is_some() {
                return Err(StoreError::Taken);
            }
            let row = ActiveModel {
                slug: Set(name.slug().into()),
                state: Set(DRAFT.into()),
                revision: Set(1),
                is_demo: Set(false),
                ..columns(content)?
            };
            let id = call::Entity::insert(row).exec(tx).await.map_err(duplicate_is_taken)?.last_insert_id;
            audit::write(tx, by, "call_created", SUBJECT, id, &json!({ "slug": name.slug() }), now).await
        })
        .await
}

pub async fn change(
    store: &Store,
    by: &Acting,
    slug: &str,
    seen: i64,
    wanted: &CallContent,
    now: Moment,
) -> Result<(), StoreError> {
    by.may(Action::ManagePlaceCalls)?;
    check(store, wanted).await?;
    store
        .write(async |tx| {
            let row = locked(tx, slug).await?;
            let old = content(&row)?;
            let parts = changed(&old, wanted);
            if parts.is_empty() {
                return Ok(());
            }
            let next = next(&row, seen)?;
            let is_draft = row.state == DRAFT;
            let has_other_times = old.period != wanted.period;
            if has_other_times && is_draft && !wanted.has_fine_times(now) {
                return Err(StoreError::Unstorable);
            }
            let asks_otherwise = !wanted.asks_the_same(old.district, &old.categories);
            let is_fixed = has_other_times && !is_draft || asks_otherwise && arrived(tx, row.id).await? > 0;
            by.may_step(Action::StepPlaceCall, !is_fixed)?;
            ActiveModel { id: next.id, revision: next.revision, ..columns(wanted)? }.update(tx).await?;
            let data = json!({ "slug": slug, "changed": parts });
            audit::write(tx, by, "call_changed", SUBJECT, row.id, &data, now).await
        })
        .await
}

/// From here on everybody sees it, and takes part when its time comes. One whose time is over is refused.
pub async fn publish(store: &Store, by: &Acting, slug: &str, seen: i64, now: Moment) -> Result<(), StoreError> {
    by.works_at(Action::StepPlaceCall)?;
    store
        .write(async |tx| {
            let old = locked(tx, slug).await?;
            if old.state != DRAFT {
                return Ok(());
            }
            by.may_step(Action::StepPlaceCall, old.ends_at.is_none_or(|end| end > now.0))?;
            ActiveModel { state: Set(PUBLIC.into()), ..next(&old, seen)? }.update(tx).await?;
            audit::write(tx, by, "call_published", SUBJECT, old.id, &json!({ "slug": slug }), now).await
        })
        .await
}

/// Ends it now, before the announced time; everybody reads why.
pub async fn close(
    store: &Store,
    by: &Acting,
    slug: &str,
    seen: i64,
    reason: &str,
    now: Moment,
) -> Result<(), StoreError> {
    by.works_at(Action::StepPlaceCall)?;
    store
        .write(async |tx| {
            let old = locked(tx, slug).await?;
            let is_over = old.ends_at.is_some_and(|end| end <= now.0);
            if is_over && old.closed_because.as_deref() == Some(reason) {
                return Ok(());
            }
            by.may_step(Action::StepPlaceCall, old.state != DRAFT && !is_over)?;
            let row = ActiveModel {
                // One that has not begun never does.
                starts_at: Set(old.starts_at.min(now.0)),
                ends_at: Set(Some(now.0)),
                closed_because: Set(Some(reason.into())),
                ..next(&old, seen)?
            };
            row.update(tx).await?;
            audit::write(tx, by, "call_closed", SUBJECT, old.id, &json!({ "slug": slug }), now).await
        })
        .await
}

/// Lets it end later, or not at all; one that is over opens again. An earlier time is refused.
pub async fn prolong(
    store: &Store,
    by: &Acting,
    slug: &str,
    seen: i64,
    until: Option<Moment>,
    now: Moment,
) -> Result<(), StoreError> {
    by.works_at(Action::StepPlaceCall)?;
    store
        .write(async |tx| {
            let old = locked(tx, slug).await?;
            if old.ends_at == until.map(|until| until.0) {
                return Ok(());
            }
            let is_later = until.is_none_or(|until| {
                until > now && until.is_plannable(now) && old.ends_at.is_some_and(|end| until.0 > end)
            });
            by.may_step(Action::StepPlaceCall, old.state != DRAFT && is_later)?;
            let row = ActiveModel {
                ends_at: Set(until.map(|until| until.0)),
                closed_because: Set(None),
                ..next(&old, seen)?
            };
            row.update(tx).await?;
            let data = json!({ "slug": slug, "ends_at": until });
            audit::write(tx, by, "call_prolonged", SUBJECT, old.id, &data, now).await
        })
        .await
}

/// Deletes a draft. What was public once is closed instead.
pub async fn discard(store: &Store, by: &Acting, slug: &str, seen: i64, now: Moment) -> Result<(), StoreError> {
    by.works_at(Action::StepPlaceCall)?;
    store
        .write(async |tx| {
            let old = locked(tx, slug).await?;
            by.may_step(Action::StepPlaceCall, old.state == DRAFT)?;
            next(&old, seen)?;
            call::Entity::delete_by_id(old.id).exec(tx).await?;
            audit::write(tx, by, "call_discarded", SUBJECT, old.id, &json!({ "slug": slug }), now).await
        })
        .await
}

async fn locked(tx: &DatabaseTransaction, slug: &str) -> Result<call::Model, StoreError> {
    let found = call::Entity::find().filter(call::Column::Slug.eq(slug)).lock_exclusive().one(tx).await?;
    found.ok_or(StoreError::NotFound)
}

/// Marks in every state: also one that is refused was set by what was asked.
async fn arrived(db: &impl ConnectionTrait, call: i64) -> Result<i64, StoreError> {
    let many = mark::Entity::find().filter(mark::Column::CallId.eq(call)).count(db).await?;
    Ok(i64::try_from(many).unwrap_or(i64::MAX))
}

/// The row with its next revision, and nothing else of it.
fn next(old: &call::Model, seen: i64) -> Result<ActiveModel, StoreError> {
    if old.revision != seen {
        return Err(StoreError::Stale { current: old.revision });
    }
    Ok(ActiveModel { id: Unchanged(old.id), revision: Set(old.revision.saturating_add(1)), ..Default::default() })
}

/// Pages say what does not fit before it gets here.
async fn check(store: &Store, content: &CallContent) -> Result<(), StoreError> {
    let reference = areas::reference(store).await?;
    let is_somewhere = content.district.is_none_or(|id: AreaId| reference.area(id).is_some());
    if is_somewhere && !content.categories.is_empty() { Ok(()) } else { Err(StoreError::Unstorable) }
}

fn columns(content: &CallContent) -> Result<ActiveModel, StoreError> {
    Ok(ActiveModel {
        title: Set(content.words.title.clone()),
        intro: Set(content.words.text.clone()),
        translations: Set(serde_json::to_string(&content.translations)?),
        starts_at: Set(content.period.start.0),
        ends_at: Set(content.period.end.map(|end| end.0)),
        district_id: Set(content.district.map(|id| id.0)),
        categories: Set(serde_json::to_string(&content.categories)?),
        ..Default::default()
    })
}

/// The part of a row that staff decide about.
fn content(row: &call::Model) -> Result<CallContent, StoreError> {
    Ok(CallContent {
        words: Telling { title: row.title.clone(), text: row.intro.clone() },
        translations: serde_json::from_str(&row.translations)?,
        period: Period { start: Moment(row.starts_at), end: row.ends_at.map(Moment) },
        district: row.district_id.map(AreaId),
        categories: serde_json::from_str(&row.categories)?,
    })
}

/// Names of what is another.
fn changed(old: &CallContent, new: &CallContent) -> Vec<&'static str> {
    let parts = [
        ("title", old.words.title != new.words.title),
        ("intro", old.words.text != new.words.text),
        ("translations", old.translations != new.translations),
        ("period", old.period != new.period),
        ("district", old.district != new.district),
        ("categories", old.categories != new.categories),
    ];
    parts.into_iter().filter(|(_, is_other)| *is_other).map(|(name, _)| name).collect()
}
