//! Events that editors make on their pages, as everybody finds them.

use axum::http::StatusCode;
use domain::policy::{Role, Scope};

use super::{Answer, TestApp};

const PATH: &str = "/verwaltung/termine";
const PAGE: &str = "/verwaltung/termine/spaziergang";
const TIMES: &str = "beginn=2031-05-04T17:00&ende=2031-05-04T19:00";
const PLACE: &str = "ortsname=Stadthafen&anschrift=Am+Strande+1";
const WORDS: &str = "titel=Spaziergang&text=Wir+gehen+zusammen.&titel-en=A+walk&text-en=We+walk+together.";

async fn editor(app: &TestApp) -> String {
    app.staff(Role::Editor, Scope::Everywhere).await
}

fn fields() -> String {
    format!("{WORDS}&{TIMES}&{PLACE}&zugang=step_free&thema=verkehr&verweis=%2Fvorschlaege%3Fliste%3Dstadt")
}

async fn get(app: &TestApp, cookie: &str, address: &str) -> String {
    app.get_with(address, &[("cookie", cookie)]).await.text()
}

async fn created(app: &TestApp, cookie: &str) -> Answer {
    app.post_as(cookie, &format!("{PATH}/neu"), fields()).await
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
        (format!("text=Da.&{TIMES}&{PLACE}"), "titel", "Schreib einen Titel."),
        (format!("titel=Fest&{TIMES}&{PLACE}"), "text", "Schreib, worum es geht."),
        (format!("titel=Fest&text=Da.&titel-en=Party&{TIMES}&{PLACE}"), "text-en", "In dieser Sprache fehlt"),
        (format!("titel=Fest&text=Da.&{TIMES}&anschrift=Markt"), "ortsname", "Schreib, wo das ist."),
        (format!("titel=Fest&text=Da.&beginn=morgen&{PLACE}"), "beginn", "2027-03-01 08:00"),
        (format!("titel=Fest&text=Da.&beginn=2031-05-04T17:00&ende=2031-05-04T17:00&{PLACE}"), "ende", "nicht nach"),
        (format!("titel=Fest&text=Da.&beginn=3031-05-04T17:00&ende=3031-05-04T18:00&{PLACE}"), "beginn", "zehn Jahre"),
        (format!("titel=Fest&text=Da.&{TIMES}&{PLACE}&adresse=Ein+Fest"), "adresse", "Nimm nur kleine Buchstaben"),
        (format!("titel=Fest&text=Da.&{TIMES}&{PLACE}&ort=99999"), "ort", "kennen wir nicht"),
    ] {
        let refused = app.post_as(&cookie, &format!("{PATH}/neu"), form.clone()).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{form}");
        let html = refused.text();
        assert!(html.contains(&format!("href=\"#{id}\"")) && html.contains(reason), "{form}: {html}");
        assert_eq!(html.contains("value=\"Fest\""), form.contains("titel=Fest"), "{form}");
    }
    created(&app, &cookie).await;
    let twice = created(&app, &cookie).await;
    assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(twice.text().contains("schon vergeben"), "{}", twice.text());
    assert_eq!(app.get_with(&format!("{PATH}/mond"), &[("cookie", &cookie)]).await.status, StatusCode::NOT_FOUND);
    for role in [Role::Clerk, Role::Moderator] {
        let other = app.staff(role, Scope::Everywhere).await;
        for address in [format!("{PATH}/neu"), PAGE.to_owned()] {
            assert_eq!(app.post_as(&other, &address, fields()).await.status, StatusCode::FORBIDDEN, "{role:?}");
        }
    }
}

