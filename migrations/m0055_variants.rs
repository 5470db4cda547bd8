//! Pages in other languages: since when the German text says something else, and who found the text easy.

use sea_orm_migration::{
    prelude::*,
    schema::{big_integer, big_integer_null, text},
};

use crate::table::{belongs_to, drop_all};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let variant = Table::create()
            .table("page_variant")
            .col(big_integer("page_id").primary_key())
            .col(big_integer_null("outdated_since"))
            .col(big_integer_null("source_version"))
            .col(big_integer_null("confirmed_at"))
            .col(text("checked_by").default(""))
            .col(big_integer_null("checked_at"))
            .col(big_integer_null("check_lost_at"))
            .foreign_key(&mut belongs_to("page_id", "page"))
            .to_owned();
        manager.create_table(variant).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, &["page_variant"]).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
