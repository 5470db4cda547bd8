//! Sittings at the counter, in which a clerk helps somebody to take part.

use sea_orm_migration::{
    prelude::*,
    schema::{big_integer, text_uniq},
};

use crate::table::{drop_all, with_id};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let sitting = with_id("sitting")
            .col(text_uniq("token_hash"))
            .col(big_integer("begun_at"))
            .col(big_integer("seen_at"))
            .to_owned();
        manager.create_table(sitting).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, &["sitting"]).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
