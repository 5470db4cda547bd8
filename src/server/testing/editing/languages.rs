//! Pages in several languages: visitors are told what is out of date and what was checked, editors see what to do.

use super::*;

impl Desk {
    /// The same desk at the page in another language.
    pub(super) async fn at(&self, page: &str) -> String {
        let page = get_as(&self.app, &self.ada, &format!("{page}?bearbeiten")).await.text();
        format!("/bearbeiten/{}", between(&page, "data-edit-page=\"", "\""))
    }

    async fn publish(&self, base: &str) {
        let draft = get_as(&self.app, &self.ada, &format!("{base}/entwurf.json")).await.json();
        let form = format!("stand={}", draft["change"]);
        let done = self.app.post_as(&self.ada, &format!("{base}/veroeffentlichen"), form).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER);
    }
}

/// The hidden field of the form with this button.
fn seen(page: &str, action: &str) -> String {
    let form = page.split("<form").find(|form| form.contains(&format!("value=\"{action}\"")));
    between(form.unwrap_or_default(), "name=\"stand\" value=\"", "\"")
}

#[tokio::test]
async fn a_translation_that_fell_behind_says_so_until_an_editor_confirms_it() {
    let desk = Desk::new().await;
    let note = "The German text has changed since.";
    assert!(!desk.app.get("/en/regeln").await.text().contains(note));
    desk.prepared("Völlig neue Regeln").await;
    desk.publish(&desk.base).await;
    let english = desk.app.get("/en/regeln").await.text();
    assert!(english.contains(note) && english.contains("href=\"/regeln\" hreflang=\"de\""), "{english}");
    assert!(desk.app.get("/ls/regeln").await.text().contains("Später hat sich der deutsche Text geändert."));
    assert!(!desk.app.get("/regeln").await.text().contains("Übersetzung ist vom"));

    let base = desk.at("/en/regeln").await;
    let path = format!("{base}/sprachen");
    for place in ["/en/regeln?bearbeiten", "/verwaltung/seiten", path.as_str()] {
        let text = get_as(&desk.app, &desk.ada, place).await.text();
        assert!(text.contains("Veraltet seit") || text.contains("Out of date since"), "{place}");
    }
    let page = get_as(&desk.app, &desk.ada, &path).await.text();
    assert!(page.contains("<ins>") && page.contains("Völlig neue Regeln"));
    let stand = seen(&page, "bestaetigen");
    desk.prepared("Und noch einmal neue").await;
    desk.publish(&desk.base).await;
    let stale = desk.app.post_as(&desk.ada, &path, format!("aktion=bestaetigen&stand={}", i64::MAX)).await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    assert!(stale.text().contains("Und noch einmal neue"));
    let missing = desk.app.post_as(&desk.ada, &path, "aktion=bestaetigen").await;
    assert_eq!(missing.status, StatusCode::PRECONDITION_REQUIRED);
    let now = seen(&stale.text(), "bestaetigen");
    assert!(!stand.is_empty() && !now.is_empty());
    let done = desk.app.post_as(&desk.ada, &path, format!("aktion=bestaetigen&stand={now}")).await;
    assert_eq!((done.status, done.header("location")), (StatusCode::SEE_OTHER, path.as_str()));
    assert!(!desk.app.get("/en/regeln").await.text().contains(note));
    assert!(!get_as(&desk.app, &desk.ada, "/en/regeln?bearbeiten").await.text().contains("Out of date since"));
}

