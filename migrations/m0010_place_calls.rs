//! Calls for places and the marks that people set.

use sea_orm_migration::{
    prelude::*,
    schema::{big_integer, big_integer_null, boolean, double, text, text_uniq},
};

use crate::table::{belongs_to, drop_all, index, reference, with_id};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let call = with_id("place_call")
            .col(text_uniq("slug"))
            .col(text("title"))
            .col(text("intro"))
            .col(big_integer("starts_at"))
            .col(big_integer_null("ends_at"))
            .col(text("categories"))
            .col(boolean("is_demo").default(false))
            .to_owned();
        manager.create_table(call).await?;

        let mark = with_id("place_mark")
            .col(big_integer("call_id"))
            .col(text_uniq("submission"))
            .col(text("person_key"))
            .col(text("category"))
            .col(text("verdict"))
            .col(text("text"))
            .col(double("lon"))
            .col(double("lat"))
            .col(big_integer_null("district_id"))
            .col(big_integer("at"))
            .col(text("state"))
            .col(ColumnDef::new("reason").text().null())
            .col(boolean("is_demo").default(false))
            .foreign_key(&mut belongs_to("call_id", "place_call"))
            .foreign_key(&mut reference("district_id", "area"))
            .to_owned();
        manager.create_table(mark).await?;
        manager.create_index(index("place_mark_of_call", "place_mark", &["call_id", "state", "at", "id"])).await?;
        manager.create_index(index("place_mark_queue", "place_mark", &["state", "at", "id"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, &["place_mark", "place_call"]).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
