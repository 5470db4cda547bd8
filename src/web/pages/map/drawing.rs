//! Outlines and names of the Ortsteile as SVG.

use std::fmt::Write;

use domain::{
    areas::Area,
    ids::AreaId,
    map::{SIZE, Viewport, Xy},
    places::{LonLat, Polygon},
};
use leptos::prelude::*;

use super::{City, DistrictHref, Mark};

/// A name needs about so much room, in units of the drawing: the style sets it in 15 units.
const LETTER: f64 = 8.2;
const LINE: f64 = 20.0;

/// The smallest rectangle around something drawn.
#[derive(Clone, Copy, Debug)]
pub(super) struct Extent {
    low: Xy,
    high: Xy,
}

impl Extent {
    const NOTHING: Self = Self { low: Xy { x: f64::MAX, y: f64::MAX }, high: Xy { x: f64::MIN, y: f64::MIN } };

    fn and(self, point: Xy) -> Self {
        Self {
            low: Xy { x: self.low.x.min(point.x), y: self.low.y.min(point.y) },
            high: Xy { x: self.high.x.max(point.x), y: self.high.y.max(point.y) },
        }
    }

    pub(super) fn around(middle: Xy, width: f64, height: f64) -> Self {
        Self {
            low: Xy { x: middle.x - width / 2.0, y: middle.y - height / 2.0 },
            high: Xy { x: middle.x + width / 2.0, y: middle.y + height / 2.0 },
        }
    }

    fn meets(self, other: Self) -> bool {
        self.low.x < other.high.x && other.low.x < self.high.x && self.low.y < other.high.y && other.low.y < self.high.y
    }

    fn holds(self, other: Self) -> bool {
        self.low.x <= other.low.x
            && self.low.y <= other.low.y
            && self.high.x >= other.high.x
            && self.high.y >= other.high.y
    }

    fn width(self) -> f64 {
        self.high.x - self.low.x
    }
}

const DRAWING: Extent = Extent { low: Xy { x: 0.0, y: 0.0 }, high: Xy { x: SIZE.0, y: SIZE.1 } };

/// The outlines that can be seen, as paths; a click on one leads to its Ortsteil where the page wants that. These links
/// are for the mouse alone: by keyboard the same choice is made in the list of Ortsteile.
pub(super) fn districts(
    city: &City,
    viewport: Viewport,
    chosen: Option<AreaId>,
    href: Option<&DistrictHref>,
) -> impl IntoView + use<> {
    city.outlines()
        .filter_map(|(area, polygon)| {
            let d = outline(viewport, polygon)?;
            let class = if chosen == Some(area.id) { "map__district map__district--chosen" } else { "map__district" };
            let path = view! { <path class=class d=d></path> };
            Some(match href {
                Some(href) => {
                    view! { <a class="map__district-link" href=href(&area.slug) tabindex="-1">{path}</a> }.into_any()
                }
                None => path.into_any(),
            })
        })
        .collect_view()
}

/// Whole units are as exact as a screen shows; corners that fall together are left out, which makes the city of a small
/// zoom small. Nothing for what lies outside.
fn outline(viewport: Viewport, polygon: &Polygon) -> Option<String> {
    let mut d = String::new();
    let mut extent = Extent::NOTHING;
    for ring in &polygon.0 {
        let mut last = None;
        for [lon, lat] in ring {
            let xy = viewport.place(LonLat { lon: *lon, lat: *lat });
            extent = extent.and(xy);
            let corner = (xy.x.round() as i64, xy.y.round() as i64);
            let step = match last {
                None => write!(d, "M{} {}", corner.0, corner.1),
                Some(before) if before == corner => Ok(()),
                Some((x, y)) => write!(d, "l{} {}", corner.0 - x, corner.1 - y),
            };
            // Writing into a string cannot fail.
            step.unwrap_or_default();
            last = Some(corner);
        }
        d.push('Z');
    }
    extent.meets(DRAWING).then_some(d)
}

