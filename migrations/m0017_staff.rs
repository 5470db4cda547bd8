//! Offices, roles, and the log of what staff did.

use sea_orm_migration::{
    prelude::*,
    schema::{big_integer, big_integer_null, small_integer, text, text_null},
};

use crate::table::{belongs_to, drop_all, index, reference, unique, with_id};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let office = with_id("office")
            .col(text("slug").unique_key())
            .col(text("name"))
            .col(text_null("contact"))
            .col(big_integer("created_at"))
            .to_owned();
        manager.create_table(office).await?;

        // The key is the rule: one office for each Leitthema.
        let theme = Table::create()
            .table("office_theme")
            .col(small_integer("theme").primary_key())
            .col(big_integer("office_id"))
            .foreign_key(&mut reference("office_id", "office"))
            .to_owned();
        manager.create_table(theme).await?;

        let grant = with_id("role_grant")
            .col(big_integer("account_id"))
            .col(text("role"))
            .col(text("scope"))
            .col(big_integer("granted_at"))
            .foreign_key(&mut belongs_to("account_id", "account"))
            .to_owned();
        manager.create_table(grant).await?;
        manager.create_index(unique("role_grant_once", "role_grant", &["account_id", "role", "scope"])).await?;
        manager.create_index(index("role_grant_of_scope", "role_grant", &["scope"])).await?;

        // No foreign key: the log outlives the people in it. Each entry carries the hash of the one before.
        let audit = Table::create()
            .table("audit")
            .col(big_integer("number").primary_key())
            .col(big_integer("at"))
            .col(big_integer_null("account_id"))
            .col(text("role"))
            .col(text("action"))
            .col(text("subject"))
            .col(big_integer("subject_id"))
            .col(text("data"))
            .col(text("previous"))
            .col(text("hash"))
            .to_owned();
        manager.create_table(audit).await?;
        manager.create_index(index("audit_of_subject", "audit", &["subject", "subject_id", "number"])).await?;
        manager.create_index(index("audit_of_account", "audit", &["account_id", "number"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, &["audit", "role_grant", "office_theme", "office"]).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
