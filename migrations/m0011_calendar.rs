//! Events in person.

use sea_orm_migration::{
    prelude::*,
    schema::{big_integer, big_integer_null, boolean, text, text_null, text_uniq},
};

use crate::table::{drop_all, index, reference, with_id};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let event = with_id("calendar_event")
            .col(text_uniq("slug"))
            .col(text("title"))
            .col(text("text"))
            .col(big_integer("starts_at"))
            .col(big_integer("ends_at"))
            .col(text("place_name"))
            .col(text("address"))
            .col(big_integer_null("district_id"))
            .col(text("accessibility"))
            .col(text_null("registration"))
            .col(big_integer("updated_at"))
            .col(boolean("is_demo").default(false))
            .foreign_key(&mut reference("district_id", "area"))
            .to_owned();
        manager.create_table(event).await?;
        manager.create_index(index("calendar_event_by_end", "calendar_event", &["ends_at", "id"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, &["calendar_event"]).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
