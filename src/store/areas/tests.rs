use super::*;
use crate::testing::{NOW, with_content};

#[tokio::test]
async fn a_pin_decides_district_borough_and_council() {
    for store in with_content().await {
        let market = LonLat { lon: 12.1405, lat: 54.0887 };
        let located = locate(&store, market, NOW).await.unwrap().unwrap();
        assert_eq!(located.district.slug, "stadtmitte", "{}", store.name);
        assert_eq!(located.borough.unwrap().name, "Stadtmitte");
        assert!(located.council.is_some());
        let place = resolve(&store, PlaceChoice::Pin(market), NOW).await.unwrap();
        assert_eq!(place.point, Some(market));
        assert_eq!(place.district, Some(located.district.id));
    }
}

#[tokio::test]
async fn a_pin_outside_the_city_and_an_unknown_district_are_named() {
    for store in with_content().await {
        let berlin = PlaceChoice::Pin(LonLat { lon: 13.4, lat: 52.5 });
        let StoreError::Invalid(errors) = resolve(&store, berlin, NOW).await.unwrap_err() else { panic!() };
        assert_eq!(errors.of(Field::Place), Some(Problem::OutsideTheCity));
        let nowhere = PlaceChoice::District(AreaId(9_999));
        let StoreError::Invalid(errors) = resolve(&store, nowhere, NOW).await.unwrap_err() else { panic!() };
        assert_eq!(errors.of(Field::District), Some(Problem::Unknown));
    }
}

#[tokio::test]
async fn the_city_has_31_districts_that_can_be_drawn() {
    for store in with_content().await {
        let districts = districts(&store).await.unwrap();
        assert_eq!(districts.len(), 31);
        assert_eq!(outlines(&store).await.unwrap().len(), 31);
        assert_eq!(all(&store).await.unwrap().len(), 31 + 21 + 19);
        let evershagen = by_slug(&store, "evershagen").await.unwrap().unwrap();
        assert_eq!(evershagen.inhabitants, Some(16_616));
        assert!(by_slug(&store, "berlin").await.unwrap().is_none());
    }
}

#[tokio::test]
async fn places_are_found_by_their_begin_by_a_part_and_with_typing_errors() {
    for store in with_content().await {
        let first = async |typed: &str| find_place(&store, typed, 5).await.unwrap().into_iter().next().unwrap();
        assert_eq!(first("lange str").await.label, "Lange Straße");
        assert_eq!(first("Warnemuende").await.district.slug, "seebad-warnemuende");
        assert_eq!(first("Reutershgaen").await.label, "Reutershagen");
        assert_eq!(first("doberaner pl").await.district.slug, "kroepeliner-tor-vorstadt");
        assert!(find_place(&store, "", 5).await.unwrap().is_empty());
        assert!(find_place(&store, "xyzzy", 5).await.unwrap().is_empty());
    }
}

#[tokio::test]
async fn a_text_that_is_no_name_costs_no_more_than_a_name() {
    for store in with_content().await {
        find_place(&store, "Markt", 5).await.unwrap();
        let began = std::time::Instant::now();
        find_place(&store, &"a ".repeat(30_000), 5).await.unwrap();
        assert!(began.elapsed().as_secs() < 3, "{}: {:?}", store.name, began.elapsed());
    }
}
