//! Drafts that nobody loses, and pictures, which belong first to a draft and then to its proposal.

use sea_orm_migration::{
    prelude::*,
    schema::{big_integer, big_integer_null, blob, integer, text, text_null},
};

use crate::table::{belongs_to, drop_all, index, may_point_to, with_id};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let draft = Table::create()
            .table("draft")
            .col(text("key").primary_key())
            .col(text_null("person_key"))
            .col(text("fields"))
            .col(text("step"))
            .col(big_integer("created_at"))
            .col(big_integer("updated_at"))
            .col(big_integer_null("submitted_as"))
            .foreign_key(&mut may_point_to("submitted_as", "proposal"))
            .to_owned();
        manager.create_table(draft).await?;
        manager.create_index(index("draft_of_person", "draft", &["person_key", "updated_at"])).await?;

        manager.create_index(index("draft_submitted_as", "draft", &["submitted_as"])).await?;

        let of_draft = ForeignKey::create()
            .from_col("draft_key")
            .to("draft", "key")
            .on_delete(ForeignKeyAction::Cascade)
            .to_owned();
        let picture = with_id("picture")
            .col(big_integer_null("proposal_id"))
            .col(text_null("draft_key"))
            .col(integer("position"))
            .col(integer("width"))
            .col(integer("height"))
            .col(text("alt"))
            .col(blob("full_jpeg"))
            .col(blob("thumb_jpeg"))
            .foreign_key(&mut belongs_to("proposal_id", "proposal"))
            .foreign_key(&mut of_draft.clone())
            .to_owned();
        manager.create_table(picture).await?;
        manager.create_index(index("picture_of_proposal", "picture", &["proposal_id", "position", "id"])).await?;
        manager.create_index(index("picture_of_draft", "picture", &["draft_key", "position", "id"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, &["picture", "draft"]).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
