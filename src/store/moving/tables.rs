//! Which tables and columns there are, as the databases themselves say.

use std::collections::{BTreeMap, BTreeSet};

use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, Statement};

use crate::StoreError;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Int,
    Float,
    Bool,
    Text,
    Bytes,
}

#[derive(Clone, Debug)]
pub(super) struct Column {
    pub(super) name: String,
    pub(super) kind: Kind,
}

#[derive(Clone, Debug)]
pub(super) struct Table {
    pub(super) name: String,
    pub(super) columns: Vec<Column>,
}

impl Table {
    pub(super) fn quoted(&self) -> String {
        quoted(&self.name)
    }

    pub(super) fn column_list(&self) -> String {
        self.columns.iter().map(|column| quoted(&column.name)).collect::<Vec<_>>().join(", ")
    }
}

pub(super) fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// Virtual tables (the search index) are not among them, nor what either database keeps for itself. The list of
/// migrations each side has written on its own.
const OF_SQLITE: &str = "SELECT t.name, c.name FROM pragma_table_list AS t JOIN pragma_table_info(t.name) AS c \
    WHERE t.schema = 'main' AND t.type = 'table' AND t.name NOT LIKE 'sqlite\\_%' ESCAPE '\\' \
    AND t.name <> 'seaql_migrations' ORDER BY t.name, c.cid";

const OF_POSTGRES: &str = "SELECT c.table_name::text, c.column_name::text, c.udt_name::text \
    FROM information_schema.columns AS c JOIN information_schema.tables AS t USING (table_schema, table_name) \
    WHERE c.table_schema = current_schema() AND t.table_type = 'BASE TABLE' AND c.table_name <> 'seaql_migrations' \
    ORDER BY c.table_name, c.ordinal_position";

/// The tables, which have to be the same on both sides.
pub(super) async fn of_both(
    source: &DatabaseConnection,
    target: &DatabaseConnection,
) -> Result<Vec<Table>, StoreError> {
    let mut here: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for row in source.query_all_raw(Statement::from_string(DbBackend::Sqlite, OF_SQLITE)).await? {
        here.entry(row.try_get_by_index(0)?).or_default().insert(row.try_get_by_index(1)?);
    }
    let mut tables: Vec<Table> = Vec::new();
    for row in target.query_all_raw(Statement::from_string(DbBackend::Postgres, OF_POSTGRES)).await? {
        let (table, name, kind): (String, String, String) =
            (row.try_get_by_index(0)?, row.try_get_by_index(1)?, row.try_get_by_index(2)?);
        let kind = kind_of(&kind).ok_or_else(|| {
            StoreError::BadSchema(format!("{table}.{name} has the type {kind}, which cannot be moved."))
        })?;
        let column = Column { name, kind };
        match tables.last_mut().filter(|last| last.name == table) {
            Some(last) => last.columns.push(column),
            None => tables.push(Table { name: table, columns: vec![column] }),
        }
    }
    let there: BTreeMap<String, BTreeSet<String>> = tables
        .iter()
        .map(|table| (table.name.clone(), table.columns.iter().map(|column| column.name.clone()).collect()))
        .collect();
    if here != there {
        return Err(StoreError::BadSchema(difference(&here, &there)));
    }
    Ok(tables)
}

fn kind_of(postgres: &str) -> Option<Kind> {
    Some(match postgres {
        "int2" | "int4" | "int8" => Kind::Int,
        "float4" | "float8" => Kind::Float,
        "bool" => Kind::Bool,
        "text" | "varchar" | "bpchar" => Kind::Text,
        "bytea" => Kind::Bytes,
        _ => return None,
    })
}

fn difference(here: &BTreeMap<String, BTreeSet<String>>, there: &BTreeMap<String, BTreeSet<String>>) -> String {
    let names: BTreeSet<&String> = here.keys().chain(there.keys()).collect();
    let different: Vec<&str> =
        names.into_iter().filter(|name| here.get(*name) != there.get(*name)).map(String::as_str).collect();
    format!("The two databases have different tables or columns: {}.", different.join(", "))
}

/// `ALTER TABLE … ALTER CONSTRAINT …` for each reference, to be completed.
pub(super) async fn references(target: &impl ConnectionTrait) -> Result<Vec<String>, StoreError> {
    let question = "SELECT format('ALTER TABLE %s ALTER CONSTRAINT %I', conrelid::regclass, conname) \
        FROM pg_constraint WHERE contype = 'f' AND connamespace = current_schema()::regnamespace \
        AND NOT condeferrable ORDER BY conrelid, conname";
    let rows = target.query_all_raw(Statement::from_string(DbBackend::Postgres, question)).await?;
    rows.iter().map(|row| Ok(row.try_get_by_index(0)?)).collect()
}
