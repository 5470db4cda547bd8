//! Which number the next row gets. A number that was given once is never given again, even when its row is gone:
//! somebody may have written the address down.

use sea_orm::{ConnectionTrait, DatabaseTransaction, DbBackend, Statement};

use super::tables::quoted;
use crate::StoreError;

const SEQUENCES: &str = "SELECT c.table_name::text, c.column_name::text, s.name::text \
    FROM information_schema.columns AS c JOIN information_schema.tables AS t USING (table_schema, table_name), \
    LATERAL pg_get_serial_sequence(format('%I.%I', c.table_schema, c.table_name), c.column_name) AS s(name) \
    WHERE c.table_schema = current_schema() AND t.table_type = 'BASE TABLE' AND s.name IS NOT NULL";

pub(super) async fn carry_over(source: &DatabaseTransaction, target: &DatabaseTransaction) -> Result<(), StoreError> {
    for row in target.query_all_raw(Statement::from_string(DbBackend::Postgres, SEQUENCES)).await? {
        let (table, column, sequence): (String, String, String) =
            (row.try_get_by_index(0)?, row.try_get_by_index(1)?, row.try_get_by_index(2)?);
        let highest = highest(target, &table, &column).await?.max(given(source, &table).await?);
        // A sequence cannot stand at 0; the third value says whether its number has been given.
        let set = Statement::from_sql_and_values(
            DbBackend::Postgres,
            "SELECT setval($1::regclass, $2, $3)",
            [sequence.into(), highest.max(1).into(), (highest > 0).into()],
        );
        target.query_one_raw(set).await?;
    }
    Ok(())
}

async fn highest(target: &DatabaseTransaction, table: &str, column: &str) -> Result<i64, StoreError> {
    let question = format!("SELECT COALESCE(MAX({}), 0)::int8 FROM {}", quoted(column), quoted(table));
    number(target, Statement::from_string(DbBackend::Postgres, question)).await
}

/// SQLite's own count, where it keeps one.
async fn given(source: &DatabaseTransaction, table: &str) -> Result<i64, StoreError> {
    let is_kept = "SELECT COUNT(*) FROM sqlite_master WHERE name = 'sqlite_sequence'";
    if number(source, Statement::from_string(DbBackend::Sqlite, is_kept)).await? == 0 {
        return Ok(0);
    }
    let question = "SELECT COALESCE(MAX(seq), 0) FROM sqlite_sequence WHERE name = ?";
    number(source, Statement::from_sql_and_values(DbBackend::Sqlite, question, [table.into()])).await
}

async fn number(side: &DatabaseTransaction, question: Statement) -> Result<i64, StoreError> {
    let row = side.query_one_raw(question).await?;
    Ok(row.map(|row| row.try_get_by_index(0)).transpose()?.unwrap_or_default())
}
