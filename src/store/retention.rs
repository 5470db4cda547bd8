//! Deletes what nobody needs any more, when the register of processing (`domain::privacy`) says so: the same register
//! from which people read how long something is kept.

mod forget;

use std::collections::BTreeMap;

use domain::{
    Moment,
    history::Actor,
    privacy::{Matter, Retention},
};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::{Set, Unchanged},
    DatabaseTransaction, EntityTrait, QuerySelect,
    sea_query::OnConflict,
};
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::{
    Store, StoreError,
    entity::setting,
    history::{self, Subject},
};

/// What the last run did. Its row is what processes queue at, so that one of them does the work.
const LAST: &str = "retention";

/// A little less than a day, so that a run does not wander through the hours.
const EVERY: i64 = 23 * Moment::HOUR;

/// Later than this somebody has to look.
const OVERDUE: i64 = 2 * Moment::DAY;

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Run {
    pub at: Moment,
    /// Codes of matters and how many rows went; nothing about whose they were.
    pub gone: BTreeMap<String, u64>,
}

impl Run {
    pub fn is_overdue(&self, now: Moment) -> bool {
        now.0.saturating_sub(self.at.0) > OVERDUE
    }
}

/// Deletes once a day, however many processes ask; the answer is what this call did, if it was its turn.
pub async fn run_if_due(store: &Store, now: Moment) -> Result<Option<Run>, StoreError> {
    if last(store).await?.is_some_and(|run| !is_due(&run, now)) {
        return Ok(None);
    }
    let done = store
        .write(async |tx| {
            let before = lock(tx).await?;
            if before.is_some_and(|run| !is_due(&run, now)) {
                return Ok(None);
            }
            let run = Run { at: now, gone: forget_all(tx, now).await? };
            let value = serde_json::to_string(&run)?;
            setting::ActiveModel { key: Unchanged(LAST.into()), value: Set(value) }.update(tx).await?;
            history::note(tx, now, Subject::Installation, Actor::System, "retention", json!(run.gone)).await?;
            Ok(Some(run))
        })
        .await?;
    if done.is_some()
        && let Err(error) = store.empty_log().await
    {
        tracing::warn!(%error, "What was deleted may stand in the log of the database until tomorrow");
    }
    Ok(done)
}

/// The last run, or nothing where there was none.
pub async fn last(store: &Store) -> Result<Option<Run>, StoreError> {
    let row = setting::Entity::find_by_id(LAST).one(store.read()).await?;
    Ok(row.and_then(|row| serde_json::from_str(&row.value).ok()))
}

fn is_due(last: &Run, now: Moment) -> bool {
    now.0.saturating_sub(last.at.0) >= EVERY
}

async fn lock(tx: &DatabaseTransaction) -> Result<Option<Run>, StoreError> {
    let first = setting::ActiveModel { key: Set(LAST.into()), value: Set(String::new()) };
    let once = OnConflict::column(setting::Column::Key).do_nothing().to_owned();
    setting::Entity::insert(first).on_conflict(once).exec_without_returning(tx).await?;
    let row = setting::Entity::find_by_id(LAST).lock_exclusive().one(tx).await?.ok_or(StoreError::NotFound)?;
    Ok(serde_json::from_str(&row.value).ok())
}

async fn forget_all(tx: &DatabaseTransaction, now: Moment) -> Result<BTreeMap<String, u64>, StoreError> {
    let mut gone = BTreeMap::new();
    for matter in Matter::ALL {
        let Retention::For { days, .. } = matter.processing().keep else { continue };
        let until = now.plus_days(-i64::from(days));
        gone.insert(matter.code().to_owned(), forget::forget(tx, matter, until, now).await?);
    }
    Ok(gone)
}

#[cfg(test)]
mod tests;
