//! Work for later. Whoever causes it enters it in their own transaction, so that it is there when its cause is, and no
//! sooner. A key makes it happen once; what fails comes back later and later, and at the end waits for an administrator.
//!
//! A worker takes a job for a limited time. If it is gone by then, killed in the middle, the next one takes the job
//! over; if it was only slow, whatever it reports is no longer heard, because the number of the attempt differs.

mod listed;
#[cfg(test)]
mod tests;

use domain::{Moment, jobs::wait_after};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::{Set, Unchanged},
    ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, LockBehavior, LockType, OnConflict},
};
use serde::{Serialize, de::DeserializeOwned};

use crate::{
    Store, StoreError,
    entity::job::{self, Model},
};
pub(crate) use listed::tidy;
pub use listed::{Listed, counts, list, retry};

/// How long a worker may take before its job counts as abandoned. No step of ours takes a tenth of it.
const LEASE: i64 = 5 * Moment::MINUTE;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum State {
    Waiting,
    /// Somebody works on it.
    Running,
    Done,
    /// Tried often enough; an administrator decides.
    Failed,
}

impl State {
    pub const ALL: [Self; 4] = [Self::Waiting, Self::Running, Self::Done, Self::Failed];

    pub fn code(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Running => "running",
            Self::Done => "done",
            Self::Failed => "failed",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }
}

/// A job that the caller now works on, alone.
#[derive(Clone, PartialEq, Eq)]
pub struct Claimed {
    pub id: i64,
    pub kind: String,
    pub key: String,
    pub attempt: i32,
    payload: String,
}

impl Claimed {
    pub fn payload<T: DeserializeOwned>(&self) -> Result<T, StoreError> {
        Ok(serde_json::from_str(&self.payload)?)
    }
}

/// The payload stays out of logs.
impl std::fmt::Debug for Claimed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Claimed").field("id", &self.id).field("kind", &self.kind).finish_non_exhaustive()
    }
}

/// Why an attempt failed. The words are kept for administrators, so they name nobody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    pub words: String,
    /// Trying again would change nothing.
    pub is_final: bool,
}

/// What became of an attempt that failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    TriedAgain(Moment),
    GivenUp,
    /// It took so long that somebody else has the job by now.
    TakenOver,
}

/// Enters a job, to be done not before `run_at`. `false` when there is one with this key, done or not.
pub(crate) async fn enqueue(
    tx: &DatabaseTransaction,
    kind: &'static str,
    key: &str,
    payload: &impl Serialize,
    run_at: Moment,
    now: Moment,
) -> Result<bool, StoreError> {
    let row = job::ActiveModel {
        kind: Set(kind.into()),
        key: Set(key.into()),
        payload: Set(serde_json::to_string(payload)?),
        state: Set(State::Waiting.code().into()),
        attempts: Set(0),
        run_at: Set(run_at.0),
        created_at: Set(now.0),
        ..Default::default()
    };
    let once = OnConflict::column(job::Column::Key).do_nothing().to_owned();
    Ok(job::Entity::insert(row).on_conflict(once).exec_without_returning(tx).await? == 1)
}

/// Takes the job that is due longest. Two workers never get the same one.
pub async fn claim(store: &Store, now: Moment) -> Result<Option<Claimed>, StoreError> {
    // Most of the time there is nothing to do, and looking costs no write.
    if due(now).one(store.read()).await?.is_none() {
        return Ok(None);
    }
    store.write(async |tx| claim_in(tx, now).await).await
}

async fn claim_in(tx: &DatabaseTransaction, now: Moment) -> Result<Option<Claimed>, StoreError> {
    loop {
        // On SQLite there is one writer, who has no need of a lock.
        let free = due(now).lock_with_behavior(LockType::Update, LockBehavior::SkipLocked).one(tx).await?;
        let Some(row) = free else { return Ok(None) };
        // Left behind again and again: perhaps it ends the program.
        if row.state == State::Running.code() && wait_after(row.attempts, 0.5).is_none() {
            let words = "Its worker was gone each time before it was done.";
            set(tx, row.id, State::Failed, now, Some(words.into())).await?;
            continue;
        }
        let taken = job::ActiveModel {
            id: Unchanged(row.id),
            state: Set(State::Running.code().into()),
            attempts: Set(row.attempts + 1),
            run_at: Set(now.0 + LEASE),
            ..Default::default()
        };
        taken.update(tx).await?;
        let Model { id, kind, key, attempts, payload, .. } = row;
        return Ok(Some(Claimed { id, kind, key, attempt: attempts + 1, payload }));
    }
}

/// Waiting, or left behind by a worker that is gone.
fn due(now: Moment) -> sea_orm::Select<job::Entity> {
    job::Entity::find()
        .filter(job::Column::State.is_in([State::Waiting.code(), State::Running.code()]))
        .filter(job::Column::RunAt.lte(now.0))
        .order_by_asc(job::Column::RunAt)
        .order_by_asc(job::Column::Id)
        .limit(1)
}

/// `false` when somebody else has taken the job over.
pub async fn done(store: &Store, job: &Claimed, now: Moment) -> Result<bool, StoreError> {
    store.write(async |tx| done_in(tx, job, now).await).await
}

/// Together with what the job itself writes.
pub(crate) async fn done_in(tx: &DatabaseTransaction, job: &Claimed, now: Moment) -> Result<bool, StoreError> {
    use job::Column::{Attempts, DoneAt, Id, LastError, Payload, State as StateColumn};
    let changed = job::Entity::update_many()
        .col_expr(StateColumn, Expr::value(State::Done.code()))
        .col_expr(Payload, Expr::value("{}"))
        .col_expr(LastError, Expr::value(None::<String>))
        .col_expr(DoneAt, Expr::value(now.0))
        .filter(Id.eq(job.id))
        .filter(Attempts.eq(job.attempt))
        .filter(StateColumn.eq(State::Running.code()))
        .exec(tx)
        .await?;
    Ok(changed.rows_affected == 1)
}

/// Comes back later, or never. `dice` is between 0 and 1.
pub async fn failed(
    store: &Store,
    job: &Claimed,
    failure: &Failure,
    dice: f64,
    now: Moment,
) -> Result<Fate, StoreError> {
    let wait = wait_after(job.attempt, dice).filter(|_| !failure.is_final);
    store
        .write(async |tx| {
            let row = job::Entity::find_by_id(job.id).lock_exclusive().one(tx).await?;
            let is_mine = row.is_some_and(|row| row.attempts == job.attempt && row.state == State::Running.code());
            let words = Some(failure.words.clone());
            match wait {
                _ if !is_mine => Ok(Fate::TakenOver),
                Some(wait) => {
                    let again = Moment(now.0.saturating_add(wait));
                    set(tx, job.id, State::Waiting, again, words).await?;
                    Ok(Fate::TriedAgain(again))
                }
                None => {
                    set(tx, job.id, State::Failed, now, words).await?;
                    Ok(Fate::GivenUp)
                }
            }
        })
        .await
}

async fn set(
    tx: &DatabaseTransaction,
    id: i64,
    state: State,
    run_at: Moment,
    last_error: Option<String>,
) -> Result<(), StoreError> {
    let row = job::ActiveModel {
        id: Unchanged(id),
        state: Set(state.code().into()),
        run_at: Set(run_at.0),
        last_error: Set(last_error),
        ..Default::default()
    };
    row.update(tx).await?;
    Ok(())
}
