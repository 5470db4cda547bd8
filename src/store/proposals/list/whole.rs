//! The newest proposals with everything that a device needs to show them by itself, in one statement.

use std::cmp::Reverse;

use domain::{filter::BoardFilter, proposals::ProposalCard};
use sea_orm::{
    ColumnTrait, ConnectionTrait, ExprTrait, QueryResult,
    sea_query::{Expr, Order, Query, SelectStatement},
};

use super::{BoardOrder, Keyed, cards, counted, together};
use crate::{
    Store, StoreError,
    entity::{
        picture,
        proposal::{Column, Entity},
    },
    proposals::scope::Scope,
};

/// Counting stops here.
const COUNTED: u64 = 100_000;

/// A proposal as a kiosk shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct Whole {
    pub card: ProposalCard,
    pub text: String,
    pub author: Option<String>,
    /// Slug of its board.
    pub board: String,
    /// So many are on that board, with those that are not listed here.
    pub of_board: i64,
    /// What its first picture shows.
    pub alt: Option<String>,
}

/// The `most` newest proposals of each board, the newest of all first.
pub async fn newest_whole(store: &Store, boards: &[&str], most: u64) -> Result<Vec<Whole>, StoreError> {
    let mut parts = Vec::with_capacity(boards.len());
    for slug in boards {
        let filter = BoardFilter { board: Some((*slug).to_owned()), ..BoardFilter::default() };
        let scope = Scope::of(store, &filter).await?;
        parts.push(newest_of(slug, &BoardOrder::of(&filter, &scope), &scope, most));
    }
    if parts.is_empty() {
        return Ok(Vec::new());
    }
    let rows = store.read().query_all(&together(parts)).await?;
    let keyed: Vec<_> = rows.iter().map(Keyed::read).collect::<Result<_, _>>()?;
    let cards = cards(store, keyed.into_iter().map(|row| row.card).collect()).await?;
    let whole = |(card, row): (ProposalCard, &QueryResult)| -> Result<Whole, StoreError> {
        Ok(Whole {
            card,
            text: row.try_get("", "text")?,
            author: row.try_get("", "author")?,
            board: row.try_get("", "board")?,
            of_board: row.try_get("", "of_board")?,
            alt: row.try_get("", "alt")?,
        })
    };
    let mut all: Vec<Whole> = cards.into_iter().zip(&rows).map(whole).collect::<Result<_, _>>()?;
    // Rows that were put together come in no order.
    all.sort_unstable_by_key(|one| Reverse((one.card.published_at, one.card.id)));
    Ok(all)
}

fn newest_of(slug: &str, order: &BoardOrder, scope: &Scope, most: u64) -> SelectStatement {
    let alt = Query::select()
        .column((picture::Entity, picture::Column::Alt))
        .from(picture::Entity)
        .and_where(picture::Column::ProposalId.into_expr().equals((Entity, Column::Id)))
        .order_by((picture::Entity, picture::Column::Position), Order::Asc)
        .order_by((picture::Entity, picture::Column::Id), Order::Asc)
        .limit(1)
        .to_owned();
    let mut question = order.question(scope.condition(), None, most);
    question
        .column((Entity, Column::Text))
        .column((Entity, Column::Author))
        .expr_as(Expr::from(alt), "alt")
        .expr_as(Expr::val(slug), "board")
        .expr_as(counted(scope.condition(), COUNTED), "of_board");
    question
}

#[cfg(test)]
mod tests {
    use domain::{Moment, boards::Name, moment::Period, policy::Acting};
    use sea_orm::{EntityTrait, QueryFilter};

    use super::*;
    use crate::{
        boards,
        proposals::{find, newest},
        testing::{NOW, with_demo},
    };

    const CITY: &[&str] = &[boards::DEFAULT];

    #[tokio::test]
    async fn what_is_listed_whole_is_what_each_page_shows_and_takes_one_statement() {
        for store in with_demo().await {
            let cards = newest(&store, 40).await.unwrap();
            let before = store.statements();
            let all = newest_whole(&store, CITY, 40).await.unwrap();
            assert_eq!(store.statements() - before, 1, "{}", store.name);
            assert_eq!(all.iter().map(|one| one.card.clone()).collect::<Vec<_>>(), cards, "{}", store.name);
            for Whole { card, text, author, board, alt, .. } in all {
                let detail = find(&store, card.id).await.unwrap().unwrap();
                let first = detail.pictures.first().map(|picture| picture.alt.clone());
                assert_eq!((text, author, board, alt), (detail.text, detail.author, detail.board.slug, first));
            }
        }
    }

    #[tokio::test]
    async fn a_small_board_keeps_its_own_however_many_newer_ones_another_has() {
        for store in with_demo().await {
            let name = Name::of("Der Hafen von morgen", "hafen").unwrap();
            let always = Period { start: Moment(0), end: None };
            let harbour = boards::open(&store, &Acting::OPERATOR, &name, always, NOW).await.unwrap();
            let all = newest_whole(&store, CITY, 1_000).await.unwrap();
            let oldest: Vec<i64> = all.iter().rev().take(2).map(|one| one.card.id.0).collect();
            store
                .write(async |tx| {
                    let moved = Entity::update_many().col_expr(Column::BoardId, Expr::value(harbour.0));
                    moved.filter(Column::Id.is_in(oldest.clone())).exec(tx).await?;
                    Ok(())
                })
                .await
                .unwrap();
            let before = store.statements();
            let both = newest_whole(&store, &[boards::DEFAULT, "hafen"], 3).await.unwrap();
            assert_eq!(store.statements() - before, 1, "{}", store.name);
            let told: Vec<_> = both.iter().map(|one| (one.board.as_str(), one.of_board)).collect();
            let rest = i64::try_from(all.len()).unwrap() - 2;
            let city = (boards::DEFAULT, rest);
            assert_eq!(told, [city, city, city, ("hafen", 2), ("hafen", 2)], "{}", store.name);
            assert!(newest_whole(&store, &[], 3).await.unwrap().is_empty());
        }
    }
}
