//! The board as a map.

use domain::{
    Theme,
    filter::BoardFilter,
    ids::ProposalId,
    map::{SIZE, Viewport, Xy},
    places::LonLat,
    proposals::Pin,
};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QueryResult, QuerySelect,
    QueryTrait,
    sea_query::{Expr, Query, SelectStatement},
};
use serde::Deserialize;

use super::{scope::Scope, subject::status_of};
use crate::{
    Store, StoreError,
    entity::proposal,
    parts::{self, part},
};

/// The newest `most` proposals with a pin that the filter shows, within the viewport if there is one.
pub async fn pins(store: &Store, filter: &BoardFilter, most: u64) -> Result<Vec<Pin>, StoreError> {
    let scope = Scope::of(store, filter).await?;
    of_scope(store, &scope, filter.viewport, most).await
}

pub(super) async fn of_scope(
    store: &Store,
    scope: &Scope,
    viewport: Option<Viewport>,
    most: u64,
) -> Result<Vec<Pin>, StoreError> {
    let mut question = Query::select();
    question.expr_as(as_part(scope, viewport, most), "pins");
    match store.read().query_one(&question).await? {
        Some(row) => read(&row),
        None => Ok(Vec::new()),
    }
}

/// As a column `pins` of another statement.
pub(super) fn as_part(scope: &Scope, viewport: Option<Viewport>, most: u64) -> Expr {
    part(scope.backend, &COLUMNS, select(scope.condition(), viewport, most))
}

pub(super) fn read(row: &QueryResult) -> Result<Vec<Pin>, StoreError> {
    let pin = |row: PinRow| {
        let theme = Theme::from_number(row.theme)
            .ok_or_else(|| StoreError::BadSchema(format!("unknown theme {}", row.theme)))?;
        let point = LonLat { lon: row.lon, lat: row.lat };
        Ok(Pin { id: ProposalId(row.id), title: row.title, point, theme, status: status_of(&row.status)? })
    };
    parts::read(row, "pins")?.into_iter().map(pin).collect()
}

const COLUMNS: [&str; 6] = ["id", "title", "lon", "lat", "theme", "status"];

#[derive(Deserialize)]
struct PinRow {
    id: i64,
    title: String,
    lon: f64,
    lat: f64,
    theme: i16,
    status: String,
}

fn select(condition: Condition, viewport: Option<Viewport>, most: u64) -> SelectStatement {
    use proposal::Column::{Id, Lat, Lon, PublishedAt, Status, Theme as ThemeColumn, Title};
    proposal::Entity::find()
        .select_only()
        .columns([Id, Title, Lon, Lat, ThemeColumn, Status])
        .filter(condition)
        .filter(Lon.is_not_null())
        .filter(viewport.map_or_else(Condition::all, within))
        .order_by_desc(PublishedAt)
        .order_by_desc(Id)
        .limit(most)
        .into_query()
}

/// The spot of a proposal with a pin is the pin, and the index knows the spots.
fn within(viewport: Viewport) -> Condition {
    let (north_west, south_east) = (viewport.point(Xy { x: 0.0, y: 0.0 }), viewport.point(Xy { x: SIZE.0, y: SIZE.1 }));
    Condition::all()
        .add(proposal::Column::SpotLat.between(south_east.lat, north_west.lat))
        .add(proposal::Column::SpotLon.between(north_west.lon, south_east.lon))
}
