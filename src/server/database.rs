//! Opens the database that the settings name.

use std::{
    fs::{File, OpenOptions, TryLockError},
    path::PathBuf,
    time::Duration,
};

use store::{Settings, Store, StoreError};

use crate::config::Config;

/// Opens a database whose schema is complete; never makes or changes one.
pub async fn open(config: &Config) -> Result<Store, StoreError> {
    if let Some(file) = file(&config.database_url).filter(|file| !file.exists()) {
        let message = format!("There is no database at {} yet. Run `wegmarken migrate`.", file.display());
        return Err(StoreError::BadSchema(message));
    }
    Store::open(&settings(config)).await
}

/// Makes the file when it is missing and brings the schema up to date.
pub async fn open_and_migrate(config: &Config) -> Result<Store, StoreError> {
    make_folder(config)?;
    Store::open_and_migrate(&settings(config)).await
}

pub fn make_folder(config: &Config) -> Result<(), StoreError> {
    let Some(file) = file(&config.database_url) else { return Ok(()) };
    let Some(folder) = file.parent() else { return Ok(()) };
    std::fs::create_dir_all(folder)
        .map_err(|error| StoreError::BadSchema(format!("The folder {} cannot be made: {error}", folder.display())))
}

#[derive(Debug, thiserror::Error)]
#[error("{} {why}", lock.display())]
pub struct Occupied {
    lock: PathBuf,
    why: String,
}

/// Held by a server as long as it runs, so that nobody replaces the file of its database under it. Let go by the
/// operating system however the process ends. PostgreSQL has no file.
pub fn shared(config: &Config) -> Result<Option<File>, Occupied> {
    lock(config, File::try_lock_shared, "is held: the database is being restored or moved.")
}

/// Held while the file is replaced or given up: no server runs and none can start.
pub fn alone(config: &Config) -> Result<Option<File>, Occupied> {
    lock(config, File::try_lock, "is held: a server uses the database. Stop it first.")
}

fn lock(
    config: &Config,
    take: impl Fn(&File) -> Result<(), TryLockError>,
    refused: &str,
) -> Result<Option<File>, Occupied> {
    let Some(file) = file(&config.database_url) else { return Ok(None) };
    let mut path = file.into_os_string();
    path.push(".lock");
    let path = PathBuf::from(path);
    let opened = OpenOptions::new().create(true).truncate(false).write(true).open(&path);
    let taken = opened.map_err(|error| error.to_string()).and_then(|opened| match take(&opened) {
        Ok(()) => Ok(opened),
        Err(TryLockError::WouldBlock) => Err(refused.to_owned()),
        Err(TryLockError::Error(error)) => Err(error.to_string()),
    });
    taken.map(Some).map_err(|why| Occupied { lock: path, why })
}

/// What kind of database it is and where, without any password: one may stand before the `@`, and after the `?`.
pub fn place(config: &Config) -> String {
    match file(&config.database_url) {
        Some(file) => format!("SQLite at {}", file.display()),
        None => {
            let after_user = config.database_url.rsplit('@').next().unwrap_or_default();
            let address = after_user.rsplit("://").next().unwrap_or_default();
            format!("PostgreSQL at {}", address.split('?').next().unwrap_or_default())
        }
    }
}

/// Longer than anything takes that is done again and again, and shorter than a job is kept for whoever took it.
pub const MINUTES: Duration = Duration::from_secs(4 * 60);

/// Work in the background, given up when it takes longer: a database whose machine went down while it was asked never answers
/// nor lets go, and no visitor is there to lose patience. What was not committed is undone.
pub async fn within<T>(limit: Duration, work: impl Future<Output = Result<T, StoreError>>) -> Result<T, StoreError> {
    tokio::time::timeout(limit, work).await.unwrap_or(Err(StoreError::Busy))
}

fn settings(config: &Config) -> Settings {
    let mut url = config.database_url.clone();
    if file(&url).is_some() && !url.contains("mode=") {
        url.push_str(if url.contains('?') { "&mode=rwc" } else { "?mode=rwc" });
    }
    let bytes = |secret: &String| secret.clone().into_bytes();
    Settings {
        secret: config.secret.as_ref().map(bytes),
        secrets_before: config.secrets_before.iter().map(bytes).collect(),
        ..Settings::new(url)
    }
}

/// The file of a SQLite database.
pub fn file(url: &str) -> Option<PathBuf> {
    let path = url.strip_prefix("sqlite://")?;
    Some(PathBuf::from(path.split('?').next().unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use std::future::pending;

    use super::*;
    use crate::testing;

    #[tokio::test(start_paused = true)]
    async fn work_in_the_background_does_not_wait_for_ever() {
        let silent = within(MINUTES, pending::<Result<(), StoreError>>()).await;
        assert!(matches!(silent, Err(StoreError::Busy)), "{silent:?}");
        assert!(matches!(within(MINUTES, async { Ok(1) }).await, Ok(1)));
        assert!(matches!(
            within(MINUTES, async { Err::<(), _>(StoreError::NotFound) }).await,
            Err(StoreError::NotFound)
        ));
    }

    #[test]
    fn the_place_of_a_database_never_shows_a_password() {
        let mut config = testing::config();
        config.database_url = "postgres://wegmarken:geheim@db.example:5432/wegmarken".into();
        assert_eq!(place(&config), "PostgreSQL at db.example:5432/wegmarken");
        config.database_url = "postgres:///wegmarken?host=/run/postgresql&user=wegmarken&password=geheim".into();
        assert_eq!(place(&config), "PostgreSQL at /wegmarken");
        config.database_url = "sqlite://var/wegmarken.db?mode=rwc".into();
        assert_eq!(place(&config), "SQLite at var/wegmarken.db");
    }
}
