//! Which level a board asks for, which level a supporter had, and how often somebody guessed.

use sea_orm_migration::{
    prelude::*,
    schema::{big_integer, text},
};

use crate::table::{drop_all, index};

/// The codes of `domain::accounts::Level`.
const COLUMNS: [(&str, &str); 2] = [("board", "needed_level"), ("support", "level")];

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (table, column) in COLUMNS {
            let add = Table::alter().table(table).add_column(text(column).default("guest")).to_owned();
            manager.alter_table(add).await?;
        }
        // Keyed hashes of whose password or code was wrong: no row tells whether there is such an account.
        let attempt = Table::create()
            .table("attempt")
            .col(text("subject").primary_key())
            .col(big_integer("failures"))
            .col(big_integer("last_at"))
            .to_owned();
        manager.create_table(attempt).await?;
        manager.create_index(index("attempt_last", "attempt", &["last_at"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, &["attempt"]).await?;
        for (table, column) in COLUMNS {
            manager.alter_table(Table::alter().table(table).drop_column(column).to_owned()).await?;
        }
        Ok(())
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
