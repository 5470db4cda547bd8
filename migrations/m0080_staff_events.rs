//! Events that staff make: drafts, cancelled ones, other languages, what they belong to. What was there is public.

use sea_orm_migration::{
    prelude::*,
    schema::{big_integer, small_integer_null, text, text_null},
};

const COLUMNS: [&str; 6] = ["revision", "state", "cancelled_because", "translations", "theme", "leads_to"];

fn columns() -> [ColumnDef; 6] {
    [
        big_integer("revision").default(1).take(),
        text("state").default("public").take(),
        text_null("cancelled_because"),
        text("translations").default("{}").take(),
        small_integer_null("theme"),
        text_null("leads_to"),
    ]
}

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for column in columns() {
            manager.alter_table(Table::alter().table("calendar_event").add_column(column).to_owned()).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for column in COLUMNS {
            manager.alter_table(Table::alter().table("calendar_event").drop_column(column).to_owned()).await?;
        }
        Ok(())
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
