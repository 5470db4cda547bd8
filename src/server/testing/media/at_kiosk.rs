//! What kiosks get of pictures, files and films: what can be looked at, with its words.

use web::pages::kiosk::pack::Packs;

use super::*;
use crate::testing::{config, site};

#[tokio::test]
async fn a_kiosk_has_the_pictures_of_a_page_with_it_and_the_words_of_what_it_cannot_play() {
    let desk = Desk::new().await;
    let picture = desk.key(BlockKind::Image, "hafen.png", PICTURE).await;
    let plan = desk.key(BlockKind::Files, "Plan.pdf", PDF).await;
    let reel = desk.key(BlockKind::Video, "hafen.mp4", &film()).await;
    desk.insert(BlockKind::Files, &format!("Datei: {plan} Der Plan")).await;
    desk.insert(BlockKind::Video, &format!("Video: {reel}\nUnterschrift: Ein Gang durch den Hafen")).await;
    let body = format!("Bild: {picture}\nAlternativtext: Ein rotes Boot\nUnterschrift: Am Alten Strom");
    desk.insert(BlockKind::Image, &body).await;
    assert_eq!(desk.publish().await.status, StatusCode::SEE_OTHER);
    let pages = desk.app.get("/api/v1/kiosk/parts/seiten-de").await.json();
    let page = pages.as_array().unwrap().iter().find(|page| page["address"] == "regeln").unwrap();
    let html = page["html"].as_str().unwrap();
    let source = format!("src=\"/medien/{picture}\"");
    for part in [source.as_str(), "alt=\"Ein rotes Boot\"", "Am Alten Strom", "Der Plan", "Ein Gang durch den Hafen"] {
        assert!(html.contains(part), "{part} is missing: {html}");
    }
    assert!(!html.contains("<video") && !html.contains("srcset") && !html.contains(&reel), "{html}");
    let site = site(&config(), desk.app.store.clone());
    let pack = Packs::default().current(&site).await.unwrap();
    assert!(pack.pictures.contains(&format!("/medien/{picture}")), "{:?}", pack.pictures);
}
