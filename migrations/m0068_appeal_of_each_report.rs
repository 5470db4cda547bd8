//! Each of several people who reported one contribution appeals for themselves. An appeal of before says whose it is where
//! there was one report alone; else nobody knows, and none of them reads it as their own.

use sea_orm_migration::{prelude::*, schema::big_integer_null};

use crate::table::unique;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const OF_THE_ONLY_REPORT: &str = "UPDATE appeal
     SET report_id = (SELECT MIN(report.id) FROM report WHERE report.decision_id = appeal.decision_id)
     WHERE side = 'reporter'
     AND (SELECT COUNT(*) FROM report WHERE report.decision_id = appeal.decision_id) = 1";

/// Nothing equals nothing in an index, and an author appeals once as well.
const ONCE: &str = "CREATE UNIQUE INDEX appeal_once ON appeal (decision_id, side, (COALESCE(report_id, 0)))";

/// The first one stays where there is room for one only.
const FIRST_ONES: &str = "DELETE FROM appeal WHERE id NOT IN (SELECT MIN(id) FROM appeal GROUP BY decision_id, side)";

fn drop_once() -> IndexDropStatement {
    Index::drop().name("appeal_once").table("appeal").to_owned()
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // No foreign key: reports are forgotten before appeals are, and two that lost theirs would be one.
        let column = big_integer_null("report_id").take();
        manager.alter_table(Table::alter().table("appeal").add_column(column).to_owned()).await?;
        let db = manager.get_connection();
        db.execute_unprepared(OF_THE_ONLY_REPORT).await?;
        manager.drop_index(drop_once()).await?;
        db.execute_unprepared(ONCE).await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_index(drop_once()).await?;
        manager.get_connection().execute_unprepared(FIRST_ONES).await?;
        manager.alter_table(Table::alter().table("appeal").drop_column("report_id").to_owned()).await?;
        manager.create_index(unique("appeal_once", "appeal", &["decision_id", "side"])).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