#[tokio::test]
async fn a_checked_text_in_easy_language_carries_its_sign_until_it_changes() {
    let desk = Desk::new().await;
    let base = desk.at("/ls/regeln").await;
    let path = format!("{base}/sprachen");
    let page = get_as(&desk.app, &desk.ada, &path).await.text();
    let stand = seen(&page, "geprueft");
    for wrong in ["gruppe=&tag=2020-01-01", "gruppe=Lesekreis&tag=", "gruppe=Lesekreis&tag=2999-01-01"] {
        let refused = desk.app.post_as(&desk.ada, &path, format!("aktion=geprueft&stand={stand}&{wrong}")).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
        assert_eq!(refused.text().contains("value=\"Lesekreis\""), wrong.contains("Lesekreis"), "{wrong}");
    }
    let form = format!("aktion=geprueft&stand={stand}&gruppe=Lesekreis+Hafen&tag=2020-01-02");
    assert_eq!(desk.app.post_as(&desk.ada, &path, form).await.status, StatusCode::SEE_OTHER);
    let sign = "Diesen Text hat geprüft: Lesekreis Hafen. Das war am 2. Januar 2020.";
    assert!(desk.app.get("/ls/regeln").await.text().contains(sign));
    assert!(!desk.app.get("/regeln").await.text().contains("Lesekreis"));

    let draft = get_as(&desk.app, &desk.ada, &format!("{base}/entwurf.json")).await.json();
    let key = draft["order"][0].as_str().unwrap();
    let block = format!("{base}/bloecke/{key}");
    let form = format!(
        "text=Die+Partizipationsm%C3%B6glichkeiten+werden+genutzt.&fassung={}&save={}",
        draft["blocks"][key]["revision"],
        uuid()
    );
    assert_eq!(desk.app.post_as(&desk.ada, &block, form).await.status, StatusCode::SEE_OTHER);
    let shown = get_as(&desk.app, &desk.ada, &block).await.text();
    for hint in ["Langes Wort", "Passiv", "BITV 2.0"] {
        assert!(shown.contains(hint), "{hint}");
    }
    desk.publish(&base).await;
    assert!(!desk.app.get("/ls/regeln").await.text().contains("Lesekreis"));
    let page = get_as(&desk.app, &desk.ada, &path).await.text();
    assert!(page.contains("seitdem fehlt das Zeichen") && page.contains("value=\"Lesekreis Hafen\""));
}

#[tokio::test]
async fn an_editor_sees_the_draft_as_phone_and_kiosk_and_no_other_page_stands_in_a_frame() {
    let desk = Desk::new().await;
    desk.prepared("Geheimer Entwurf").await;
    let views = format!("{}/ansichten", desk.base);
    let page = get_as(&desk.app, &desk.ada, &views).await;
    let text = page.text();
    assert!(page.header("content-security-policy").ends_with("; frame-src 'self'"));
    assert!(page.header("content-security-policy").contains("frame-ancestors 'none'"));
    for part in ["width=\"390\"", "width=\"1280\"", "title=\"Telefon, Deutsch\"", &desk.at("/en/regeln").await] {
        assert!(text.contains(part), "{part}: {text}");
    }
    assert!(!text.contains("nicht auf Kiosken"), "the rules are there");
    let source = between(&text, "<iframe src=\"", "\"");
    let frame = get_as(&desk.app, &desk.ada, &source).await;
    assert!(frame.header("content-security-policy").contains("frame-ancestors 'self'"));
    assert!(frame.text().contains("Geheimer Entwurf") && !frame.text().contains("/verwaltung"));
    assert_eq!(frame.header("cache-control"), "no-store");
    assert!(desk.app.get(&source).await.header("location").starts_with("/anmelden"));
    for other in [PAGE, "/regeln?bearbeiten", &format!("{}/verlauf", desk.base)] {
        let policy = get_as(&desk.app, &desk.ada, other).await.header("content-security-policy").to_owned();
        assert!(policy.contains("frame-ancestors 'none'") && !policy.contains("frame-src"), "{other}");
    }
}

