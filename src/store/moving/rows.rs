//! Rows on their way, and a sum over them that is the same on both databases.

use std::{fmt, pin::pin};

use futures_util::TryStreamExt;
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbBackend, DbErr, QueryResult, Statement, StreamTrait, Value};
use sha2::{Digest, Sha256};

use super::tables::{Column, Kind, Table, quoted};
use crate::StoreError;

/// PostgreSQL takes 65,535 values in one statement.
const VALUES: usize = 30_000;

/// Pictures are large; a statement with its values stays well under a server's patience.
const BYTES: usize = 4 * 1024 * 1024;

pub(super) async fn copy(
    source: &DatabaseTransaction,
    target: &DatabaseTransaction,
    table: &Table,
) -> Result<(), StoreError> {
    let mut rows = pin!(source.stream_raw(select(table, DbBackend::Sqlite)).await?);
    let (mut values, mut bytes) = (Vec::new(), 0);
    while let Some(row) = rows.try_next().await? {
        for cell in cells(&row, table)? {
            bytes += size(&cell);
            values.push(cell);
        }
        if values.len() + table.columns.len() > VALUES || bytes > BYTES {
            insert(target, table, std::mem::take(&mut values)).await?;
            bytes = 0;
        }
    }
    insert(target, table, values).await
}

async fn insert(target: &DatabaseTransaction, table: &Table, values: Vec<Value>) -> Result<(), StoreError> {
    let width = table.columns.len();
    if values.is_empty() || width == 0 {
        return Ok(());
    }
    let row = |row: usize| {
        let places: Vec<String> = (1..=width).map(|column| format!("${}", row * width + column)).collect();
        format!("({})", places.join(", "))
    };
    let rows: Vec<String> = (0..values.len() / width).map(row).collect();
    let sql = format!("INSERT INTO {} ({}) VALUES {}", table.quoted(), table.column_list(), rows.join(", "));
    target.execute_raw(Statement::from_sql_and_values(DbBackend::Postgres, sql, values)).await?;
    Ok(())
}

/// How many rows there are, and the sum of their hashes: the order in which a database gives them does not matter, which
/// the two sort differently.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Checksum {
    pub(super) rows: u64,
    sum: [u64; 4],
}

impl Checksum {
    fn add(&mut self, row: &[Value]) {
        let mut hash = Sha256::new();
        for cell in row {
            write(&mut hash, cell);
        }
        let hash: [u8; 32] = hash.finalize().into();
        for (sum, part) in self.sum.iter_mut().zip(hash.as_chunks::<8>().0) {
            *sum = sum.wrapping_add(u64::from_be_bytes(*part));
        }
        self.rows += 1;
    }
}

impl fmt::Display for Checksum {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [first, second, ..] = self.sum;
        write!(f, "{first:016x}{second:016x}")
    }
}

pub(super) async fn checksum(side: &DatabaseTransaction, table: &Table) -> Result<Checksum, StoreError> {
    let mut rows = pin!(side.stream_raw(select(table, ConnectionTrait::get_database_backend(side))).await?);
    let mut sum = Checksum::default();
    while let Some(row) = rows.try_next().await? {
        sum.add(&cells(&row, table)?);
    }
    Ok(sum)
}

/// Numbers come in their widest form, whatever width a column has.
fn select(table: &Table, backend: DbBackend) -> Statement {
    let column = |column: &Column| {
        let name = quoted(&column.name);
        match (backend, column.kind) {
            (DbBackend::Postgres, Kind::Int) => format!("{name}::int8"),
            (DbBackend::Postgres, Kind::Float) => format!("{name}::float8"),
            (DbBackend::Postgres, Kind::Text) => format!("{name}::text"),
            _ => name,
        }
    };
    let columns: Vec<String> = table.columns.iter().map(column).collect();
    Statement::from_string(backend, format!("SELECT {} FROM {}", columns.join(", "), table.quoted()))
}

fn cells(row: &QueryResult, table: &Table) -> Result<Vec<Value>, DbErr> {
    let cell = |(index, column): (usize, &Column)| {
        Ok(match column.kind {
            Kind::Int => row.try_get_by_index::<Option<i64>>(index)?.into(),
            Kind::Float => row.try_get_by_index::<Option<f64>>(index)?.into(),
            Kind::Bool => row.try_get_by_index::<Option<bool>>(index)?.into(),
            Kind::Text => row.try_get_by_index::<Option<String>>(index)?.into(),
            Kind::Bytes => row.try_get_by_index::<Option<Vec<u8>>>(index)?.into(),
        })
    };
    table.columns.iter().enumerate().map(cell).collect()
}

fn size(cell: &Value) -> usize {
    match cell {
        Value::String(Some(text)) => text.len(),
        Value::Bytes(Some(bytes)) => bytes.len(),
        _ => 8,
    }
}

/// The kind first, then the length where there is one: no two rows look alike that are not.
fn write(hash: &mut Sha256, cell: &Value) {
    match cell {
        Value::BigInt(Some(number)) => {
            hash.update([1]);
            hash.update(number.to_be_bytes());
        }
        Value::Double(Some(number)) => {
            hash.update([2]);
            hash.update(number.to_bits().to_be_bytes());
        }
        Value::Bool(Some(truth)) => hash.update([3, u8::from(*truth)]),
        Value::String(Some(text)) => {
            hash.update([4]);
            hash.update((text.len() as u64).to_be_bytes());
            hash.update(text.as_bytes());
        }
        Value::Bytes(Some(bytes)) => {
            hash.update([5]);
            hash.update((bytes.len() as u64).to_be_bytes());
            hash.update(bytes.as_slice());
        }
        _ => hash.update([0]),
    }
}