/// Where a name may stand, from the middle of its Ortsteil: there, or a little aside.
const SHIFTS: [(f64, f64); 11] = [
    (0.0, 0.0),
    (0.0, 30.0),
    (0.0, -30.0),
    (30.0, 0.0),
    (-30.0, 0.0),
    (0.0, 44.0),
    (0.0, -44.0),
    (30.0, 30.0),
    (-30.0, 30.0),
    (30.0, -30.0),
    (-30.0, -30.0),
];

/// The names for which there is room, the largest Ortsteile first; none covers another or a mark.
pub(super) fn labels(city: &City, viewport: Viewport, marks: &[Mark]) -> impl IntoView + use<> {
    let mut wanted: Vec<(f64, &Area, &Polygon)> = city
        .outlines()
        .map(|(area, polygon)| {
            let corners = polygon.0.iter().flatten().map(|[lon, lat]| viewport.place(LonLat { lon: *lon, lat: *lat }));
            (corners.fold(Extent::NOTHING, Extent::and).width(), area, polygon)
        })
        .collect();
    wanted.sort_by(|(one, ..), (other, ..)| other.total_cmp(one));
    let mut taken: Vec<Extent> = marks.iter().map(|mark| mark.extent(viewport)).collect();
    wanted
        .into_iter()
        .filter_map(|(width, area, polygon)| {
            let middle = viewport.place(area.label);
            let length = area.name.chars().count() as f64 * LETTER;
            // A name may reach a little over the border of its Ortsteil, but not far into the next one.
            if length > width * 1.5 {
                return None;
            }
            let room = SHIFTS
                .into_iter()
                .map(|(east, south)| Xy { x: middle.x + east, y: middle.y + south })
                // A name in the neighbour's field would be wrong.
                .filter(|place| polygon.contains(viewport.point(*place)))
                .map(|place| Extent::around(place, length, LINE))
                .find(|room| DRAWING.holds(*room) && !taken.iter().any(|other| other.meets(*room)))?;
            taken.push(room);
            let (x, y) = (f64::midpoint(room.low.x, room.high.x), room.high.y - LINE / 2.0 + 5.0);
            Some(view! {
                <text class="map__label" x=format!("{x:.0}") y=format!("{y:.0}") text-anchor="middle">
                    {area.name.clone()}
                </text>
            })
        })
        .collect_view()
}

#[cfg(test)]
mod tests {
    use super::*;

    const VIEWPORT: Viewport = Viewport { middle: LonLat { lon: 12.14, lat: 54.09 }, zoom: 12.0 };

    fn square(lon: f64, lat: f64, side: f64) -> Polygon {
        Polygon(vec![vec![[lon, lat], [lon + side, lat], [lon + side, lat + side], [lon, lat + side], [lon, lat]]])
    }

    #[test]
    fn an_outline_is_drawn_in_whole_units_and_without_standing_still() {
        let d = outline(VIEWPORT, &square(12.13, 54.08, 0.02)).unwrap();
        assert!(d.starts_with('M') && d.ends_with('Z') && !d.contains('.'), "{d}");
        let tiny = outline(VIEWPORT, &square(12.14, 54.09, 0.000_001)).unwrap();
        assert!(!tiny.contains('l'), "{tiny}");
    }

    #[test]
    fn what_lies_outside_is_not_sent() {
        assert_eq!(outline(VIEWPORT, &square(13.0, 54.08, 0.02)), None);
    }

    #[test]
    fn extents_that_only_touch_do_not_meet() {
        let one = Extent::around(Xy { x: 10.0, y: 10.0 }, 10.0, 10.0);
        assert!(!one.meets(Extent::around(Xy { x: 20.0, y: 10.0 }, 10.0, 10.0)));
        assert!(one.meets(Extent::around(Xy { x: 19.0, y: 10.0 }, 10.0, 10.0)));
    }
}
