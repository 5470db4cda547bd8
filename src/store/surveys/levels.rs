//! Whom a survey takes, and how many of each level responded.

use domain::{
    Moment,
    accounts::Level,
    history::Actor,
    ids::SurveyId,
    policy::{Acting, Action},
    proposals::Confirmed,
};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::{Set, Unchanged},
    ColumnTrait, EntityTrait, QueryFilter, QuerySelect,
};
use serde_json::json;

use crate::{
    Store, StoreError, audit,
    entity::{survey, survey_response as response},
    history::{self, Subject},
};

/// Whom the survey takes from now on; who responded before stays counted. What is set to what it is already leaves no trace.
pub async fn set_needed_level(
    store: &Store,
    by: &Acting,
    slug: &str,
    level: Level,
    now: Moment,
) -> Result<(), StoreError> {
    // Surveys and boards are set up by the same people.
    by.may(Action::ManageBoards)?;
    store
        .write(async |tx| {
            let found = survey::Entity::find().filter(survey::Column::Slug.eq(slug)).lock_exclusive().one(tx).await?;
            let old = found.ok_or(StoreError::NotFound)?;
            if old.needed_level == level.code() {
                return Ok(());
            }
            let needed_level = Set(level.code().into());
            survey::ActiveModel { id: Unchanged(old.id), needed_level, ..Default::default() }.update(tx).await?;
            let data = json!({ "needed_level": level.code() });
            let subject = Subject::Survey(old.id);
            history::note(tx, now, subject, Actor::System, "needed_level_set", data.clone()).await?;
            audit::write(tx, by, "needed_level_set", subject.code(), old.id, &data, now).await
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
