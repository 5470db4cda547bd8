//! A kiosk that came back as it was before counts from numbers that it gave already: what it sends under them is another
//! record, and has a row of its own.

use sea_orm_migration::prelude::*;

use crate::table::unique;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const NAME: &str = "kiosk_record_by_number";

/// The first one stays where there is room for one only.
const FIRST_ONES: &str =
    "DELETE FROM kiosk_record WHERE id NOT IN (SELECT MIN(id) FROM kiosk_record GROUP BY kiosk_id, number)";

fn drop_unique() -> IndexDropStatement {
    Index::drop().name(NAME).table("kiosk_record").to_owned()
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_index(drop_unique()).await?;
        manager.create_index(unique(NAME, "kiosk_record", &["kiosk_id", "number", "hash"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_index(drop_unique()).await?;
        manager.get_connection().execute_unprepared(FIRST_ONES).await?;
        manager.create_index(unique(NAME, "kiosk_record", &["kiosk_id", "number"])).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
