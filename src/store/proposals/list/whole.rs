//! The newest proposals with everything that a device needs to show them by itself, in one statement.

use domain::{filter::BoardFilter, proposals::ProposalCard};
use sea_orm::{
    ColumnTrait, ConnectionTrait, ExprTrait, QueryResult,
    sea_query::{Expr, Order, Query},
};

use super::{BoardOrder, Keyed, cards};
use crate::{
    Store, StoreError,
    entity::{
        board, picture,
        proposal::{Column, Entity},
    },
    proposals::scope::Scope,
};

/// A proposal as a kiosk shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct Whole {
    pub card: ProposalCard,
    pub text: String,
    pub author: Option<String>,
    /// Slug of its board.
    pub board: String,
    /// What its first picture shows.
    pub alt: Option<String>,
}

/// The `most` newest proposals on the board, as [`super::newest`] lists them.
pub async fn newest_whole(store: &Store, most: u64) -> Result<Vec<Whole>, StoreError> {
    let filter = BoardFilter::default();
    let scope = Scope::of(store, &filter).await?;
    let alt = Query::select()
        .column((picture::Entity, picture::Column::Alt))
        .from(picture::Entity)
        .and_where(picture::Column::ProposalId.into_expr().equals((Entity, Column::Id)))
        .order_by((picture::Entity, picture::Column::Position), Order::Asc)
        .order_by((picture::Entity, picture::Column::Id), Order::Asc)
        .limit(1)
        .to_owned();
    let slug = Query::select()
        .column((board::Entity, board::Column::Slug))
        .from(board::Entity)
        .and_where(board::Column::Id.into_expr().equals((Entity, Column::BoardId)))
        .to_owned();
    let mut question = BoardOrder::of(&filter, &scope).question(scope.condition(), None, most);
    question
        .column((Entity, Column::Text))
        .column((Entity, Column::Author))
        .expr_as(Expr::from(alt), "alt")
        .expr_as(Expr::from(slug), "board");
    let rows = store.read().query_all(&question).await?;
    let keyed: Vec<_> = rows.iter().map(Keyed::read).collect::<Result<_, _>>()?;
    let cards = cards(store, keyed.into_iter().map(|row| row.card).collect()).await?;
    let whole = |(card, row): (ProposalCard, &QueryResult)| -> Result<Whole, StoreError> {
        Ok(Whole {
            card,
            text: row.try_get("", "text")?,
            author: row.try_get("", "author")?,
            board: row.try_get("", "board")?,
            alt: row.try_get("", "alt")?,
        })
    };
    cards.into_iter().zip(&rows).map(whole).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        proposals::{find, newest},
        testing::with_demo,
    };

    #[tokio::test]
    async fn what_is_listed_whole_is_what_each_page_shows_and_takes_one_statement() {
        for store in with_demo().await {
            let cards = newest(&store, 40).await.unwrap();
            let before = store.statements();
            let all = newest_whole(&store, 40).await.unwrap();
            assert_eq!(store.statements() - before, 1, "{}", store.name);
            assert_eq!(all.iter().map(|one| one.card.clone()).collect::<Vec<_>>(), cards, "{}", store.name);
            for Whole { card, text, author, board, alt } in all {
                let detail = find(&store, card.id).await.unwrap().unwrap();
                let first = detail.pictures.first().map(|picture| picture.alt.clone());
                assert_eq!((text, author, board, alt), (detail.text, detail.author, detail.board.slug, first));
            }
        }
    }
}
