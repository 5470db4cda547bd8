//! The proposal board: everything that a visitor chose stands in the address.

mod chips;
mod choices;
mod export;
mod feed;
mod filters;
mod map_view;
mod results;
mod view;

use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    Moment,
    areas::AreaName,
    filter::{BoardFilter, ViewMode},
    map::Viewport,
    paging::Page,
    proposals::{Pin, ProposalCard},
};
pub use export::{csv, geojson};
pub use feed::feed;
use leptos::prelude::*;
pub(in crate::pages) use map_view::mark;
use store::proposals::MapPart;
use view::BoardPage;

use super::map::City;
use crate::{AppError, Site, Visit, borrowed, render, site::Watched};

/// Proposals on one page.
const PER_PAGE: u64 = 12;

/// Pins on the map; it says so when there are more.
const PINS: u64 = 2_000;

/// The board as one request asked for it.
#[derive(Clone)]
struct Board {
    filter: BoardFilter,
    city: City,
    /// The chosen Ortsteil, if there is one of that name.
    district: Option<AreaName>,
    page: Page<ProposalCard>,
    /// Filled where the map is shown.
    map: Option<MapData>,
    /// Whether everything is checked before it appears, and who takes part: the page says so.
    watched: Watched,
    now: Moment,
}

#[derive(Clone)]
struct MapData {
    viewport: Viewport,
    pins: Vec<Pin>,
}

impl Board {
    async fn load(site: &Site, filter: BoardFilter) -> Result<Self, AppError> {
        let store = &site.store;
        let city = City::load(site).await?;
        let district = filter.district.as_deref().and_then(|slug| city.district(slug));
        let viewport =
            filter.viewport.unwrap_or_else(|| district.map_or_else(|| city.whole(), |area| city.around(area.id)));
        let district = district.map(domain::areas::Area::named);
        let part = (filter.view == ViewMode::Map).then_some(MapPart { viewport, most: PINS });
        let (page, pins) = store::proposals::list_on_map(store, &filter, PER_PAGE, part).await?;
        let map = part.map(|_| MapData { viewport, pins });
        let watched = site.watched().await?.at(filter.board.as_deref());
        Ok(Self { filter, city, district, page, map, watched, now: site.now() })
    }
}

/// What the address asks for.
pub(in crate::pages) fn asked(visit: &Visit) -> BoardFilter {
    BoardFilter::from_pairs(borrowed(&visit.pairs()))
}

/// The same, if all of it means something.
fn understood(visit: &Visit) -> Result<BoardFilter, AppError> {
    let pairs = visit.pairs();
    let is_clear = BoardFilter::unknown(borrowed(&pairs)).is_none();
    is_clear.then(|| BoardFilter::from_pairs(borrowed(&pairs))).ok_or(AppError::BadRequest)
}

/// `/vorschlaege?…`, without language prefix.
pub(in crate::pages) fn address(filter: &BoardFilter) -> String {
    format!("/vorschlaege{}", filter.to_query())
}

pub async fn show(State(site): State<Site>, visit: Visit) -> Result<Response, AppError> {
    let filter = asked(&visit);
    // A form sends every field, chosen or not; what people copy and share is the short address.
    let canonical = visit.href(&address(&filter));
    if canonical != visit.here_in(visit.language) {
        return Ok(Redirect::to(&canonical).into_response());
    }
    let board = Board::load(&site, filter).await?;
    Ok(render::shared(render::page(|| view! { <BoardPage site=site visit=visit board=board/> }), []))
}
