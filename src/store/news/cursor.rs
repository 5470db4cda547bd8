//! How far everybody was told.
//!
//! On SQLite events become visible in the order of their numbers, because there is one writer. On PostgreSQL a number is
//! given before its transaction ends: 7 can be there while 6 is still to come, and a worker that went on to 7 would
//! never see 6. So it goes no further than everything that is certain: it looks for the highest number, then for the
//! transactions that have written into the log and not ended yet, and waits until exactly those are over. Whoever begins
//! later gets a higher number. Writers wait for nobody.

use std::{collections::HashSet, time::Duration};

use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, DatabaseTransaction, DbBackend, EntityTrait, QueryFilter, QuerySelect, Statement,
    sea_query::{Expr, OnConflict},
};

use crate::{
    Store, StoreError,
    entity::{event, news_cursor},
};

const ONLY: i64 = 1;

/// Whoever writes longer than this delays the news until the next look.
const LOOKS: u32 = 20;
const BETWEEN: Duration = Duration::from_millis(5);

pub(super) async fn read(db: &impl ConnectionTrait) -> Result<i64, StoreError> {
    Ok(news_cursor::Entity::find_by_id(ONLY).one(db).await?.map_or(0, |row| row.event_id))
}

/// `false` when somebody else moved it first.
pub(super) async fn advance(tx: &DatabaseTransaction, from: i64, until: i64) -> Result<bool, StoreError> {
    if from == 0 {
        let first = news_cursor::ActiveModel { id: Set(ONLY), event_id: Set(0) };
        let once = OnConflict::column(news_cursor::Column::Id).do_nothing().to_owned();
        news_cursor::Entity::insert(first).on_conflict(once).exec_without_returning(tx).await?;
    }
    let moved = news_cursor::Entity::update_many()
        .col_expr(news_cursor::Column::EventId, Expr::value(until))
        .filter(news_cursor::Column::Id.eq(ONLY))
        .filter(news_cursor::Column::EventId.eq(from))
        .exec(tx)
        .await?;
    Ok(moved.rows_affected == 1)
}

/// The number up to which every event is there that ever will be, when it lies behind `cursor`.
pub(super) async fn horizon(store: &Store, cursor: i64) -> Result<Option<i64>, StoreError> {
    let last: Option<Option<i64>> = event::Entity::find()
        .select_only()
        .column_as(event::Column::Id.max(), "last")
        .into_tuple()
        .one(store.read())
        .await?;
    let Some(last) = last.flatten().filter(|last| *last > cursor) else { return Ok(None) };
    if store.backend() != DbBackend::Postgres {
        return Ok(Some(last));
    }
    let mut before = writers(store).await?;
    for _ in 0..LOOKS {
        if before.is_empty() {
            return Ok(Some(last));
        }
        tokio::time::sleep(BETWEEN).await;
        let now = writers(store).await?;
        before.retain(|writer| now.contains(writer));
    }
    Ok(None)
}

/// Transactions that hold the lock on the log which every insert takes before it gets its number, until its end.
async fn writers(store: &Store) -> Result<HashSet<String>, StoreError> {
    let question = "SELECT virtualtransaction FROM pg_locks WHERE locktype = 'relation' AND granted \
        AND mode = 'RowExclusiveLock' AND relation = 'event'::regclass \
        AND database = (SELECT oid FROM pg_database WHERE datname = current_database())";
    let rows = store.read().query_all_raw(Statement::from_string(DbBackend::Postgres, question)).await?;
    rows.iter().map(|row| Ok(row.try_get_by_index(0)?)).collect()
}
