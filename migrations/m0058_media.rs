//! Files that editors put on pages.

use sea_orm_migration::{
    prelude::*,
    schema::{big_integer, big_integer_null, blob, blob_null, integer, text},
};

use crate::table::{drop_all, index, may_point_to, unique, with_id};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let media = with_id("media")
            .col(text("key"))
            .col(text("hash"))
            .col(text("format"))
            .col(text("name"))
            .col(big_integer("size"))
            .col(integer("width"))
            .col(integer("height"))
            .col(blob("content"))
            .col(blob_null("medium"))
            .col(blob_null("small"))
            .col(big_integer_null("account_id"))
            .col(big_integer("at"))
            .foreign_key(&mut may_point_to("account_id", "account"))
            .to_owned();
        manager.create_table(media).await?;
        manager.create_index(unique("media_key", "media", &["key"])).await?;
        manager.create_index(unique("media_hash", "media", &["hash"])).await?;
        manager.create_index(index("media_of_account", "media", &["account_id"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, &["media"]).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
