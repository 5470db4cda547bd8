//! What was changed of a survey after it was published, with a reason that everybody reads.

use sea_orm_migration::{
    prelude::*,
    schema::{big_integer, big_integer_null, text},
};

use crate::table::{belongs_to, drop_all, index, with_id};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let change = with_id("survey_change")
            .col(big_integer("survey_id"))
            .col(big_integer("at"))
            .col(text("kind"))
            .col(text("reason"))
            .col(big_integer_null("ends_at"))
            .foreign_key(&mut belongs_to("survey_id", "survey"))
            .to_owned();
        manager.create_table(change).await?;
        manager.create_index(index("survey_change_of", "survey_change", &["survey_id"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, &["survey_change"]).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
