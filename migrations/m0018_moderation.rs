//! Moderation in the open: decisions with their rules, who looks at what, reports, appeals, blocks.

use sea_orm_migration::{
    prelude::*,
    schema::{big_integer, big_integer_null, small_integer_null, text, text_null},
};

use crate::table::{belongs_to, drop_all, index, may_point_to, reference, unique, with_id};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // No foreign keys to contributions and accounts: what was decided stays in the public journal after they are gone.
        let decision = with_id("moderation_decision")
            .col(text("kind"))
            .col(big_integer("subject_id"))
            .col(text("step"))
            .col(small_integer_null("rule"))
            .col(text("reason"))
            .col(big_integer("at"))
            .col(big_integer_null("account_id"))
            .col(text("before"))
            .col(big_integer_null("public_since"))
            .col(big_integer_null("target"))
            .col(big_integer_null("until"))
            .col(big_integer_null("done_at"))
            .to_owned();
        manager.create_table(decision).await?;
        let of_subject = &["kind", "subject_id", "id"];
        manager.create_index(index("moderation_decision_of_subject", "moderation_decision", of_subject)).await?;
        manager.create_index(index("moderation_decision_at", "moderation_decision", &["at", "id"])).await?;

        let claim = Table::create()
            .table("moderation_claim")
            .col(text("kind"))
            .col(big_integer("subject_id"))
            .col(big_integer("account_id"))
            .col(big_integer("until"))
            .primary_key(Index::create().col("kind").col("subject_id"))
            .foreign_key(&mut belongs_to("account_id", "account"))
            .to_owned();
        manager.create_table(claim).await?;

        let report = with_id("report")
            .col(text("kind"))
            .col(big_integer("subject_id"))
            .col(text("submission").unique_key())
            .col(text("receipt_hash").unique_key())
            .col(text("ground"))
            .col(text("words"))
            .col(text_null("name"))
            .col(text_null("email"))
            .col(big_integer("at"))
            .col(big_integer_null("decision_id"))
            .foreign_key(&mut may_point_to("decision_id", "moderation_decision"))
            .to_owned();
        manager.create_table(report).await?;
        manager.create_index(index("report_of_subject", "report", &["kind", "subject_id", "id"])).await?;
        manager.create_index(index("report_of_decision", "report", &["decision_id", "at"])).await?;

        let appeal = with_id("appeal")
            .col(big_integer("decision_id"))
            .col(text("side"))
            .col(text("words"))
            .col(big_integer("at"))
            .col(text_null("outcome"))
            .col(text_null("reason"))
            .col(big_integer_null("decided_at"))
            .col(big_integer_null("account_id"))
            .foreign_key(&mut belongs_to("decision_id", "moderation_decision"))
            .to_owned();
        manager.create_table(appeal).await?;
        // The rule: each side appeals once.
        manager.create_index(unique("appeal_once", "appeal", &["decision_id", "side"])).await?;
        manager.create_index(index("appeal_open", "appeal", &["outcome", "at"])).await?;

        let block = with_id("submission_block")
            .col(text("person_key"))
            .col(big_integer("board_id"))
            .col(big_integer("decision_id"))
            .col(big_integer("until"))
            .foreign_key(&mut reference("board_id", "board"))
            .foreign_key(&mut belongs_to("decision_id", "moderation_decision"))
            .to_owned();
        manager.create_table(block).await?;
        manager.create_index(index("submission_block_of", "submission_block", &["person_key", "until"])).await?;
        manager.create_index(index("submission_block_decision", "submission_block", &["decision_id"])).await?;
        manager.create_index(index("submission_block_board", "submission_block", &["board_id"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, &["submission_block", "appeal", "report", "moderation_claim", "moderation_decision"]).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
