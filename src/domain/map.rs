//! Drawing the city: Web Mercator, viewports and clusters, all on the server, so that the map needs no script.

use std::{collections::BTreeMap, fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::places::LonLat;

/// A piece of the map: its middle and its zoom as in tile addresses (each step doubles the scale).
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Viewport {
    pub middle: LonLat,
    pub zoom: f64,
}

/// The whole city fits a picture 640 units wide at this zoom; below there is nothing to see, above there is no detail.
pub const ZOOM: (f64, f64) = (9.0, 18.0);

/// Side of one map tile in units at its own zoom (the convention of all tile servers).
pub const TILE: f64 = 256.0;

/// Longest side of the picture in units of the drawing.
pub const SIZE: (f64, f64) = (640.0, 480.0);

#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Xy {
    pub x: f64,
    pub y: f64,
}

/// Web Mercator (EPSG:3857) in units of tiles at zoom 0: 0..256 in both directions, y to the south.
fn project(point: LonLat) -> Xy {
    let x = (point.lon + 180.0) / 360.0;
    let sin = point.lat.to_radians().sin();
    let y = 0.5 - ((1.0 + sin) / (1.0 - sin)).ln() / (4.0 * std::f64::consts::PI);
    Xy { x: x * TILE, y: y * TILE }
}

fn unproject(xy: Xy) -> LonLat {
    let lon = xy.x / TILE * 360.0 - 180.0;
    let n = std::f64::consts::PI * (1.0 - 2.0 * xy.y / TILE);
    LonLat { lon, lat: n.sinh().atan().to_degrees() }
}

impl Viewport {
    /// The piece that just holds all points, with a margin.
    pub fn around(points: impl IntoIterator<Item = LonLat>) -> Option<Self> {
        let mut low = Xy { x: f64::MAX, y: f64::MAX };
        let mut high = Xy { x: f64::MIN, y: f64::MIN };
        for point in points {
            let xy = project(point);
            low = Xy { x: low.x.min(xy.x), y: low.y.min(xy.y) };
            high = Xy { x: high.x.max(xy.x), y: high.y.max(xy.y) };
        }
        if low.x > high.x {
            return None;
        }
        let scale = (SIZE.0 * 0.92 / (high.x - low.x).max(1e-6)).min(SIZE.1 * 0.92 / (high.y - low.y).max(1e-6));
        let middle = unproject(Xy { x: f64::midpoint(low.x, high.x), y: f64::midpoint(low.y, high.y) });
        Some(Self { middle, zoom: scale.log2().clamp(ZOOM.0, ZOOM.1 - 1.0) })
    }

    fn scale(self) -> f64 {
        self.zoom.exp2()
    }

    /// Where a point is in the drawing (0,0 is the upper left corner).
    pub fn place(self, point: LonLat) -> Xy {
        self.placing()(point)
    }

    /// [`Self::place`] for many points.
    pub fn placing(self) -> impl Fn(LonLat) -> Xy {
        let (origin, scale) = (project(self.middle), self.scale());
        move |point| {
            let xy = project(point);
            Xy { x: (xy.x - origin.x) * scale + SIZE.0 / 2.0, y: (xy.y - origin.y) * scale + SIZE.1 / 2.0 }
        }
    }

    /// The point under a position of the drawing; the inverse of [`Self::place`].
    pub fn point(self, xy: Xy) -> LonLat {
        let (origin, scale) = (project(self.middle), self.scale());
        unproject(Xy { x: (xy.x - SIZE.0 / 2.0) / scale + origin.x, y: (xy.y - SIZE.1 / 2.0) / scale + origin.y })
    }

    pub fn shows(self, point: LonLat) -> bool {
        let Xy { x, y } = self.place(point);
        (0.0..=SIZE.0).contains(&x) && (0.0..=SIZE.1).contains(&y)
    }

    #[must_use]
    pub fn zoomed(self, steps: f64) -> Self {
        Self { zoom: (self.zoom + steps).clamp(ZOOM.0, ZOOM.1), ..self }
    }

    /// Moved by parts of the picture: `(0.5, 0.0)` is half a picture to the east.
    #[must_use]
    pub fn moved(self, east: f64, south: f64) -> Self {
        let middle = self.point(Xy { x: SIZE.0 * (0.5 + east), y: SIZE.1 * (0.5 + south) });
        Self { middle, ..self }
    }
}

impl fmt::Display for Viewport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.5},{:.5},{:.2}", self.middle.lon, self.middle.lat, self.zoom)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a piece of the map as lon,lat,zoom")]
pub struct NotAViewport;

impl FromStr for Viewport {
    type Err = NotAViewport;

    fn from_str(text: &str) -> Result<Self, NotAViewport> {
        let (point, zoom) = text.rsplit_once(',').ok_or(NotAViewport)?;
        let middle = point.parse().map_err(|_| NotAViewport)?;
        let zoom: f64 = zoom.parse().map_err(|_| NotAViewport)?;
        if zoom.is_finite() { Ok(Self { middle, zoom: zoom.clamp(ZOOM.0, ZOOM.1) }) } else { Err(NotAViewport) }
    }
}

