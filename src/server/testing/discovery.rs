//! What search engines and previews learn: site map, robots, heads of pages.

use axum::{Router, http::StatusCode};
use serde_json::json;

use super::{TestApp, chance};

const BASE: &str = "http://127.0.0.1:3000";

async fn app() -> TestApp {
    TestApp::with(|config| config.limits_rates = false, Router::new(), Default::default()).await
}

/// The value of an attribute of the first tag that has this in it.
pub(super) fn tag(page: &str, has: &str, attribute: &str) -> Option<String> {
    let tag = page.split('<').find(|tag| tag.contains(has))?;
    Some(tag.split_once(&format!("{attribute}=\""))?.1.split_once('"')?.0.replace("&amp;", "&"))
}

fn canonical(page: &str) -> String {
    tag(page, "rel=\"canonical\"", "href").unwrap()
}

fn addresses(xml: &str) -> Vec<String> {
    xml.split("<loc>").skip(1).map(|rest| rest.split_once("</loc>").unwrap().0.to_owned()).collect()
}

#[tokio::test]
async fn the_site_map_leads_to_every_page_and_every_address_in_it_is_there() {
    let app = app().await;
    let id = app.published(json!({ "title": "Mehr Bänke am Hafen" })).await;
    let index = app.get("/sitemap.xml").await;
    assert_eq!(index.header("content-type"), "application/xml; charset=utf-8");
    let parts = addresses(&index.text());
    assert_eq!(parts, [format!("{BASE}/sitemap/seiten.xml"), format!("{BASE}/sitemap/vorschlaege-1.xml")]);
    let mut all = Vec::new();
    for part in parts {
        let part = app.get(part.trim_start_matches(BASE)).await;
        assert_eq!(part.status, StatusCode::OK);
        all.extend(addresses(&part.text()));
    }
    for address in ["/", "/en", "/ls", "/regeln", "/themen/kultur", "/en/vorschlaege", "/ls/kalender"] {
        assert!(all.contains(&format!("{BASE}{}", address.trim_end_matches('/'))) || address == "/", "{address}");
    }
    assert!(all.contains(&format!("{BASE}/en/vorschlaege/{id}-mehr-baenke-am-hafen")), "{all:?}");
    for address in all {
        let path = address.trim_start_matches(BASE);
        let page = app.get(if path.is_empty() { "/" } else { path }).await;
        assert_eq!(page.status, StatusCode::OK, "{address}");
        assert_eq!(canonical(&page.text()), address);
        assert!(!page.text().contains("noindex"), "{address}");
    }
}

#[tokio::test]
async fn an_address_in_the_map_names_its_other_language() {
    let app = app().await;
    let id = app.published(json!({ "title": "Mehr Bänke am Hafen" })).await;
    let map = app.get("/sitemap/vorschlaege-1.xml").await.text();
    for (tag, prefix) in [("de", ""), ("en", "/en"), ("x-default", "")] {
        let link = format!("hreflang=\"{tag}\" href=\"{BASE}{prefix}/vorschlaege/{id}-mehr-baenke-am-hafen\"/>");
        assert_eq!(map.matches(&link).count(), 2, "{map}");
    }
}

#[tokio::test]
async fn what_is_not_public_is_not_on_the_map() {
    let app = app().await;
    let waiting = json!({ "submission": chance::id(), "title": "Wartet noch auf Prüfung", "theme": "kultur",
        "text": "Das hat noch niemand geprüft, also darf es auch noch niemand lesen." });
    assert_eq!(app.post_json("/api/v1/proposals", &[], &waiting).await.status, StatusCode::CREATED);
    assert_eq!(addresses(&app.get("/sitemap.xml").await.text()), [format!("{BASE}/sitemap/seiten.xml")]);
    for part in [
        "vorschlaege-1.xml",
        "vorschlaege-0.xml",
        "vorschlaege--1.xml",
        "vorschlaege-9223372036854775807.xml",
        "x.xml",
        "seiten",
    ] {
        assert_eq!(app.get(&format!("/sitemap/{part}")).await.status, StatusCode::NOT_FOUND, "{part}");
    }
}

#[tokio::test]
async fn crawlers_learn_where_the_map_is_and_what_is_nobodys_business() {
    let answer = app().await.get("/robots.txt").await;
    assert_eq!(answer.header("content-type"), "text/plain; charset=utf-8");
    let text = answer.text();
    assert!(text.contains(&format!("Sitemap: {BASE}/sitemap.xml")) && text.contains("Disallow: /beleg\n"));
}

