//! Pat\*innen: how they introduce themselves, and for which Leitthemen.

use sea_orm_migration::{
    prelude::*,
    schema::{big_integer, big_integer_null, small_integer, text},
};

use crate::table::{belongs_to, drop_all};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let sponsor = Table::create()
            .table("sponsor")
            .col(big_integer("account_id").primary_key())
            .col(text("name"))
            .col(text("organisation"))
            .col(text("offer"))
            .col(text("contact"))
            .col(big_integer("revision"))
            // Everybody sees it only while it is the one that an administrator looked at.
            .col(big_integer_null("approved_revision"))
            .col(big_integer("changed_at"))
            .foreign_key(&mut belongs_to("account_id", "account"))
            .to_owned();
        manager.create_table(sponsor).await?;
        let theme = Table::create()
            .table("sponsor_theme")
            .col(small_integer("theme"))
            .col(big_integer("account_id"))
            .primary_key(Index::create().col("theme").col("account_id"))
            .foreign_key(&mut belongs_to("account_id", "account"))
            .to_owned();
        manager.create_table(theme).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, &["sponsor_theme", "sponsor"]).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