/// Pins that would overlap, drawn as one with their number.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Cluster<T> {
    pub middle: LonLat,
    pub members: Vec<T>,
}

/// Groups pins by a grid whose cells are as wide as a finger (44 units, WCAG 2.5.5), so that no two targets overlap by
/// much and every one can be hit.
pub fn cluster<T>(viewport: Viewport, pins: impl IntoIterator<Item = (LonLat, T)>) -> Vec<Cluster<T>> {
    const CELL: f64 = 44.0;
    let mut cells: BTreeMap<(i64, i64), Vec<(LonLat, T)>> = BTreeMap::new();
    for (point, member) in pins {
        if viewport.shows(point) {
            let Xy { x, y } = viewport.place(point);
            cells.entry(((y / CELL) as i64, (x / CELL) as i64)).or_default().push((point, member));
        }
    }
    cells
        .into_values()
        .map(|pins| {
            let count = pins.len().max(1) as f64;
            let lon = pins.iter().map(|(point, _)| point.lon).sum::<f64>() / count;
            let lat = pins.iter().map(|(point, _)| point.lat).sum::<f64>() / count;
            Cluster { middle: LonLat { lon, lat }, members: pins.into_iter().map(|(_, member)| member).collect() }
        })
        .collect()
}

/// A tile of a configured map server and where it lies in the drawing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TilePlace {
    pub zoom: u32,
    pub column: i64,
    pub row: i64,
    pub corner: Xy,
    pub side: f64,
}

/// The tiles that cover a viewport.
pub fn tiles(viewport: Viewport) -> Vec<TilePlace> {
    let zoom = viewport.zoom.round().clamp(0.0, 19.0);
    let side = TILE * (viewport.zoom - zoom).exp2();
    let origin = project(viewport.middle);
    let (left, top) = (origin.x * zoom.exp2() / TILE, origin.y * zoom.exp2() / TILE);
    let (wide, high) = (SIZE.0 / 2.0 / side, SIZE.1 / 2.0 / side);
    let mut places = Vec::new();
    for row in (top - high).floor() as i64..=(top + high).floor() as i64 {
        for column in (left - wide).floor() as i64..=(left + wide).floor() as i64 {
            let corner =
                Xy { x: (column as f64 - left) * side + SIZE.0 / 2.0, y: (row as f64 - top) * side + SIZE.1 / 2.0 };
            places.push(TilePlace { zoom: zoom as u32, column, row, corner, side });
        }
    }
    places
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const MARKET: LonLat = LonLat { lon: 12.1405, lat: 54.0887 };

    #[test]
    fn the_middle_of_a_viewport_is_the_middle_of_the_drawing() {
        let viewport = Viewport { middle: MARKET, zoom: 12.0 };
        let Xy { x, y } = viewport.place(MARKET);
        assert!((x - SIZE.0 / 2.0).abs() < 1e-6 && (y - SIZE.1 / 2.0).abs() < 1e-6);
    }

    #[test]
    fn a_viewport_around_points_shows_them_all() {
        let points = [MARKET, LonLat { lon: 12.0858, lat: 54.1814 }, LonLat { lon: 12.29, lat: 54.24 }];
        let viewport = Viewport::around(points).unwrap();
        assert!(points.into_iter().all(|point| viewport.shows(point)));
    }

    #[test]
    fn the_tiles_cover_the_whole_drawing() {
        let viewport = Viewport { middle: MARKET, zoom: 12.4 };
        let places = tiles(viewport);
        let left = places.iter().map(|tile| tile.corner.x).fold(f64::MAX, f64::min);
        let right = places.iter().map(|tile| tile.corner.x + tile.side).fold(f64::MIN, f64::max);
        assert!(left <= 0.0 && right >= SIZE.0, "{left} {right}");
    }

    proptest! {
        #[test]
        fn no_pin_is_lost_in_a_cluster(points in proptest::collection::vec((12.0f64..12.3, 54.05f64..54.25), 0..200)) {
            let viewport = Viewport { middle: LonLat { lon: 12.15, lat: 54.15 }, zoom: 10.0 };
            let pins = points.iter().map(|(lon, lat)| (LonLat { lon: *lon, lat: *lat }, ()));
            let shown = pins.clone().filter(|(point, ())| viewport.shows(*point)).count();
            let clustered: usize = cluster(viewport, pins).iter().map(|c| c.members.len()).sum();
            prop_assert_eq!(clustered, shown);
        }

        #[test]
        fn a_click_finds_the_point_that_was_drawn(lon in 12.0f64..12.3, lat in 54.05f64..54.25, zoom in 9.0f64..18.0) {
            let viewport = Viewport { middle: MARKET, zoom };
            let point = LonLat { lon, lat };
            prop_assert!(viewport.point(viewport.place(point)).metres_to(point) < 0.01);
        }
    }
}