#[tokio::test]
async fn every_address_of_one_page_names_the_same_canonical_one() {
    let app = app().await;
    let id = app.published(json!({ "title": "Mehr Bänke am Hafen" })).await;
    let proposal = format!("/vorschlaege/{id}-mehr-baenke-am-hafen");
    for (address, expected) in [
        ("/en/regeln?utm_source=x&fbclid=1".to_owned(), "/en/regeln".to_owned()),
        (format!("/vorschlaege/{id}?beitraege=neu"), proposal.clone()),
        (format!("/en/vorschlaege/{id}-alter-titel"), format!("/en{proposal}")),
        ("/vorschlaege?thema=kultur&sortierung=diskutiert&seite=n1.1".into(), "/vorschlaege?thema=kultur".into()),
        (
            "/en/vorschlaege?ort=evershagen&ansicht=karte&karte=12.10000,54.10000,12.00".into(),
            "/en/vorschlaege?ort=evershagen".into(),
        ),
        ("/vorschlaege?ort=atlantis".into(), "/vorschlaege".into()),
    ] {
        let page = app.get(&address).await;
        assert_eq!(page.status, StatusCode::OK, "{address}");
        assert_eq!(canonical(&page.text()), format!("{BASE}{expected}"), "{address}");
    }
    // What somebody added to the address of the board does not even stay in it.
    assert_eq!(app.get("/vorschlaege?thema=kultur&utm_source=x").await.header("location"), "/vorschlaege?thema=kultur");
}

#[tokio::test]
async fn a_page_names_its_languages_its_feed_and_its_preview() {
    let app = app().await;
    let id = app.published(json!({ "title": "Bänke & \"Tische\" <für> alle" })).await;
    let page = app.get(&format!("/en/vorschlaege/{id}")).await.text();
    let path = format!("/vorschlaege/{id}-baenke-tische-fuer-alle");
    for (tag_name, prefix) in [("de", ""), ("en", "/en"), ("de-simple", "/ls"), ("x-default", "")] {
        assert_eq!(tag(&page, &format!("hreflang=\"{tag_name}\" href"), "href"), Some(format!("{BASE}{prefix}{path}")));
    }
    assert_eq!(tag(&page, "application/atom+xml", "href"), Some(format!("/en/vorschlaege/{id}/feed.atom")));
    let property = |name: &str| tag(&page, &format!("property=\"{name}\""), "content");
    assert_eq!(property("og:type").as_deref(), Some("article"));
    assert_eq!(property("og:locale").as_deref(), Some("en_GB"));
    assert_eq!(property("og:image"), Some(format!("{BASE}/og.png")));
    assert_eq!(property("og:url"), Some(format!("{BASE}/en{path}")));
    assert!(property("og:title").unwrap().contains("Tische"));
    assert!(property("og:description").unwrap().starts_with("Am Stadthafen"));
    assert!(!page.contains("<für>"));
}

#[tokio::test]
async fn drafts_receipts_searches_and_errors_stay_out_of_every_index() {
    let app = app().await;
    let sent = json!({ "submission": chance::id(), "title": "Mehr Bänke am Hafen", "theme": "kultur",
        "text": "Das hat noch niemand geprüft, also darf es auch noch niemand lesen." });
    let receipt = app.post_json("/api/v1/proposals", &[], &sent).await.json()["receipt"].as_str().unwrap().to_owned();
    for address in [
        "/beleg".to_owned(),
        format!("/beleg/{receipt}"),
        format!("/beleg/{receipt}/aendern"),
        format!("/beleg/{receipt}/zurueckziehen"),
        format!("/vorschlaege/entwurf/{}", chance::id()),
        "/vorschlaege?q=chor".into(),
        "/gibt-es-nicht".into(),
    ] {
        let page = app.get(&address).await.text();
        assert!(page.contains("<meta name=\"robots\" content=\"noindex\""), "{address}");
        assert!(!page.contains("application/ld+json"), "{address}");
    }
    for address in ["/", "/vorschlaege", "/vorschlaege?thema=kultur"] {
        assert!(!app.get(address).await.text().contains("noindex"), "{address}");
    }
}
