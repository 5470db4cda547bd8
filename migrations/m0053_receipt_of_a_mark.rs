//! A mark on the map has a receipt. Of those that were set before nobody knows a code, so they have none.

use sea_orm_migration::{prelude::*, schema::text_null};

use crate::table::unique;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let column = text_null("receipt_hash").take();
        manager.alter_table(Table::alter().table("place_mark").add_column(column).to_owned()).await?;
        manager.create_index(unique("place_mark_receipt", "place_mark", &["receipt_hash"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_index(Index::drop().name("place_mark_receipt").table("place_mark").to_owned()).await?;
        manager.alter_table(Table::alter().table("place_mark").drop_column("receipt_hash").to_owned()).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
