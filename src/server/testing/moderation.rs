//! The work of the moderators over HTTP.

use axum::http::StatusCode;
use domain::policy::{Role, Scope};

use super::{Answer, TestApp, chance};

const TEXT: &str = "Am Stadthafen fehlen Bänke im Schatten. Wer nicht lange stehen kann, geht nach kurzer Zeit wieder.";

async fn waiting(app: &TestApp) -> i64 {
    let body = serde_json::json!({
        "submission": chance::id(), "title": "Bänke am Hafen", "text": TEXT, "theme": "verkehr",
    });
    app.post_json("/api/v1/proposals", &[], &body).await.json()["id"].as_i64().unwrap()
}

/// What the page has in its hidden field.
fn version(page: &Answer) -> String {
    let html = page.text();
    let rest = html.split("name=\"stand\" value=\"").nth(1).expect("a form");
    rest.split('"').next().unwrap().to_owned()
}

fn form(version: &str, step: &str, rule: &str, reason: &str) -> String {
    format!("stand={version}&schritt={step}&regel={rule}&grund={reason}&tage=7")
}

#[tokio::test]
async fn only_moderators_with_a_second_factor_see_what_waits() {
    let app = TestApp::new().await;
    let id = waiting(&app).await;
    let item = format!("/moderation/vorschlag-{id}");
    let office = app.account("ada@example.org").await;
    let citizen = app.session(office, false).await;
    for address in ["/moderation", &item] {
        assert_eq!(app.get(address).await.status, StatusCode::SEE_OTHER, "{address}");
        let answer = app.get_with(address, &[("cookie", &citizen)]).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{address}");
    }
    let refused = app.post_as(&citizen, &item, form("", "publish", "", "")).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    assert_eq!(app.get(&format!("/api/v1/proposals/{id}")).await.status, StatusCode::NOT_FOUND);

    let moderator = app.staff(Role::Moderator, Scope::Everywhere).await;
    let queue = app.get_with("/moderation", &[("cookie", &moderator)]).await;
    assert!(queue.text().contains("Bänke am Hafen"), "{}", queue.text());
    assert_eq!(queue.header("cache-control"), "no-store");
}

#[tokio::test]
async fn a_decision_without_rule_or_reason_comes_back_with_everything_that_was_typed() {
    let app = TestApp::new().await;
    let item = format!("/moderation/vorschlag-{}", waiting(&app).await);
    let moderator = app.staff(Role::Moderator, Scope::Everywhere).await;
    let page = app.get_with(&item, &[("cookie", &moderator)]).await;
    let bare = app.post_as(&moderator, &item, form(&version(&page), "hide", "", "Nennt+Ada")).await;
    assert_eq!(bare.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(bare.text().contains("Nennt Ada"), "{}", bare.text());
    let silent = app.post_as(&moderator, &item, form(&version(&page), "hide", "6", "")).await;
    assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY);
    let template = app.post_as(&moderator, &item, format!("stand={}&regel=6&aktion=vorlage", version(&page))).await;
    assert!(template.text().contains("nennt Daten einer Privatperson"), "{}", template.text());

    let done = app.post_as(&moderator, &item, form(&version(&page), "hide", "6", "Nennt+jemanden.")).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text());
    let after = app.get_with(&item, &[("cookie", &moderator)]).await.text();
    assert!(after.contains("Nennt jemanden.") && after.contains("Regel 6: Keine Daten über andere"), "{after}");
}

