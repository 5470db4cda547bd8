//! Blocks that are more than text: what visitors get of them, and what editors are told.

use axum::{body::Body, http::Request, http::StatusCode};
use domain::{
    blocks::BlockKind,
    policy::{Role, Scope},
};
use serde_json::{Value, json};

use super::{TestApp, chance::uuid, staff::get_as};

const PAGE: &str = "/regeln";

/// Without what an island would need.
fn plain(html: &str) -> String {
    html.replace("<!>", "")
}

struct Desk {
    app: TestApp,
    ada: String,
    base: String,
}

impl Desk {
    async fn new() -> Self {
        Self::at(PAGE).await
    }

    async fn at(page: &str) -> Self {
        let app = TestApp::new().await;
        let ada = app.staff(Role::Editor, Scope::Everywhere).await;
        let page = get_as(&app, &ada, &format!("{page}?bearbeiten")).await.text();
        let number = page.split("data-edit-page=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
        Self { app, ada, base: format!("/bearbeiten/{number}") }
    }

    async fn send(&self, path: &str, body: &Value) -> Value {
        let request = Request::post(format!("{}/{path}", self.base))
            .header("sec-fetch-site", "same-origin")
            .header("content-type", "application/json")
            .header("cookie", &self.ada);
        self.app.send(request.body(Body::from(body.to_string())).unwrap()).await.json()
    }

    /// A block at the top of the page, as the editor hears of it.
    async fn insert(&self, kind: BlockKind, body: &str) -> Value {
        let sent = json!({ "save": uuid(), "key": uuid(), "kind": kind.code(), "body": body, "after": null });
        self.send("bloecke", &sent).await
    }

    async fn publish(&self) {
        let draft = get_as(&self.app, &self.ada, &format!("{}/entwurf.json", self.base)).await.json();
        let form = format!("stand={}", draft["change"]);
        let done = self.app.post_as(&self.ada, &format!("{}/veroeffentlichen", self.base), form).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text());
    }

    /// The page as kiosks have it with them.
    async fn at_kiosk(&self) -> String {
        let pages = self.app.get("/api/v1/kiosk/parts/seiten-de").await.json();
        let page = pages.as_array().unwrap().iter().find(|page| page["address"] == "regeln").unwrap();
        page["html"].as_str().unwrap().to_owned()
    }

    async fn proposal(&self, title: &str, theme: &str) -> i64 {
        self.app.published(json!({ "title": title, "theme": theme, "pin": "12.1405,54.0887" })).await
    }
}

#[tokio::test]
async fn pages_without_special_blocks_load_nothing_of_them() {
    let desk = Desk::new().await;
    for page in [PAGE, "/", "/themen/kultur", "/informieren"] {
        assert!(!desk.app.get(page).await.text().contains("blocks.css"), "{page}");
    }
    let edited = get_as(&desk.app, &desk.ada, &format!("{PAGE}?bearbeiten")).await.text();
    assert!(edited.contains("/blocks.css"), "an editor may insert one");
}

#[tokio::test]
async fn what_folds_away_is_in_the_page_and_in_the_kiosk() {
    let desk = Desk::new().await;
    let shown = desk.insert(BlockKind::Accordion, "Vorab.\n\n## Wer darf?\n\nAlle ab *null* Jahren.").await;
    let html = shown["html"].as_str().unwrap();
    assert!(html.contains("<summary class=\"accordion__title\"><h2>Wer darf?</h2>"), "{html}");
    assert!(html.contains("<p>Vorab.</p>") && html.contains("Alle ab <em>null</em> Jahren."), "{html}");
    desk.publish().await;
    let page = desk.app.get(PAGE).await.text();
    assert!(page.contains("<details class=\"accordion__section\">") && page.contains("/blocks.css"));
    let kiosk = desk.at_kiosk().await;
    for part in ["<details class=\"accordion__section\">", "<h2>Wer darf?</h2>", "Alle ab <em>null</em> Jahren."] {
        assert!(kiosk.contains(part), "{part} is missing: {kiosk}");
    }
    let linked = desk.insert(BlockKind::Accordion, "## Wer [darf](/ziele)?\n\n<script>x</script>").await;
    let html = linked["html"].as_str().unwrap();
    assert!(html.contains("<h2>Wer darf?</h2>") && !html.contains("<script>"), "{html}");
}

