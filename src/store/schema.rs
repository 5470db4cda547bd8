//! The state of the schema.

use migrations::{Migrator, MigratorTrait, SchemaManager};
use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, Statement};

use crate::{StoreError, connection::Store, faults, transactions};

/// Migrations in which the database and this program differ.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct State {
    /// The database lacks them.
    pub pending: Vec<String>,
    /// A newer program applied them.
    pub unknown: Vec<String>,
}

impl State {
    pub fn is_current(&self) -> bool {
        self.pending.is_empty() && self.unknown.is_empty()
    }

    /// A newer program may have changed what the columns mean: writing with this one could do harm.
    pub(crate) fn refuse_newer(&self) -> Result<(), StoreError> {
        if self.unknown.is_empty() {
            return Ok(());
        }
        let names = self.unknown.join(", ");
        Err(StoreError::BadSchema(format!("The database is newer than this program ({names}). Run the newer program.")))
    }
}

/// How many migrations there are.
pub(crate) fn count() -> usize {
    Migrator::migrations().len()
}

/// Reads only, so that a probe changes nothing.
pub async fn state(store: &Store) -> Result<State, StoreError> {
    state_of(store.read()).await
}

pub(crate) async fn state_of(connection: &impl ConnectionTrait) -> Result<State, StoreError> {
    let applied = applied(connection).await?;
    let known: Vec<String> =
        Migrator::get_migration_files().iter().map(|migration| migration.name().to_owned()).collect();
    let pending = known.iter().filter(|name| !applied.contains(name)).cloned().collect();
    let unknown = applied.into_iter().filter(|name| !known.contains(name)).collect();
    Ok(State { pending, unknown })
}

/// The names in the order in which they were applied; none in a database that has nothing of ours.
async fn applied(connection: &impl ConnectionTrait) -> Result<Vec<String>, StoreError> {
    let backend = connection.get_database_backend();
    let is_there = match backend {
        DbBackend::Sqlite => "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'seaql_migrations'",
        _ => "SELECT 1 WHERE to_regclass('seaql_migrations') IS NOT NULL",
    };
    if connection.query_one_raw(Statement::from_string(backend, is_there)).await?.is_none() {
        return Ok(Vec::new());
    }
    let names = "SELECT version FROM seaql_migrations ORDER BY version";
    let rows = connection.query_all_raw(Statement::from_string(backend, names)).await?;
    rows.iter().map(|row| Ok(row.try_get_by_index(0)?)).collect()
}

/// All that is pending or nothing of it. Servers that start at once take turns, and the second finds nothing to do.
pub(crate) async fn migrate(connection: &DatabaseConnection) -> Result<(), StoreError> {
    let state = state_of(connection).await?;
    state.refuse_newer()?;
    if state.pending.is_empty() {
        return Ok(());
    }
    if faults::migrates_bare() {
        return bare(connection, &state.pending).await;
    }
    let transaction = transactions::begin(connection).await?;
    transactions::install_alone(&transaction).await?;
    Migrator::up(&transaction, None).await?;
    transaction.commit().await?;
    Ok(())
}

/// What the transaction is for: without it a kill leaves whatever was done so far.
async fn bare(connection: &DatabaseConnection, pending: &[String]) -> Result<(), StoreError> {
    for migration in
        Migrator::migrations().iter().filter(|migration| pending.iter().any(|name| name == migration.name()))
    {
        migration.up(&SchemaManager::new(connection)).await?;
        let done = format!("INSERT INTO seaql_migrations (version, applied_at) VALUES ('{}', 0)", migration.name());
        connection.execute_unprepared(&done).await?;
    }
    Ok(())
}

/// Names of the migrations that the database lacks.
pub(crate) async fn pending(connection: &DatabaseConnection) -> Result<Vec<String>, StoreError> {
    let state = state_of(connection).await?;
    state.refuse_newer()?;
    Ok(state.pending)
}

/// Undoes the last `steps` migrations, with the data that they hold.
pub async fn undo(store: &Store, steps: u32) -> Result<(), StoreError> {
    Migrator::down(&store.write, Some(steps)).await?;
    store.forget_reference();
    Ok(())
}

/// Applies whatever is pending.
pub async fn bring_up_to_date(store: &Store) -> Result<(), StoreError> {
    migrate(&store.write).await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        Settings, boards,
        testing::{NOW, empty_databases, stores},
    };

    #[tokio::test]
    async fn every_migration_can_be_undone_and_done_again() {
        for store in stores().await {
            let steps = u32::try_from(Migrator::migrations().len()).unwrap();
            undo(&store, steps).await.unwrap();
            assert_eq!(pending(&store.write).await.unwrap().len(), Migrator::migrations().len(), "{}", store.name);
            bring_up_to_date(&store).await.unwrap();
            crate::seed::content(&store, NOW).await.unwrap();
            assert!(boards::default_board(&store).await.is_ok(), "{}", store.name);
        }
    }

    #[tokio::test]
    async fn a_database_of_a_newer_program_is_named_and_not_opened() {
        for store in stores().await {
            assert!(state(&store).await.unwrap().is_current(), "{}", store.name);
            let newer = "INSERT INTO seaql_migrations (version, applied_at) VALUES ('m9999_future', 0)";
            store.write.execute_unprepared(newer).await.unwrap();
            let found = state(&store).await.unwrap();
            assert_eq!((found.pending.len(), found.unknown), (0, vec!["m9999_future".to_owned()]), "{}", store.name);
            let refused = migrate(&store.write).await;
            assert!(
                matches!(&refused, Err(StoreError::BadSchema(words)) if words.contains("m9999_future")),
                "{refused:?}"
            );
            assert!(matches!(pending(&store.write).await, Err(StoreError::BadSchema(_))), "{}", store.name);
        }
    }

    #[tokio::test]
    async fn servers_that_start_at_once_on_an_empty_database_all_start() {
        let (urls, _folder) = empty_databases().await;
        for url in urls {
            let settings = Settings::new(url.as_str());
            let start = || async {
                let store = Store::open_and_migrate(&settings).await?;
                crate::seed::content(&store, NOW).await?;
                Ok::<_, StoreError>(store)
            };
            let (first, second, third) = tokio::join!(start(), start(), start());
            for store in [first, second, third] {
                let store = store.unwrap();
                assert!(state(&store).await.unwrap().is_current(), "{url}");
            }
        }
    }

    #[tokio::test]
    async fn a_database_without_its_schema_is_not_opened() {
        let folder = tempfile::tempdir().unwrap();
        let settings = Settings::new(format!("sqlite://{}?mode=rwc", folder.path().join("new.db").display()));
        let refused = Store::open(&settings).await;
        assert!(
            matches!(&refused, Err(StoreError::BadSchema(words)) if words.contains("wegmarken migrate")),
            "{refused:?}"
        );
        Store::open_and_migrate(&settings).await.unwrap().close().await.unwrap();
        Store::open(&settings).await.unwrap();
    }
}
