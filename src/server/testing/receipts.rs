//! What the holder of a receipt does with a comment or a place on the map.

use axum::http::StatusCode;
use domain::policy::{Role, Scope};

use super::{
    Answer, TestApp, chance,
    forms::{form, leads_to, seen, send},
};

/// A comment of a guest, and the address of its receipt.
async fn commented(app: &TestApp, text: &str) -> String {
    let id = app.published(serde_json::json!({ "title": "Bänke am Hafen" })).await;
    let body = serde_json::json!({ "submission": chance::id(), "stance": "for", "text": text });
    let sent = app.post_json(&format!("/api/v1/proposals/{id}/comments"), &[], &body).await;
    assert_eq!(sent.status, StatusCode::CREATED, "{}", sent.text());
    format!("/beleg/{}", sent.json()["receipt"].as_str().unwrap())
}

async fn decided(app: &TestApp, moderator: &str, item: &str, step: &str) {
    let page = app.get_with(item, &[("cookie", moderator)]).await.text();
    let version = page.split("name=\"stand\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    let body = format!("stand={version}&schritt={step}&regel=6&grund=Nennt+eine+Person.&tage=7");
    let done = app.post_as(moderator, item, body).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text());
}

async fn change(app: &TestApp, receipt: &str, fields: &[(&str, &str)]) -> Answer {
    send(app, &format!("{receipt}/aendern"), form(fields) + "--x--\r\n").await
}

#[tokio::test]
async fn the_author_of_a_comment_changes_what_moderators_ask_to_change_and_loses_no_word() {
    let app = TestApp::new().await;
    let receipt = commented(&app, "Gute Idee, sagt Jana Müller.").await;
    let moderator = app.staff(Role::Moderator, Scope::Everywhere).await;
    decided(&app, &moderator, "/moderation/beitrag-1", "ask_to_change").await;
    let told = app.get(&receipt).await.text();
    assert!(told.contains("Wir bitten Dich, Deinen Text zu ändern.") && told.contains("Nennt eine Person."), "{told}");
    assert!(told.contains("Jetzt ändern") && told.contains(&format!("{receipt}/aendern")), "{told}");

    let page = app.get(&format!("{receipt}/aendern")).await.text();
    assert!(page.contains("Gute Idee, sagt Jana Müller.</textarea>"), "{page}");
    let version = seen(&page);
    let short = change(&app, &receipt, &[("fassung", &version), ("haltung", "against"), ("text", "x")]).await;
    assert_eq!(short.status, StatusCode::UNPROCESSABLE_ENTITY);
    // Somebody's data in the new text is asked about, and taken out by a button.
    let named = [("fassung", version.as_str()), ("haltung", "for"), ("text", "Ruft 0381 1234567 an.")];
    let asked = change(&app, &receipt, &named).await;
    assert_eq!(asked.status, StatusCode::OK);
    assert!(asked.text().contains("id=\"persoenlich\"") && asked.text().contains("Ruft 0381 1234567 an.</textarea>"));
    let removed = change(&app, &receipt, &[named.as_slice(), &[("aktion", "unkenntlich")]].concat()).await.text();
    assert!(!removed.contains("1234567"), "{removed}");

    let better = [("fassung", version.as_str()), ("haltung", "for"), ("text", "Gute Idee!"), ("name", "Ada")];
    assert_eq!(leads_to(&change(&app, &receipt, &better).await), format!("{receipt}?geaendert=1"));
    let behind = [("fassung", version.as_str()), ("haltung", "for"), ("text", "Andere Idee!")];
    let behind = change(&app, &receipt, &behind).await;
    assert_eq!(behind.status, StatusCode::CONFLICT);
    assert!(behind.text().contains("Andere Idee!</textarea>"), "{}", behind.text());

    let queue = app.get_with("/moderation", &[("cookie", &moderator)]).await.text();
    assert!(queue.contains("Gute Idee!"), "{queue}");
    decided(&app, &moderator, "/moderation/beitrag-1", "publish").await;
    assert_eq!(leads_to(&app.get(&format!("{receipt}/aendern")).await), receipt);
    let late = change(&app, &receipt, &better[..2]).await;
    assert_eq!(late.status, StatusCode::SEE_OTHER, "nothing new: {}", late.text());
    let late = [("haltung", "for"), ("text", "Kauft meine Bänke!")];
    let late = change(&app, &receipt, &late).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert!(late.text().contains("Kauft meine Bänke!</textarea>"), "{}", late.text());
}

