//! Calls for places that editors make on their pages, as everybody finds them.

use axum::http::StatusCode;
use domain::policy::{Role, Scope};

use super::{Answer, TestApp};

const PATH: &str = "/verwaltung/orte";
const PAGE: &str = "/verwaltung/orte/schatten";
const WORDS: &str = "titel=Schatten&text=Wo+ist+es+k%C3%BChl%3F&titel-en=Shade&text-en=Where+is+it+cool%3F";
const LABELS: &str = "kategorien=B%C3%A4ume%0D%0AWasser&kategorien-en=Trees%0D%0AWater";
const END: &str = "ende=2031-05-04T19:00";
const MARK: &str = "kategorie=wasser&urteil=good&text=Hier+ist+es+angenehm.&punkt=12.140500,54.088700";

async fn editor(app: &TestApp) -> String {
    app.staff(Role::Editor, Scope::Everywhere).await
}

async fn get(app: &TestApp, cookie: &str, address: &str) -> String {
    app.get_with(address, &[("cookie", cookie)]).await.text()
}

async fn created(app: &TestApp, cookie: &str) -> Answer {
    app.post_as(cookie, &format!("{PATH}/neu"), format!("{WORDS}&{LABELS}&{END}")).await
}

async fn published(app: &TestApp, cookie: &str) {
    created(app, cookie).await;
    let done = app.post_as(cookie, PAGE, "aktion=veroeffentlichen&stand=1").await;
    assert_eq!(done.header("location"), format!("{PAGE}?gespeichert"), "{}", done.text());
}

