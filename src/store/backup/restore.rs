//! Puts a backup in the place of a database.

use std::{
    fs, io,
    path::{Path, PathBuf},
    time::Duration,
};

use domain::Moment;
use sea_orm::{ConnectionTrait, Database, DbBackend, Statement};

use super::{
    Access, BackupError, Checked,
    check::{check, is_alone},
    files::{self, Unfinished},
    options,
};
use crate::StoreError;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Restored {
    pub checked: Checked,
    /// Where the database is that was there before.
    pub aside: Option<PathBuf>,
}

/// Checks `backup` and puts a copy of it in the place of `file`, which is kept under another name. Whoever starts servers
/// has to keep them from starting meanwhile; that none has the file open is looked at here.
pub async fn restore(backup: &Path, file: &Path, now: Moment) -> Result<Restored, BackupError> {
    is_alone(backup)?;
    let copy = Unfinished::beside(file)?;
    // The copy is what is checked: nothing can happen to it afterwards.
    fs::copy(backup, copy.path()).map_err(|error| files::failed(backup, error))?;
    let checked = match check(copy.path()).await {
        Err(BackupError::Damaged { found, .. }) => return Err(BackupError::Damaged { file: backup.into(), found }),
        other => other?,
    };
    let aside = if file.exists() { Some(put_aside(file, now).await?) } else { None };
    copy.becomes(file)?;
    Ok(Restored { checked, aside })
}

/// The database stays under its name as well until the new one takes it: there is no moment without a database, in which
/// a starting server would make an empty one.
async fn put_aside(file: &Path, now: Moment) -> Result<PathBuf, BackupError> {
    if has_company(file).await? {
        return Err(BackupError::InUse(file.into()));
    }
    let seconds = now.0 / 1_000;
    let stamp = jiff::Timestamp::from_second(seconds).map(|at| at.strftime("%Y%m%dT%H%M%SZ").to_string());
    let aside = files::beside(file, &format!(".before-{}", stamp.unwrap_or_else(|_| seconds.to_string())));
    if aside.exists() {
        return Err(BackupError::Exists(aside));
    }
    // A log that is left belongs to a broken database; beside another one it would break that too.
    for ending in ["-wal", "-shm"] {
        match fs::rename(files::beside(file, ending), files::beside(&aside, ending)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(files::failed(file, error)),
            _ => {}
        }
    }
    // Not every file system has links.
    fs::hard_link(file, &aside)
        .or_else(|_| fs::copy(file, &aside).map(drop))
        .and_then(|()| files::sync_folder_of(&aside))
        .map_err(|error| files::failed(&aside, error))?;
    Ok(aside)
}

/// SQLite gives up its log only for somebody who is alone with the file; everything that stood in the log is in the file
/// then. A broken database has no company that could be harmed.
async fn has_company(file: &Path) -> Result<bool, BackupError> {
    let mut alone = options(file, Access::Existing);
    let path = file.to_owned();
    alone.map_sqlx_sqlite_opts(move |options| {
        options.filename(&path).create_if_missing(false).busy_timeout(Duration::ZERO)
    });
    let connection = match Database::connect(alone).await.map_err(StoreError::from) {
        Ok(connection) => connection,
        Err(StoreError::Busy) => return Ok(true),
        Err(_) => return Ok(false),
    };
    let statement = Statement::from_string(DbBackend::Sqlite, "PRAGMA journal_mode = DELETE");
    let answer = connection.query_one_raw(statement).await.map_err(StoreError::from);
    connection.close().await?;
    match answer {
        Ok(Some(row)) => Ok(row.try_get_by_index::<String>(0)? != "delete"),
        Ok(None) | Err(StoreError::Busy) => Ok(true),
        Err(_) => Ok(false),
    }
}
