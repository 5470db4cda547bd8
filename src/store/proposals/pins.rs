//! The board as a map.

use domain::{
    filter::BoardFilter,
    map::{SIZE, Viewport, Xy},
    proposals::Pin,
};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait,
    sea_query::{Order, Query, SelectStatement},
};

use super::{
    cards::{CardRow, select_pins},
    scope::Scope,
};
use crate::{Store, StoreError, entity::proposal};

/// The newest `most` proposals with a pin that the filter shows, within the viewport if there is one.
pub async fn pins(store: &Store, filter: &BoardFilter, most: u64) -> Result<Vec<Pin>, StoreError> {
    let scope = Scope::of(store, filter).await?;
    let rows = store.read().query_all(&question(&scope, filter.viewport, most)).await?;
    rows.iter().filter_map(|row| CardRow::read(row).and_then(CardRow::pin).transpose()).collect()
}

/// Rows of [`CardRow`].
pub(super) fn question(scope: &Scope, viewport: Option<Viewport>, most: u64) -> SelectStatement {
    use proposal::Column::{Id, Lon, PublishedAt};
    let mut rows = Query::select();
    select_pins(&mut rows)
        .from(proposal::Entity)
        .cond_where(scope.condition())
        .and_where(Lon.is_not_null())
        .cond_where(viewport.map_or_else(Condition::all, within))
        .order_by((proposal::Entity, PublishedAt), Order::Desc)
        .order_by((proposal::Entity, Id), Order::Desc)
        .limit(most);
    rows
}

/// The spot of a proposal with a pin is the pin, and the index knows the spots.
fn within(viewport: Viewport) -> Condition {
    let (north_west, south_east) = (viewport.point(Xy { x: 0.0, y: 0.0 }), viewport.point(Xy { x: SIZE.0, y: SIZE.1 }));
    Condition::all()
        .add(proposal::Column::SpotLat.between(south_east.lat, north_west.lat))
        .add(proposal::Column::SpotLon.between(north_west.lon, south_east.lon))
}