/// A place that a guest marked: the thanks for it as the guest sees them, and the address of its receipt.
async fn marked(app: &TestApp, text: &str) -> (String, String) {
    let body = format!("kategorie=treffen&urteil=good&text={text}&punkt=12.1405%2C54.0887&ort=&einsendung=");
    let sent = app.post("/orte/orte-die-verbinden", body).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text());
    let (thanks, guest) = (sent.header("location"), sent.header("set-cookie").split(';').next().unwrap());
    let stranger = app.get(thanks).await.text();
    assert!(stranger.contains("angekommen") && !stranger.contains("/beleg/"), "{stranger}");
    let own = app.get_with(thanks, &[("cookie", guest)]).await;
    assert_eq!(own.header("cache-control"), "no-store");
    let page = own.text();
    let code = page.split("href=\"/beleg/").nth(1).expect("a code").split('"').next().unwrap().to_owned();
    (page, format!("/beleg/{code}"))
}

#[tokio::test]
async fn who_marks_a_place_comes_back_with_a_code_reads_the_decision_and_takes_the_place_off_the_map() {
    let app = TestApp::new().await;
    store::seed::demo(&app.store, web::site::now()).await.unwrap();
    let (thanks, receipt) = marked(&app, "Hier+verkauft+jemand+Fisch.").await;
    assert!(thanks.contains("Mit diesem Code"), "{thanks}");
    let page = app.get(&receipt).await;
    assert_eq!(page.header("cache-control"), "no-store");
    assert!(page.text().contains("Wir schauen Deinen Ort an") && page.text().contains("Hier verkauft jemand Fisch."));
    let mo = app.staff(Role::Moderator, Scope::Everywhere).await;
    let id = app.get_with("/moderation", &[("cookie", &mo)]).await.text();
    let id = id.split("/moderation/ort-").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let item = format!("/moderation/ort-{id}");

    decided(&app, &mo, &item, "ask_to_change").await;
    assert!(app.get(&receipt).await.text().contains(&format!("{receipt}/aendern")));
    let form = app.get(&format!("{receipt}/aendern")).await.text();
    assert!(!form.contains("name=\"haltung\"") && form.contains("jemand Fisch.</textarea>"), "{form}");
    let (version, text) = (seen(&form), "Hier verkauft jemand Fisch, Telefon 0381 1234567.");
    let asked = [("fassung", version.as_str()), ("text", text)];
    assert!(change(&app, &receipt, &asked).await.text().contains("id=\"persoenlich\""));
    let sent = [asked.as_slice(), &[("gefragt", "0381 1234567")]].concat();
    assert_eq!(leads_to(&change(&app, &receipt, &sent).await), format!("{receipt}?geaendert=1"));
    decided(&app, &mo, &item, "publish").await;
    assert!(app.get("/orte/orte-die-verbinden").await.text().contains("Hier verkauft jemand Fisch"));

    let redacted = app.post(&format!("{receipt}/angaben"), "stelle=0381+1234567").await;
    assert_eq!(leads_to(&redacted), format!("{receipt}?entfernt=1"));
    assert!(!app.get("/orte/orte-die-verbinden").await.text().contains("1234567"));

    decided(&app, &mo, &item, "hide").await;
    let told = app.get(&receipt).await.text();
    assert!(
        told.contains("Regel 6") && told.contains("Nennt eine Person.") && told.contains("/widersprechen"),
        "{told}"
    );
    let appeal = app.post(&format!("{receipt}/widersprechen"), "text=Das+ist+meine+eigene+Nummer.").await;
    assert_eq!(leads_to(&appeal), receipt);
    let li = app.staff(Role::Moderator, Scope::Everywhere).await;
    let verdict = "regel=6&grund=Es+nennt+niemanden.&ausgang=overturned";
    assert_eq!(app.post_as(&li, "/moderation/widersprueche/1", verdict).await.status, StatusCode::SEE_OTHER);
    assert!(app.get("/orte/orte-die-verbinden").await.text().contains("Hier verkauft jemand Fisch"));
    assert!(app.get("/moderation/protokoll").await.text().contains("Entscheidung aufgehoben"));

    let question = app.get(&format!("{receipt}/zurueckziehen")).await.text();
    assert!(question.contains("Ort von der Karte nehmen?"), "{question}");
    assert_eq!(leads_to(&app.post(&format!("{receipt}/zurueckziehen"), "").await), receipt);
    assert!(!app.get("/orte/orte-die-verbinden").await.text().contains("Hier verkauft jemand Fisch"));
    assert!(app.get(&receipt).await.text().contains("Du hast Deinen Ort von der Karte genommen."));
}