#[tokio::test]
async fn what_does_not_fit_comes_back_with_its_reason() {
    let app = TestApp::new().await;
    let cookie = editor(&app).await;
    for (form, id, reason) in [
        ("text=Da.&kategorien=Licht".to_owned(), "titel", "Schreib einen Titel."),
        ("titel=Orte&text=Da.".to_owned(), "kategorien", "Schreib mindestens eine Kategorie."),
        ("titel=Orte&text=Da.&kategorien=Licht%0ALicht".to_owned(), "kategorien", "gibt es in dieser Liste schon"),
        (
            "titel=Orte&text=Da.&kategorien=Licht%0AWind&kategorien-ls=Licht".to_owned(),
            "kategorien-ls",
            "nicht so viele Zeilen",
        ),
        (
            "titel=Orte&text=Da.&kategorien=Licht&titel-en=Places&text-en=There.".to_owned(),
            "kategorien-en",
            "In dieser Sprache",
        ),
        ("titel=Orte&text=Da.&kategorien=Licht&kategorien-en=Light".to_owned(), "titel-en", "In dieser Sprache"),
        ("titel=Orte&text=Da.&kategorien=Licht&beginn=morgen".to_owned(), "beginn", "2027-03-01 08:00"),
        ("titel=Orte&text=Da.&kategorien=Licht&ende=1990-01-01T00:00".to_owned(), "ende", "nicht nach dem Anfang"),
        ("titel=Orte&text=Da.&kategorien=Licht&adresse=neu".to_owned(), "adresse", "bedeutet in Adressen schon"),
    ] {
        let refused = app.post_as(&cookie, &format!("{PATH}/neu"), form.clone()).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{form}");
        let html = refused.text();
        assert!(html.contains(&format!("href=\"#{id}\"")) && html.contains(reason), "{form}: {html}");
        assert_eq!(html.contains("value=\"Orte\""), form.contains("titel=Orte"), "{form}");
    }
    let clerk = app.staff(Role::Clerk, Scope::Everywhere).await;
    assert_eq!(app.post_as(&clerk, &format!("{PATH}/neu"), WORDS).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_draft_becomes_a_call_that_is_found_everywhere_and_takes_places() {
    let app = TestApp::new().await;
    let cookie = editor(&app).await;
    let done = created(&app, &cookie).await;
    assert_eq!(done.header("location"), format!("{PAGE}?gespeichert"), "{}", done.text());
    assert!(get(&app, &cookie, PATH).await.contains("Entwurf"));
    for hidden in ["/orte/schatten", "/orte/schatten/papier"] {
        assert_eq!(app.get(hidden).await.status, StatusCode::NOT_FOUND, "{hidden}");
    }
    assert_eq!(app.post("/orte/schatten", MARK).await.status, StatusCode::NOT_FOUND);
    for public in ["/orte", "/", "/sitemap/seiten.xml"] {
        assert!(!app.get(public).await.text().contains("orte/schatten"), "{public} shows a draft");
    }

    app.post_as(&cookie, PAGE, "aktion=veroeffentlichen&stand=1").await;
    for public in ["/orte", "/", "/sitemap/seiten.xml"] {
        assert!(app.get(public).await.text().contains("orte/schatten"), "{public} has no call");
    }
    let english = app.get("/en/orte/schatten").await.text();
    assert!(english.contains("<h1>Shade</h1>") && english.contains("Trees"), "{english}");
    let sheet = app.get("/en/orte/schatten/papier").await.text();
    assert!(sheet.contains("Where is it cool?") && sheet.contains("Water"), "{sheet}");
    let clerk = app.staff(Role::Clerk, Scope::Everywhere).await;
    assert!(get(&app, &clerk, "/schalter").await.contains("/orte/schatten/papier"), "the desk hands out its sheets");
    let sent = app.post("/orte/schatten", MARK).await;
    assert!(sent.header("location").contains("gesendet="), "{}", sent.text());
    assert!(get(&app, &cookie, PAGE).await.contains("Ein Ort ist eingegangen."));
}

#[tokio::test]
async fn from_the_first_place_on_the_question_is_fixed_and_the_page_says_so() {
    let app = TestApp::new().await;
    let cookie = editor(&app).await;
    published(&app, &cookie).await;
    app.post("/orte/schatten", MARK).await;
    let page = get(&app, &cookie, PAGE).await;
    assert!(page.contains("Ortsteil und Kategorien stehen fest") && !page.contains("name=\"kategorien\""), "{page}");
    assert!(page.contains("Die Zeiten sind angekündigt") && !page.contains("name=\"beginn\""), "{page}");
    let other = format!("aktion=speichern&stand=2&{WORDS}&kategorien=Wind");
    let refused = app.post_as(&cookie, PAGE, other).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text().contains("Wind"), "what was typed is still there: {}", refused.text());
    let words = "aktion=speichern&stand=2&titel=K%C3%BChle+Orte&text=Wo%3F&kategorien-ls=&kategorien-en=";
    let mended = app.post_as(&cookie, PAGE, words).await;
    assert_eq!(mended.status, StatusCode::SEE_OTHER, "{}", mended.text());
    let public = app.get("/orte/schatten").await.text();
    assert!(public.contains("Kühle Orte") && public.contains("Bäume"), "{public}");
}

#[tokio::test]
async fn two_editors_do_not_overwrite_each_other_unseen() {
    let app = TestApp::new().await;
    let cookie = editor(&app).await;
    created(&app, &cookie).await;
    let save = async |stand: &str, title: &str| {
        let form = format!("aktion=speichern&{stand}titel={title}&text=Wo%3F&kategorien=Licht&{END}");
        app.post_as(&cookie, PAGE, form).await
    };
    let first = save("stand=1&", "Sonne").await;
    assert_eq!(first.status, StatusCode::SEE_OTHER, "{}", first.text());
    for (stand, status) in [("", StatusCode::PRECONDITION_REQUIRED), ("stand=1&", StatusCode::CONFLICT)] {
        let late = save(stand, "Wind").await;
        assert_eq!(late.status, status);
        let html = late.text();
        assert!(html.contains("<strong>Sonne</strong>") && html.contains("value=\"Wind\""), "{html}");
        assert!(html.contains("name=\"stand\" value=\"2\""), "{html}");
    }
    assert_eq!(save("stand=2&", "Wind").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn announced_times_are_prolonged_or_ended_with_a_reason_that_everybody_reads() {
    let app = TestApp::new().await;
    let cookie = editor(&app).await;
    published(&app, &cookie).await;
    for (until, reason) in
        [("2030-05-04T19:00", "nicht später"), ("morgen", "2027-03-01 08:00"), ("3031-05-04T19:00", "zehn Jahre")]
    {
        let refused = app.post_as(&cookie, PAGE, format!("aktion=verlaengern&stand=2&bis={until}")).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{until}");
        assert!(refused.text().contains("href=\"#bis\"") && refused.text().contains(reason), "{until}");
    }
    let longer = app.post_as(&cookie, PAGE, "aktion=verlaengern&stand=2&bis=2031-06-04T19:00").await;
    assert_eq!(longer.status, StatusCode::SEE_OTHER, "{}", longer.text());
    assert!(app.get("/orte/schatten").await.text().contains("4. Juni 2031"));
    let bare = app.post_as(&cookie, PAGE, "aktion=beenden&stand=3&grund=").await;
    assert_eq!(bare.status, StatusCode::UNPROCESSABLE_ENTITY);
    let closed = app.post_as(&cookie, PAGE, "aktion=beenden&stand=3&grund=Wir+haben+genug+Orte.").await;
    assert_eq!(closed.status, StatusCode::SEE_OTHER, "{}", closed.text());
    let page = app.get("/orte/schatten").await.text();
    assert!(page.contains("Wir haben genug Orte.") && page.contains("früher als angekündigt"), "{page}");
    let late = app.post("/orte/schatten", "urteil=bad&text=Hier+fehlt+ein+Dach+gegen+den+Regen.").await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert!(late.text().contains("Hier fehlt ein Dach gegen den Regen.</textarea>"), "{}", late.text());
    assert!(!app.get("/").await.text().contains("orte/schatten"), "it is not open");
    let administrator = app.staff(Role::Administrator, Scope::Everywhere).await;
    let log = get(&app, &administrator, "/verwaltung/protokoll").await;
    for done in ["angelegt", "veröffentlicht", "verlängert", "früher beendet"] {
        assert!(log.contains(&format!("Sammlung von Orten {done}")), "{done}");
    }
}
