//! Names of the Ortsteile: those that people look for first, none across another or across a mark.

use std::{cmp::Reverse, sync::LazyLock};

use domain::{
    areas::Area,
    map::{SIZE, Viewport, Xy},
    places::Polygon,
};
use leptos::prelude::*;

use super::{
    City, Mark,
    drawing::{DRAWING, Extent, may_show},
};

/// How large the style sets a name, in units of the drawing.
struct Lettering {
    size: f64,
    class: &'static str,
}

/// Readable on a phone too, where the drawing is half as large.
const LARGE: Lettering = Lettering { size: 20.0, class: "map__label" };
/// For what finds no room otherwise; the style leaves it out on phones.
const FINE: Lettering = Lettering { size: 15.0, class: "map__label map__label--fine" };
/// For a map that is small everywhere.
const SMALL: Lettering = Lettering { size: 28.0, class: "map__label" };

impl Lettering {
    fn room(&self, name: &str, middle: Xy) -> Extent {
        Extent::around(middle, name.chars().count() as f64 * self.size * 0.55, self.size * 1.3)
    }
}

/// How far from the middle of its Ortsteil a name may stand, in heights of a line and parts of its own length.
const LINES: [f64; 7] = [0.0, 1.3, -1.3, 2.0, -2.0, 2.8, -2.8];
const LENGTHS: [f64; 9] = [0.0, 0.3, -0.3, 0.65, -0.65, 0.9, -0.9, 1.2, -1.2];

pub(super) fn names(city: &City, viewport: Viewport, marks: &[Mark], is_small: bool) -> impl IntoView + use<> {
    let mut wanted: Vec<(&Area, &Polygon)> = city.outlines().collect();
    wanted.sort_by_cached_key(|(area, _)| Reverse(city.rank(area)));
    if is_small {
        // Where its mark lies is what such a map is for.
        let home = |polygon: &Polygon| marks.iter().any(|mark| polygon.contains(mark.point()));
        wanted.retain(|(_, polygon)| may_show(viewport, polygon));
        wanted.sort_by_key(|(_, polygon)| !home(polygon));
    }
    let letterings: &[Lettering] = if is_small { &[SMALL] } else { &[LARGE, FINE] };
    let mut taken: Vec<Extent> = marks.iter().map(|mark| mark.extent(viewport)).collect();
    wanted
        .into_iter()
        .filter_map(|(area, polygon)| {
            // Maps call the seaside resorts by their short names.
            let name = area.name.strip_prefix("Seebad ").unwrap_or(&area.name).to_owned();
            let middle = viewport.place(area.label);
            // A name in the neighbour's field would be wrong; outside of the city it may begin at its own border.
            let is_right = |room: &Extent| {
                let place = viewport.point(room.middle());
                polygon.contains(place)
                    || (!is_small
                        && !city.outlines().any(|(_, other)| other.contains(place))
                        && polygon.contains(viewport.point(room.end_towards(middle))))
            };
            let (lettering, room) = letterings.iter().find_map(|lettering| {
                let free = |room: &Extent| DRAWING.holds(*room) && !taken.iter().any(|other| other.meets(*room));
                let is_good = |room: &Extent| free(room) && is_right(room);
                let room = if is_small {
                    ALL_OVER.iter().map(|place| lettering.room(&name, *place)).find(is_good)
                } else {
                    around(lettering, &name, middle).into_iter().find(is_good)
                };
                Some((lettering, room?))
            })?;
            taken.push(room);
            let Xy { x, y } = room.middle();
            let y = y + lettering.size / 3.0;
            Some(view! {
                <text class=lettering.class x=format!("{x:.0}") y=format!("{y:.0}") text-anchor="middle">
                    {name}
                </text>
            })
        })
        .collect_view()
}

/// Places near the middle of an Ortsteil, the nearest first.
fn around(lettering: &Lettering, name: &str, middle: Xy) -> Vec<Extent> {
    let length = name.chars().count() as f64 * lettering.size * 0.55;
    let shifts = LENGTHS.iter().flat_map(|east| LINES.iter().map(move |south| (east * length, south * lettering.size)));
    let mut shifts: Vec<(f64, f64)> = shifts.collect();
    shifts.sort_by(|(x, y), (u, v)| x.hypot(*y).total_cmp(&u.hypot(*v)));
    shifts.into_iter().map(|(x, y)| lettering.room(name, Xy { x: middle.x + x, y: middle.y + y })).collect()
}

/// Places in the whole drawing, those near its middle first: the middle of an Ortsteil may lie outside of it.
static ALL_OVER: LazyLock<Vec<Xy>> = LazyLock::new(|| {
    let middle = Xy { x: SIZE.0 / 2.0, y: SIZE.1 / 2.0 };
    let mut places: Vec<Xy> = (1..16)
        .flat_map(|column| (1..16).map(move |row| (f64::from(column) / 16.0, f64::from(row) / 16.0)))
        .map(|(east, south)| Xy { x: SIZE.0 * east, y: SIZE.1 * south })
        .collect();
    let distance = |place: &Xy| (place.x - middle.x).hypot(place.y - middle.y);
    places.sort_by(|one, other| distance(one).total_cmp(&distance(other)));
    places
});
