//! Sheets of paper with votes on them: typed in, and counted once a second typing agrees.

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
        let sheet = with_id("paper_sheet")
            .col(text_uniq("submission"))
            .col(text_uniq("receipt_hash"))
            .col(text("form"))
            .col(text("state"))
            .col(text_null("first"))
            .col(text_null("second"))
            .col(big_integer_null("second_by"))
            .col(big_integer_null("second_at"))
            .col(big_integer_null("typed_by"))
            .col(big_integer("typed_at"))
            .col(big_integer_null("checked_by"))
            .col(big_integer_null("checked_at"))
            .to_owned();
        manager.create_table(sheet).await?;
        manager.create_index(index("paper_sheet_by_state", "paper_sheet", &["state", "id"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, &["paper_sheet"]).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
