//! Whether a file is a whole database of ours.

use std::path::Path;

use sea_orm::{ConnectionTrait, Database, DatabaseConnection, DbBackend, Statement};

use super::{Access, BackupError, files, options};
use crate::{StoreError, schema};

/// What was found in a good file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    pub bytes: u64,
    /// Migrations that the next start of the server applies.
    pub pending: Vec<String>,
}

/// Reads every page, every index and every reference. The file must not be in use.
pub async fn check(file: &Path) -> Result<Checked, BackupError> {
    let bytes = std::fs::metadata(file).map_err(|error| files::failed(file, error))?.len();
    is_alone(file)?;
    match opened(file).await {
        Ok(Ok(pending)) => Ok(Checked { bytes, pending }),
        Ok(Err(found)) => Err(damaged(file, found)),
        // A file of another program is not even readable, nor is one with holes.
        Err(StoreError::Db(error) | StoreError::Unwritable(error)) => Err(damaged(file, error.to_string())),
        Err(other) => Err(other.into()),
    }
}

async fn opened(file: &Path) -> Result<Result<Vec<String>, String>, StoreError> {
    let connection = Database::connect(options(file, Access::Finished)).await?;
    let found = look(&connection).await;
    connection.close().await?;
    found
}

/// The file of a running database is only a part of it.
pub(super) fn is_alone(file: &Path) -> Result<(), BackupError> {
    let log = files::beside(file, "-wal");
    if std::fs::metadata(&log).is_ok_and(|log| log.len() > 0) {
        let found = format!("a part of it is still in {}; use a file made by `wegmarken backup`", log.display());
        return Err(damaged(file, found));
    }
    Ok(())
}

async fn look(connection: &DatabaseConnection) -> Result<Result<Vec<String>, String>, StoreError> {
    let integrity = first(connection, "PRAGMA integrity_check(1)").await?;
    if integrity.as_deref() != Some("ok") {
        return Ok(Err(integrity.unwrap_or_default()));
    }
    let dangling = "SELECT \"table\" || ' points to a missing row of ' || parent FROM pragma_foreign_key_check LIMIT 1";
    if let Some(dangling) = first(connection, dangling).await? {
        return Ok(Err(dangling));
    }
    let state = schema::state_of(connection).await?;
    state.refuse_newer()?;
    if state.pending.len() == schema::count() {
        return Ok(Err("it holds none of our tables".into()));
    }
    Ok(Ok(state.pending))
}

async fn first(connection: &DatabaseConnection, question: &str) -> Result<Option<String>, StoreError> {
    let row = connection.query_one_raw(Statement::from_string(DbBackend::Sqlite, question)).await?;
    Ok(row.map(|row| row.try_get_by_index(0)).transpose()?)
}

fn damaged(file: &Path, found: String) -> BackupError {
    BackupError::Damaged { file: file.into(), found }
}
