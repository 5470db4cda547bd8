//! What administrators see of the jobs, and what they may do about one that was given up.

use domain::{
    Moment,
    policy::{Acting, Action, Fact, Facts},
};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::{Set, Unchanged},
    ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};
use serde_json::json;

use super::State;
use crate::{Store, StoreError, audit, entity::job};

/// A job without its payload, which may concern one person alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    pub id: i64,
    pub kind: String,
    pub key: String,
    pub state: State,
    pub attempts: i32,
    /// Next attempt, or when it was given up.
    pub run_at: Moment,
    pub last_error: Option<String>,
    pub created_at: Moment,
    pub done_at: Option<Moment>,
}

/// The latest first, of one state or of all. `before` is the id of the last one of the page before.
pub async fn list(
    store: &Store,
    state: Option<State>,
    before: Option<i64>,
    most: u64,
) -> Result<Vec<Listed>, StoreError> {
    let mut jobs = job::Entity::find().order_by_desc(job::Column::Id).limit(most);
    if let Some(state) = state {
        jobs = jobs.filter(job::Column::State.eq(state.code()));
    }
    if let Some(before) = before {
        jobs = jobs.filter(job::Column::Id.lt(before));
    }
    jobs.all(store.read()).await?.into_iter().map(listed).collect()
}

fn listed(row: job::Model) -> Result<Listed, StoreError> {
    Ok(Listed {
        id: row.id,
        state: State::from_code(&row.state)
            .ok_or_else(|| StoreError::BadSchema(format!("unknown state {}", row.state)))?,
        kind: row.kind,
        key: row.key,
        attempts: row.attempts,
        run_at: Moment(row.run_at),
        last_error: row.last_error,
        created_at: Moment(row.created_at),
        done_at: row.done_at.map(Moment),
    })
}

/// How many there are of each state.
pub async fn counts(store: &Store) -> Result<[(State, u64); 4], StoreError> {
    let rows: Vec<(String, i64)> = job::Entity::find()
        .select_only()
        .column(job::Column::State)
        .column_as(job::Column::Id.count(), "many")
        .group_by(job::Column::State)
        .into_tuple()
        .all(store.read())
        .await?;
    let many = |state: State| rows.iter().find(|(code, _)| code == state.code()).map_or(0, |(_, many)| *many);
    Ok(State::ALL.map(|state| (state, u64::try_from(many(state)).unwrap_or_default())))
}

/// Gives a job that was given up all its attempts again, beginning now. Any other stays as it is.
pub async fn retry(store: &Store, by: &Acting, id: i64, now: Moment) -> Result<(), StoreError> {
    by.works_at(Action::RetryJob)?;
    store
        .write(async |tx| {
            let row = job::Entity::find_by_id(id).lock_exclusive().one(tx).await?.ok_or(StoreError::NotFound)?;
            let given_up = Facts::NONE.and(Fact::GivenUp, row.state == State::Failed.code());
            if by.may_given(Action::RetryJob, given_up).is_err() {
                return Ok(());
            }
            let again = job::ActiveModel {
                id: Unchanged(id),
                state: Set(State::Waiting.code().into()),
                attempts: Set(0),
                run_at: Set(now.0),
                ..Default::default()
            };
            again.update(tx).await?;
            audit::write(tx, by, "job_retried", "job", id, &json!({ "kind": row.kind }), now).await
        })
        .await
}

/// Forgets what was entered before that moment and is done or was given up.
pub(crate) async fn tidy(tx: &DatabaseTransaction, before: Moment) -> Result<u64, StoreError> {
    let over = [State::Done, State::Failed].map(State::code);
    let gone = job::Entity::delete_many()
        .filter(job::Column::State.is_in(over))
        .filter(job::Column::CreatedAt.lt(before.0))
        .exec(tx)
        .await?;
    Ok(gone.rows_affected)
}
