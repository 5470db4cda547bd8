//! The discussion of a proposal.

use sea_orm_migration::{
    prelude::*,
    schema::{big_integer, big_integer_null, boolean, text, text_null, text_uniq},
};

use crate::table::{belongs_to, drop_all, index, with_id};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let comment = with_id("comment")
            .col(big_integer("proposal_id"))
            .col(text_uniq("submission"))
            .col(text_uniq("receipt_hash"))
            .col(text("person_key"))
            .col(big_integer_null("reply_to"))
            .col(text("stance"))
            .col(text("text"))
            .col(text_null("author"))
            .col(big_integer("at"))
            .col(text("state"))
            .col(text_null("reason"))
            .col(boolean("is_demo").default(false))
            .foreign_key(&mut belongs_to("proposal_id", "proposal"))
            .foreign_key(&mut belongs_to("reply_to", "comment"))
            .to_owned();
        manager.create_table(comment).await?;
        let threads = ["proposal_id", "reply_to", "at", "id"];
        manager.create_index(index("comment_threads", "comment", &threads)).await?;
        manager.create_index(index("comment_replies", "comment", &["reply_to", "at", "id"])).await?;
        manager.create_index(index("comment_queue", "comment", &["state", "at", "id"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, &["comment"]).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
