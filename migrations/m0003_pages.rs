//! Editable pages as lists of blocks, one page for each language.

use sea_orm_migration::{
    prelude::*,
    schema::{big_integer, boolean, integer, text, text_null},
};

use crate::table::{belongs_to, drop_all, unique, with_id};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let page = with_id("page")
            .col(text("address"))
            .col(text("language"))
            .col(text("title"))
            .col(text("summary"))
            .col(big_integer("updated_at"))
            .col(boolean("is_edited").default(false))
            .col(text("source_hash"))
            .to_owned();
        manager.create_table(page).await?;
        manager.create_index(unique("page_once", "page", &["address", "language"])).await?;

        let block = with_id("block")
            .col(big_integer("page_id"))
            .col(integer("position"))
            .col(text("kind"))
            .col(text_null("anchor"))
            .col(text("body"))
            .col(big_integer("revision").default(1))
            .foreign_key(&mut belongs_to("page_id", "page"))
            .to_owned();
        manager.create_table(block).await?;
        manager.create_index(unique("block_once", "block", &["page_id", "position"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, &["block", "page"]).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
