//! Who supports a proposal (as a pseudonym) and what the offices answered.

use sea_orm_migration::{
    prelude::*,
    schema::{big_integer, big_integer_null, boolean, text, text_null},
};

use crate::table::{belongs_to, drop_all, index, with_id};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // The key is the counting rule: one row for each person and proposal.
        let support = Table::create()
            .table("support")
            .col(big_integer("proposal_id"))
            .col(text("person_key"))
            .col(big_integer("at"))
            .col(boolean("is_demo").default(false))
            .col(big_integer_null("merged_from"))
            .primary_key(Index::create().col("proposal_id").col("person_key"))
            .foreign_key(&mut belongs_to("proposal_id", "proposal"))
            .to_owned();
        manager.create_table(support).await?;

        let answer = with_id("answer")
            .col(big_integer("proposal_id"))
            .col(text("office"))
            .col(text("status"))
            .col(text("text"))
            .col(big_integer_null("cost_eur"))
            .col(text_null("period"))
            .col(big_integer("at"))
            .foreign_key(&mut belongs_to("proposal_id", "proposal"))
            .to_owned();
        manager.create_table(answer).await?;
        manager.create_index(index("answer_of_proposal", "answer", &["proposal_id", "at", "id"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, &["answer", "support"]).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