#[tokio::test]
async fn the_view_as_a_kiosk_is_what_kiosks_get_of_the_page() {
    let desk = Desk::new().await;
    desk.prepared("Mehr dazu steht bei den [Zielen](/ziele).").await;
    let text = get_as(&desk.app, &desk.ada, &format!("{}/ansichten", desk.base)).await.text();
    let source = format!("{}/ansicht?geraet=kiosk", desk.base);
    assert!(text.contains(&format!("<iframe src=\"{source}\"")), "{text}");
    let frame = get_as(&desk.app, &desk.ada, &source).await;
    assert!(frame.header("content-security-policy").contains("frame-ancestors 'self'"));
    let frame = frame.text();
    for part in ["/kiosk.css", "/pages.css", "<body class=\"page-kiosk\"", "Mehr dazu steht bei den Zielen."] {
        assert!(frame.contains(part), "{part} is missing: {frame}");
    }
    for part in ["<header", "<footer", "<a ", "<script"] {
        assert!(!frame.contains(part), "{part} is not on the screen of a kiosk: {frame}");
    }
    desk.publish(&desk.base).await;
    let pages = desk.app.get("/api/v1/kiosk/parts/seiten-de").await.json();
    let page = pages.as_array().unwrap().iter().find(|page| page["address"] == "regeln").unwrap();
    let first = between(page["html"].as_str().unwrap(), "<section", "</section>");
    assert!(!first.is_empty() && frame.contains(&first), "{first}");

    let elsewhere = desk.at("/zaehlung").await;
    let text = get_as(&desk.app, &desk.ada, &format!("{elsewhere}/ansichten")).await.text();
    assert!(text.contains("Diese Seite ist nicht auf Kiosken."), "{text}");
}

#[tokio::test]
async fn a_translation_is_written_beside_the_german_text_and_shows_which_blocks_changed_there() {
    let desk = Desk::new().await;
    desk.prepared("Völlig neue Regeln").await;
    desk.publish(&desk.base).await;
    let base = desk.at("/en/regeln").await;
    let path = format!("{base}/nebeneinander");
    let list = get_as(&desk.app, &desk.ada, &format!("{base}/sprachen")).await.text();
    assert!(list.contains(&format!("href=\"{path}\"")), "{list}");
    let page = get_as(&desk.app, &desk.ada, &path).await.text();
    assert_eq!(page.matches("Geändert</span>").count(), 1, "one block of the German text is another");
    assert!(page.contains("<ins>") && page.contains("Völlig neue Regeln") && page.contains("lang=\"en\""));

    let draft = get_as(&desk.app, &desk.ada, &format!("{base}/entwurf.json")).await.json();
    let (one, other) = (draft["order"][0].as_str().unwrap(), draft["order"][1].as_str().unwrap());
    let field = |key: &str, text: &str, revision: &str| {
        format!("text-{key}={text}&fassung-{key}={revision}&save-{key}={}", uuid())
    };
    let revision = |key: &str| draft["blocks"][key]["revision"].to_string();
    let same = domain::filter::percent_encode(draft["blocks"][other]["body"].as_str().unwrap());
    let form = format!("{}&{}", field(one, "New+rules.", &revision(one)), field(other, &same, &revision(other)));
    let saved = desk.app.post_as(&desk.ada, &path, form).await;
    let there = format!("{path}?gespeichert");
    assert_eq!((saved.status, saved.header("location")), (StatusCode::SEE_OTHER, there.as_str()));
    let after = get_as(&desk.app, &desk.ada, &format!("{base}/entwurf.json")).await.json();
    assert_eq!(after["blocks"][one]["body"], "New rules.");
    assert_eq!(after["blocks"][other], draft["blocks"][other], "what nobody touched is no change");

    // Both wrote the same words anew: the later one is asked, and the other block is stored.
    let form = format!("{}&{}", field(one, "Old+rules.", &revision(one)), field(other, "More.", &revision(other)));
    let clash = desk.app.post_as(&desk.ada, &path, form).await;
    assert_eq!(clash.status, StatusCode::CONFLICT);
    let text = clash.text();
    assert!(text.contains("Old rules.</textarea>") && text.contains(&format!("{base}/bloecke/{one}?getippt")));
    let after = get_as(&desk.app, &desk.ada, &format!("{base}/entwurf.json")).await.json();
    assert_eq!(after["blocks"][one]["body"], "New rules.");
    assert_eq!(after["blocks"][other]["body"], "More.");
    let unknown = desk.app.post_as(&desk.ada, &path, field(one, "Words", "")).await;
    assert_eq!(unknown.status, StatusCode::PRECONDITION_REQUIRED);
    assert!(unknown.text().contains("Words</textarea>"));
    assert!(!unknown.text().contains("/editor/"), "what is only in a field is not taken away");
    let german = get_as(&desk.app, &desk.ada, &format!("{}/nebeneinander", desk.base)).await;
    assert_eq!(german.header("location"), format!("{}/sprachen", desk.base));
}

