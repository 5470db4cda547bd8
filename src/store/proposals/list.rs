//! The board, page by page. A page begins after (or before) a row, never after a number of rows, so that the ten
//! thousandth page costs what the first one costs and nobody reads a proposal twice because a new one came in.

mod export;
mod ticked;
mod whole;

use std::collections::BTreeMap;

use domain::{
    filter::{BoardFilter, Sort},
    map::Viewport,
    paging::{Cursor, Page, Total, Way},
    places::LonLat,
    proposals::{Pin, ProposalCard},
};
pub use export::{Export, Exported};
use sea_orm::{
    Condition, ConnectionTrait, ExprTrait, QueryResult,
    sea_query::{Asterisk, Expr, Order, Query, SelectStatement, UnionType},
};
pub use ticked::{Ticked, ticked};
pub use whole::{Whole, newest_whole};

use super::{
    cards::{CardRow, cards, select_cards},
    near::{self, Around},
    pins,
    scope::{Scope, counted},
};
use crate::{Store, StoreError, entity::proposal};

/// Rathaus, Neuer Markt.
const TOWN_HALL: LonLat = LonLat { lon: 12.1405, lat: 54.0887 };

/// What the map of a page shows: a part of the city, and how many pins at most.
#[derive(Clone, Copy, Debug)]
pub struct MapPart {
    pub viewport: Viewport,
    pub most: u64,
}

/// One page of the board.
pub async fn list(store: &Store, filter: &BoardFilter, per_page: u64) -> Result<Page<ProposalCard>, StoreError> {
    Ok(list_on_map(store, filter, per_page, None).await?.0)
}

/// The same, and the pins of the same choice on the map where one is shown. Two statements, whatever is chosen: one that
/// searches or counts, and one that lists.
pub async fn list_on_map(
    store: &Store,
    filter: &BoardFilter,
    per_page: u64,
    map: Option<MapPart>,
) -> Result<(Page<ProposalCard>, Vec<Pin>), StoreError> {
    let scope = Scope::of(store, filter).await?;
    let order = BoardOrder::of(filter, &scope);
    let (total, channels) = scope.count(store).await?;
    let are_few = matches!(total, Total::Exactly(_));
    let wanted = Wanted { cursor: filter.page, most: per_page + 1, are_few, map };
    let (mut rows, pins) = order.page(store, &scope, wanted).await?;

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
    let wanted = Wanted { cursor: None, most, are_few: false, map: None };
    let (rows, _) = BoardOrder::of(&filter, &scope).page(store, &scope, wanted).await?;
    cards(store, rows.into_iter().map(|row| row.card).collect()).await
}

/// A row with its place in the order.
pub(super) struct Keyed {
    key: i64,
    card: CardRow,
}

/// What a page needs of the database.
#[derive(Clone, Copy)]
struct Wanted {
    cursor: Option<Cursor>,
    most: u64,
    are_few: bool,
    map: Option<MapPart>,
}

/// The columns that say where a row stands in the order, and to which part of the answer it belongs.
const KEY: &str = "sort_key";
const PART: &str = "part";

