//! From which proposal one was split off, from which board one was moved, and in which language somebody filled in a form.

use sea_orm_migration::{
    prelude::*,
    schema::{big_integer_null, text},
};

use crate::table::index;

const LETTERS: [&str; 2] = ["proposal", "report"];

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let split = Table::alter().table("proposal").add_column(big_integer_null("split_from")).to_owned();
        manager.alter_table(split).await?;
        manager.create_index(index("proposal_split_from", "proposal", &["split_from"])).await?;
        let moved = Table::alter().table("moderation_decision").add_column(big_integer_null("board_before")).to_owned();
        manager.alter_table(moved).await?;
        for table in LETTERS {
            let add = Table::alter().table(table).add_column(text("language").default("de")).to_owned();
            manager.alter_table(add).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in LETTERS {
            manager.alter_table(Table::alter().table(table).drop_column("language").to_owned()).await?;
        }
        let moved = Table::alter().table("moderation_decision").drop_column("board_before").to_owned();
        manager.alter_table(moved).await?;
        manager.drop_index(Index::drop().name("proposal_split_from").table("proposal").to_owned()).await?;
        manager.alter_table(Table::alter().table("proposal").drop_column("split_from").to_owned()).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
