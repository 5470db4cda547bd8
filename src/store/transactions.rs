//! How a transaction begins.

use sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr, SqliteTransactionMode,
    TransactionOptions, TransactionTrait,
};

use crate::faults;

/// SQLite takes the write lock at once: a transaction that reads first and writes later would fail at once when
/// another one wrote in between, whatever the busy timeout. PostgreSQL ignores the mode.
pub(crate) async fn begin(connection: &DatabaseConnection) -> Result<DatabaseTransaction, DbErr> {
    let mode = Some(match faults::begins_deferred() {
        true => SqliteTransactionMode::Deferred,
        false => SqliteTransactionMode::Immediate,
    });
    connection.begin_with_options(TransactionOptions { sqlite_transaction_mode: mode, ..Default::default() }).await
}

/// Any number will do that no other program uses on the same database.
const INSTALLATION: i64 = 0x7765_676d_6172_6b65;

/// Whoever changes the schema or loads the city's content does it alone until the end of the transaction. SQLite has one
/// writer anyway.
pub(crate) async fn install_alone(transaction: &DatabaseTransaction) -> Result<(), DbErr> {
    if transaction.get_database_backend() == DbBackend::Postgres {
        transaction.execute_unprepared(&format!("SELECT pg_advisory_xact_lock({INSTALLATION})")).await?;
    }
    Ok(())
}
