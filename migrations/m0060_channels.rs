//! By which way a contribution came. What is there came by the web, as far as anybody can tell.

use sea_orm_migration::{prelude::*, schema::text};

use crate::table::index;

const TABLES: [&str; 5] = ["comment", "place_mark", "proposal", "support", "survey_response"];

/// So that a number is split without reading what it counts: few come by another way than the web.
const INDEXES: [(&str, &str, &[&str]); 3] = [
    ("proposal_by_channel", "proposal", &["channel", "is_listed", "theme", "district_id", "status", "goals"]),
    ("support_by_channel", "support", &["channel", "proposal_id"]),
    ("comment_by_channel", "comment", &["channel", "proposal_id", "state"]),
];

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in TABLES {
            let add = Table::alter().table(table).add_column(text("channel").default("web")).to_owned();
            manager.alter_table(add).await?;
        }
        for (name, table, columns) in INDEXES {
            manager.create_index(index(name, table, columns)).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (name, table, _) in INDEXES {
            manager.drop_index(Index::drop().name(name).table(table).to_owned()).await?;
        }
        for table in TABLES {
            manager.alter_table(Table::alter().table(table).drop_column("channel").to_owned()).await?;
        }
        Ok(())
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
