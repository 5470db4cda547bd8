//! Whether anything was committed since somebody looked, by this process or by another one.

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use sea_orm::{
    ConnectionTrait, DbBackend, DbErr, RuntimeErr, Statement,
    sqlx::{self, ConnectOptions, Connection, SqliteConnection},
};
use tokio::sync::Mutex;

use crate::{Store, StoreError};

/// As long as it stays the same, so does everything that can be read. It may change for no reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version(Arc<str>);

/// Looks for everybody who waits: who came before a look began may have its result.
#[derive(Debug, Default)]
pub(crate) struct Lookout {
    /// Looks that began since the start.
    begun: AtomicU64,
    turn: Mutex<Turn>,
}

#[derive(Debug, Default)]
struct Turn {
    /// The number of the last look, and what it saw.
    last: Option<(u64, Version)>,
    /// SQLite counts the commits of all others for each connection, so this one never writes.
    connection: Option<(u64, SqliteConnection)>,
}

impl Store {
    /// The version at some moment after the call. Much cheaper than any page: SQLite looks into memory that its processes
    /// share, PostgreSQL tells which transactions a reader would see.
    pub async fn version(&self) -> Result<Version, StoreError> {
        let lookout = &self.lookout;
        let before = lookout.begun.load(Ordering::SeqCst);
        let mut turn = lookout.turn.lock().await;
        if let Some((number, version)) = &turn.last
            && *number > before
        {
            return Ok(version.clone());
        }
        let number = lookout.begun.fetch_add(1, Ordering::SeqCst) + 1;
        let seen = match self.backend() {
            DbBackend::Postgres => self.snapshot().await?,
            _ => self.data_version(&mut turn, number).await?,
        };
        let version = Version(seen.into());
        turn.last = Some((number, version.clone()));
        Ok(version)
    }

    async fn data_version(&self, turn: &mut Turn, number: u64) -> Result<String, StoreError> {
        // Not left behind half used when the caller goes away.
        let (since, mut connection) = match turn.connection.take() {
            Some(connection) => connection,
            None => {
                let options = self.read.get_sqlite_connection_pool().connect_options();
                (number, options.connect().await.map_err(unreachable)?)
            }
        };
        let seen: i64 =
            sqlx::query_scalar("PRAGMA data_version").fetch_one(&mut connection).await.map_err(unreachable)?;
        turn.connection = Some((since, connection));
        // Another connection counts from another number.
        Ok(format!("{since} {seen}"))
    }

    /// A transaction that is committed is no longer among those which the snapshot leaves out.
    async fn snapshot(&self) -> Result<String, StoreError> {
        let question = Statement::from_string(DbBackend::Postgres, "SELECT pg_current_snapshot()::text");
        let row = self.read.query_one_raw(question).await?.ok_or(StoreError::NotFound)?;
        Ok(row.try_get_by_index(0)?)
    }
}

impl Lookout {
    pub(crate) async fn close(&self) {
        if let Some((_, connection)) = self.turn.lock().await.connection.take()
            && let Err(error) = connection.close().await
        {
            tracing::debug!(%error, "A connection could not be closed");
        }
    }
}

/// What went wrong on a connection beside the pools.
pub(crate) fn unreachable(error: sqlx::Error) -> StoreError {
    DbErr::Conn(RuntimeErr::SqlxError(error.into())).into()
}