#[tokio::test]
async fn the_board_of_a_theme_shows_its_newest_proposals_and_their_state() {
    let desk = Desk::new().await;
    let old = desk.proposal("Ein Chor am Hafen", "kultur").await;
    desk.proposal("Radweg nach Warnemünde", "verkehr").await;
    let shown = desk.insert(BlockKind::Board, "Thema: Kultur, Sport und Ehrenamt\n\n## Was läuft").await;
    assert_eq!(shown["warnings"], json!([]));
    desk.publish().await;
    let page = desk.app.get(PAGE).await.text();
    assert!(page.contains("Ein Chor am Hafen") && page.contains(&format!("/vorschlaege/{old}-")));
    assert!(page.contains("tag--status") && page.contains("href=\"/vorschlaege?thema=kultur\""));
    assert!(page.contains("<h2>Was läuft</h2>") && !page.contains("Radweg nach Warnemünde"));
    assert!(!page.contains("Thema: Kultur"), "the line that names the theme is no text");
    // It is live: a page that is kept in memory knows of what came after it.
    desk.proposal("Ein Kino unter freiem Himmel", "kultur").await;
    assert!(desk.app.get(PAGE).await.text().contains("Ein Kino unter freiem Himmel"));
    assert!(desk.app.get("/en/regeln").await.status == StatusCode::OK);
}

#[tokio::test]
async fn a_block_that_names_nothing_shows_nothing_and_says_so_to_its_editor_alone() {
    let desk = Desk::new().await;
    let shown = desk.insert(BlockKind::Board, "Thema: Wetter\n\nDas Wetter.").await;
    assert_eq!(shown["warnings"][0]["code"], "unknown-name");
    assert_eq!(shown["warnings"][0]["excerpt"], "Wetter");
    let asked = json!({ "kind": "board", "body": "" });
    assert_eq!(desk.send("vorschau", &asked).await["warnings"][0]["code"], "no-theme");
    desk.publish().await;
    let page = desk.app.get(PAGE).await;
    assert!(page.status == StatusCode::OK && page.text().contains("Das Wetter."));
}

#[tokio::test]
async fn a_map_shows_open_proposals_of_the_city_or_of_a_theme() {
    let desk = Desk::new().await;
    desk.proposal("Ein Chor am Hafen", "kultur").await;
    desk.proposal("Radweg nach Warnemünde", "verkehr").await;
    let whole = desk.insert(BlockKind::Map, "").await;
    let html = whole["html"].as_str().unwrap();
    assert!(html.contains("class=\"map__svg\"") && html.contains("ganz Rostock"), "{html}");
    assert!(html.contains("auf der Karte: 2 "), "{html}");
    let some = desk.insert(BlockKind::Map, "Thema: Kultur").await;
    let html = some["html"].as_str().unwrap();
    assert!(html.contains("auf der Karte: 1 ") && html.contains("Ein Chor am Hafen"), "{html}");
    assert!(html.contains("href=\"/vorschlaege?thema=kultur&amp;ansicht=karte#karte\""), "{html}");
    desk.publish().await;
    assert_eq!(desk.app.get(PAGE).await.text().matches("class=\"map__svg\"").count(), 2);
}

#[tokio::test]
async fn numbers_are_those_of_now() {
    let desk = Desk::new().await;
    desk.proposal("Ein Chor am Hafen", "kultur").await;
    desk.proposal("Radweg nach Warnemünde", "verkehr").await;
    let shown = desk.insert(BlockKind::Indicator, "Zahlen: umgesetzt, Vorschläge, Wetter").await;
    let html = plain(shown["html"].as_str().unwrap());
    assert!(html.contains("<ul class=\"figures\"><li><strong>0</strong> umgesetzt</li>"), "{html}");
    assert!(html.contains("<strong>2</strong> Vorschläge"), "{html}");
    assert_eq!(shown["warnings"][0]["excerpt"], "Wetter");
    let shown = desk.insert(BlockKind::Indicator, "Thema: Kultur\nZahlen: Vorschläge, beantwortet").await;
    let html = plain(shown["html"].as_str().unwrap());
    assert!(html.contains("<strong>1</strong> Vorschlag<") && html.contains("<strong>0</strong> Antworten"), "{html}");
    desk.publish().await;
    desk.proposal("Noch ein Radweg", "verkehr").await;
    let page = plain(&desk.app.get(PAGE).await.text());
    assert!(page.contains("<strong>3</strong> Vorschläge") && page.contains("href=\"/zahlen?thema=kultur\""), "{page}");
    let kiosk = desk.at_kiosk().await;
    assert!(kiosk.contains("Vorschläge") && !kiosk.contains("class=\"channels\""), "nothing there leads on: {kiosk}");
}

#[tokio::test]
async fn every_kind_is_shown_on_every_kind_of_page() {
    for page in ["/", "/themen/kultur"] {
        let desk = Desk::at(page).await;
        desk.proposal("Ein Chor am Hafen", "kultur").await;
        for kind in [BlockKind::Board, BlockKind::Map, BlockKind::Indicator, BlockKind::Accordion] {
            desk.insert(kind, "Thema: Kultur\n\n## Hier").await;
        }
        desk.publish().await;
        let shown = desk.app.get(page).await.text();
        for part in ["block--board", "block--map", "block--indicator", "block--accordion", "/blocks.css", "map__svg"] {
            assert!(shown.contains(part), "{page} lacks {part}");
        }
    }
}
