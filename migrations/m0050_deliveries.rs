//! What arrived from devices that had no network: each record once, by a constraint.

use sea_orm_migration::{
    prelude::*,
    schema::{big_integer, text, text_null, text_uniq},
};

use crate::table::{drop_all, index, with_id};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let delivery = with_id("delivery")
            .col(text_uniq("record"))
            .col(text("kind"))
            .col(text("content_hash"))
            .col(text("outcome"))
            .col(text_null("reason"))
            .col(text_null("path"))
            .col(text_null("content"))
            .col(big_integer("conflicts").default(0))
            .col(big_integer("entered_at"))
            .col(big_integer("arrived_at"))
            .to_owned();
        manager.create_table(delivery).await?;
        manager.create_index(index("delivery_by_outcome", "delivery", &["outcome", "id"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, &["delivery"]).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
