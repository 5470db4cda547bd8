//! The map that every feature shares: the Ortsteile as an SVG drawn on the server, so that it needs no tile server and
//! no script, can be steered by links alone and prints.

mod city;
mod drawing;
mod mark;
mod names;
mod picker;
mod steering;

use std::sync::Arc;

pub use city::City;
use domain::{
    ids::AreaId,
    map::{self, SIZE, Viewport},
    places::LonLat,
};
use drawing::districts;
use leptos::prelude::*;
use mark::MarkView;
pub use mark::{Mark, closer, grouped};
use names::names;
pub use picker::PlaceMap;
use steering::Controls;

use crate::Visit;

/// Makes the address under which a page shows another piece of the map.
#[derive(Clone)]
pub struct Steer(Arc<dyn Fn(Viewport) -> String + Send + Sync>);

impl Steer {
    pub fn new(href: impl Fn(Viewport) -> String + Send + Sync + 'static) -> Self {
        Self(Arc::new(href))
    }

    fn href(&self, viewport: Viewport) -> String {
        (self.0)(viewport)
    }
}

/// Makes the address to which a click on an Ortsteil (its slug) leads.
pub type DistrictHref = Arc<dyn Fn(&str) -> String + Send + Sync>;

#[component]
pub fn CityMap(
    visit: Visit,
    city: City,
    viewport: Viewport,
    #[prop(into)] label: String,
    #[prop(optional)] marks: Vec<Mark>,
    #[prop(default = None)] chosen: Option<AreaId>,
    #[prop(default = None)] steer: Option<Steer>,
    #[prop(default = None)] district_href: Option<DistrictHref>,
    #[prop(optional)] is_small: bool,
    #[prop(optional)] is_picker: bool,
    #[prop(default = None)] picked: Option<LonLat>,
) -> impl IntoView {
    // A drawing with links in it is a group to be entered; without, one picture.
    let role = if marks.iter().any(Mark::is_link) { "group" } else { "img" };
    let whole = city.whole();
    let tiles = city.tiles().map(|tiles| view! { <Tiles template=tiles.template.clone() viewport=viewport/> });
    let names = names(&city, viewport, &marks, is_small);
    let picked = is_picker.then(|| view! { <Picked viewport=viewport point=picked/> });
    let attribution = city.tiles().map(|tiles| tiles.attribution.clone());
    let has_tiles = attribution.is_some();
    view! {
        <figure class="map" class:map--small=is_small class:map--tiles=has_tiles>
            <div class="map__frame">
                {steer.map(|steer| view! { <Controls visit=visit.clone() viewport=viewport whole=whole steer=steer/> })}
                <svg
                    class="map__svg"
                    viewBox=format!("0 0 {} {}", SIZE.0, SIZE.1)
                    role=role
                    aria-label=label
                    data-viewport=viewport.to_string()
                >
                    <rect class="map__water" width=SIZE.0.to_string() height=SIZE.1.to_string()></rect>
                    {tiles}
                    <g class="map__districts" aria-hidden="true">{districts(&city, viewport, chosen, district_href.as_ref())}</g>
                    <g class="map__labels" aria-hidden="true">{names}</g>
                    <g class="map__marks">
                        {marks.into_iter().map(|mark| view! { <MarkView mark=mark viewport=viewport/> }).collect_view()}
                    </g>
                    {picked}
                </svg>
            </div>
            <figcaption class="map__attribution">
                {visit.words().map.source}
                {attribution.map(|attribution| format!(" · {attribution}"))}
            </figcaption>
        </figure>
    }
    .into_any()
}

/// Pictures of a configured tile server below the Ortsteile.
#[component]
fn Tiles(template: String, viewport: Viewport) -> impl IntoView {
    let images = map::tiles(viewport)
        .into_iter()
        .map(|tile| {
            let href = template
                .replace("{z}", &tile.zoom.to_string())
                .replace("{x}", &tile.column.to_string())
                .replace("{y}", &tile.row.to_string());
            // Half a unit more closes the seams between neighbours.
            let side = format!("{:.1}", tile.side + 0.5);
            view! {
                <image
                    class="map__tile"
                    href=href
                    x=format!("{:.1}", tile.corner.x)
                    y=format!("{:.1}", tile.corner.y)
                    width=side.clone()
                    height=side
                ></image>
            }
        })
        .collect_view();
    view! { <g class="map__tiles" aria-hidden="true">{images}</g> }.into_any()
}

/// The place that a visitor chose; an island moves it. It is there from the start, so that an island need not draw.
#[component]
fn Picked(viewport: Viewport, point: Option<LonLat>) -> impl IntoView {
    let xy = viewport.place(point.unwrap_or(viewport.middle));
    view! {
        <g
            class="map__picked"
            data-picked=""
            transform=format!("translate({:.1} {:.1})", xy.x, xy.y)
            display=point.is_none().then_some("none")
            aria-hidden="true"
        >
            <path class="map__picked-pin" d="M0 0C-4-10-14-16-14-27a14 14 0 1 1 28 0C14-16 4-10 0 0Z"></path>
            <circle class="map__picked-eye" cy="-27" r="5"></circle>
        </g>
    }
    .into_any()
}
