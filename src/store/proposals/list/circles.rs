//! What is nearest is the same, whether all of it is sorted or looked for in one circle after the other.

use domain::proposals::{NewProposal, PlaceChoice};

use super::*;
use crate::{proposals::samples::*, testing::NOW};

/// Some hundred metres, some kilometres, and nowhere.
async fn scattered(city: &City) {
    for number in 1..=24_u64 {
        let place = match number % 4 {
            0 => PlaceChoice::WholeCity,
            1 => PlaceChoice::District(city.warnemuende),
            _ => PlaceChoice::Pin(LonLat { lon: 12.05 + number as f64 * 0.0005, lat: 54.12 }),
        };
        let new = NewProposal { place, ..proposal(&format!("Vorschlag Nummer {number}")) };
        published_at(city, number, new, NOW).await;
    }
}

#[tokio::test]
async fn circles_find_what_sorting_everything_finds_in_one_statement() {
    let viewport: Viewport = "12.05,54.12,13".parse().unwrap();
    for city in open_cities().await {
        scattered(&city).await;
        let filter =
            BoardFilter { near: Some(LonLat { lon: 12.0505, lat: 54.12 }), sort: Sort::Nearest, ..Default::default() };
        let scope = Scope::of(&city, &filter).await.unwrap();
        let order = BoardOrder::of(&filter, &scope);
        let all = Wanted { cursor: None, most: 50, are_few: true, map: None };
        let (sorted, _) = order.page(&city, &scope, all).await.unwrap();
        let places: Vec<_> = sorted.iter().map(|row| (row.key, row.card.id)).collect();
        assert_eq!(places.len(), 24, "{}", city.store.name);
        for from in 0..places.len() {
            let cursor =
                from.checked_sub(1).map(|last| Cursor { way: Way::Forward, key: places[last].0, id: places[last].1 });
            for (most, map) in [(1, None), (5, Some(MapPart { viewport, most: 9 })), (50, None)] {
                let before = city.statements();
                let (found, pins) =
                    order.page(&city, &scope, Wanted { cursor, most, are_few: false, map }).await.unwrap();
                assert_eq!(city.statements() - before, 1, "{}", city.store.name);
                let found: Vec<_> = found.iter().map(|row| (row.key, row.card.id)).collect();
                let until = (from + most as usize).min(places.len());
                assert_eq!(found, places[from..until], "{most} from {from} on {}", city.store.name);
                assert_eq!(pins.len(), if map.is_some() { 9 } else { 0 }, "{}", city.store.name);
            }
        }
    }
}
