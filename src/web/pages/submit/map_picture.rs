//! The map as a picture inside a form: without script a click on it sends where it was hit. The first click finds the
//! part of the city, the next picture shows it closer, so that a second click can be exact.

use std::fmt::Write;

use axum::{
    extract::State,
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use domain::{
    map::{SIZE, Viewport, Xy},
    places::LonLat,
};

use crate::{AppError, Site, Visit, pages::map::City};

/// Size on the page. Browsers send the click in these units, so the style must not scale it; it fits the narrowest
/// window that WCAG asks for (320 pixels).
pub const WIDTH: u32 = 280;
pub const HEIGHT: u32 = 210;

/// So much closer is the piece around a point that is set already.
const CLOSER: f64 = 3.0;

/// The piece of the city that the picture shows.
pub fn piece(city: &City, pin: Option<LonLat>) -> Viewport {
    let whole = city.whole();
    match pin {
        Some(middle) => Viewport { middle, ..whole.zoomed(CLOSER) },
        None => whole,
    }
}

/// The point below a click.
pub fn point(piece: Option<Viewport>, x: f64, y: f64) -> LonLat {
    let scale = SIZE.0 / f64::from(WIDTH);
    // Every picture says what it shows; a click on nothing is the middle of the town.
    let piece = piece.unwrap_or(Viewport { middle: LonLat { lon: 12.14, lat: 54.15 }, zoom: 10.5 });
    piece.point(Xy { x: x * scale, y: y * scale })
}

pub fn address(piece: Viewport, pin: Option<LonLat>) -> String {
    let pin = pin.map(|pin| format!("&punkt={pin}")).unwrap_or_default();
    format!("/vorschlaege/karte.svg?karte={piece}{pin}")
}

pub async fn show(State(site): State<Site>, visit: Visit) -> Result<Response, AppError> {
    let city = City::load(&site).await?;
    let piece = visit.first("karte").and_then(|piece| piece.parse().ok()).unwrap_or_else(|| city.whole());
    let pin: Option<LonLat> = visit.first("punkt").and_then(|pin| pin.parse().ok());
    let outlines = store::areas::outlines(&site.store).await?;
    let mut paths = String::new();
    for (_, polygon) in outlines.iter() {
        for ring in &polygon.0 {
            for (index, [lon, lat]) in ring.iter().enumerate() {
                let Xy { x, y } = piece.place(LonLat { lon: *lon, lat: *lat });
                let letter = if index == 0 { 'M' } else { 'L' };
                // Writing into a string cannot fail.
                write!(paths, "{letter}{x:.0} {y:.0}").unwrap_or_default();
            }
            paths.push('Z');
        }
    }
    let mark = pin.map(|pin| piece.place(pin)).map_or_else(String::new, |Xy { x, y }| {
        format!("<circle cx=\"{x:.0}\" cy=\"{y:.0}\" r=\"16\" fill=\"#b3261e\" stroke=\"#fff\" stroke-width=\"5\"/>")
    });
    let (width, height) = SIZE;
    let svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\">\
         <rect width=\"{width}\" height=\"{height}\" fill=\"#cfe4f5\"/>\
         <path d=\"{paths}\" fill=\"#f6f3ea\" stroke=\"#5b6b7a\" stroke-width=\"2\" stroke-linejoin=\"round\"/>{mark}</svg>"
    );
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("image/svg+xml")),
        (header::CACHE_CONTROL, HeaderValue::from_static("private, max-age=3600")),
    ];
    Ok((headers, svg).into_response())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_click_in_the_middle_of_the_picture_is_the_middle_of_the_piece() {
        let piece = Viewport { middle: LonLat { lon: 12.14, lat: 54.09 }, zoom: 12.0 };
        let found = point(Some(piece), f64::from(WIDTH) / 2.0, f64::from(HEIGHT) / 2.0);
        assert!(found.metres_to(piece.middle) < 1.0);
    }
}
