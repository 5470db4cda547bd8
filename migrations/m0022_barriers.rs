//! Barriers that people met on the pages, and what they were answered.

use sea_orm_migration::{
    prelude::*,
    schema::{big_integer, big_integer_null, text, text_null, text_uniq},
};

use crate::table::{drop_all, index, with_id};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let barrier = with_id("barrier")
            .col(text_uniq("submission"))
            .col(text_uniq("receipt_hash"))
            .col(text_null("page"))
            .col(text("text"))
            .col(text_null("author"))
            // Until the answer is sent.
            .col(text_null("email"))
            .col(text("language"))
            .col(big_integer("at"))
            .col(text_null("answer"))
            .col(big_integer_null("answered_at"))
            .to_owned();
        manager.create_table(barrier).await?;
        manager.create_index(index("barrier_by_answer", "barrier", &["answered_at", "at", "id"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, &["barrier"]).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
