//! What an operator wants to know of a running database.

use std::{sync::OnceLock, time::Duration};

use sea_orm::{ConnectionTrait, DbBackend, Statement};

use crate::{Store, StoreError};

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Measured {
    pub bytes: u64,
    /// SQLite's write-ahead log.
    pub log_bytes: Option<u64>,
    /// Open connections for reading (SQLite), or for everything (PostgreSQL).
    pub connections: u64,
    pub idle_connections: u64,
}

/// How a write ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Outcome {
    Stored,
    /// By the rules of the domain; nothing is wrong.
    Refused,
    /// Too many writers waited.
    Busy,
    Failed,
}

impl Outcome {
    pub fn name(self) -> &'static str {
        match self {
            Self::Stored => "stored",
            Self::Refused => "refused",
            Self::Busy => "busy",
            Self::Failed => "failed",
        }
    }

    fn of<T>(done: &Result<T, StoreError>) -> Self {
        match done {
            Ok(_) => Self::Stored,
            Err(StoreError::Busy) => Self::Busy,
            Err(
                StoreError::NotFound
                | StoreError::Refused(_)
                | StoreError::Invalid(_)
                | StoreError::Status(_)
                | StoreError::Stale { .. }
                | StoreError::SubmissionConflict,
            ) => Self::Refused,
            Err(_) => Self::Failed,
        }
    }
}

type Watch = Box<dyn Fn(Outcome, Duration) + Send + Sync>;

/// Who is told about every write.
#[derive(Default)]
pub(crate) struct Watcher(OnceLock<Watch>);

impl Watcher {
    pub(crate) fn tell<T>(&self, done: &Result<T, StoreError>, took: Duration) {
        if let Some(watch) = self.0.get() {
            watch(Outcome::of(done), took);
        }
    }
}

impl std::fmt::Debug for Watcher {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Watcher(…)")
    }
}

impl Store {
    /// From now on `watch` learns how every write ends and how long it took, the wait for its turn included. The first one
    /// who asks stays.
    pub fn watch_writes(&self, watch: impl Fn(Outcome, Duration) + Send + Sync + 'static) {
        let _ = self.watcher.0.set(Box::new(watch));
    }

    pub async fn measure(&self) -> Result<Measured, StoreError> {
        let (connections, idle) = match self.backend() {
            DbBackend::Postgres => {
                let pool = self.read.get_postgres_connection_pool();
                (pool.size(), pool.num_idle())
            }
            _ => {
                let pool = self.read.get_sqlite_connection_pool();
                (pool.size(), pool.num_idle())
            }
        };
        let (bytes, log_bytes) = match self.backend() {
            DbBackend::Postgres => (number(self, "SELECT pg_database_size(current_database())").await?, None),
            _ => {
                let pages = "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size";
                (number(self, pages).await?, Some(log_size(self).await?))
            }
        };
        Ok(Measured { bytes, log_bytes, connections: connections.into(), idle_connections: idle as u64 })
    }
}

async fn log_size(store: &Store) -> Result<u64, StoreError> {
    let question = "SELECT file FROM pragma_database_list WHERE name = 'main'";
    let row = store.read.query_one_raw(Statement::from_string(DbBackend::Sqlite, question)).await?;
    let Some(row) = row else { return Ok(0) };
    let file: String = row.try_get_by_index(0)?;
    // Without a log there is nothing in it.
    Ok(tokio::fs::metadata(format!("{file}-wal")).await.map_or(0, |log| log.len()))
}

async fn number(store: &Store, question: &str) -> Result<u64, StoreError> {
    let row = store.read.query_one_raw(Statement::from_string(store.backend(), question)).await?;
    let number: i64 = row.map(|row| row.try_get_by_index(0)).transpose()?.unwrap_or_default();
    Ok(u64::try_from(number).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};

    use domain::ids::ProposalId;
    use sea_orm::DatabaseTransaction;

    use super::*;
    use crate::{
        supports,
        testing::{NOW, person, stores},
    };

    #[tokio::test]
    async fn who_watches_learns_how_every_write_ended() {
        for store in stores().await {
            let seen: Arc<Mutex<Vec<Outcome>>> = Arc::default();
            let told = seen.clone();
            store.watch_writes(move |outcome, _| told.lock().unwrap().push(outcome));
            store.write(async |_| Ok(())).await.unwrap();
            supports::support(&store, ProposalId(4711), &person("a"), NOW).await.unwrap_err();
            store
                .write(async |tx| Ok(tx.execute_unprepared("INSERT INTO nowhere VALUES (1)").await?.rows_affected()))
                .await
                .unwrap_err();
            assert_eq!(*seen.lock().unwrap(), [Outcome::Stored, Outcome::Refused, Outcome::Failed], "{}", store.name);
        }
    }

    #[tokio::test]
    async fn a_database_has_a_size_and_connections() {
        for store in stores().await {
            let write = async |tx: &DatabaseTransaction| {
                Ok(tx.execute_unprepared("INSERT INTO setting (key, value) VALUES ('a', 'b')").await?.rows_affected())
            };
            store.write(write).await.unwrap();
            let found = store.measure().await.unwrap();
            assert!(found.bytes > 100_000 && found.connections >= 1, "{}: {found:?}", store.name);
            assert_eq!(found.log_bytes.is_some(), store.name == "sqlite");
            assert!(found.log_bytes.is_none_or(|log| log > 0), "{found:?}");
        }
    }
}