#[tokio::test]
async fn beside_the_german_text_stands_the_editor_of_the_page_and_a_field_for_those_without_it() {
    let desk = Desk::new().await;
    let base = desk.at("/ls/regeln").await;
    let draft = get_as(&desk.app, &desk.ada, &format!("{base}/entwurf.json")).await.json();
    let page = get_as(&desk.app, &desk.ada, &format!("{base}/nebeneinander")).await.text();
    let number = base.trim_start_matches("/bearbeiten/");
    let edited = format!("data-edit-page=\"{number}\"");
    let look = "class=\"edit-side__text language-ls\"";
    for part in [look, &edited, "data-fixed=", "/editor/editor.js", "/editor/editor.css", "lang=\"de\"", "BITV 2.0"] {
        assert!(page.contains(part), "{part} is missing");
    }
    for key in draft["order"].as_array().unwrap() {
        let key = key.as_str().unwrap();
        assert!(page.contains(&format!("data-block=\"{key}\"")) && page.contains(&format!("name=\"text-{key}\"")));
    }
    let fields = page.matches("</textarea>").count();
    assert_eq!(page.matches("data-plain=").count(), fields + 1, "the fields, and the button that sends them");
    // The same renderer as for visitors, in both columns.
    let first = draft["blocks"][draft["order"][0].as_str().unwrap()]["html"].as_str().unwrap().to_owned();
    let inner = between(&first, "<p>", "</p>");
    assert!(!inner.is_empty() && page.contains(&format!("<p>{inner}</p>")), "{inner}");
    assert!(!desk.app.get("/ls/regeln").await.text().contains("/editor/"));
}

#[tokio::test]
async fn title_and_introduction_stand_beside_the_german_ones_and_are_written_there() {
    let desk = Desk::new().await;
    let base = desk.at("/en/regeln").await;
    let path = format!("{base}/nebeneinander");
    let revision = desk.draft().await["parts"]["titel"]["revision"].as_i64().unwrap();
    let german = json!({ "save": uuid(), "body": "Die neue Hausordnung" });
    desk.send(&desk.ada, "PUT", "bloecke/titel", Some(revision), &german).await;
    desk.publish(&desk.base).await;
    let page = get_as(&desk.app, &desk.ada, &path).await.text();
    assert_eq!(page.matches("Geändert</span>").count(), 1, "the title alone is another");
    let row = between(&page, "id=\"paar-titel\"", "</section>");
    for part in ["<ins>", "Hausordnung", "data-part=\"titel\"", "name=\"text-titel\"", "name=\"fassung-titel\""] {
        assert!(row.contains(part), "{part} is missing: {row}");
    }
    assert!(page.contains("name=\"text-einleitung\""));

    let there = async || get_as(&desk.app, &desk.ada, &format!("{base}/entwurf.json")).await.json()["parts"].clone();
    let before = there().await;
    let form =
        |words: &str, revision: &str| format!("text-titel={words}&fassung-titel={revision}&save-titel={}", uuid());
    let start = before["titel"]["revision"].to_string();
    let saved = desk.app.post_as(&desk.ada, &path, form("House+rules", &start)).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text());
    let after = there().await;
    assert_eq!(after["titel"]["body"], "House rules");
    assert_eq!(after["einleitung"], before["einleitung"], "what was not sent stays");

    let clash = desk.app.post_as(&desk.ada, &path, form("Rules+of+the+house", &start)).await;
    assert_eq!(clash.status, StatusCode::CONFLICT);
    let text = clash.text();
    assert!(
        text.contains("Rules of the house</textarea>") && text.contains(&format!("{base}/titel?getippt")),
        "{text}"
    );
    assert_eq!(there().await["titel"]["body"], "House rules");
    let decide = get_as(&desk.app, &desk.ada, &format!("{base}/titel?getippt")).await.text();
    assert!(decide.contains("value=\"Rules of the house\""), "{decide}");
    let empty = desk.app.post_as(&desk.ada, &path, form("", &after["titel"]["revision"].to_string())).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    let unknown = desk.app.post_as(&desk.ada, &path, form("Words", "")).await;
    assert_eq!(unknown.status, StatusCode::PRECONDITION_REQUIRED);
}
