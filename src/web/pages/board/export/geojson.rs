//! GeoJSON (RFC 7946). A proposal without a point is a feature without a place, as the standard has it.

use domain::{Goal, Theme, places::LonLat, proposals::Status};
use serde::Serialize;
use store::{StoreError, proposals::Exported};

use super::Format;
use crate::dates;

pub struct Collection {
    base: String,
    is_begun: bool,
}

impl Collection {
    pub fn new(base: String) -> Self {
        Self { base, is_begun: false }
    }
}

#[derive(Serialize)]
struct Feature<'a> {
    r#type: &'static str,
    id: i64,
    geometry: Option<Point>,
    properties: Properties<'a>,
}

#[derive(Serialize)]
struct Point {
    r#type: &'static str,
    coordinates: [f64; 2],
}

/// The words of the interface for programs.
#[derive(Serialize)]
struct Properties<'a> {
    url: String,
    title: &'a str,
    text: &'a str,
    theme: Theme,
    goals: Vec<Goal>,
    district: Option<&'a str>,
    status: Status,
    supports: i64,
    comments: i64,
    submitted_at: String,
    published_at: Option<String>,
    is_demo: bool,
}

fn feature<'a>(Exported { card, text }: &'a Exported, base: &str) -> Feature<'a> {
    let point = |LonLat { lon, lat }: LonLat| Point { r#type: "Point", coordinates: [lon, lat] };
    Feature {
        r#type: "Feature",
        id: card.id.0,
        geometry: card.pin.map(point),
        properties: Properties {
            url: format!("{base}{}", card.path()),
            title: &card.title,
            text,
            theme: card.theme,
            goals: card.goals.iter().collect(),
            district: card.district.as_ref().map(|district| district.name.as_str()),
            status: card.status,
            supports: card.supports,
            comments: card.comments,
            submitted_at: dates::machine(card.submitted_at),
            published_at: card.published_at.map(dates::machine),
            is_demo: card.is_demo,
        },
    }
}

impl Format for Collection {
    fn head(&self) -> Result<Vec<u8>, StoreError> {
        Ok(b"{\"type\":\"FeatureCollection\",\"features\":[".to_vec())
    }

    fn rows(&mut self, part: &[Exported]) -> Result<Vec<u8>, StoreError> {
        let mut bytes = Vec::new();
        for exported in part {
            bytes.extend(if self.is_begun { b",\n".as_slice() } else { b"\n" });
            self.is_begun = true;
            serde_json::to_writer(&mut bytes, &feature(exported, &self.base))?;
        }
        Ok(bytes)
    }

    fn tail(&self) -> &'static [u8] {
        b"\n]}\n"
    }
}