#[tokio::test]
async fn two_moderators_never_decide_past_each_other() {
    let app = TestApp::new().await;
    let item = format!("/moderation/vorschlag-{}", waiting(&app).await);
    let mo = app.staff(Role::Moderator, Scope::Everywhere).await;
    let li = app.staff(Role::Moderator, Scope::Everywhere).await;
    let of_mo = app.get_with(&item, &[("cookie", &mo)]).await;
    let of_li = app.get_with(&item, &[("cookie", &li)]).await.text();
    assert!(of_li.contains("von einer Kollegin oder einem Kollegen bearbeitet"), "{of_li}");
    assert!(!of_li.contains("name=\"stand\""), "nothing to decide with, until it is taken over");
    let hold = format!("{item}/belegt");
    assert_eq!(app.post_as(&li, &hold, "").await.status, StatusCode::CONFLICT);
    assert_eq!(app.post_as(&mo, &hold, "").await.status, StatusCode::NO_CONTENT);

    // Whoever takes over does so knowingly, and the other one is told at their next step.
    assert_eq!(app.post_as(&li, &hold, "uebernehmen=1").await.status, StatusCode::SEE_OTHER);
    let late = app.post_as(&mo, &item, form(&version(&of_mo), "hide", "6", "Nennt+jemanden.")).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert!(late.text().contains("Nennt jemanden.") && late.text().contains("Kollegin"), "{}", late.text());

    let of_li = app.get_with(&item, &[("cookie", &li)]).await;
    let done = app.post_as(&li, &item, form(&version(&of_li), "publish", "", "")).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER);
    let outdated = app.post_as(&mo, &item, form(&version(&late), "hide", "6", "Nennt+jemanden.")).await;
    assert_eq!(outdated.status, StatusCode::CONFLICT);
    let text = outdated.text();
    assert!(text.contains("Inzwischen ist etwas geschehen") && text.contains("Nennt jemanden."), "{text}");
    assert!(text.contains("veröffentlicht"), "what happened meanwhile: {text}");
}

const REPORT: &str = "anlass=regel-5&text=Der+Text+beleidigt+eine+ganze+Gruppe.&gutglaeubig=ja";

async fn published(app: &TestApp) -> i64 {
    app.published(serde_json::json!({ "title": "Bänke am Hafen" })).await
}

/// Sends a report and answers with the address of its receipt.
async fn reported(app: &TestApp, id: i64) -> String {
    let sent = app.post("/melden", format!("beitrag=vorschlag-{id}&{REPORT}")).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text());
    sent.header("location").split('?').next().unwrap().to_owned()
}

async fn decided(app: &TestApp, moderator: &str, id: i64, step: &str) {
    let item = format!("/moderation/vorschlag-{id}");
    let page = app.get_with(&item, &[("cookie", moderator)]).await;
    let done = app.post_as(moderator, &item, form(&version(&page), step, "5", "Beleidigt+andere.")).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text());
}

