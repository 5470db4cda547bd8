//! Personal data in a text: asked about once, taken out by a button, and later by the receipt.

use axum::http::StatusCode;
use domain::boards::Moderation;
use web::site::now;

use super::{
    Answer, TestApp,
    forms::{self, KEY, encoded, form, leads_to, save},
};

const NUMBER: &str = "0381 1234567";
const GONE: &str = "[Telefonnummer entfernt]";

/// What a field of the page holds.
fn held(page: &str, name: &str) -> String {
    let rest = page.split(&format!("name=\"{name}\" value=\"")).nth(1).unwrap_or_default();
    rest.split('"').next().unwrap_or_default().to_owned()
}

async fn say(app: &TestApp, address: &str, fields: &[(&str, &str)]) -> Answer {
    app.post(address, encoded(fields)).await
}

#[tokio::test]
async fn a_comment_with_a_number_is_asked_about_once_and_sent_as_it_is() {
    let app = TestApp::new().await;
    let id = app.published(serde_json::json!({ "title": "Bänke am Hafen" })).await;
    let address = format!("/vorschlaege/{id}/beitraege");
    let text = format!("Ruft mich an: {NUMBER}");
    let fields = [("haltung", "for"), ("text", text.as_str()), ("einsendung", KEY)];
    let asked = say(&app, &address, &fields).await;
    assert_eq!(asked.status, StatusCode::OK);
    let page = asked.text();
    assert!(page.contains("Das steht in Deinem Text") && page.contains("Unkenntlich machen"), "{page}");
    assert!(page.contains(&text) && page.contains(KEY));
    let sent = say(&app, &address, &[&fields[..], &[("gefragt", &held(&page, "gefragt"))]].concat()).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_comment_and_a_mark_come_back_without_the_number_and_nothing_else_lost() {
    let app = TestApp::new().await;
    let id = app.published(serde_json::json!({ "title": "Bänke am Hafen" })).await;
    store::seed::demo(&app.store, now()).await.unwrap();
    let text = format!("Bitte anrufen: {NUMBER}, abends.");
    let comment = [("haltung", "for"), ("text", text.as_str()), ("name", "Ada"), ("aktion", "unkenntlich")];
    let mark = [("kategorie", "treffen"), ("urteil", "bad"), ("text", text.as_str()), ("aktion", "unkenntlich")];
    for (address, fields) in
        [(format!("/vorschlaege/{id}/beitraege"), &comment[..]), ("/orte/orte-die-verbinden".into(), &mark[..])]
    {
        let answer = say(&app, &address, fields).await;
        assert_eq!(answer.status, StatusCode::OK, "{address}");
        let page = answer.text();
        assert!(page.contains(&format!("Bitte anrufen: {GONE}, abends.")), "{page}");
        assert!(!page.contains(NUMBER) && page.contains("unkenntlich gemacht"));
    }
    // Without the button it asks.
    let answer =
        say(&app, "/orte/orte-die-verbinden", &[&mark[..3], &[("punkt", "12.140500,54.088700")]].concat()).await;
    assert!(answer.text().contains("Das steht in Deinem Text"));
}

#[tokio::test]
async fn the_last_step_of_a_proposal_offers_to_remove_and_never_insists() {
    let app = TestApp::new().await;
    let text = format!("Am Stadthafen fehlen Bänke im Schatten. Wer nicht lange stehen kann, ruft {NUMBER}.");
    let fields = [("titel", "Bänke am Hafen"), ("text", text.as_str()), ("thema", "verkehr"), ("ort", "")];
    save(&app, form(&fields) + "--x--\r\n").await;
    let review = format!("/vorschlaege/entwurf/{KEY}/pruefen");
    let page = app.get(&review).await.text();
    assert!(page.contains("Das steht in Deinem Text") && page.contains(NUMBER) && page.contains("/einreichen"));
    let seen = forms::seen(&page);
    let removed = say(&app, &format!("/vorschlaege/entwurf/{KEY}/unkenntlich"), &[("fassung", &seen)]).await;
    assert!(leads_to(&removed).ends_with("/pruefen?unkenntlich=1"));
    let page = app.get(&review).await.text();
    assert!(page.contains(GONE) && !page.contains(NUMBER) && !page.contains("Das steht in Deinem Text"));
    // What another window shows is not what would be changed now.
    let stale = say(&app, &format!("/vorschlaege/entwurf/{KEY}/unkenntlich"), &[("fassung", &seen)]).await;
    assert!(leads_to(&stale).ends_with("?geaendert=1"));
}

#[tokio::test]
async fn the_receipt_takes_out_what_is_published_and_supported() {
    let app = TestApp::new().await;
    store::boards::set_moderation(&app.store, "stadt", Moderation::After, now()).await.unwrap();
    let text = format!("Am Stadthafen fehlen Bänke im Schatten. Fragt Frau Kowalski im Haus 7, oder ruft {NUMBER}.");
    let body = serde_json::json!({
        "submission": KEY, "title": "Bänke am Hafen", "text": text, "theme": "verkehr", "author": "Jana",
    });
    let made = app.post_json("/api/v1/proposals", &[], &body).await.json();
    let id = made["id"].as_i64().unwrap();
    app.post(&format!("/vorschlaege/{id}/unterstuetzung"), "").await;
    let code = app.store.keys().receipt_code(&domain::ids::SubmissionId::parse(KEY).unwrap());
    let address = format!("{}/angaben", code.path());
    let page = app.get(&address).await.text();
    assert!(page.contains(&format!("value=\"{NUMBER}\"")) && page.contains("Frau Kowalski"), "{page}");

    let nothing = say(&app, &address, &[("worte", "steht nicht darin")]).await;
    assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(nothing.text().contains("steht nicht darin</textarea>"));
    let fields = [("stelle", NUMBER), ("stelle", "Frau Kowalski"), ("worte", "im Haus 7"), ("name", "1")];
    let done = say(&app, &address, &fields).await;
    assert_eq!(leads_to(&done), format!("{}?entfernt=1", code.path()));

    let page = app.get(&format!("/vorschlaege/{id}")).await.text();
    assert!(page.contains("Fragt [Name entfernt] [entfernt], oder ruft [Telefonnummer entfernt]."), "{page}");
    assert!(page.contains("Persönliche Angaben entfernt"));
    for gone in [NUMBER, "Kowalski", "Haus 7", "Jana"] {
        assert!(!page.contains(gone), "{gone}");
        assert!(!app.get(&format!("/api/v1/proposals/{id}")).await.text().contains(gone), "{gone}");
    }
}
