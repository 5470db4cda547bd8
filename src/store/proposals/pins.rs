//! The board as a map.

use domain::{
    Theme,
    filter::BoardFilter,
    ids::ProposalId,
    map::{SIZE, Viewport, Xy},
    places::LonLat,
    proposals::Pin,
};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::{scope::Scope, subject::status_of};
use crate::{Store, StoreError, entity::proposal};

/// The newest `most` proposals with a pin that the filter shows, within the viewport if there is one.
pub async fn pins(store: &Store, filter: &BoardFilter, most: u64) -> Result<Vec<Pin>, StoreError> {
    use proposal::Column::{Id, Lat, Lon, PublishedAt, Status, Theme as ThemeColumn, Title};
    let scope = Scope::of(store, filter).await?;
    let rows: Vec<(i64, String, f64, f64, i16, String)> = proposal::Entity::find()
        .select_only()
        .columns([Id, Title, Lon, Lat, ThemeColumn, Status])
        .filter(scope.condition())
        .filter(Lon.is_not_null())
        .filter(filter.viewport.map_or_else(Condition::all, within))
        .order_by_desc(PublishedAt)
        .order_by_desc(Id)
        .limit(most)
        .into_tuple()
        .all(store.read())
        .await?;
    let pin = |(id, title, lon, lat, theme, status): (i64, String, f64, f64, i16, String)| {
        let theme = Theme::from_number(theme).ok_or_else(|| StoreError::BadSchema(format!("unknown theme {theme}")))?;
        Ok(Pin { id: ProposalId(id), title, point: LonLat { lon, lat }, theme, status: status_of(&status)? })
    };
    rows.into_iter().map(pin).collect()
}

/// The spot of a proposal with a pin is the pin, and the index knows the spots.
fn within(viewport: Viewport) -> Condition {
    let (north_west, south_east) = (viewport.point(Xy { x: 0.0, y: 0.0 }), viewport.point(Xy { x: SIZE.0, y: SIZE.1 }));
    Condition::all()
        .add(proposal::Column::SpotLat.between(south_east.lat, north_west.lat))
        .add(proposal::Column::SpotLon.between(north_west.lon, south_east.lon))
}
