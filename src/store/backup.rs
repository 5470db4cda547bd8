//! A SQLite database as one file: copied while the server writes, and put back in place of a lost or broken one.
//!
//! PostgreSQL brings its own tools for both.

mod check;
mod files;
mod restore;

use std::path::{Path, PathBuf};

use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DbBackend, DbErr, Statement};

pub use check::{Checked, check};
use files::Unfinished;
pub use restore::{Restored, restore};

use crate::StoreError;

#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    #[error("{} is there already", .0.display())]
    Exists(PathBuf),
    #[error("{}: {error}", file.display())]
    File { file: PathBuf, error: std::io::Error },
    #[error("{} is no complete database: {found}", file.display())]
    Damaged { file: PathBuf, found: String },
    #[error("{} is open in another program; stop it first", .0.display())]
    InUse(PathBuf),
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<DbErr> for BackupError {
    fn from(error: DbErr) -> Self {
        Self::Store(error.into())
    }
}

/// Copies the database in `file`, with everything that is acknowledged when it begins, into the new file `to`. Others may
/// read and write meanwhile. `to` appears when the copy is whole, checked and on the disk, and not before.
pub async fn backup(file: &Path, to: &Path, overwrite: bool) -> Result<Checked, BackupError> {
    if to.exists() && !overwrite {
        return Err(BackupError::Exists(to.into()));
    }
    let copy = Unfinished::beside(to)?;
    let connection = Database::connect(options(file, Access::Existing)).await?;
    let copied = copy_into(&connection, copy.path()).await;
    connection.close().await?;
    copied?;
    let checked = check(copy.path()).await?;
    copy.becomes(to)?;
    Ok(checked)
}

/// One statement reads one state of the database and keeps no writer waiting.
async fn copy_into(connection: &DatabaseConnection, to: &Path) -> Result<(), BackupError> {
    let name = to.to_str().ok_or_else(|| files::failed(to, std::io::ErrorKind::InvalidFilename.into()))?;
    let copy = Statement::from_sql_and_values(DbBackend::Sqlite, "VACUUM INTO ?", [name.into()]);
    connection.execute_raw(copy).await?;
    Ok(())
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Access {
    /// A database that others may use.
    Existing,
    /// A finished copy that nobody writes: no log and no lock is made beside it.
    Finished,
}

fn options(file: &Path, access: Access) -> ConnectOptions {
    let file = file.to_owned();
    // The address only says which kind of database it is; a path may hold characters that mean something in one.
    let mut options = ConnectOptions::new("sqlite://file");
    options.max_connections(1).sqlx_logging(false).record_stmt_in_spans(false).map_sqlx_sqlite_opts(move |options| {
        let is_finished = access == Access::Finished;
        options.filename(&file).create_if_missing(false).read_only(is_finished).immutable(is_finished)
    });
    options
}

#[cfg(test)]
mod tests;
