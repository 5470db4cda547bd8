//! The addresses of all proposals on the board, for the site map: cut by number, so that a part of the map stays the same
//! whatever is published later.

use domain::{Moment, ids::ProposalId};
use sea_orm::{
    ColumnTrait, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect, Select,
    sea_query::{Expr, Func},
};

use crate::{
    Store, StoreError,
    entity::proposal::{Column, Entity},
};

/// Rows that are read at once.
const STEP: u64 = 1_000;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    pub id: ProposalId,
    pub title: String,
    /// When its state changed last.
    pub changed_at: Moment,
}

/// Which spans of `span` numbers hold a proposal of the board: span 0 begins with number 1. One look at the primary key
/// for each.
pub async fn spans(store: &Store, span: i64) -> Result<Vec<i64>, StoreError> {
    let span = Ord::max(span, 1);
    let mut found = Vec::new();
    let mut after = 0;
    loop {
        let next: Option<(i64,)> =
            listed_after(after).select_only().column(Column::Id).into_tuple().one(store.read()).await?;
        let Some((id,)) = next else { return Ok(found) };
        let number = (id - 1) / span;
        found.push(number);
        after = (number + 1) * span;
    }
}

/// Proposals on the board with numbers after `after` and up to `last`: the next ones, and the number to go on after.
pub async fn addresses(store: &Store, after: i64, last: i64) -> Result<(Vec<Address>, Option<i64>), StoreError> {
    let rows: Vec<(i64, String, i64)> = listed_after(after)
        .select_only()
        .columns([Column::Id, Column::Title, Column::StatusAt])
        .filter(Column::Id.lte(last))
        .limit(STEP)
        .into_tuple()
        .all(store.read())
        .await?;
    let go_on = rows.last().map(|(id, ..)| *id).filter(|_| rows.len() as u64 == STEP);
    let address = |(id, title, at)| Address { id: ProposalId(id), title, changed_at: Moment(at) };
    Ok((rows.into_iter().map(address).collect(), go_on))
}

/// By number. Without statistics SQLite would take an index that begins with `is_listed` and sort all it finds; an
/// expression hides the column from it.
fn listed_after(after: i64) -> Select<Entity> {
    let is_listed = Func::coalesce([Expr::col((Entity, Column::IsListed)), Expr::val(false)]);
    Entity::find().filter(Column::Id.gt(after)).filter(Expr::from(is_listed).eq(true)).order_by_asc(Column::Id)
}

#[cfg(test)]
mod tests {
    use domain::{policy::Acting, proposals::Status};
    use sea_orm::{ConnectionTrait, QueryTrait, Statement};

    use super::*;
    use crate::{
        proposals::{answer, samples::*, withdraw},
        testing::NOW,
    };

    #[tokio::test]
    async fn every_proposal_of_the_board_stands_in_exactly_one_span() {
        for city in open_cities().await {
            for number in 1..=11 {
                published(&city, number, "Mehr Bänke am Hafen").await;
            }
            for gone in 5..=8 {
                withdraw(&city, ProposalId(gone), NOW).await.unwrap();
            }
            answer(&city, &Acting::OPERATOR, ProposalId(2), answer_to(Status::Rejected), NOW).await.unwrap();
            // 1..=4, 5..=8 (nothing left), 9..=12.
            assert_eq!(spans(&city, 4).await.unwrap(), [0, 2], "{}", city.store.name);
            let mut all = Vec::new();
            for span in spans(&city, 4).await.unwrap() {
                let (part, go_on) = addresses(&city, span * 4, span * 4 + 4).await.unwrap();
                assert_eq!(go_on, None);
                all.extend(part.into_iter().map(|address| address.id.0));
            }
            assert_eq!(all, [1, 2, 3, 4, 9, 10, 11], "{}", city.store.name);
        }
    }

    #[tokio::test]
    async fn what_waits_for_its_check_has_no_address() {
        for city in cities().await {
            crate::proposals::submit(&city, submission(1), &person(1), proposal("Mehr Bänke"), NOW).await.unwrap();
            assert_eq!(spans(&city, 4).await.unwrap(), [0_i64; 0]);
            assert_eq!(addresses(&city, 0, 4).await.unwrap(), (vec![], None));
        }
    }

    #[tokio::test]
    async fn the_next_address_is_read_by_its_number_and_nothing_is_sorted() {
        let city = city_on_sqlite().await;
        let question = listed_after(7).limit(1).build(city.backend());
        let explain = Statement { sql: format!("EXPLAIN QUERY PLAN {}", question.sql), ..question };
        let rows = city.read().query_all_raw(explain).await.unwrap();
        let plan: Vec<String> = rows.iter().map(|row| row.try_get("", "detail").unwrap()).collect();
        assert!(plan.concat().contains("USING INTEGER PRIMARY KEY (rowid>?)"), "{plan:?}");
        assert_eq!(plan.len(), 1, "{plan:?}");
    }
}
