//! What people follow, what they were told, and where their letters go.

use sea_orm_migration::{
    prelude::*,
    schema::{big_integer, big_integer_null, text, text_null, text_uniq},
};

use crate::table::{drop_all, index, unique, with_id};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let follow = with_id("follow")
            .col(text("person_key"))
            .col(text("kind"))
            .col(text("target"))
            .col(text("delivery"))
            .col(big_integer("created_at"))
            .to_owned();
        manager.create_table(follow).await?;
        manager.create_index(unique("follow_once", "follow", &["person_key", "kind", "target"])).await?;
        manager.create_index(index("follow_of_topic", "follow", &["kind", "target"])).await?;

        // No foreign key to the event or the proposal: what somebody was told stays told.
        let notice = with_id("notice")
            .col(text("person_key"))
            .col(big_integer("event_id"))
            .col(big_integer("proposal_id"))
            .col(text("tie"))
            .col(text("target"))
            .col(big_integer("at"))
            .col(big_integer_null("read_at"))
            .col(text_null("letter"))
            .to_owned();
        manager.create_table(notice).await?;
        // One person is told of one event once.
        manager.create_index(unique("notice_once", "notice", &["person_key", "event_id"])).await?;
        manager.create_index(index("notice_of_person", "notice", &["person_key", "id"])).await?;
        manager.create_index(index("notice_in_letter", "notice", &["letter"])).await?;

        let contact = with_id("contact")
            .col(text_uniq("person_key"))
            // Confirmed by a link that was sent there.
            .col(text_null("email"))
            .col(text_null("wanted_email"))
            .col(big_integer_null("asked_at"))
            .col(text("language"))
            .col(text("delivery"))
            .col(big_integer("created_at"))
            .to_owned();
        manager.create_table(contact).await?;

        let cursor = with_id("news_cursor").col(big_integer("event_id")).to_owned();
        manager.create_table(cursor).await?;
        // What happened before there were news is none. Without a row they begin with the first event.
        let begin = "INSERT INTO news_cursor (id, event_id) SELECT 1, MAX(id) FROM event HAVING MAX(id) IS NOT NULL";
        manager.get_connection().execute_unprepared(begin).await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, &["news_cursor", "contact", "notice", "follow"]).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
