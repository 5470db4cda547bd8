//! Somebody who sits at the counter may have shown that they live here: as whom, and under which pseudonym they take part, until
//! the sitting ends. No resident sits at two counters at once.

use sea_orm_migration::{prelude::*, schema::text_null};

use crate::table::unique;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const COLUMNS: [&str; 2] = ["person_key", "fingerprint"];
const NAME: &str = "sitting_by_fingerprint";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for name in COLUMNS {
            let column = text_null(name).take();
            manager.alter_table(Table::alter().table("sitting").add_column(column).to_owned()).await?;
        }
        manager.create_index(unique(NAME, "sitting", &["fingerprint"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_index(Index::drop().name(NAME).table("sitting").to_owned()).await?;
        for name in COLUMNS {
            manager.alter_table(Table::alter().table("sitting").drop_column(name).to_owned()).await?;
        }
        Ok(())
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
