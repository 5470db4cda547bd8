//! Events as staff make them: drafts, changes, what is cancelled. Whoever changes one says which revision they saw
//! ([`StoreError::Stale`]), and what is set to what it is already leaves no trace.

use domain::{
    Moment,
    boards::Name,
    events::{Event, EventContent, Standing},
    ids::AreaId,
    policy::{Acting, Action},
};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::{Set, Unchanged},
    ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};
use serde_json::json;

use super::{content, events};
use crate::{
    Store, StoreError, areas, audit,
    entity::{calendar_event as calendar, calendar_event::ActiveModel},
    errors::duplicate_is_taken,
};

const SUBJECT: &str = "calendar_event";

/// Drafts too, the latest first.
pub async fn all(store: &Store, by: &Acting) -> Result<Vec<Event>, StoreError> {
    by.may(Action::ManageEvents)?;
    let rows = calendar::Entity::find()
        .order_by_desc(calendar::Column::StartsAt)
        .order_by_desc(calendar::Column::Id)
        .all(store.read())
        .await?;
    events(store, rows).await
}

/// A draft too.
pub async fn find(store: &Store, by: &Acting, slug: &str) -> Result<Option<Event>, StoreError> {
    by.may(Action::ManageEvents)?;
    let row = calendar::Entity::find().filter(calendar::Column::Slug.eq(slug)).one(store.read()).await?;
    Ok(events(store, row.into_iter().collect()).await?.pop())
}

/// A draft under this name, with the title that the content has; [`StoreError::Taken`] when another event has the slug.
pub async fn create(
    store: &Store,
    by: &Acting,
    name: &Name,
    content: &EventContent,
    now: Moment,
) -> Result<(), StoreError> {
    by.may(Action::ManageEvents)?;
    check(store, content, now).await?;
    store
        .write(async |tx| {
            let of_slug = calendar::Entity::find().filter(calendar::Column::Slug.eq(name.slug()));
            if of_slug.one(tx).await?.is_some() {
                return Err(StoreError::Taken);
            }
            let row = ActiveModel {
                slug: Set(name.slug().into()),
                state: Set(Standing::Draft.code().into()),
                revision: Set(1),
                is_demo: Set(false),
                ..columns(content, now)?
            };
            let id = calendar::Entity::insert(row).exec(tx).await.map_err(duplicate_is_taken)?.last_insert_id;
            audit::write(tx, by, "event_created", SUBJECT, id, &json!({ "slug": name.slug() }), now).await
        })
        .await
}

pub async fn change(
    store: &Store,
    by: &Acting,
    slug: &str,
    seen: i64,
    wanted: &EventContent,
    now: Moment,
) -> Result<(), StoreError> {
    by.may(Action::ManageEvents)?;
    check(store, wanted, now).await?;
    store
        .write(async |tx| {
            let old = locked(tx, slug).await?;
            let parts = changed(&content(&old)?, wanted);
            if parts.is_empty() {
                return Ok(());
            }
            let row = next(&old, seen)?;
            ActiveModel { id: row.id, revision: row.revision, ..columns(wanted, now)? }.update(tx).await?;
            let data = json!({ "slug": slug, "changed": parts });
            audit::write(tx, by, "event_changed", SUBJECT, old.id, &data, now).await
        })
        .await
}

/// From here on everybody sees it.
pub async fn publish(store: &Store, by: &Acting, slug: &str, seen: i64, now: Moment) -> Result<(), StoreError> {
    by.works_at(Action::StepEvent)?;
    store
        .write(async |tx| {
            let old = locked(tx, slug).await?;
            match standing(&old) {
                Some(Standing::Draft) => {}
                Some(Standing::Public) => return Ok(()),
                _ => by.may_step(Action::StepEvent, false)?,
            }
            let row =
                ActiveModel { state: Set(Standing::Public.code().into()), updated_at: Set(now.0), ..next(&old, seen)? };
            row.update(tx).await?;
            audit::write(tx, by, "event_published", SUBJECT, old.id, &json!({ "slug": slug }), now).await
        })
        .await
}

