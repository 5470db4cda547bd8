//! When somebody last looked whether the declaration of accessibility is still true.

use domain::{
    Language, Moment,
    policy::{Acting, Action},
};
use sea_orm::{ActiveValue::Set, EntityTrait, sea_query::OnConflict};
use serde_json::json;

use crate::{Store, StoreError, audit, entity::setting, pages};

const REVIEWED: &str = "declaration reviewed";
const ADDRESS: &str = "barrierefreiheit";

/// The last review; before the first one, when the text was written.
pub async fn reviewed_at(store: &Store) -> Result<Moment, StoreError> {
    let row = setting::Entity::find_by_id(REVIEWED).one(store.read()).await?;
    if let Some(at) = row.and_then(|row| row.value.parse().ok()) {
        return Ok(Moment(at));
    }
    let page = pages::find(store, ADDRESS, Language::De).await?;
    Ok(page.map(|(page, _)| page.updated_at).unwrap_or_default())
}

/// Notes that the declaration was checked and is true.
pub async fn review(store: &Store, by: &Acting, now: Moment) -> Result<(), StoreError> {
    by.works_at(Action::AnswerAccessibility)?;
    let row = || setting::ActiveModel { key: Set(REVIEWED.into()), value: Set(now.0.to_string()) };
    let again = || OnConflict::column(setting::Column::Key).update_column(setting::Column::Value).to_owned();
    store
        .write(async |tx| {
            setting::Entity::insert(row()).on_conflict(again()).exec_without_returning(tx).await?;
            audit::write(tx, by, "declaration_reviewed", "page", 0, &json!({}), now).await
        })
        .await
}
