//! Kiosks, and which of their records arrived: each number once, by a constraint.

use sea_orm_migration::{
    prelude::*,
    schema::{big_integer, big_integer_null, text, text_null},
};

use crate::table::{belongs_to, drop_all, index, unique, with_id};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let kiosk = with_id("kiosk")
            .col(text("name"))
            .col(text("place"))
            .col(text("languages"))
            .col(text("boards"))
            .col(text_null("code_hash"))
            .col(big_integer_null("code_at"))
            .col(text_null("public_key"))
            .col(big_integer_null("paired_at"))
            .col(big_integer_null("revoked_at"))
            .col(big_integer_null("last_seen_at"))
            .col(big_integer("beat").default(0))
            .col(text_null("health"))
            .col(big_integer("repeats").default(0))
            .col(big_integer("created_at"))
            .to_owned();
        manager.create_table(kiosk).await?;
        manager.create_index(unique("kiosk_by_code", "kiosk", &["code_hash"])).await?;

        let record = with_id("kiosk_record")
            .col(big_integer("kiosk_id"))
            .col(big_integer("number"))
            .col(text("hash"))
            .col(text_null("record"))
            .col(text_null("receipt_hash"))
            .col(big_integer_null("entered_at"))
            .col(big_integer("arrived_at"))
            .foreign_key(&mut belongs_to("kiosk_id", "kiosk"))
            .to_owned();
        manager.create_table(record).await?;
        manager.create_index(unique("kiosk_record_by_number", "kiosk_record", &["kiosk_id", "number"])).await?;
        manager.create_index(index("kiosk_record_by_receipt", "kiosk_record", &["receipt_hash"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, &["kiosk_record", "kiosk"]).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
