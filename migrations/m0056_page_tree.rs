//! Pages that editors make, move and retire; and where those are now that moved.

use sea_orm_migration::{
    prelude::*,
    schema::{big_integer, big_integer_null, boolean, text},
};

use crate::table::drop_all;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut columns = [
            boolean("is_public").default(true).take(),
            big_integer_null("retired_at").take(),
            text("retired_to").default("").take(),
        ];
        // One column at a time: SQLite adds no two at once.
        for column in &mut columns {
            manager.alter_table(Table::alter().table("page").add_column(column.take()).to_owned()).await?;
        }
        let moved = Table::create()
            .table("page_redirect")
            .col(text("address").primary_key())
            .col(text("target"))
            .col(big_integer("at"))
            .to_owned();
        manager.create_table(moved).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, &["page_redirect"]).await?;
        for column in ["is_public", "retired_at", "retired_to"] {
            manager.alter_table(Table::alter().table("page").drop_column(column).to_owned()).await?;
        }
        Ok(())
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