#[tokio::test]
async fn who_is_asked_to_change_a_text_finds_it_among_their_news_until_it_is_changed() {
    let app = TestApp::new().await;
    let id = app.published(serde_json::json!({ "title": "Bänke am Hafen" })).await;
    let path = format!("/vorschlaege/{id}/beitraege");
    let saying = |text: &str| format!("haltung=for&text={text}&name=&antwort=&einsendung=");
    let first = app.post(&path, saying("Gute+Idee+zum+Sitzen.")).await;
    assert_eq!(first.status, StatusCode::SEE_OTHER, "{}", first.text());
    let guest = first.header("set-cookie").split(';').next().unwrap().to_owned();
    let ada = app.session(app.account("ada@example.org").await, false).await;
    assert_eq!(app.post_as(&ada, &path, saying("Gute+Idee+zum+Liegen.")).await.status, StatusCode::SEE_OTHER);
    let mo = app.staff(Role::Moderator, Scope::Everywhere).await;
    for item in ["/moderation/beitrag-1", "/moderation/beitrag-2"] {
        decided(&app, &mo, item, "ask_to_change").await;
    }
    let inbox = async |who: &str| app.get_with("/neuigkeiten", &[("cookie", who)]).await;
    for (who, own, foreign) in [(&guest, "zum Sitzen", "zum Liegen"), (&ada, "zum Liegen", "zum Sitzen")] {
        let page = inbox(who).await;
        assert_eq!(page.header("cache-control"), "no-store");
        let text = page.text();
        assert_eq!(text.matches("/aendern\"").count(), 1, "once: {text}");
        assert!(text.contains(own) && text.contains("Nennt eine Person.") && text.contains("Regel 6"), "{text}");
        assert!(!text.contains(foreign), "{text}");

        let code = text.split("href=\"/beleg/").nth(1).expect("the way there").split(['"', '/']).next().unwrap();
        let receipt = format!("/beleg/{code}");
        let version = seen(&app.get(&format!("{receipt}/aendern")).await.text());
        let better = [("fassung", version.as_str()), ("haltung", "for"), ("text", "Gute Idee!")];
        assert_eq!(leads_to(&change(&app, &receipt, &better).await), format!("{receipt}?geaendert=1"));
        let after = inbox(who).await.text();
        assert!(!after.contains("/aendern") && after.contains("Noch nichts Neues"), "{after}");
    }
}

#[tokio::test]
async fn a_call_on_a_board_for_residents_says_how_to_become_one_and_keeps_what_was_typed() {
    let app = TestApp::new().await;
    store::seed::demo(&app.store, web::site::now()).await.unwrap();
    let (level, call) = (domain::accounts::Level::ResidentConfirmed, "/orte/orte-die-verbinden");
    store::boards::set_needed_level(&app.store, "stadt", level, web::site::now()).await.unwrap();
    assert!(app.get(call).await.text().contains("Hier nehmen bestätigte Einwohner*innen teil"));
    let body = "kategorie=treffen&urteil=good&text=Hier+sitzen+alle+gern.&punkt=12.1405%2C54.0887&ort=&einsendung=";
    let refused = app.post(call, body).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    let text = refused.text();
    for told in ["noch nicht gesendet", "/konto/wohnsitz", "Hier sitzen alle gern.</textarea>", "12.1405"] {
        assert!(text.contains(told), "{told}: {text}");
    }
}
