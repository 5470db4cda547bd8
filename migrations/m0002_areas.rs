//! The parts of the city, with dates of validity, and where well-known streets and squares lie.

use sea_orm_migration::{
    prelude::*,
    schema::{big_integer, big_integer_null, double, text, text_null},
};

use crate::table::{drop_all, index, may_point_to, reference, unique, with_id};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let area = with_id("area")
            .col(text("kind"))
            .col(text("code"))
            .col(text("name"))
            .col(text("slug"))
            .col(big_integer_null("borough_id"))
            .col(big_integer_null("council_id"))
            .col(big_integer_null("inhabitants"))
            .col(double("label_lon"))
            .col(double("label_lat"))
            .col(text_null("polygon"))
            .col(big_integer("valid_from"))
            .col(big_integer_null("valid_to"))
            .foreign_key(&mut may_point_to("borough_id", "area"))
            .foreign_key(&mut may_point_to("council_id", "area"))
            .to_owned();
        manager.create_table(area).await?;
        manager.create_index(unique("area_once", "area", &["kind", "slug", "valid_from"])).await?;

        let gazetteer = with_id("gazetteer")
            .col(text("name"))
            .col(text("folded"))
            .col(big_integer("district_id"))
            .foreign_key(&mut reference("district_id", "area"))
            .to_owned();
        manager.create_table(gazetteer).await?;
        manager.create_index(unique("gazetteer_once", "gazetteer", &["name", "district_id"])).await?;
        manager.create_index(index("gazetteer_by_folded", "gazetteer", &["folded"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, &["gazetteer", "area"]).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
