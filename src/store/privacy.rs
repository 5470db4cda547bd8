//! Compares the register of processing (`domain::privacy`) with the schema.

use std::collections::BTreeMap;

use domain::privacy::{Columns, TABLES};
use sea_orm::{ConnectionTrait, DbBackend, Statement};

use crate::testing::sqlite;

const REGISTER: &str = "src/domain/privacy/tables.rs";

/// The tables with their columns, as the database says. The list of migrations and the index of the search are not ours.
async fn schema() -> BTreeMap<String, Vec<String>> {
    let store = sqlite().await;
    let sql = "SELECT t.name, c.name FROM pragma_table_list AS t JOIN pragma_table_info(t.name) AS c \
        WHERE t.schema = 'main' AND t.type = 'table' AND t.name NOT LIKE 'sqlite\\_%' ESCAPE '\\' \
        AND t.name <> 'seaql_migrations' ORDER BY t.name, c.cid";
    let rows = store.read().query_all_raw(Statement::from_string(DbBackend::Sqlite, sql)).await.unwrap();
    let mut tables: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for row in rows {
        tables.entry(row.try_get_by_index(0).unwrap()).or_default().push(row.try_get_by_index(1).unwrap());
    }
    tables
}

#[tokio::test]
async fn everything_that_the_schema_keeps_is_in_the_register() {
    let mut wrong = Vec::new();
    let schema = schema().await;
    for (table, columns) in &schema {
        let Some(entry) = TABLES.iter().find(|entry| entry.name == table) else {
            wrong.push(format!(
                "The table `{table}` is missing. Is any column about a person? Then `personal(\"{table}\", &[(Matter::…, \
                 &{columns:?})])`, else `about_nobody(\"{table}\")`. A matter that is not there yet is a variant of `Matter` \
                 in src/domain/privacy.rs with its words in src/web/locales/privacy.rs."
            ));
            continue;
        };
        match entry.columns {
            Columns::AboutNobody => {
                let personal = ["person_key", "author_key", "account_id", "email", "phone"];
                for column in columns.iter().filter(|column| personal.contains(&column.as_str())) {
                    wrong.push(format!(
                        "`{table}.{column}` is about a person, but `{table}` is listed as about nobody."
                    ));
                }
            }
            Columns::Personal(groups) => {
                let listed: Vec<&str> = groups.iter().flat_map(|(_, columns)| *columns).copied().collect();
                for column in columns.iter().filter(|column| !listed.contains(&column.as_str())) {
                    wrong
                        .push(format!("`{table}.{column}` is missing: enter it under the matter that it is kept for."));
                }
                for column in listed.iter().filter(|column| !columns.iter().any(|real| real == *column)) {
                    wrong.push(format!("`{table}.{column}` is listed, but the table has no such column any more."));
                }
            }
        }
    }
    for entry in TABLES.iter().filter(|entry| !schema.contains_key(entry.name)) {
        wrong.push(format!("`{}` is listed, but there is no such table any more.", entry.name));
    }
    assert!(wrong.is_empty(), "The privacy notice is made from {REGISTER}. Mend this there:\n{}", wrong.join("\n"));
}
