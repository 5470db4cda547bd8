//! One draft in two windows: nothing of either is lost, and nothing is chosen for the person who wrote both.

use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use serde_json::{Value, json};

use super::{
    Answer, TestApp,
    forms::{KEY, draft, form, leads_to, save, seen},
};

const TEXT: &str = "Am Stadthafen fehlen Bänke im Schatten. Wer nicht lange stehen kann, geht nach kurzer Zeit wieder.";

/// A draft that two windows show, and what both saw.
async fn shown() -> (TestApp, String) {
    let app = TestApp::new().await;
    let fields = [("titel", "Bänke am Hafen"), ("text", TEXT), ("thema", "verkehr"), ("aktion", "speichern")];
    send(&app, &fields).await;
    let seen = seen(&draft(&app).await);
    (app, seen)
}

async fn send(app: &TestApp, fields: &[(&str, &str)]) -> Answer {
    save(app, form(fields) + "--x--\r\n").await
}

async fn title(app: &TestApp) -> String {
    let page = draft(app).await;
    let input = page.split("name=\"titel\"").nth(1).unwrap();
    input.split("value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
}

/// The page with both versions of the title, after another window changed it.
async fn both() -> (TestApp, String, String) {
    let (app, first) = shown().await;
    send(&app, &[("fassung", &first), ("titel", "Bänke für alle"), ("aktion", "speichern")]).await;
    let behind = [("fassung", first.as_str()), ("titel", "Viele Bänke"), ("name", "Ada"), ("aktion", "speichern")];
    let answer = send(&app, &behind).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    let page = answer.text();
    // The same form once more, as a browser sends it after a lost answer.
    assert_eq!(send(&app, &behind).await.status, StatusCode::CONFLICT);
    let seen = seen(&page);
    (app, page, seen)
}

#[tokio::test]
async fn a_window_that_is_behind_shows_both_versions_and_stores_what_it_alone_changed() {
    let (app, page, _) = both().await;
    assert!(page.contains("value=\"Viele Bänke\"") && page.contains("Bänke für alle"), "{page}");
    assert!(page.contains("name=\"uebernehmen\" value=\"titel\"") && page.contains("name=\"offen\" value=\"titel\""));
    assert!(page.contains(TEXT));
    let stored = draft(&app).await;
    assert!(stored.contains("value=\"Ada\"") && !stored.contains("name=\"offen\""));
    assert_eq!(title(&app).await, "Bänke für alle");
}

#[tokio::test]
async fn whoever_saw_both_versions_chooses_with_one_button() {
    for (button, chosen) in [
        (("aktion", "speichern"), "Viele Bänke"),
        (("uebernehmen", "titel"), "Bänke für alle"),
        (("aktion", "pruefen"), "Viele Bänke"),
    ] {
        let (app, _, seen) = both().await;
        let fields = [("fassung", seen.as_str()), ("offen", "titel"), ("titel", "Viele Bänke"), button];
        leads_to(&send(&app, &fields).await);
        assert_eq!(title(&app).await, chosen, "{button:?}");
    }
}

#[tokio::test]
async fn a_button_that_means_something_else_chooses_nothing() {
    let (app, _, seen) = both().await;
    for button in [("aktion", "hochladen"), ("aktion", "suchen"), ("aktion", "vergleichen"), ("uebernehmen", "text")] {
        let fields = [("fassung", seen.as_str()), ("offen", "titel"), ("titel", "Viele Bänke"), button];
        let answer = send(&app, &fields).await;
        assert_eq!(answer.status, StatusCode::CONFLICT, "{button:?}");
        assert!(answer.text().contains("value=\"Viele Bänke\""));
    }
    assert_eq!(title(&app).await, "Bänke für alle");
}

#[tokio::test]
async fn a_draft_that_was_thrown_away_in_one_window_comes_back_whole_from_the_other() {
    let (app, seen) = shown().await;
    app.post(&format!("/vorschlaege/entwurf/{KEY}/verwerfen"), "").await;
    leads_to(&send(&app, &[("fassung", &seen), ("titel", "Bänke am Hafen"), ("text", TEXT)]).await);
    assert!(draft(&app).await.contains(TEXT));
}

#[tokio::test]
async fn what_is_saved_while_typing_never_takes_the_place_of_another_window() {
    let (app, first) = shown().await;
    let keep = async |seen: &str, title: &str| -> Value {
        let draft = [title, TEXT, "verkehr", "", "", "", "", ""];
        let body = json!({ "key": KEY, "seen": seen, "draft": draft, "descriptions": [] });
        let request = Request::post("/api/fn/draft")
            .header("sec-fetch-site", "same-origin")
            .header(header::CONTENT_TYPE, "application/json")
            .header(header::ACCEPT, "application/json");
        let answer = app.send(request.body(Body::from(body.to_string())).unwrap()).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
        serde_json::from_slice(&answer.body).unwrap()
    };
    assert_eq!(keep(&first, "Bänke").await[1], false);
    assert_eq!(keep(&first, "Bänke").await[1], false);
    assert_eq!(keep(&first, "Viele Bänke").await[1], true);
    assert_eq!(title(&app).await, "Bänke");
    // The same window after an answer that was lost: it names what it sent.
    let own = seen(&draft(&app).await);
    assert_eq!(keep(&format!("{first} {own}"), "Bänke am Kai").await[1], false);
    assert_eq!(title(&app).await, "Bänke am Kai");
}

#[tokio::test]
async fn nobody_submits_what_another_window_changed_meanwhile() {
    let (app, first) = shown().await;
    let review = format!("/vorschlaege/entwurf/{KEY}/pruefen");
    let read = seen(&app.get(&review).await.text());
    send(&app, &[("fassung", &first), ("titel", "Bänke für alle"), ("aktion", "speichern")]).await;
    let submit = format!("/vorschlaege/entwurf/{KEY}/einreichen");
    let answer = app.post(&submit, format!("fassung={read}")).await;
    assert_eq!(leads_to(&answer), format!("{review}?geaendert=1"));
    let page = app.get(leads_to(&answer)).await.text();
    assert!(page.contains("Bänke für alle") && page.contains("inzwischen geändert"), "{page}");
    let answer = app.post(&submit, format!("fassung={}", seen(&page))).await;
    assert!(leads_to(&answer).starts_with("/beleg/"), "{}", leads_to(&answer));
}
