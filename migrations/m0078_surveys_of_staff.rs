//! Surveys that staff make: a draft first, then public, then perhaps taken out of the lists. Those that are there are public.

use sea_orm_migration::{
    prelude::*,
    schema::{big_integer, text},
};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let columns = [
            text("state").default("published").take(),
            big_integer("revision").default(1).take(),
            big_integer("edition").default(1).take(),
            text("others").default("{}").take(),
        ];
        for column in columns {
            manager.alter_table(Table::alter().table("survey").add_column(column).to_owned()).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for column in ["state", "revision", "edition", "others"] {
            manager.alter_table(Table::alter().table("survey").drop_column(column).to_owned()).await?;
        }
        Ok(())
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
