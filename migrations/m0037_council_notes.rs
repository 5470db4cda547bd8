//! What the Ortsbeirat of its place says to a proposal. The council speaks, not its member: who wrote it is in the audit log alone.

use sea_orm_migration::{
    prelude::*,
    schema::{big_integer, text},
};

use crate::table::{belongs_to, drop_all};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let note = Table::create()
            .table("council_note")
            .col(big_integer("proposal_id"))
            .col(big_integer("area_id"))
            .col(text("text"))
            .col(big_integer("revision"))
            .col(big_integer("changed_at"))
            .primary_key(Index::create().col("proposal_id").col("area_id"))
            .foreign_key(&mut belongs_to("proposal_id", "proposal"))
            .foreign_key(&mut belongs_to("area_id", "area"))
            .to_owned();
        manager.create_table(note).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, &["council_note"]).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
