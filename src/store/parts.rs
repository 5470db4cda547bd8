//! Rows of several tables as columns of one statement, so that a page asks the database as seldom as it can: each part
//! is a list of JSON objects, written by the database.

use sea_orm::{
    DbBackend, QueryResult,
    sea_query::{Expr, Func, IntoIden, Query, SelectStatement},
};
use serde::de::DeserializeOwned;

use crate::StoreError;

/// The rows of `select`, in its order, as an expression for another select. `columns` are the names of what it selects.
pub(crate) fn part(backend: DbBackend, columns: &[&'static str], select: SelectStatement) -> Expr {
    const PART: &str = "part";
    let mut list = Query::select();
    match backend {
        DbBackend::Sqlite => {
            let object = columns
                .iter()
                .fold(Func::cust("json_object"), |object, name| object.arg(*name).arg(Expr::col((PART, *name))));
            list.expr(Func::cust("json_group_array").arg(object))
        }
        _ => list.expr(Expr::cust("coalesce(json_agg(part), '[]')::text")),
    };
    list.from_subquery(select, PART.into_iden());
    Expr::from(list)
}

/// The part that was selected under this name.
pub(crate) fn read<T: DeserializeOwned>(row: &QueryResult, name: &str) -> Result<Vec<T>, StoreError> {
    let text: String = row.try_get("", name)?;
    Ok(serde_json::from_str(&text)?)
}

#[cfg(test)]
mod tests {
    use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait, ExprTrait, sea_query::Order};
    use serde::Deserialize;

    use super::*;
    use crate::{entity::setting, testing::stores};

    #[derive(Debug, PartialEq, Deserialize)]
    struct Row {
        key: String,
        value: String,
    }

    #[tokio::test]
    async fn rows_come_as_they_are_and_in_their_order() {
        for store in stores().await {
            let texts = ["1 b", "2 ä\"'\\\u{7}<>", "3 🌊"];
            for text in texts {
                let row = setting::ActiveModel { key: Set(format!("test {text}")), value: Set(text.into()) };
                store
                    .write(async |tx| Ok(setting::Entity::insert(row).exec_without_returning(tx).await?))
                    .await
                    .unwrap();
            }
            let mut select = Query::select();
            select
                .columns([setting::Column::Key, setting::Column::Value])
                .from(setting::Entity)
                .and_where(Expr::col(setting::Column::Key).like("test %"))
                .order_by(setting::Column::Key, Order::Desc);
            let mut question = Query::select();
            question.expr_as(part(store.backend(), &["key", "value"], select.clone()), "some").expr_as(
                part(store.backend(), &["key", "value"], select.and_where(Expr::val(1).eq(2)).clone()),
                "none",
            );
            let row = store.read().query_one(&question).await.unwrap().unwrap();
            let some: Vec<Row> = read(&row, "some").unwrap();
            let values: Vec<_> = some.iter().map(|row| row.value.as_str()).collect();
            assert_eq!(values, [texts[2], texts[1], texts[0]], "{}", store.name);
            assert!(some.iter().all(|row| row.key == format!("test {}", row.value)));
            assert_eq!(read::<Row>(&row, "none").unwrap(), []);
        }
    }
}
