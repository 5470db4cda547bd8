//! Points on the earth and whether they lie inside an area.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// Degrees, WGS 84 (EPSG:4326), always longitude first as in GeoJSON (RFC 7946).
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct LonLat {
    pub lon: f64,
    pub lat: f64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a point as lon,lat")]
pub struct NotAPoint;

impl LonLat {
    pub fn new(lon: f64, lat: f64) -> Option<Self> {
        let ok = lon.is_finite() && lat.is_finite() && lon.abs() <= 180.0 && lat.abs() <= 85.0;
        ok.then_some(Self { lon, lat })
    }

    /// Metres between two points; equirectangular, which is off by less than 0.1 % inside one city.
    pub fn metres_to(self, other: Self) -> f64 {
        const METRES_PER_DEGREE: f64 = 111_195.0;
        let middle = f64::midpoint(self.lat, other.lat).to_radians();
        let east = (other.lon - self.lon) * middle.cos();
        let north = other.lat - self.lat;
        east.hypot(north) * METRES_PER_DEGREE
    }
}

impl fmt::Display for LonLat {
    /// Six decimals are a tenth of a metre.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.6},{:.6}", self.lon, self.lat)
    }
}

impl FromStr for LonLat {
    type Err = NotAPoint;

    fn from_str(text: &str) -> Result<Self, NotAPoint> {
        let (lon, lat) = text.split_once(',').ok_or(NotAPoint)?;
        let number = |part: &str| part.trim().parse::<f64>().map_err(|_| NotAPoint);
        Self::new(number(lon)?, number(lat)?).ok_or(NotAPoint)
    }
}

/// A polygon as GeoJSON writes it: the outer ring, then holes; each ring closed or not.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Polygon(pub Vec<Vec<[f64; 2]>>);

impl Polygon {
    /// Even-odd rule over all rings, so holes need no case of their own. A point on a border belongs to one side only.
    pub fn contains(&self, point: LonLat) -> bool {
        let mut inside = false;
        for ring in &self.0 {
            let mut previous = ring.last();
            for corner in ring {
                if let Some([x1, y1]) = previous {
                    let [x2, y2] = corner;
                    let crosses = (*y1 > point.lat) != (*y2 > point.lat)
                        && point.lon < (x2 - x1) * (point.lat - y1) / (y2 - y1) + x1;
                    inside ^= crosses;
                }
                previous = Some(corner);
            }
        }
        inside
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn square_with_hole() -> Polygon {
        Polygon(vec![
            vec![[0.0, 0.0], [4.0, 0.0], [4.0, 4.0], [0.0, 4.0], [0.0, 0.0]],
            vec![[1.0, 1.0], [1.0, 3.0], [3.0, 3.0], [3.0, 1.0], [1.0, 1.0]],
        ])
    }

    #[test]
    fn a_hole_is_outside() {
        let polygon = square_with_hole();
        assert!(polygon.contains(LonLat { lon: 0.5, lat: 0.5 }));
        assert!(!polygon.contains(LonLat { lon: 2.0, lat: 2.0 }));
        assert!(!polygon.contains(LonLat { lon: 5.0, lat: 2.0 }));
    }

    #[test]
    fn the_town_hall_is_eleven_kilometres_from_the_lighthouse() {
        let town_hall = LonLat { lon: 12.1405, lat: 54.0887 };
        let lighthouse = LonLat { lon: 12.0858, lat: 54.1814 };
        let distance = town_hall.metres_to(lighthouse);
        assert!((10_500.0..11_500.0).contains(&distance), "{distance}");
    }

    proptest! {
        #[test]
        fn a_printed_point_reads_back_as_itself(lon in -180.0f64..180.0, lat in -85.0f64..85.0) {
            let point = LonLat { lon, lat };
            let back: LonLat = point.to_string().parse().unwrap();
            prop_assert!(point.metres_to(back) < 0.2);
        }
    }
}
