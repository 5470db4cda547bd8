//! Devices that are told of news by their browser's push service.

use sea_orm_migration::{
    prelude::*,
    schema::{big_integer, text, text_uniq},
};

use crate::table::{drop_all, index, with_id};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let subscription = with_id("push_subscription")
            .col(text("person_key"))
            .col(text_uniq("endpoint"))
            .col(text("p256dh"))
            .col(text("auth"))
            .col(text("language"))
            .col(big_integer("created_at"))
            .to_owned();
        manager.create_table(subscription).await?;
        manager.create_index(index("push_subscription_of", "push_subscription", &["person_key", "id"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, &["push_subscription"]).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
