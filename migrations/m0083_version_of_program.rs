//! Versions of pages that came with the program: until now those of nobody, as which the versions of somebody whose account
//! is gone counted too.

use sea_orm_migration::{prelude::*, schema::boolean, sea_orm::ConnectionTrait};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let column = boolean("is_from_program").default(false).take();
        manager.alter_table(Table::alter().table("page_version").add_column(column).to_owned()).await?;
        // The first one of a page of the program is what was there before anybody edited it.
        let first = "UPDATE page_version SET is_from_program = TRUE WHERE number = 1 AND account_id IS NULL AND note = '' \
                     AND page_id IN (SELECT id FROM page WHERE source_hash <> '')";
        manager.get_connection().execute_unprepared(first).await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.alter_table(Table::alter().table("page_version").drop_column("is_from_program").to_owned()).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
