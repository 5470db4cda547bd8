//! The demo contributions, with a history that is as long as they are old. All of them or none, in one transaction.

mod calendar;
pub(super) mod offices;
mod people;
mod places;
mod proposals;
mod story;
mod surveys;

use domain::{Moment, history::Actor, ids::SubmissionId};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter,
};
use serde_json::json;

use super::Report;
use crate::{
    Store, StoreError, areas,
    entity::{event, proposal},
    history::{self, Subject},
    keys::content_hash,
};

/// Loads them; where they are already, nothing happens.
pub async fn demo(store: &Store, now: Moment) -> Result<Report, StoreError> {
    let proposals = proposals::prepare(store, now).await?;
    let reference = areas::reference(store).await?;
    store
        .write(async |tx| {
            let mut report = Report::default();
            if is_loaded(tx).await? {
                return Ok(report);
            }
            offices::load(tx, now, &mut report).await?;
            proposals::load(tx, store.keys(), &proposals, now, &mut report).await?;
            surveys::load(tx, now, &mut report).await?;
            places::load(tx, &reference, now, &mut report).await?;
            calendar::load(tx, &reference, now, &mut report).await?;
            let data = json!({ "loaded": report.to_string() });
            history::note(tx, now, Subject::Installation, Actor::System, "demo_loaded", data).await?;
            Ok(report)
        })
        .await
}

async fn is_loaded(tx: &DatabaseTransaction) -> Result<bool, StoreError> {
    Ok(proposal::Entity::find().filter(proposal::Column::IsDemo.eq(true)).count(tx).await? > 0)
}

/// The same id for the same demo contribution, whenever it is loaded.
fn submission(kind: &str, key: &str, number: usize) -> Result<SubmissionId, StoreError> {
    let hash: String = content_hash(&["demo", kind, key, &number.to_string()]).chars().take(32).collect();
    SubmissionId::parse(&hash).map_err(|error| StoreError::Content(error.to_string()))
}

/// Rows of one statement: the widest table here has 14 columns, SQLite takes 32 766 values.
const ROWS: usize = 1_000;

async fn insert_events(tx: &DatabaseTransaction, rows: Vec<event::ActiveModel>) -> Result<(), StoreError> {
    insert(tx, rows).await
}

/// Many rows with as few statements as possible.
async fn insert<A>(tx: &DatabaseTransaction, rows: Vec<A>) -> Result<(), StoreError>
where
    A: ActiveModelTrait + Send,
    <A::Entity as EntityTrait>::Model: IntoActiveModel<A>,
{
    let mut rows = rows.into_iter();
    loop {
        let some: Vec<A> = rows.by_ref().take(ROWS).collect();
        if some.is_empty() {
            return Ok(());
        }
        A::Entity::insert_many(some).exec_without_returning(tx).await?;
    }
}
