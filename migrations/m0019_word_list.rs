//! Words after which moderators look at a contribution before everybody does.

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
        let list = with_id("word_list").col(text_uniq("word")).col(big_integer("added_at")).to_owned();
        manager.create_table(list).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, &["word_list"]).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
