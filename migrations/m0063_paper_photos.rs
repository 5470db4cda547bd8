//! Photographs of sheets of paper, and when a sheet was handed in.

use sea_orm_migration::{
    prelude::*,
    schema::{big_integer, big_integer_null, blob, integer, text},
};

use crate::table::{drop_all, index, with_id};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let photo = with_id("paper_photo")
            .col(text("submission"))
            .col(text("subject"))
            .col(big_integer("subject_id"))
            .col(integer("width"))
            .col(integer("height"))
            .col(blob("jpeg"))
            .col(big_integer("at"))
            .to_owned();
        manager.create_table(photo).await?;
        manager.create_index(index("paper_photo_by_submission", "paper_photo", &["submission"])).await?;
        manager.create_index(index("paper_photo_by_time", "paper_photo", &["at"])).await?;
        let add = Table::alter().table("paper_sheet").add_column(big_integer_null("handed_in_at")).to_owned();
        manager.alter_table(add).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.alter_table(Table::alter().table("paper_sheet").drop_column("handed_in_at").to_owned()).await?;
        drop_all(manager, &["paper_photo"]).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
