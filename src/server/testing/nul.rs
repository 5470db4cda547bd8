//! The NUL character, which PostgreSQL stores in no text: wherever somebody puts it, it is no failure of ours.

use axum::{
    Router,
    body::Body,
    http::{Request, StatusCode, header},
};
use serde_json::{Value, json};

use super::{
    Answer, TestApp,
    forms::{KEY, form, save},
};
use crate::app::Capacity;

/// One on each database that tests can reach. The server that `TEST_DATABASE_URL` names is thrown away afterwards, and
/// the database in its address is used by this test alone.
async fn apps() -> Vec<TestApp> {
    let mut apps = vec![TestApp::new().await];
    if let Ok(url) = std::env::var("TEST_DATABASE_URL") {
        apps.push(TestApp::with(|config| config.database_url = url, Router::new(), Capacity::default()).await);
    }
    apps
}

async fn send(app: &TestApp, address: &str, body: &Value) -> Answer {
    let request = Request::post(address)
        .header("sec-fetch-site", "same-origin")
        .header(header::CONTENT_TYPE, "application/json")
        .header(header::ACCEPT, "application/json");
    app.send(request.body(Body::from(body.to_string())).unwrap()).await
}

fn is_fine(answer: &Answer, what: &str) {
    assert!(!answer.status.is_server_error(), "{what}: {} {}", answer.status, answer.text());
}

#[tokio::test]
async fn a_nul_character_in_any_text_is_no_failure_of_ours() {
    const NUL: &str = "a\0b";
    const ID: &str = "0123456789abcdef0123456789abcde0";
    let draft = json!([NUL, NUL, NUL, NUL, NUL, NUL, NUL, NUL, NUL]);
    let (title, text) = (format!("Bänke am Hafen {NUL}"), format!("Am Stadthafen fehlen Bänke im Schatten. {NUL}"));
    for app in apps().await {
        for (name, body) in [
            ("draft", json!({ "key": NUL, "seen": NUL, "draft": draft, "descriptions": [] })),
            ("draft", json!({ "key": KEY, "seen": NUL, "draft": draft, "descriptions": [[1, NUL]] })),
            ("similar", json!({ "title": NUL, "language": NUL })),
            ("find-place", json!({ "typed": NUL })),
            ("locate", json!({ "point": NUL })),
        ] {
            is_fine(&send(&app, &format!("/api/fn/{name}"), &body).await, name);
        }
        let fields =
            ["titel", "text", "thema", "ziele", "ort", "punkt", "ortsangabe", "name", "email", "ortssuche", "fassung"];
        let fields: Vec<_> = fields.iter().map(|field| (*field, NUL)).collect();
        is_fine(&save(&app, form(&fields) + "--x--\r\n").await, "form");
        is_fine(
            &send(
                &app,
                "/api/fn/draft",
                &json!({ "key": KEY, "seen": "", "draft": draft, "descriptions": [[1, NUL]] }),
            )
            .await,
            "draft",
        );
        for address in [
            "/vorschlaege?q=a%00b&thema=%00&ziel=%00&ort=a%00b&status=%00&seite=%00&sortierung=%00",
            "/vorschlaege/neu?thema=%00&ort=a%00b",
            "/ausgang/schreiben?liste=a%00b&thema=%00&ziel=%00&ort=a%00b",
            "/beleg?code=a%00b",
            "/orte/gute-orte?kategorie=%00",
            "/api/v1/proposals?q=a%00b&ort=a%00b",
            &format!("/vorschlaege/entwurf/{KEY}?ortssuche=a%00b"),
        ] {
            is_fine(&app.get(address).await, address);
        }
        is_fine(&app.post("/vorschlaege/neu", "thema=%00&ort=a%00b&ziel=%00&liste=a%00b&schluessel=%00").await, "neu");
        is_fine(&app.post("/ausgang/schreiben", "titel=a%00b&ziele=%00&ort=a%00b&liste=a%00b").await, "schreiben");
        let sent = json!({ "submission": ID, "title": title, "text": text, "theme": "verkehr", "goals": [], "district": "", "pin": "",
            "place_note": NUL, "author": NUL, "email": "" });
        let answer = send(&app, "/api/v1/proposals", &sent).await;
        assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text());
        let id = serde_json::from_slice::<Value>(&answer.body).unwrap()["id"].to_string();
        let sent = json!({ "submission": ID, "text": text, "stance": "for", "author": NUL, "reply_to": NUL });
        is_fine(&send(&app, &format!("/api/v1/proposals/{id}/comments"), &sent).await, "comment");
        let comment = "haltung=for&text=Gut%00&name=A%00&antwort=%00&einsendung=%00&beitraege=%00";
        is_fine(&app.post(&format!("/vorschlaege/{id}/beitraege"), comment).await, "comment");
    }
}
