//! Answers of offices: how long a board gives them, whether two people stand behind one, and what is still being written.

use sea_orm_migration::{
    prelude::*,
    schema::{big_integer, big_integer_null, text, text_null},
};

use crate::table::{belongs_to, drop_all, index, may_point_to};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // One column at a time: SQLite adds no two at once.
        for column in [big_integer("answer_days").default(42).take(), big_integer("approvers").default(1).take()] {
            manager.alter_table(Table::alter().table("board").add_column(column).to_owned()).await?;
        }
        manager.alter_table(Table::alter().table("answer").add_column(text_null("contact")).to_owned()).await?;

        // The key is the rule: an office writes one answer at a time. What was typed is kept as it was typed.
        let draft = Table::create()
            .table("answer_draft")
            .col(big_integer("proposal_id").primary_key())
            .col(big_integer("office_id"))
            .col(text("status"))
            .col(text("text"))
            .col(text("cost"))
            .col(text("period"))
            .col(text("contact"))
            .col(text("merge_into"))
            .col(big_integer("revision"))
            .col(text("state"))
            .col(text_null("remark"))
            .col(big_integer_null("submitted_by"))
            .col(big_integer("changed_at"))
            .foreign_key(&mut belongs_to("proposal_id", "proposal"))
            .foreign_key(&mut belongs_to("office_id", "office"))
            .foreign_key(&mut may_point_to("submitted_by", "account"))
            .to_owned();
        manager.create_table(draft).await?;
        manager.create_index(index("answer_draft_of_office", "answer_draft", &["office_id"])).await?;
        manager.create_index(index("answer_draft_of_account", "answer_draft", &["submitted_by"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, &["answer_draft"]).await?;
        for (table, column) in [("answer", "contact"), ("board", "approvers"), ("board", "answer_days")] {
            manager.alter_table(Table::alter().table(table).drop_column(column).to_owned()).await?;
        }
        Ok(())
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
