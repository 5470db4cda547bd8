//! The state of the schema.

use migrations::{Migrator, MigratorTrait};
use sea_orm::DatabaseConnection;

use crate::{StoreError, connection::Store};

pub(crate) async fn migrate(connection: &DatabaseConnection) -> Result<(), StoreError> {
    Migrator::up(connection, None).await?;
    Ok(())
}

/// Names of the migrations that the database lacks.
pub(crate) async fn pending(connection: &DatabaseConnection) -> Result<Vec<String>, StoreError> {
    let pending = Migrator::get_pending_migrations(connection).await?;
    Ok(pending.iter().map(|migration| migration.name().to_owned()).collect())
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
        testing::{NOW, stores},
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