#[tokio::test]
async fn a_draft_becomes_an_event_that_is_found_everywhere_and_in_every_language() {
    let app = TestApp::new().await;
    let cookie = editor(&app).await;
    let done = created(&app, &cookie).await;
    assert_eq!(done.header("location"), format!("{PAGE}?gespeichert"), "{}", done.text());
    assert!(get(&app, &cookie, PATH).await.contains("Spaziergang"));
    assert_eq!(app.get("/kalender/spaziergang").await.status, StatusCode::NOT_FOUND);
    for public in ["/kalender", "/kalender.ics", "/", "/sitemap/seiten.xml"] {
        assert!(
            !app.get(public).await.text().replace("\r\n ", "").contains("kalender/spaziergang"),
            "{public} shows a draft"
        );
    }

    app.post_as(&cookie, PAGE, "aktion=veroeffentlichen&stand=1").await;
    for public in ["/kalender", "/kalender.ics", "/", "/sitemap/seiten.xml"] {
        assert!(
            app.get(public).await.text().replace("\r\n ", "").contains("kalender/spaziergang"),
            "{public} has no event"
        );
    }
    let page = app.get("/kalender/spaziergang").await.text();
    for part in ["Wir gehen zusammen.", "Stufenlos", "href=\"/themen/verkehr\"", "href=\"/vorschlaege?liste=stadt\""] {
        assert!(page.contains(part), "{part} is missing: {page}");
    }
    let english = app.get("/en/kalender/spaziergang").await.text();
    assert!(english.contains("<h1>A walk</h1>") && english.contains("We walk together."), "{english}");
    let easy = app.get("/ls/kalender/spaziergang").await.text();
    assert!(easy.contains("<h1 lang=\"de\">Spaziergang</h1>"), "{easy}");
    assert!(app.get("/en/kalender.ics").await.text().contains("SUMMARY:A walk"));
    let administrator = app.staff(Role::Administrator, Scope::Everywhere).await;
    let log = get(&app, &administrator, "/verwaltung/protokoll").await;
    assert!(log.contains("Termin angelegt") && log.contains("Termin veröffentlicht"), "{log}");
}

#[tokio::test]
async fn two_editors_do_not_overwrite_each_other_unseen() {
    let app = TestApp::new().await;
    let cookie = editor(&app).await;
    created(&app, &cookie).await;
    let save = async |stand: &str, title: &str| {
        let form = format!("aktion=speichern&{stand}titel={title}&text=Da.&{TIMES}&{PLACE}");
        app.post_as(&cookie, PAGE, form).await
    };
    let first = save("stand=1&", "Rundgang").await;
    assert_eq!(first.status, StatusCode::SEE_OTHER, "{}", first.text());
    for (stand, status) in [("", StatusCode::PRECONDITION_REQUIRED), ("stand=1&", StatusCode::CONFLICT)] {
        let late = save(stand, "Lauf").await;
        assert_eq!(late.status, status);
        let html = late.text();
        // Both versions are there, and the next one to be sent knows what it replaces.
        assert!(html.contains("<strong>Rundgang</strong>") && html.contains("value=\"Lauf\""), "{html}");
        assert!(html.contains("name=\"stand\" value=\"2\""), "{html}");
    }
    let publish = app.post_as(&cookie, PAGE, "aktion=veroeffentlichen&stand=1").await;
    assert_eq!(publish.status, StatusCode::CONFLICT, "nobody publishes what they did not see");
    assert_eq!(save("stand=2&", "Lauf").await.status, StatusCode::SEE_OTHER);
    assert!(get(&app, &cookie, PAGE).await.contains("value=\"Lauf\""));
    assert_eq!(app.post_as(&cookie, PAGE, "aktion=tanzen&stand=3").await.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn a_cancelled_event_stays_and_says_why_everywhere() {
    let app = TestApp::new().await;
    let cookie = editor(&app).await;
    published(&app, &cookie).await;
    let bare = app.post_as(&cookie, PAGE, "aktion=absagen&stand=2&grund=+").await;
    assert_eq!(bare.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(bare.text().contains("href=\"#grund\""), "{}", bare.text());
    let kept = app.post_as(&cookie, PAGE, "aktion=loeschen&stand=2").await;
    assert_eq!(kept.status, StatusCode::CONFLICT, "what was public is never deleted");
    let done = app.post_as(&cookie, PAGE, "aktion=absagen&stand=2&grund=Der+Saal+ist+zu.").await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text());
    for address in ["/kalender", "/kalender/spaziergang", "/en/kalender/spaziergang"] {
        let page = app.get(address).await.text();
        assert!(page.contains("Der Saal ist zu.") && page.contains("tag--cancelled"), "{address}: {page}");
    }
    let file = app.get("/kalender.ics").await.text();
    assert!(file.contains("STATUS:CANCELLED") && file.contains("SUMMARY:Abgesagt: Spaziergang"), "{file}");
    assert!(app.get("/kalender/spaziergang").await.text().contains("https://schema.org/EventCancelled"));
    assert!(!app.get("/").await.text().contains("kalender/spaziergang"), "what does not take place is not open");
}

#[tokio::test]
async fn a_draft_that_nobody_needs_is_deleted() {
    let app = TestApp::new().await;
    let cookie = editor(&app).await;
    created(&app, &cookie).await;
    let done = app.post_as(&cookie, PAGE, "aktion=loeschen&stand=1").await;
    assert_eq!(done.header("location"), PATH);
    assert_eq!(app.get_with(PAGE, &[("cookie", &cookie)]).await.status, StatusCode::NOT_FOUND);
}
