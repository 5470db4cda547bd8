//! What each kiosk shows beside its boards: kinds of processes, and what it leaves out of them. Those that are there show
//! all.

use sea_orm_migration::{prelude::*, schema::text};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let columns =
            [text("processes").default("survey,place_call,event").take(), text("left_out").default("").take()];
        for column in columns {
            manager.alter_table(Table::alter().table("kiosk").add_column(column).to_owned()).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for name in ["left_out", "processes"] {
            manager.alter_table(Table::alter().table("kiosk").drop_column(name).to_owned()).await?;
        }
        Ok(())
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
