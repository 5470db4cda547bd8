//! Calls for places that staff make: drafts, other languages, the Ortsteil they are about, why they closed early. What was
//! there is public. An Ortsteil that is over stays in the table of areas, so nothing has to be kept from pointing at it.

use sea_orm_migration::{
    prelude::*,
    schema::{big_integer, big_integer_null, text, text_null},
};

const COLUMNS: [&str; 5] = ["revision", "state", "translations", "district_id", "closed_because"];

fn columns() -> [ColumnDef; 5] {
    [
        big_integer("revision").default(1).take(),
        text("state").default("public").take(),
        text("translations").default("{}").take(),
        big_integer_null("district_id"),
        text_null("closed_because"),
    ]
}

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for column in columns() {
            manager.alter_table(Table::alter().table("place_call").add_column(column).to_owned()).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for column in COLUMNS {
            manager.alter_table(Table::alter().table("place_call").drop_column(column).to_owned()).await?;
        }
        Ok(())
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
