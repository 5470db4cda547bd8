//! The board as a file.

use std::collections::BTreeSet;

use axum::{Router, http::StatusCode};
use serde_json::{Value, json};

use super::{TestApp, api::told, chance};

const CSV: &str = "/vorschlaege/export.csv";
const GEOJSON: &str = "/vorschlaege/export.geojson";
const FORMULA: &str = "=HYPERLINK(\"https://evil.example\";\"Klick\")";

async fn app() -> TestApp {
    TestApp::with(|config| config.limits_rates = false, Router::new(), Default::default()).await
}

/// Three proposals: with a point, with a district's theme, and one that is not public.
async fn filled() -> (TestApp, i64, i64) {
    let app = app().await;
    let bench = app
        .published(json!({ "title": FORMULA, "pin": "12.140500,54.088700", "goals": ["verbindend", "lernend"],
        "author": "Ada Heimlich", "email": "ada@heimlich.example", "place_note": "Vor Adas Haus" }))
        .await;
    let choir = app.published(json!({ "title": "Ein Chor, „für alle“", "theme": "kultur" })).await;
    let waiting = json!({ "submission": chance::id(), "title": "Wartet noch auf Prüfung", "theme": "kultur",
        "text": "Das hat noch niemand geprüft, also darf es auch noch niemand lesen." });
    assert_eq!(app.post_json("/api/v1/proposals", &[], &waiting).await.status, StatusCode::CREATED);
    (app, bench, choir)
}

#[tokio::test]
async fn a_table_is_what_rfc_4180_says_with_german_names_and_without_formulas() {
    let (app, bench, choir) = filled().await;
    let answer = app.get(CSV).await;
    assert_eq!(answer.header("content-type"), "text/csv; charset=utf-8; header=present");
    assert_eq!(answer.header("content-disposition"), "attachment; filename=\"vorschlaege.csv\"");
    let text = answer.text();
    let table = text.strip_prefix('\u{FEFF}').unwrap();
    assert!(
        table.starts_with("Nummer,Titel,Text,Leitthema,Kernziele,Stand,Ortsteil,Längengrad,Breitengrad,"),
        "{table}"
    );
    let lines: Vec<&str> = table.split("\r\n").collect();
    assert_eq!((lines.len(), lines[3]), (4, ""), "{table}");
    assert!(lines[1].starts_with(&format!("{choir},\"Ein Chor, „für alle“\",")), "{}", lines[1]);
    assert!(
        lines[2].starts_with(&format!("{bench},\"'=HYPERLINK(\"\"https://evil.example\"\";\"\"Klick\"\")\",")),
        "{}",
        lines[2]
    );
    assert!(
        lines[2].contains(",12.140500,54.088700,0,0,") && lines[2].contains("Orte die verbinden | Lernendes Netzwerk")
    );
}

#[tokio::test]
async fn a_collection_is_what_rfc_7946_says() {
    let (app, bench, choir) = filled().await;
    let answer = app.get(GEOJSON).await;
    assert_eq!(answer.header("content-type"), "application/geo+json");
    let collection = answer.json();
    assert_eq!(collection["type"], "FeatureCollection");
    let features = collection["features"].as_array().unwrap();
    assert_eq!(features.len(), 2);
    assert_eq!((&features[0]["id"], &features[0]["geometry"]), (&json!(choir), &Value::Null));
    let point = json!({ "type": "Point", "coordinates": [12.1405, 54.0887] });
    assert_eq!((&features[1]["id"], &features[1]["geometry"]), (&json!(bench), &point));
    assert_eq!(features[1]["properties"]["title"], FORMULA);
    assert_eq!(features[1]["type"], "Feature");
}

#[tokio::test]
async fn nobody_behind_a_proposal_is_in_a_file() {
    let (app, ..) = filled().await;
    for address in [CSV, GEOJSON] {
        let text = app.get(address).await.text();
        for word in ["Ada", "heimlich", "Wartet"] {
            assert!(!text.contains(word), "{address}: {word}");
        }
    }
}

