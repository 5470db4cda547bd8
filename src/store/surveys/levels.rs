//! Whom a survey takes, and how many of each level responded.

use domain::{
    Moment,
    accounts::Level,
    ids::SurveyId,
    policy::{Acting, Action},
    proposals::Confirmed,
};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
use serde_json::json;

use super::{drafts::save, from_row};
use crate::{
    Store, StoreError,
    entity::{survey, survey_response as response},
};

/// Whom the survey takes from now on, whatever somebody else set.
pub async fn set_needed_level(
    store: &Store,
    by: &Acting,
    slug: &str,
    level: Level,
    now: Moment,
) -> Result<(), StoreError> {
    choose_level(store, by, slug, level, None, now).await
}

/// The same from a form, which `seen` says the revision of; who responded before stays counted. What is set to what it is
/// already leaves no trace.
pub async fn choose_level(
    store: &Store,
    by: &Acting,
    slug: &str,
    level: Level,
    seen: Option<i64>,
    now: Moment,
) -> Result<(), StoreError> {
    by.may(Action::ManageBoards)?;
    store
        .write(async |tx| {
            let found = survey::Entity::find().filter(survey::Column::Slug.eq(slug)).lock_exclusive().one(tx).await?;
            let old = from_row(found.ok_or(StoreError::NotFound)?, 0)?;
            if old.needed_level == level {
                return Ok(());
            }
            if seen.is_some_and(|seen| seen != old.revision) {
                return Err(StoreError::Stale { current: old.revision });
            }
            let row = survey::ActiveModel { needed_level: Set(level.code().into()), ..Default::default() };
            let data = json!({ "needed_level": level.code() });
            save(tx, by, &old, row, ("needed_level_set", data), now).await
        })
        .await
}

/// The others are guests.
pub async fn confirmed(store: &Store, id: SurveyId) -> Result<Confirmed, StoreError> {
    let rows: Vec<(String, i64)> = response::Entity::find()
        .select_only()
        .column(response::Column::Level)
        .column_as(response::Column::Id.count(), "many")
        .filter(response::Column::SurveyId.eq(id.0))
        .group_by(response::Column::Level)
        .into_tuple()
        .all(store.read())
        .await?;
    let of = |level: Level| rows.iter().find(|(code, _)| code == level.code()).map_or(0, |(_, many)| *many);
    Ok(Confirmed { by_email: of(Level::EmailConfirmed), residents: of(Level::ResidentConfirmed) })
}
