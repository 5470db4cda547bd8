//! Links with which people without an account see the draft of a page.

use sea_orm_migration::{
    prelude::*,
    schema::{big_integer, big_integer_null, text},
};

use crate::table::{belongs_to, drop_all, index, may_point_to, with_id};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let preview = with_id("page_preview")
            .col(big_integer("page_id"))
            .col(text("seed"))
            .col(big_integer_null("account_id"))
            .col(big_integer("created_at"))
            .col(big_integer("expires_at"))
            .foreign_key(&mut belongs_to("page_id", "page"))
            .foreign_key(&mut may_point_to("account_id", "account"))
            .to_owned();
        manager.create_table(preview).await?;
        manager.create_index(index("page_preview_of", "page_preview", &["page_id"])).await?;
        manager.create_index(index("page_preview_of_account", "page_preview", &["account_id"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, &["page_preview"]).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
