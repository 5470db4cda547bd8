//! What the tables have in common, so that a migration says only what is particular about its own.

use sea_orm_migration::{prelude::*, schema, sea_orm::DbBackend};

/// An empty table with the usual id.
pub(crate) fn with_id(name: &'static str) -> TableCreateStatement {
    let mut table = Table::create();
    table.table(name).col(schema::big_pk_auto("id"));
    table
}

/// A reference whose row goes when the row it points to goes.
pub(crate) fn belongs_to(column: &'static str, table: &'static str) -> ForeignKeyCreateStatement {
    let mut key = reference(column, table);
    key.on_delete(ForeignKeyAction::Cascade);
    key
}

/// A reference that becomes empty when the row it points to goes.
pub(crate) fn may_point_to(column: &'static str, table: &'static str) -> ForeignKeyCreateStatement {
    let mut key = reference(column, table);
    key.on_delete(ForeignKeyAction::SetNull);
    key
}

/// A reference to a row that must not go while somebody points to it.
pub(crate) fn reference(column: &'static str, table: &'static str) -> ForeignKeyCreateStatement {
    let mut key = ForeignKey::create();
    key.from_col(column).to(table, "id");
    key
}

pub(crate) fn index(name: &'static str, table: &'static str, columns: &[&'static str]) -> IndexCreateStatement {
    let mut index = Index::create();
    index.name(name).table(table);
    for column in columns {
        index.col(*column);
    }
    index
}

pub(crate) fn unique(name: &'static str, table: &'static str, columns: &[&'static str]) -> IndexCreateStatement {
    let mut index = index(name, table, columns);
    index.unique();
    index
}

/// Drops tables, the last one created first.
pub(crate) async fn drop_all(manager: &SchemaManager<'_>, names: &[&'static str]) -> Result<(), DbErr> {
    for name in names {
        manager.drop_table(Table::drop().table(*name).to_owned()).await?;
    }
    Ok(())
}

/// What each database is told in its own words, step by step.
pub(crate) async fn run(manager: &SchemaManager<'_>, sqlite: &[&str], postgres: &[&str]) -> Result<(), DbErr> {
    let steps = match manager.get_database_backend() {
        DbBackend::Sqlite => sqlite,
        _ => postgres,
    };
    for step in steps {
        manager.get_connection().execute_unprepared(step).await?;
    }
    Ok(())
}
