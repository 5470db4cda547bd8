//! Which responses to a survey were replaced by a later one of the same person, so that a late repetition is known as
//! what it is. Of what was replied then a hash remains.

use sea_orm_migration::{
    prelude::*,
    schema::{big_integer, text, text_uniq},
};

use crate::table::{belongs_to, drop_all, index, with_id};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let replaced = with_id("survey_replaced")
            .col(big_integer("response_id"))
            .col(text_uniq("submission"))
            .col(text("content"))
            .foreign_key(&mut belongs_to("response_id", "survey_response"))
            .to_owned();
        manager.create_table(replaced).await?;
        manager.create_index(index("survey_replaced_of", "survey_replaced", &["response_id"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, &["survey_replaced"]).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
