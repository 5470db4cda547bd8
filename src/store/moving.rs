//! From a SQLite file to an empty PostgreSQL database, table by table as the schema has them: a table that is added
//! later moves as well, without a word about it here.
//!
//! Both sides are read in the end and compared. What only one database has, such as its search index, it makes by itself
//! while the rows come in.

mod numbers;
mod rows;
mod tables;

use std::path::Path;

use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DatabaseTransaction, DbBackend, Statement,
    TransactionTrait,
};

use crate::{StoreError, connection::postgres, schema};
use rows::Checksum;
use tables::Table;

/// One table that is the same on both sides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moved {
    pub table: String,
    pub rows: u64,
    pub checksum: String,
}

/// Copies everything or nothing. Whoever still writes into `file` meanwhile writes in vain, so no server may run on it.
pub async fn to_postgres(file: &Path, url: &str) -> Result<Vec<Moved>, StoreError> {
    if !DbBackend::Postgres.is_prefix_of(url) {
        return Err(StoreError::BadSchema("The new database has to be a PostgreSQL: postgres://USER@HOST/NAME".into()));
    }
    let target = postgres::guarded(options(url))?;
    let source = connect_source(file).await?;
    let target = Database::connect(target).await?;
    let moved = between(&source, &target).await;
    source.close().await?;
    target.close().await?;
    moved
}

async fn between(source: &DatabaseConnection, target: &DatabaseConnection) -> Result<Vec<Moved>, StoreError> {
    let state = schema::state_of(source).await?;
    state.refuse_newer()?;
    if !state.pending.is_empty() {
        let message = format!("The database lacks migrations ({}). Run `wegmarken migrate`.", state.pending.join(", "));
        return Err(StoreError::BadSchema(message));
    }
    schema::migrate(target).await?;
    let tables = tables::of_both(source, target).await?;

    // Each reads one state of its side.
    let source = source.begin().await?;
    let target = target.begin().await?;
    let moved = copy(&source, &target, &tables).await?;
    target.commit().await?;
    source.rollback().await?;
    Ok(moved)
}

async fn copy(
    source: &DatabaseTransaction,
    target: &DatabaseTransaction,
    tables: &[Table],
) -> Result<Vec<Moved>, StoreError> {
    for table in tables {
        refuse_full(target, table).await?;
    }
    // Rows may point to rows of their own table that come later, so references are looked at when all are there.
    let references = tables::references(target).await?;
    for reference in &references {
        target.execute_unprepared(&format!("{reference} DEFERRABLE INITIALLY DEFERRED")).await?;
    }
    for table in tables {
        rows::copy(source, target, table).await?;
    }
    target.execute_unprepared("SET CONSTRAINTS ALL IMMEDIATE").await?;
    for reference in &references {
        target.execute_unprepared(&format!("{reference} NOT DEFERRABLE")).await?;
    }
    numbers::carry_over(source, target).await?;

    let mut moved = Vec::new();
    for table in tables {
        let (here, there) = (rows::checksum(source, table).await?, rows::checksum(target, table).await?);
        moved.push(same(table, &here, &there)?);
    }
    // The planner of PostgreSQL knows nothing of new rows until somebody counts them.
    target.execute_unprepared("ANALYZE").await?;
    Ok(moved)
}

async fn refuse_full(target: &DatabaseTransaction, table: &Table) -> Result<(), StoreError> {
    let question = format!("SELECT 1 FROM {} LIMIT 1", table.quoted());
    if target.query_one_raw(Statement::from_string(DbBackend::Postgres, question)).await?.is_some() {
        let message = format!("The new database is not empty: there are rows in \"{}\".", table.name);
        return Err(StoreError::BadSchema(message));
    }
    Ok(())
}

fn same(table: &Table, here: &Checksum, there: &Checksum) -> Result<Moved, StoreError> {
    if here != there {
        let message = format!(
            "\"{}\" came over differently: {} rows ({here}) became {} rows ({there}). Nothing was changed.",
            table.name, here.rows, there.rows
        );
        return Err(StoreError::BadSchema(message));
    }
    Ok(Moved { table: table.name.clone(), rows: here.rows, checksum: here.to_string() })
}

async fn connect_source(file: &Path) -> Result<DatabaseConnection, StoreError> {
    let path = file.to_owned();
    let mut options = options("sqlite://file");
    options.map_sqlx_sqlite_opts(move |options| options.filename(&path).create_if_missing(false));
    Ok(Database::connect(options).await?)
}

fn options(url: &str) -> ConnectOptions {
    let mut options = ConnectOptions::new(url);
    // Rows are what people wrote; logs must not show them.
    options.max_connections(2).sqlx_logging(false).record_stmt_in_spans(false);
    options
}

#[cfg(test)]
mod tests;
