//! What a kiosk delivered and nobody could open stays as it came, so that it can be tried again; and when those who look
//! after a kiosk were last written to about a call for help there.

use sea_orm_migration::{
    prelude::*,
    schema::{big_integer_null, text_null},
};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

fn dropped(table: &'static str, column: &'static str) -> TableAlterStatement {
    Table::alter().table(table).drop_column(column).to_owned()
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let sealed = text_null("sealed").take();
        manager.alter_table(Table::alter().table("kiosk_record").add_column(sealed).to_owned()).await?;
        let told = big_integer_null("help_told_at").take();
        manager.alter_table(Table::alter().table("kiosk").add_column(told).to_owned()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.alter_table(dropped("kiosk", "help_told_at")).await?;
        manager.alter_table(dropped("kiosk_record", "sealed")).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
