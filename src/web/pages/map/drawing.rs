//! Outlines of the Ortsteile as SVG.

use std::fmt::Write;

use domain::{
    ids::AreaId,
    map::{SIZE, Viewport, Xy},
    places::{LonLat, Polygon},
};
use leptos::prelude::*;

use super::{City, DistrictHref};

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

    pub(super) fn meets(self, other: Self) -> bool {
        self.low.x < other.high.x && other.low.x < self.high.x && self.low.y < other.high.y && other.low.y < self.high.y
    }

    pub(super) fn holds(self, other: Self) -> bool {
        self.low.x <= other.low.x
            && self.low.y <= other.low.y
            && self.high.x >= other.high.x
            && self.high.y >= other.high.y
    }

    /// A line's height beyond the end of a name that is nearer to a point.
    pub(super) fn end_towards(self, point: Xy) -> Xy {
        let (middle, reach) = (self.middle(), self.high.y - self.low.y);
        let x = if point.x < middle.x { self.low.x - reach } else { self.high.x + reach };
        Xy { x, y: middle.y }
    }

    pub(super) fn middle(self) -> Xy {
        Xy { x: f64::midpoint(self.low.x, self.high.x), y: f64::midpoint(self.low.y, self.high.y) }
    }
}

pub(super) const DRAWING: Extent = Extent { low: Xy { x: 0.0, y: 0.0 }, high: Xy { x: SIZE.0, y: SIZE.1 } };

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
    if !may_show(viewport, polygon) {
        return None;
    }
    let place = viewport.placing();
    let mut d = String::new();
    let mut extent = Extent::NOTHING;
    for ring in &polygon.0 {
        let mut last = None;
        for [lon, lat] in ring {
            let xy = place(LonLat { lon: *lon, lat: *lat });
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

/// Whether the rectangle around the outline meets the one that is drawn: comparing costs less than drawing.
pub(super) fn may_show(viewport: Viewport, polygon: &Polygon) -> bool {
    let north_west = viewport.point(DRAWING.low);
    let south_east = viewport.point(DRAWING.high);
    let side = |axis: usize, better: fn(f64, f64) -> f64| {
        polygon.0.iter().flatten().filter_map(|point| point.get(axis).copied()).reduce(better)
    };
    let (lon, lat) = (0, 1);
    side(lon, f64::max).is_some_and(|east| east > north_west.lon)
        && side(lon, f64::min).is_some_and(|west| west < south_east.lon)
        && side(lat, f64::min).is_some_and(|south| south < north_west.lat)
        && side(lat, f64::max).is_some_and(|north| north > south_east.lat)
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
    fn what_reaches_into_the_picture_is_drawn_whole() {
        for (lon, lat) in [(12.0, 54.09), (12.13, 53.9), (12.2, 54.1), (12.1, 54.14)] {
            let around = square(lon, lat, 0.0);
            assert!(outline(VIEWPORT, &square(lon, lat, 0.3)).is_some() || !VIEWPORT.shows(LonLat { lon, lat }));
            assert_eq!(may_show(VIEWPORT, &around), VIEWPORT.shows(LonLat { lon, lat }), "{lon} {lat}");
        }
        assert!(may_show(VIEWPORT, &square(10.0, 53.0, 4.0)), "larger than the picture");
    }

    #[test]
    fn extents_that_only_touch_do_not_meet() {
        let one = Extent::around(Xy { x: 10.0, y: 10.0 }, 10.0, 10.0);
        assert!(!one.meets(Extent::around(Xy { x: 20.0, y: 10.0 }, 10.0, 10.0)));
        assert!(one.meets(Extent::around(Xy { x: 19.0, y: 10.0 }, 10.0, 10.0)));
    }
}
