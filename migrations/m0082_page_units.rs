//! Units that look after pages: what was set for a page, and when a draft was handed in to those who look after it.

use sea_orm_migration::{
    prelude::*,
    schema::{big_integer_null, text_null},
};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.alter_table(Table::alter().table("page").add_column(text_null("unit")).to_owned()).await?;
        let submitted_at = big_integer_null("submitted_at");
        manager.alter_table(Table::alter().table("page_draft").add_column(submitted_at).to_owned()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.alter_table(Table::alter().table("page_draft").drop_column("submitted_at").to_owned()).await?;
        manager.alter_table(Table::alter().table("page").drop_column("unit").to_owned()).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
