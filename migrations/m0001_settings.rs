//! Values that the installation made for itself, such as its secret.

use sea_orm_migration::{prelude::*, schema::text};

use crate::table::drop_all;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::create().table("setting").col(text("key").primary_key()).col(text("value")).to_owned();
        manager.create_table(table).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, &["setting"]).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
