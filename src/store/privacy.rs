//! Compares the register of processing (`domain::privacy`) with the schema.

use std::collections::BTreeMap;

use domain::privacy::{Columns, TABLES};
use sea_orm::{ConnectionTrait, DbBackend, Statement};

use crate::testing::sqlite;

/// Columns of these names are about a person wherever they are.
const PERSONAL: [&str; 9] =
    ["person_key", "author_key", "account_id", "email", "wanted_email", "phone", "author", "contact", "submitted_by"];

const REGISTER: &str = "src/domain/privacy/tables.rs";

struct Column {
    name: String,
    is_text: bool,
}

/// The tables with their columns, as the database says. The list of migrations and the index of the search are not ours.
async fn schema() -> BTreeMap<String, Vec<Column>> {
    let store = sqlite().await;
    let sql = "SELECT t.name, c.name, lower(c.type) FROM pragma_table_list AS t JOIN pragma_table_info(t.name) AS c \
        WHERE t.schema = 'main' AND t.type = 'table' AND t.name NOT LIKE 'sqlite\\_%' ESCAPE '\\' \
        AND t.name <> 'seaql_migrations' ORDER BY t.name, c.cid";
    let rows = store.read().query_all_raw(Statement::from_string(DbBackend::Sqlite, sql)).await.unwrap();
    let mut tables: BTreeMap<String, Vec<Column>> = BTreeMap::new();
    for row in rows {
        let kind: String = row.try_get_by_index(2).unwrap();
        let is_text = kind.contains("text") || kind.contains("char");
        let column = Column { name: row.try_get_by_index(1).unwrap(), is_text };
        tables.entry(row.try_get_by_index(0).unwrap()).or_default().push(column);
    }
    tables
}

#[tokio::test]
async fn everything_that_the_schema_keeps_is_in_the_register() {
    let mut wrong = Vec::new();
    let schema = schema().await;
    for (table, columns) in &schema {
        let names: Vec<&str> = columns.iter().map(|column| column.name.as_str()).collect();
        let Some(entry) = TABLES.iter().find(|entry| entry.name == table) else {
            wrong.push(format!(
                "The table `{table}` is missing. Is any column about a person? Then `personal(\"{table}\", &[(Matter::…, \
                 &{names:?})])`, else `about_nobody` with its columns of text. A matter that is not there yet is a variant \
                 of `Matter` in src/domain/privacy.rs with its words in src/web/locales/privacy.rs."
            ));
            continue;
        };
        let listed: Vec<&str> = entry.columns.groups().iter().flat_map(|(_, columns)| *columns).copied().collect();
        let (is_whole, texts): (bool, &[&str]) = match entry.columns {
            Columns::Personal(_) => (true, &[]),
            Columns::AboutNobody(texts) | Columns::Partly(_, texts) => (false, texts),
        };
        for column in columns.iter().filter(|column| !listed.contains(&column.name.as_str())) {
            let name = column.name.as_str();
            if is_whole {
                wrong.push(format!("`{table}.{name}` is missing: enter it under the matter that it is kept for."));
            } else if PERSONAL.contains(&name) {
                wrong.push(format!("`{table}.{name}` is about a person, but is listed under no matter."));
            } else if column.is_text && !texts.contains(&name) {
                wrong.push(format!(
                    "`{table}.{name}` holds text. Can somebody be named in it? Then it belongs to a matter, else to the \
                     texts of its table that name nobody."
                ));
            }
        }
        for name in listed.iter().chain(texts).filter(|name| !names.contains(name)) {
            wrong.push(format!("`{table}.{name}` is listed, but the table has no such column any more."));
        }
    }
    for entry in TABLES.iter().filter(|entry| !schema.contains_key(entry.name)) {
        wrong.push(format!("`{}` is listed, but there is no such table any more.", entry.name));
    }
    assert!(wrong.is_empty(), "The privacy notice is made from {REGISTER}. Mend this there:\n{}", wrong.join("\n"));
}
