//! Appeals of several people against one decision, over HTTP.

use axum::http::StatusCode;
use domain::policy::{Role, Scope};

use super::TestApp;

/// Sends a report with an address and answers with the address of its receipt.
async fn reported(app: &TestApp, id: i64, words: &str, email: &str) -> String {
    let body = format!("beitrag=vorschlag-{id}&anlass=regel-5&text={words}&gutglaeubig=ja&email={email}%40example.org");
    let sent = app.post("/melden", body).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text());
    sent.header("location").split('?').next().unwrap().to_owned()
}

async fn decided(app: &TestApp, moderator: &str, id: i64, step: &str) {
    let item = format!("/moderation/vorschlag-{id}");
    let page = app.get_with(&item, &[("cookie", moderator)]).await.text();
    let version = page.split("name=\"stand\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    let body = format!("stand={version}&schritt={step}&regel=5&grund=So+sehen+wir+es.&tage=7");
    let done = app.post_as(moderator, &item, body).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text());
}

async fn ended(app: &TestApp, moderator: &str, appeal: i64, outcome: &str, reason: &str) {
    let address = format!("/moderation/widersprueche/{appeal}");
    let done = app.post_as(moderator, &address, format!("regel=5&grund={reason}&ausgang={outcome}")).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text());
}

async fn letters(app: &TestApp) -> usize {
    let jobs = store::jobs::list(&app.store, None, None, 50).await.unwrap();
    jobs.into_iter().filter(|job| job.kind == store::mail::KIND).count()
}

#[tokio::test]
async fn each_of_two_who_reported_appeals_and_reads_their_own_words_and_outcome_alone() {
    let app = TestApp::new().await;
    let id = app.published(serde_json::json!({ "title": "Bänke am Hafen", "email": "ada@example.org" })).await;
    let one = reported(&app, id, "Das+beleidigt+meine+Gruppe.", "eve").await;
    let two = reported(&app, id, "Das+beleidigt+mich+selbst.", "ole").await;
    let mo = app.staff(Role::Moderator, Scope::Everywhere).await;
    let li = app.staff(Role::Moderator, Scope::Everywhere).await;
    decided(&app, &mo, id, "keep").await;
    let mut sent = letters(&app).await;
    for (receipt, words) in [(&one, "Erster+Widerspruch+von+mir."), (&two, "Zweiter+Widerspruch+von+mir.")] {
        let appeal = format!("{receipt}/widersprechen");
        assert!(app.get(receipt).await.text().contains(&appeal), "there is a form for each");
        assert_eq!(app.post(&appeal, format!("text={words}")).await.status, StatusCode::SEE_OTHER);
        assert_eq!(app.post(&appeal, format!("text={words}")).await.status, StatusCode::CONFLICT, "once");
    }
    let read = async |receipt: &str| app.get(receipt).await.text();
    assert!(read(&one).await.contains("Erster Widerspruch") && !read(&one).await.contains("Zweiter Widerspruch"));
    assert!(read(&two).await.contains("Zweiter Widerspruch") && !read(&two).await.contains("Erster Widerspruch"));

    let page = app.get_with("/moderation/widersprueche/1", &[("cookie", &li)]).await.text();
    assert!(page.contains("Erster Widerspruch") && page.contains("Zweiter Widerspruch"), "all are read: {page}");
    ended(&app, &li, 1, "upheld", "Das+geht+noch+an.").await;
    assert_eq!(letters(&app).await, sent + 1, "to whoever appealed, and nobody else");
    sent += 1;
    let (first, second) = (read(&one).await, read(&two).await);
    assert!(first.contains("Das geht noch an.") && !second.contains("Das geht noch an."), "{second}");
    assert_eq!(app.get(&format!("/vorschlaege/{id}")).await.status, StatusCode::OK);

    ended(&app, &li, 2, "overturned", "Das+setzt+Menschen+herab.").await;
    // To whoever succeeded, to the author of what is hidden now, and to the other who reported it.
    assert_eq!(letters(&app).await, sent + 3);
    assert_eq!(app.get(&format!("/vorschlaege/{id}")).await.status, StatusCode::GONE);
    let (first, second) = (read(&one).await, read(&two).await);
    let undone = "Jemand anderes hat dieser Entscheidung widersprochen und hatte recht.";
    assert!(first.contains(undone) && first.contains("Das setzt Menschen herab."), "{first}");
    assert!(!second.contains(undone) && second.contains("Das setzt Menschen herab."), "{second}");
    assert!(!first.contains("Zweiter Widerspruch"), "{first}");
}

#[tokio::test]
async fn who_comes_after_an_appeal_that_succeeded_reads_that_and_has_nothing_to_appeal_against() {
    let app = TestApp::new().await;
    let id = app.published(serde_json::json!({ "title": "Bänke am Hafen" })).await;
    let one = reported(&app, id, "Das+beleidigt+meine+Gruppe.", "eve").await;
    let two = reported(&app, id, "Das+beleidigt+mich+selbst.", "ole").await;
    let mo = app.staff(Role::Moderator, Scope::Everywhere).await;
    let li = app.staff(Role::Moderator, Scope::Everywhere).await;
    decided(&app, &mo, id, "keep").await;
    let appeal = app.post(&format!("{one}/widersprechen"), "text=Das+beleidigt+sehr+wohl.").await;
    assert_eq!(appeal.status, StatusCode::SEE_OTHER);
    ended(&app, &li, 1, "overturned", "Das+setzt+Menschen+herab.").await;
    let told = app.get(&two).await.text();
    assert!(told.contains("Jemand anderes hat dieser Entscheidung widersprochen"), "{told}");
    assert!(!told.contains("/widersprechen"), "{told}");
    let late = app.post(&format!("{two}/widersprechen"), "text=Das+beleidigt+mich+auch.").await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert!(late.text().contains("Das beleidigt mich auch.</textarea>"), "nothing typed is lost: {}", late.text());
}
