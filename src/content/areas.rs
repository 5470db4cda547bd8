//! The division of the city: 31 Ortsteile with their borders, 21 Stadtbereiche, 19 Ortsbeiräte (`areas/SOURCES.md`).

use std::collections::BTreeMap;

use domain::places::{LonLat, Polygon};
use serde::Deserialize;

use crate::{ContentError, csv};

const DIVISION: (&str, &str) = ("areas/rostock_gliederung.csv", include_str!("areas/rostock_gliederung.csv"));
const BOROUGHS: (&str, &str) = ("areas/rostock_stadtbereiche.csv", include_str!("areas/rostock_stadtbereiche.csv"));
const BORDERS: (&str, &str) = ("areas/rostock_ortsteile.geojson", include_str!("areas/rostock_ortsteile.geojson"));
const OUTLINES: (&str, &str) =
    ("areas/rostock_ortsteile_web.geojson", include_str!("areas/rostock_ortsteile_web.geojson"));

#[derive(Clone, Debug, PartialEq)]
pub struct DistrictSource {
    pub name: String,
    pub borough_code: String,
    pub council_number: String,
    pub inhabitants: Option<i64>,
    pub label: LonLat,
    /// The exact border, for deciding where a point lies.
    pub border: Polygon,
}

#[derive(Clone, Debug, PartialEq)]
pub struct BoroughSource {
    /// `A` to `U`, as the city writes it.
    pub code: String,
    pub name: String,
    pub inhabitants: Option<i64>,
    pub label: LonLat,
}

#[derive(Clone, Debug, PartialEq)]
pub struct CouncilSource {
    pub number: String,
    pub name: String,
    pub label: LonLat,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Areas {
    pub districts: Vec<DistrictSource>,
    pub boroughs: Vec<BoroughSource>,
    pub councils: Vec<CouncilSource>,
}

pub fn areas() -> Result<Areas, ContentError> {
    let mut borders = polygons(BORDERS)?;
    let mut areas = Areas::default();
    for row in csv::rows(BOROUGHS.1) {
        let [code, name, _, inhabitants, ..] = row.as_slice() else {
            return Err(ContentError::new(BOROUGHS.0, format!("a short row: {row:?}")));
        };
        let (code, name, inhabitants) = (code.clone(), name.clone(), inhabitants.parse().ok());
        areas.boroughs.push(BoroughSource { code, name, inhabitants, label: NOWHERE });
    }
    for row in csv::rows(DIVISION.1) {
        let [name, borough_code, _, _, _, lon, lat, number, council, ..] = row.as_slice() else {
            return Err(ContentError::new(DIVISION.0, format!("a short row: {row:?}")));
        };
        let label = format!("{lon},{lat}").parse().map_err(|error| ContentError::new(DIVISION.0, error))?;
        let border =
            borders.remove(name).ok_or_else(|| ContentError::new(BORDERS.0, format!("no border for {name}")))?;
        if !areas.councils.iter().any(|known| known.number == *number) {
            areas.councils.push(CouncilSource { number: number.clone(), name: council.clone(), label: NOWHERE });
        }
        areas.districts.push(DistrictSource {
            name: name.clone(),
            borough_code: borough_code.clone(),
            council_number: number.clone(),
            inhabitants: None,
            label,
            border,
        });
    }
    fill_in(&mut areas);
    Ok(areas)
}

/// Borders with fewer corners, for drawing, by the name of the Ortsteil.
pub fn outlines() -> Result<BTreeMap<String, Polygon>, ContentError> {
    polygons(OUTLINES)
}

/// Stands in until the middle of the districts is known.
const NOWHERE: LonLat = LonLat { lon: 0.0, lat: 0.0 };

/// The city counts inhabitants by Stadtbereich: where that is one Ortsteil, the number is the Ortsteil's as well.
/// The name of a larger area is written in the middle of its districts' names.
fn fill_in(areas: &mut Areas) {
    for borough in &mut areas.boroughs {
        let mut inside: Vec<&mut DistrictSource> =
            areas.districts.iter_mut().filter(|district| district.borough_code == borough.code).collect();
        borough.label = middle(inside.iter().map(|district| district.label));
        if let [only] = inside.as_mut_slice() {
            only.inhabitants = borough.inhabitants;
        }
    }
    for council in &mut areas.councils {
        let inside = areas.districts.iter().filter(|district| district.council_number == council.number);
        council.label = middle(inside.map(|district| district.label));
    }
}

fn middle(points: impl Iterator<Item = LonLat>) -> LonLat {
    let points: Vec<LonLat> = points.collect();
    let count = points.len().max(1) as f64;
    LonLat {
        lon: points.iter().map(|point| point.lon).sum::<f64>() / count,
        lat: points.iter().map(|point| point.lat).sum::<f64>() / count,
    }
}

#[derive(Deserialize)]
struct Collection {
    features: Vec<Feature>,
}

#[derive(Deserialize)]
struct Feature {
    properties: Properties,
    geometry: Geometry,
}

#[derive(Deserialize)]
struct Properties {
    ortsteil: String,
}

#[derive(Deserialize)]
struct Geometry {
    coordinates: Polygon,
}

fn polygons((file, json): (&str, &str)) -> Result<BTreeMap<String, Polygon>, ContentError> {
    let collection: Collection = serde_json::from_str(json).map_err(|error| ContentError::new(file, error))?;
    Ok(collection
        .features
        .into_iter()
        .map(|feature| (feature.properties.ortsteil, feature.geometry.coordinates))
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_city_has_31_districts_21_boroughs_and_19_councils() {
        let areas = areas().unwrap();
        assert_eq!((areas.districts.len(), areas.boroughs.len(), areas.councils.len()), (31, 21, 19));
        assert_eq!(outlines().unwrap().len(), 31);
        assert_eq!(areas.boroughs.iter().filter_map(|borough| borough.inhabitants).sum::<i64>(), 209_273);
    }

    #[test]
    fn every_name_is_written_inside_its_district() {
        for district in areas().unwrap().districts {
            assert!(district.border.contains(district.label), "{}", district.name);
        }
    }
}
