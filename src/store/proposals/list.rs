//! The board, page by page. A page begins after (or before) a row, never after a number of rows, so that the ten
//! thousandth page costs what the first one costs and nobody reads a proposal twice because a new one came in.

mod export;
mod whole;

use domain::{
    filter::{BoardFilter, Sort},
    paging::{Cursor, Page, Total, Way},
    places::LonLat,
    proposals::{Pin, ProposalCard},
};
pub use export::{Export, Exported};
use sea_orm::{
    Condition, ConnectionTrait, ExprTrait, QueryResult,
    sea_query::{Expr, Order, Query, SelectStatement},
};
pub use whole::{Whole, newest_whole};

use super::{
    cards::{CardRow, cards, select_cards},
    near::{self, Around},
    scope::{Counted, Map, Scope},
};
use crate::{Store, StoreError, entity::proposal};

/// Rathaus, Neuer Markt.
const TOWN_HALL: LonLat = LonLat { lon: 12.1405, lat: 54.0887 };

/// One page of the board.
pub async fn list(store: &Store, filter: &BoardFilter, per_page: u64) -> Result<Page<ProposalCard>, StoreError> {
    Ok(list_on_map(store, filter, per_page, None).await?.0)
}

/// And the newest pins of the same choice, where a map is shown.
pub async fn list_on_map(
    store: &Store,
    filter: &BoardFilter,
    per_page: u64,
    map: Option<Map>,
) -> Result<(Page<ProposalCard>, Vec<Pin>), StoreError> {
    let scope = Scope::of(store, filter).await?;
    let order = BoardOrder::of(filter, &scope);
    let Counted { total, channels, pins } = scope.count(store, map).await?;
    let are_few = matches!(total, Total::Exactly(_));
    let mut rows = order.page(store, &scope, filter.page, per_page + 1, are_few).await?;

    let has_more = rows.len() as u64 > per_page;
    rows.truncate(usize::try_from(per_page).unwrap_or(usize::MAX));
    let is_backward = filter.page.is_some_and(|cursor| cursor.way == Way::Backward);
    if is_backward {
        rows.reverse();
    }
    let at = |row: Option<&Keyed>, way| row.map(|row| Cursor { way, key: row.key, id: row.card.id });
    let (first, last) = (at(rows.first(), Way::Backward), at(rows.last(), Way::Forward));
    let (previous, next) = match filter.page {
        None => (None, last.filter(|_| has_more)),
        Some(_) if is_backward => (first.filter(|_| has_more), last),
        Some(_) => (first, last.filter(|_| has_more)),
    };
    let items = cards(store, rows.into_iter().map(|row| row.card).collect()).await?;
    Ok((Page { items, previous, next, total, channels }, pins))
}

/// The `most` newest proposals on the board.
pub async fn newest(store: &Store, most: u64) -> Result<Vec<ProposalCard>, StoreError> {
    let filter = BoardFilter::default();
    let scope = Scope::of(store, &filter).await?;
    let rows = BoardOrder::of(&filter, &scope).page(store, &scope, None, most, false).await?;
    cards(store, rows.into_iter().map(|row| row.card).collect()).await
}

/// A row with its place in the order.
pub(super) struct Keyed {
    key: i64,
    card: CardRow,
}

enum BoardOrder {
    /// Highest first.
    Falling(proposal::Column),
    /// Nearest first.
    From(LonLat),
}

impl BoardOrder {
    fn of(filter: &BoardFilter, scope: &Scope) -> Self {
        match filter.sort {
            Sort::Newest => Self::Falling(proposal::Column::PublishedAt),
            Sort::MostSupported => Self::Falling(proposal::Column::SupportCount),
            Sort::MostDiscussed => Self::Falling(proposal::Column::CommentCount),
            Sort::Nearest => Self::From(filter.near.or(scope.middle).unwrap_or(TOWN_HALL)),
        }
    }

    fn key(&self) -> Expr {
        match self {
            Self::Falling(column) => Expr::col((proposal::Entity, *column)),
            Self::From(point) => near::key(*point),
        }
    }

    /// At most `most` rows after the cursor, in the direction of the cursor.
    async fn page(
        &self,
        store: &Store,
        scope: &Scope,
        cursor: Option<Cursor>,
        most: u64,
        are_few: bool,
    ) -> Result<Vec<Keyed>, StoreError> {
        let steps = match self {
            Self::From(point) => Around::steps(*point, cursor, are_few),
            Self::Falling(_) => vec![None],
        };
        let mut rows = Vec::new();
        for around in steps {
            let condition = scope.condition().add_option(around.map(|around| around.condition()));
            rows = self.rows(store, condition, cursor, most).await?;
            if rows.len() as u64 >= most {
                break;
            }
        }
        Ok(rows)
    }

    async fn rows(
        &self,
        store: &Store,
        condition: Condition,
        cursor: Option<Cursor>,
        most: u64,
    ) -> Result<Vec<Keyed>, StoreError> {
        let rows = store.read().query_all(&self.question(condition, cursor, most)).await?;
        rows.iter().map(Keyed::read).collect()
    }

    fn question(&self, condition: Condition, cursor: Option<Cursor>, most: u64) -> SelectStatement {
        let falls = matches!(self, Self::Falling(_)) != cursor.is_some_and(|cursor| cursor.way == Way::Backward);
        let id = Expr::col((proposal::Entity, proposal::Column::Id));
        let mut query = Query::select();
        select_cards(&mut query).expr_as(self.key(), "sort_key").cond_where(condition);
        if let Some(Cursor { key, id: seen, .. }) = cursor {
            let place = Expr::tuple([self.key(), id.clone()]);
            let cursor = Expr::tuple([Expr::val(key), Expr::val(seen)]);
            query.and_where(if falls { place.lt(cursor) } else { place.gt(cursor) });
        }
        let order = if falls { Order::Desc } else { Order::Asc };
        query.order_by_expr(self.key(), order.clone()).order_by_expr(id, order).limit(most);
        query
    }
}

impl Keyed {
    fn read(row: &QueryResult) -> Result<Self, StoreError> {
        Ok(Self { key: row.try_get("", "sort_key")?, card: CardRow::read(row)? })
    }
}

#[cfg(test)]
mod plans;
