//! Work that is done after the answer: what is to be done once stands here in the same transaction as its cause.

use sea_orm_migration::{
    prelude::*,
    schema::{big_integer, big_integer_null, integer, text, text_null, text_uniq},
};

use crate::table::{drop_all, index, with_id};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let job = with_id("job")
            .col(text("kind"))
            // What must happen once has one key, however often it is asked for.
            .col(text_uniq("key"))
            .col(text("payload"))
            .col(text("state"))
            .col(integer("attempts").default(0))
            .col(big_integer("run_at"))
            .col(text_null("last_error"))
            .col(big_integer("created_at"))
            .col(big_integer_null("done_at"))
            .to_owned();
        manager.create_table(job).await?;
        manager.create_index(index("job_due", "job", &["state", "run_at", "id"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, &["job"]).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