/// It stays where it is, and says that it does not take place and why.
pub async fn cancel(
    store: &Store,
    by: &Acting,
    slug: &str,
    seen: i64,
    reason: &str,
    now: Moment,
) -> Result<(), StoreError> {
    by.works_at(Action::StepEvent)?;
    store
        .write(async |tx| {
            let old = locked(tx, slug).await?;
            match standing(&old) {
                Some(Standing::Public) => {}
                Some(Standing::Cancelled) if old.cancelled_because.as_deref() == Some(reason) => return Ok(()),
                _ => by.may_step(Action::StepEvent, false)?,
            }
            let row = ActiveModel {
                state: Set(Standing::Cancelled.code().into()),
                cancelled_because: Set(Some(reason.into())),
                updated_at: Set(now.0),
                ..next(&old, seen)?
            };
            row.update(tx).await?;
            audit::write(tx, by, "event_cancelled", SUBJECT, old.id, &json!({ "slug": slug }), now).await
        })
        .await
}

/// Deletes a draft. What was public once is cancelled instead.
pub async fn discard(store: &Store, by: &Acting, slug: &str, seen: i64, now: Moment) -> Result<(), StoreError> {
    by.works_at(Action::StepEvent)?;
    store
        .write(async |tx| {
            let old = locked(tx, slug).await?;
            by.may_step(Action::StepEvent, standing(&old) == Some(Standing::Draft))?;
            next(&old, seen)?;
            calendar::Entity::delete_by_id(old.id).exec(tx).await?;
            audit::write(tx, by, "event_discarded", SUBJECT, old.id, &json!({ "slug": slug }), now).await
        })
        .await
}

async fn locked(tx: &DatabaseTransaction, slug: &str) -> Result<calendar::Model, StoreError> {
    let found = calendar::Entity::find().filter(calendar::Column::Slug.eq(slug)).lock_exclusive().one(tx).await?;
    found.ok_or(StoreError::NotFound)
}

fn standing(row: &calendar::Model) -> Option<Standing> {
    Standing::from_code(&row.state)
}

/// The row with its next revision, and nothing else of it.
fn next(old: &calendar::Model, seen: i64) -> Result<ActiveModel, StoreError> {
    if old.revision != seen {
        return Err(StoreError::Stale { current: old.revision });
    }
    Ok(ActiveModel { id: Unchanged(old.id), revision: Set(old.revision.saturating_add(1)), ..Default::default() })
}

/// Pages say what does not fit before it gets here.
async fn check(store: &Store, content: &EventContent, now: Moment) -> Result<(), StoreError> {
    let reference = areas::reference(store).await?;
    let is_somewhere = content.district.is_none_or(|id: AreaId| reference.area(id).is_some());
    if is_somewhere && content.flaws(now).is_empty() { Ok(()) } else { Err(StoreError::Unstorable) }
}

fn columns(content: &EventContent, now: Moment) -> Result<ActiveModel, StoreError> {
    Ok(ActiveModel {
        title: Set(content.words.title.clone()),
        text: Set(content.words.text.clone()),
        translations: Set(serde_json::to_string(&content.translations)?),
        starts_at: Set(content.starts_at.0),
        ends_at: Set(content.ends_at.0),
        place_name: Set(content.place_name.clone()),
        address: Set(content.address.clone()),
        district_id: Set(content.district.map(|id| id.0)),
        accessibility: Set(serde_json::to_string(&content.accessibility)?),
        registration: Set(content.registration.clone()),
        theme: Set(content.theme.map(domain::Theme::number)),
        leads_to: Set(content.leads_to.clone()),
        updated_at: Set(now.0),
        ..Default::default()
    })
}

/// Names of what is another. The log holds them for good, and with whom to register may be a person: no values.
fn changed(old: &EventContent, new: &EventContent) -> Vec<&'static str> {
    let parts = [
        ("title", old.words.title != new.words.title),
        ("text", old.words.text != new.words.text),
        ("translations", old.translations != new.translations),
        ("starts_at", old.starts_at != new.starts_at),
        ("ends_at", old.ends_at != new.ends_at),
        ("place_name", old.place_name != new.place_name),
        ("address", old.address != new.address),
        ("district", old.district != new.district),
        ("accessibility", old.accessibility != new.accessibility),
        ("registration", old.registration != new.registration),
        ("theme", old.theme != new.theme),
        ("leads_to", old.leads_to != new.leads_to),
    ];
    parts.into_iter().filter(|(_, is_other)| *is_other).map(|(name, _)| name).collect()
}
