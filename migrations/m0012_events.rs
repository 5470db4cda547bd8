//! Everything that happened, one row or more for every write, in the same transaction as the write.

use sea_orm_migration::{
    prelude::*,
    schema::{big_integer, boolean, text},
};

use crate::table::{drop_all, index, with_id};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // No foreign key: the log outlives what it tells about.
        let event = with_id("event")
            .col(big_integer("at"))
            .col(text("subject"))
            .col(big_integer("subject_id"))
            .col(text("actor"))
            .col(text("kind"))
            .col(text("data"))
            .col(boolean("is_public"))
            .to_owned();
        manager.create_table(event).await?;
        // Public ones apart, so that a timeline is not read through ten thousand single supports.
        let timeline = ["subject", "subject_id", "is_public", "at", "id"];
        manager.create_index(index("event_timeline", "event", &timeline)).await?;
        manager.create_index(index("event_recent", "event", &["is_public", "at", "id"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, &["event"]).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
