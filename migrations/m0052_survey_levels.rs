//! Which level a survey asks for, and which level whoever responded has.

use sea_orm_migration::{prelude::*, schema::text};

/// The codes of `domain::accounts::Level`.
const COLUMNS: [(&str, &str); 2] = [("survey", "needed_level"), ("survey_response", "level")];

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (table, column) in COLUMNS {
            let add = Table::alter().table(table).add_column(text(column).default("guest")).to_owned();
            manager.alter_table(add).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (table, column) in COLUMNS {
            manager.alter_table(Table::alter().table(table).drop_column(column).to_owned()).await?;
        }
        Ok(())
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