#[tokio::test]
async fn anybody_reports_without_an_account_and_reads_the_decision_with_its_reasons() {
    let app = TestApp::new().await;
    let id = published(&app).await;
    let page = app.get(&format!("/vorschlaege/{id}")).await.text();
    assert!(page.contains(&format!("/melden?beitrag=vorschlag-{id}")));
    let bare = app.post("/melden", format!("beitrag=vorschlag-{id}&text=kurz")).await;
    assert_eq!(bare.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(bare.text().contains("kurz</textarea>"), "{}", bare.text());

    let receipt = reported(&app, id).await;
    assert!(app.get(&receipt).await.text().contains("Deine Meldung wartet auf die Prüfung."));
    let moderator = app.staff(Role::Moderator, Scope::Everywhere).await;
    let queue = app.get_with("/moderation", &[("cookie", &moderator)]).await.text();
    assert!(queue.contains("Eine Meldung"), "{queue}");
    let item = app.get_with(&format!("/moderation/vorschlag-{id}"), &[("cookie", &moderator)]).await.text();
    assert!(item.contains("Der Text beleidigt eine ganze Gruppe."), "{item}");

    decided(&app, &moderator, id, "hide").await;
    let told = app.get(&receipt).await.text();
    assert!(told.contains("Beleidigt andere.") && told.contains("Regel 5"), "{told}");
    let gone = app.get(&format!("/vorschlaege/{id}")).await;
    assert_eq!(gone.status, StatusCode::GONE);
    assert!(gone.text().contains("Regel 5") && !gone.text().contains("Bänke"), "{}", gone.text());
    assert_eq!(app.post("/melden", format!("beitrag=vorschlag-{id}&{REPORT}")).await.status, StatusCode::NOT_FOUND);

    let journal = app.get("/moderation/protokoll").await.text();
    assert!(journal.contains("ausgeblendet") && journal.contains("Regel 5"), "{journal}");
    assert!(!journal.contains("Beleidigt andere.") && !journal.contains("Bänke"), "no words: {journal}");
    let table = app.get("/moderation/protokoll.csv").await.text();
    assert!(table.contains(",Vorschlag,ausgeblendet,5,keiner\r\n"), "{table}");
}

#[tokio::test]
async fn a_second_person_decides_an_appeal_and_what_was_wrong_is_undone() {
    let app = TestApp::new().await;
    let id = published(&app).await;
    let receipt = reported(&app, id).await;
    let mo = app.staff(Role::Moderator, Scope::Everywhere).await;
    let li = app.staff(Role::Moderator, Scope::Everywhere).await;
    decided(&app, &mo, id, "keep").await;
    let appeal = format!("{receipt}/widersprechen");
    assert_eq!(app.post(&appeal, "text=").await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(app.post(&appeal, "text=Das+beleidigt+sehr+wohl.").await.status, StatusCode::SEE_OTHER);
    assert_eq!(app.post(&appeal, "text=Und+noch+einmal+das.").await.status, StatusCode::CONFLICT, "once");

    let list = app.get_with("/moderation/widersprueche", &[("cookie", &li)]).await.text();
    let address = list.split("href=\"/moderation/widersprueche/").nth(1).unwrap().split('"').next().unwrap();
    let address = format!("/moderation/widersprueche/{address}");
    let verdict = "regel=5&grund=Es+setzt+Menschen+herab.&ausgang=overturned";
    let own = app.post_as(&mo, &address, verdict).await;
    assert_eq!(own.status, StatusCode::FORBIDDEN, "four eyes");
    assert_eq!(app.get(&format!("/vorschlaege/{id}")).await.status, StatusCode::OK);

    assert_eq!(app.post_as(&li, &address, verdict).await.status, StatusCode::SEE_OTHER);
    assert_eq!(app.get(&format!("/vorschlaege/{id}")).await.status, StatusCode::GONE);
    let told = app.get(&receipt).await.text();
    assert!(told.contains("Es setzt Menschen herab."), "{told}");
    let journal = app.get("/moderation/protokoll").await.text();
    assert!(journal.contains("Entscheidung aufgehoben"), "{journal}");
    assert_eq!(app.post_as(&li, &address, verdict).await.status, StatusCode::CONFLICT);
}

#[tokio::test]
async fn two_who_open_an_appeal_see_each_other_and_lose_nothing_that_was_typed() {
    let app = TestApp::new().await;
    let id = published(&app).await;
    let receipt = reported(&app, id).await;
    let mo = app.staff(Role::Moderator, Scope::Everywhere).await;
    let li = app.staff(Role::Moderator, Scope::Everywhere).await;
    let bo = app.staff(Role::Moderator, Scope::Everywhere).await;
    decided(&app, &mo, id, "keep").await;
    let sent = app.post(&format!("{receipt}/widersprechen"), "text=Das+beleidigt+sehr+wohl.").await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER);
    let (list, appeal) = ("/moderation/widersprueche", "/moderation/widersprueche/1");
    let (theirs, hold) = ("von einer Kollegin oder einem Kollegen bearbeitet", format!("{appeal}/belegt"));

    // Whoever decided first cannot decide again, and so keeps nobody else from it.
    assert_eq!(app.get_with(appeal, &[("cookie", &mo)]).await.status, StatusCode::OK);
    let of_li = app.get_with(appeal, &[("cookie", &li)]).await.text();
    assert!(of_li.contains("name=\"ausgang\""), "{of_li}");
    assert!(app.get_with(list, &[("cookie", &bo)]).await.text().contains(theirs));
    let of_bo = app.get_with(appeal, &[("cookie", &bo)]).await.text();
    assert!(of_bo.contains(theirs) && !of_bo.contains("name=\"ausgang\""), "nothing to decide with: {of_bo}");
    assert!(app.get_with(&format!("/moderation/vorschlag-{id}"), &[("cookie", &bo)]).await.text().contains(theirs));
    assert_eq!(app.post_as(&bo, &hold, "").await.status, StatusCode::CONFLICT);
    assert_eq!(app.post_as(&li, &hold, "").await.status, StatusCode::NO_CONTENT);

    let taken = app.post_as(&bo, &hold, "uebernehmen=1").await;
    assert_eq!(taken.header("location"), format!("{appeal}?uebernommen=1"));
    let late = app.post_as(&li, appeal, "regel=5&grund=Es+bleibt+dabei.&ausgang=upheld").await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    let text = late.text();
    assert!(
        text.contains(theirs) && text.contains("Es bleibt dabei.") && text.contains("name=\"uebernehmen\""),
        "{text}"
    );
    let known = app.post_as(&li, appeal, "regel=5&grund=Es+bleibt+dabei.&ausgang=upheld&uebernehmen=1").await;
    assert_eq!(known.status, StatusCode::SEE_OTHER, "{}", known.text());
    assert!(!app.get_with(list, &[("cookie", &bo)]).await.text().contains(theirs));
}

#[tokio::test]
async fn who_is_blocked_reads_why_and_until_when() {
    let app = TestApp::new().await;
    let id = published(&app).await;
    let path = format!("/vorschlaege/{id}/beitraege");
    let comment = "haltung=for&text=Du+Depp&name=&antwort=&einsendung=";
    let first = app.post(&path, comment).await;
    assert_eq!(first.status, StatusCode::SEE_OTHER, "{}", first.text());
    let guest = first.header("set-cookie").split(';').next().unwrap().to_owned();
    let moderator = app.staff(Role::Moderator, Scope::Everywhere).await;
    let item = "/moderation/beitrag-1";
    let page = app.get_with(item, &[("cookie", &moderator)]).await;
    let done = app.post_as(&moderator, item, form(&version(&page), "block", "5", "Beleidigt+andere.")).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text());

    let refused = app.post_as(&guest, &path, comment).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    let text = refused.text();
    assert!(text.contains("Beleidigt andere.") && text.contains("Regel 5") && text.contains("Beleg"), "{text}");
    // Others are not concerned.
    assert_eq!(app.post(&path, comment).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn an_author_who_is_asked_to_change_finds_the_way_on_their_receipt() {
    let app = TestApp::new().await;
    let body = serde_json::json!({
        "submission": chance::id(), "title": "Bänke am Hafen", "text": TEXT, "theme": "verkehr",
    });
    let sent = app.post_json("/api/v1/proposals", &[], &body).await.json();
    let (id, code) = (sent["id"].as_i64().unwrap(), sent["receipt"].as_str().unwrap().to_owned());
    let moderator = app.staff(Role::Moderator, Scope::Everywhere).await;
    decided(&app, &moderator, id, "ask_to_change").await;
    let receipt = app.get(&format!("/beleg/{code}")).await.text();
    assert!(receipt.contains("Beleidigt andere.") && receipt.contains("Jetzt ändern"), "{receipt}");
    assert!(receipt.contains(&format!("/beleg/{code}/aendern")), "{receipt}");
}

#[tokio::test]
async fn letters_go_out_with_the_decision_to_those_who_gave_an_address() {
    let app = TestApp::new().await;
    let id = app.published(serde_json::json!({ "title": "Bänke am Hafen", "email": "ada@example.org" })).await;
    let report = format!("beitrag=vorschlag-{id}&{REPORT}&email=eve%40example.org");
    assert_eq!(app.post("/melden", report).await.status, StatusCode::SEE_OTHER);
    let item = format!("/moderation/vorschlag-{id}");
    let moderator = app.staff(Role::Moderator, Scope::Everywhere).await;
    let refused = app.post_as(&moderator, &item, form("veraltet", "hide", "5", "Beleidigt+andere.")).await;
    let letters = async || {
        let jobs = store::jobs::list(&app.store, None, None, 10).await.unwrap();
        jobs.into_iter().filter(|job| job.kind == store::mail::KIND).count()
    };
    // Whoever reported it was told that the report has arrived (Digital Services Act, Article 16, 4).
    assert_eq!((refused.status, letters().await), (StatusCode::CONFLICT, 1));
    decided(&app, &moderator, id, "hide").await;
    assert_eq!(letters().await, 3);
}