/// The part with the pins; the others are numbered.
const PINS: i64 = -1;

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

    /// The rows in the order of the list, and the pins.
    async fn page(&self, store: &Store, scope: &Scope, wanted: Wanted) -> Result<(Vec<Keyed>, Vec<Pin>), StoreError> {
        let question = together(self.parts(scope, wanted));
        let mut found = BTreeMap::<i64, Vec<Keyed>>::new();
        for row in store.read().query_all(&question).await? {
            found.entry(row.try_get("", PART)?).or_default().push(Keyed::read(&row)?);
        }
        let pins = sorted(found.remove(&PINS), true);
        // A wider circle holds what is in the narrower ones.
        let rows = sorted(found.pop_last().map(|(_, rows)| rows), self.falls(wanted.cursor));
        let pins = pins.into_iter().filter_map(|row| row.card.pin().transpose()).collect::<Result<_, _>>()?;
        Ok((rows, pins))
    }

    /// What is asked for at once: the list, where it begins beside a place one circle after the other, each only where the
    /// one before is not enough; and the pins.
    fn parts(&self, scope: &Scope, wanted: Wanted) -> Vec<SelectStatement> {
        let Wanted { cursor, most, are_few, map } = wanted;
        let steps = match self {
            Self::From(point) => Around::steps(*point, cursor, are_few),
            Self::Falling(_) => vec![None],
        };
        let mut parts = Vec::new();
        let mut narrower: Option<Condition> = None;
        for (number, around) in (0_i64..).zip(steps) {
            let condition = scope.condition().add_option(around.map(|around| around.condition()));
            let mut query = self.rows(narrower.as_ref(), cursor, most);
            query.cond_where(condition.clone()).expr_as(number, PART);
            parts.push(query);
            narrower = Some(condition);
        }
        parts.extend(map.map(|MapPart { viewport, most }| {
            let mut pins = pins::question(scope, Some(viewport), most);
            let newest = Expr::col((proposal::Entity, proposal::Column::PublishedAt));
            pins.expr_as(newest, KEY).expr_as(PINS, PART).take()
        }));
        parts
    }

    /// At most `most` rows after the cursor, in the direction of the cursor.
    fn question(&self, condition: Condition, cursor: Option<Cursor>, most: u64) -> SelectStatement {
        self.rows(None, cursor, most).cond_where(condition).take()
    }

    /// None where `narrower` alone has as many.
    fn rows(&self, narrower: Option<&Condition>, cursor: Option<Cursor>, most: u64) -> SelectStatement {
        let mut query = Query::select();
        match narrower {
            // SQLite reads the right side of a cross join once for each row of the left one: here not at all.
            Some(narrower) => {
                let enough = counted(narrower.clone().add_option(self.after(cursor)), most);
                let is_open = enough.lt(i64::try_from(most).unwrap_or(i64::MAX));
                let gate = Query::select().expr_as(1_i32, "is_open").and_where(is_open).to_owned();
                query.from_subquery(gate, "gate").cross_join(proposal::Entity)
            }
            None => query.from(proposal::Entity),
        };
        select_cards(&mut query).expr_as(self.key(), KEY).cond_where(Condition::all().add_option(self.after(cursor)));
        let order = if self.falls(cursor) { Order::Desc } else { Order::Asc };
        query.order_by_expr(self.key(), order.clone()).order_by_expr(id(), order).limit(most);
        query
    }

    /// What stands behind the cursor, in its direction.
    fn after(&self, cursor: Option<Cursor>) -> Option<Expr> {
        let Cursor { key, id: seen, .. } = cursor?;
        let place = Expr::tuple([self.key(), id()]);
        let seen = Expr::tuple([Expr::val(key), Expr::val(seen)]);
        Some(if self.falls(cursor) { place.lt(seen) } else { place.gt(seen) })
    }

    fn falls(&self, cursor: Option<Cursor>) -> bool {
        matches!(self, Self::Falling(_)) != cursor.is_some_and(|cursor| cursor.way == Way::Backward)
    }
}

fn id() -> Expr {
    Expr::col((proposal::Entity, proposal::Column::Id))
}

/// Rows that were put together come in no order.
fn sorted(rows: Option<Vec<Keyed>>, falls: bool) -> Vec<Keyed> {
    let mut rows = rows.unwrap_or_default();
    rows.sort_unstable_by_key(|row| (row.key, row.card.id));
    if falls {
        rows.reverse();
    }
    rows
}

/// One statement of several.
fn together(mut parts: Vec<SelectStatement>) -> SelectStatement {
    // One alone stays as it is: the planner sees its order.
    if let [one] = parts.as_mut_slice() {
        return one.take();
    }
    let mut parts = parts.into_iter().map(|part| {
        // An order and a limit of its own each has inside of a table alone.
        let mut rows = Query::select();
        rows.column(Asterisk).from_subquery(part, "part");
        rows
    });
    let mut all = parts.next().unwrap_or_default();
    all.unions(parts.map(|part| (UnionType::All, part)));
    all
}

impl Keyed {
    fn read(row: &QueryResult) -> Result<Self, StoreError> {
        Ok(Self { key: row.try_get("", KEY)?, card: CardRow::read(row)? })
    }
}

#[cfg(test)]
mod circles;
#[cfg(test)]
mod plans;