#[tokio::test]
async fn a_file_holds_what_the_board_shows_with_the_same_address() {
    let (app, bench, choir) = filled().await;
    for (query, expected) in [
        ("", vec![choir, bench]),
        ("?thema=kultur", vec![choir]),
        ("?ziel=lernend&sortierung=unterstuetzt", vec![bench]),
        ("?q=chor", vec![choir]),
        ("?status=umgesetzt", vec![]),
        ("?thema=kultur&seite=n0.0&ansicht=karte&karte=12.1,54.1,12", vec![choir]),
    ] {
        let collection = app.get(&format!("{GEOJSON}{query}")).await.json();
        let ids: Vec<i64> =
            collection["features"].as_array().unwrap().iter().map(|one| one["id"].as_i64().unwrap()).collect();
        assert_eq!(ids, expected, "{query}");
        let table = app.get(&format!("{CSV}{query}")).await.text();
        assert_eq!(table.lines().count(), expected.len() + 1, "{query}");
    }
}

#[tokio::test]
async fn a_file_is_whole_when_the_board_is_longer_than_one_part() {
    let app = app().await;
    let many = 1_201;
    store::seed::scale(&app.store, many, 1, web::site::now(), |_| {}).await.unwrap();
    let listed = app.get("/vorschlaege/feed.atom").await;
    assert_eq!(listed.status, StatusCode::OK);
    let collection = app.get(GEOJSON).await.json();
    let features = collection["features"].as_array().unwrap();
    let ids: BTreeSet<i64> = features.iter().map(|one| one["id"].as_i64().unwrap()).collect();
    let expected: BTreeSet<i64> = told(&app, "").await.into_iter().collect();
    assert!(ids.len() > 1_000, "{}", ids.len());
    assert_eq!((features.len(), &ids), (expected.len(), &expected));
    assert_eq!(app.get(CSV).await.text().lines().count(), expected.len() + 1);
}

#[tokio::test]
async fn a_file_leaves_in_parts() {
    let app = app().await;
    store::seed::scale(&app.store, 1_201, 1, web::site::now(), |_| {}).await.unwrap();
    let request = axum::http::Request::get(GEOJSON).body(axum::body::Body::empty()).unwrap();
    let mut answer = tower::ServiceExt::oneshot(app.app.clone(), request).await.unwrap();
    assert!(!answer.headers().contains_key("content-length"));
    let mut parts = 0;
    while let Some(part) = http_body_util::BodyExt::frame(answer.body_mut()).await {
        parts += usize::from(part.unwrap().is_data());
    }
    assert!(parts >= 3, "{parts}");
}

#[tokio::test]
async fn a_file_that_cannot_be_finished_breaks_off() {
    let app = app().await;
    store::seed::scale(&app.store, 1_201, 1, web::site::now(), |_| {}).await.unwrap();
    let request = axum::http::Request::get(CSV).body(axum::body::Body::empty()).unwrap();
    let mut answer = tower::ServiceExt::oneshot(app.app.clone(), request).await.unwrap();
    assert!(http_body_util::BodyExt::frame(answer.body_mut()).await.unwrap().is_ok());
    app.store.clone().close().await.unwrap();
    let rest = http_body_util::BodyExt::collect(answer.into_body()).await;
    assert!(rest.is_err());
}

#[tokio::test]
async fn the_board_links_to_its_files_with_what_was_chosen() {
    let app = app().await;
    for (prefix, word) in
        [("", "Diese Auswahl herunterladen"), ("/en", "Download this selection"), ("/ls", "Diese Liste als Datei")]
    {
        let page = app.get(&format!("{prefix}/vorschlaege?thema=kultur&sortierung=diskutiert")).await.text();
        assert!(page.contains(word), "{prefix}");
        for kind in ["csv", "geojson"] {
            assert!(
                page.contains(&format!("href=\"{prefix}/vorschlaege/export.{kind}?thema=kultur\"")),
                "{prefix} {kind}"
            );
        }
    }
}

#[tokio::test]
async fn files_have_a_limit_of_their_own() {
    let app = TestApp::new().await;
    let mut answers = Vec::new();
    for _ in 0..31 {
        answers.push(app.get(CSV).await.status);
    }
    assert_eq!(answers.last(), Some(&StatusCode::TOO_MANY_REQUESTS));
    assert_eq!(app.get("/vorschlaege").await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_filter_that_means_nothing_makes_no_file_of_everything() {
    let (app, ..) = filled().await;
    for file in [CSV, GEOJSON] {
        assert_eq!(app.get(&format!("{file}?thema=kultur&q=")).await.status, StatusCode::OK);
        assert_eq!(app.get(&format!("{file}?thema=kulttur")).await.status, StatusCode::BAD_REQUEST);
    }
}
