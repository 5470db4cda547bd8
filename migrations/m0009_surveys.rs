//! Surveys and what people replied, one response a person.

use sea_orm_migration::{
    prelude::*,
    schema::{big_integer, big_integer_null, boolean, text, text_uniq},
};

use crate::table::{belongs_to, drop_all, unique, with_id};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let survey = with_id("survey")
            .col(text_uniq("slug"))
            .col(text("title"))
            .col(text("intro"))
            .col(big_integer("starts_at"))
            .col(big_integer_null("ends_at"))
            .col(text("questions"))
            .col(boolean("is_demo").default(false))
            .to_owned();
        manager.create_table(survey).await?;

        let response = with_id("survey_response")
            .col(big_integer("survey_id"))
            .col(text_uniq("submission"))
            .col(text("person_key"))
            .col(text("replies"))
            .col(big_integer("at"))
            .foreign_key(&mut belongs_to("survey_id", "survey"))
            .to_owned();
        manager.create_table(response).await?;
        let once = ["survey_id", "person_key"];
        manager.create_index(unique("survey_response_once", "survey_response", &once)).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, &["survey_response", "survey"]).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
