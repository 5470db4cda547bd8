//! Past the program into its database, for what no page says or can do.

use sea_orm::{ConnectionTrait, Database, Statement};

use crate::testing::TestApp;

pub async fn execute(app: &TestApp, sql: &str) {
    let look = Database::connect(&app.database_url).await.unwrap();
    look.execute_unprepared(sql).await.unwrap();
    look.close().await.unwrap();
}

/// What this asks for, one number.
pub async fn number(app: &TestApp, sql: &str) -> i64 {
    let look = Database::connect(&app.database_url).await.unwrap();
    let row = look.query_one_raw(Statement::from_string(look.get_database_backend(), sql)).await.unwrap();
    let number = row.unwrap().try_get_by_index(0).unwrap();
    look.close().await.unwrap();
    number
}
