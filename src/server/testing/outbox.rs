//! What devices wrote without a network, as it arrives over HTTP.

use axum::{
    Router,
    body::Body,
    http::{Request, StatusCode},
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::policy::{Role, Scope};
use p256::ecdsa::{Signature, VerifyingKey, signature::Verifier};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use store::faults::is_noticed;

use super::{
    Answer, TestApp,
    boards::closed,
    chance,
    forms::{self, KEY, draft, encoded, save},
};
use crate::word::Voice;

const OUTBOX: &str = "/api/v1/outbox";

async fn app() -> TestApp {
    TestApp::with(|config| config.limits_rates = false, Router::new(), Default::default()).await
}

fn record(id: &str, kind: &str, content: &Value) -> Value {
    json!({ "id": id, "kind": kind, "content": content.to_string(), "entered_at": 1_795_000_000_000_i64 })
}

fn is_signed(app: &TestApp, word: &str, signature: &str) -> bool {
    let public = Voice::of(app.store.keys()).public_key().unwrap();
    let public = VerifyingKey::from_sec1_bytes(&URL_SAFE_NO_PAD.decode(public).unwrap()).unwrap();
    let signature = URL_SAFE_NO_PAD.decode(signature).unwrap();
    public.verify(word.as_bytes(), &Signature::from_slice(&signature).unwrap()).is_ok()
}

/// As a device checks it.
fn is_our_word(app: &TestApp, sent: &Value, answer: &Answer) -> bool {
    let hash = Sha256::digest(sent["content"].as_str().unwrap().as_bytes());
    let hash: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
    let said = answer.json();
    let word = format!(
        "wegmarken-outbox-1|{}|{hash}|{}|{}",
        sent["id"].as_str().unwrap(),
        said["outcome"].as_str().unwrap(),
        said["detail"].as_str().unwrap()
    );
    is_signed(app, &word, said["signature"].as_str().unwrap())
}

/// A form of a page as the worker of the site sends it on, with the id of the record that it keeps.
async fn form(app: &TestApp, address: &str, id: &str, fields: &[(&str, &str)]) -> Answer {
    let request = Request::post(address)
        .header("sec-fetch-site", "same-origin")
        .header("content-type", "application/x-www-form-urlencoded")
        .header("idempotency-key", id);
    app.send(request.body(Body::from(encoded(fields))).unwrap()).await
}

#[tokio::test]
async fn the_answer_is_signed_for_this_id_and_this_content_alone() {
    let app = app().await;
    let id = app.published(json!({ "title": "Mehr Bänke am Hafen" })).await;
    let comment = json!({ "proposal": id, "stance": "for", "text": "Das fehlt wirklich." });
    let sent = record(&chance::id(), "comment", &comment);
    let answer = app.post_json(OUTBOX, &[], &sent).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    assert_eq!(answer.json()["outcome"], "accepted");
    assert!(is_our_word(&app, &sent, &answer));
    let receipt = app.get(answer.json()["detail"].as_str().unwrap()).await;
    assert!(receipt.text().contains("Das fehlt wirklich."));
    assert!(!is_our_word(&app, &record(&chance::id(), "comment", &comment), &answer));
    let mut other = sent.clone();
    other["content"] = json!("{}");
    assert!(!is_our_word(&app, &other, &answer));
    let conflict = app.post_json(OUTBOX, &[], &other).await;
    assert_eq!((&conflict.json()["outcome"], &conflict.json()["detail"]), (&json!("refused"), &json!("conflict")));
    assert!(is_our_word(&app, &other, &conflict));
}

#[tokio::test]
async fn a_guest_whose_cookie_was_lost_with_the_answer_is_the_same_person_when_it_comes_again() {
    let app = app().await;
    let id = app.published(json!({ "title": "Mehr Bänke am Hafen" })).await;
    let cookie = |answer: &Answer| answer.header("set-cookie").split(';').next().unwrap().to_owned();
    let sent = record(&chance::id(), "support", &json!({ "proposal": id, "support": true }));
    let lost = app.post_json(OUTBOX, &[], &sent).await;
    let again = app.post_json(OUTBOX, &[], &sent).await;
    assert!(cookie(&lost).starts_with("wegmarken="));
    assert_eq!(cookie(&lost), cookie(&again));
    // The same by the form of the page, when it carries the id of the record that would follow it.
    let (address, key) = (format!("/vorschlaege/{id}/unterstuetzung"), sent["id"].as_str().unwrap());
    let by_itself = form(&app, &address, key, &[("aktion", "unterstuetzen")]).await;
    assert_eq!(cookie(&by_itself), cookie(&lost));
    let page = app.get(&format!("/api/v1/proposals/{id}")).await.json();
    assert_eq!(page["supports"], 1);
    // Somebody else is somebody else.
    let other = record(&chance::id(), "support", &json!({ "proposal": id, "support": true }));
    assert_ne!(cookie(&app.post_json(OUTBOX, &[], &other).await), cookie(&lost));
    assert_eq!(app.get(&format!("/api/v1/proposals/{id}")).await.json()["supports"], 2);
}

/// Several people share a device: what one of them wrote without a network appears under nobody else's name.
#[tokio::test]
async fn what_was_written_for_one_account_is_sent_for_no_other() {
    let app = app().await;
    let id = app.published(json!({ "title": "Mehr Bänke am Hafen" })).await;
    let ada = app.session(app.account("ada@example.org").await, false).await;
    let jona = app.session(app.account("jona@example.org").await, false).await;
    let page = app.get_with("/", &[("cookie", &ada)]).await;
    let tag = page.header("x-wegmarken-signed-in").to_owned();
    assert_eq!(tag.len(), 32, "{tag}");
    let again = app.get_with("/themen", &[("cookie", &ada)]).await;
    assert_eq!(again.header("x-wegmarken-signed-in"), tag);
    let mut sent = record(&chance::id(), "support", &json!({ "proposal": id, "support": true }));
    sent["account"] = json!(tag);
    let supports = async || app.get(&format!("/api/v1/proposals/{id}")).await.json()["supports"].clone();
    let send = async |cookie: &str, sent: &Value| {
        app.post_json(OUTBOX, &[("cookie", cookie), ("sec-fetch-site", "same-origin")], sent).await
    };
    for answer in [send(&jona, &sent).await, app.post_json(OUTBOX, &[], &sent).await] {
        assert_eq!((answer.status, &answer.json()["code"]), (StatusCode::FORBIDDEN, &json!("other_account")));
        assert_eq!(supports().await, 0);
    }
    let taken = send(&ada, &sent).await;
    assert_eq!(taken.json()["outcome"], "accepted", "{}", taken.text());
    assert!(is_our_word(&app, &sent, &taken));
    assert_eq!(supports().await, 1);
    // What names none, as older versions and guests leave it, is of whoever is here.
    let of_anybody = record(&chance::id(), "support", &json!({ "proposal": id, "support": true }));
    assert_eq!(send(&jona, &of_anybody).await.json()["outcome"], "accepted");
    assert_eq!(supports().await, 2);
}

type Pairs<'a> = &'a [(&'a str, &'a str)];

const RETURNED: &str = "x-wegmarken-returned";

/// A device lets go of a record when its form came back. Anybody on the way can make up a status.
#[tokio::test]
async fn that_a_form_came_back_is_signed_for_its_id_and_that_it_was_taken_is_not() {
    let app = app().await;
    let id = app.published(json!({ "title": "Mehr Bänke am Hafen" })).await;
    let comments = format!("/vorschlaege/{id}/beitraege");
    let supports = format!("/vorschlaege/{id}/unterstuetzung");
    let text = ("text", "Ruft mich an: 0381 1234567");
    let returned: [(&str, Pairs<'_>, StatusCode); 5] = [
        (&comments, &[("text", "Das fehlt wirklich.")], StatusCode::UNPROCESSABLE_ENTITY),
        // It is asked first what tells who somebody is, and taken out.
        (&comments, &[("haltung", "for"), text], StatusCode::OK),
        (&comments, &[("haltung", "for"), text, ("aktion", "unkenntlich")], StatusCode::OK),
        (&supports, &[("aktion", "etwas")], StatusCode::BAD_REQUEST),
        (
            "/vorschlaege/999999/beitraege",
            &[("haltung", "for"), ("text", "Das fehlt dort wirklich.")],
            StatusCode::NOT_FOUND,
        ),
    ];
    for (address, fields, status) in returned {
        let key = chance::id();
        let answer = form(&app, address, &key, fields).await;
        assert_eq!(answer.status, status, "{address} {fields:?}");
        let signature = answer.header(RETURNED);
        assert!(is_signed(&app, &format!("wegmarken-form-1|{key}|returned"), signature), "{address} {fields:?}");
        // The device forgets it on this word, so the page has it.
        let written = fields.iter().filter(|(name, _)| *name == "text" && !fields.contains(&("aktion", "unkenntlich")));
        for (_, text) in written {
            assert!(answer.text().contains(&format!("{text}</textarea>")), "{address} {fields:?}");
        }
        assert!(!is_signed(&app, &format!("wegmarken-form-1|{}|returned", chance::id()), signature));
    }
    let taken: [(&str, Pairs<'_>); 2] = [
        (&comments, &[("haltung", "for"), ("text", "Das fehlt wirklich.")]),
        (&supports, &[("aktion", "unterstuetzen")]),
    ];
    for (address, fields) in taken {
        let answer = form(&app, address, &chance::id(), fields).await;
        assert_eq!((answer.status, answer.header(RETURNED)), (StatusCode::SEE_OTHER, ""), "{address}");
    }
    assert_eq!(app.post(&comments, "text=kurz").await.header(RETURNED), "", "a form without a record");
    // Looks like a choice to the page that refuses it: it goes the way of the outbox, and is read there.
    let short = [("haltung", "for"), ("text", "gut"), ("name", "Ortsbeirat Stadtmitte Rostock")];
    for short in [&short[..2], &short] {
        let answer = form(&app, "/vorschlaege/999999/beitraege", &chance::id(), short).await;
        assert_eq!((answer.status, answer.header(RETURNED)), (StatusCode::NOT_FOUND, ""), "{short:?}");
    }
}

#[tokio::test]
async fn a_form_that_was_not_let_in_may_come_again_so_nothing_is_signed_of_it() {
    let app = TestApp::new().await;
    let mut answer = form(&app, "/vorschlaege/999999/beitraege", &chance::id(), &[]).await;
    for _ in 0..100 {
        if answer.status == StatusCode::TOO_MANY_REQUESTS {
            break;
        }
        answer = form(&app, "/vorschlaege/999999/beitraege", &chance::id(), &[]).await;
    }
    assert_eq!((answer.status, answer.header(RETURNED)), (StatusCode::TOO_MANY_REQUESTS, ""));
}

#[tokio::test]
async fn a_page_of_somebody_else_delivers_nothing() {
    let app = app().await;
    let id = app.published(json!({ "title": "Mehr Bänke am Hafen" })).await;
    let sent = record(&chance::id(), "support", &json!({ "proposal": id, "support": true }));
    let answer = app.post_json(OUTBOX, &[("sec-fetch-site", "cross-site")], &sent).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    assert_eq!(app.get(&format!("/api/v1/proposals/{id}")).await.json()["supports"], 0);
}

#[tokio::test]
async fn what_is_no_record_is_said_and_kept_nowhere() {
    let app = app().await;
    for sent in [json!({}), json!({ "id": "kurz", "kind": "comment", "content": "{}" })] {
        let answer = app.post_json(OUTBOX, &[], &sent).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", answer.text());
    }
    let by = domain::policy::Acting::OPERATOR;
    assert_eq!(store::outbox::refused(&app.store, &by, None, 10).await.unwrap(), []);
    // Whoever has an id gets a word for it, so that no record waits for ever.
    for content in ["x".repeat(70_000), "a\u{0}b".into(), "{\"text\":\"a\\u0000b\"}".into()] {
        let sent = json!({ "id": chance::id(), "kind": "k".repeat(40), "content": content, "entered_at": i64::MAX });
        let answer = app.post_json(OUTBOX, &[], &sent).await;
        assert_eq!(answer.json()["detail"], "unreadable");
        assert!(is_our_word(&app, &sent, &answer));
    }
    assert_eq!(store::outbox::refused(&app.store, &by, None, 10).await.unwrap().len(), 3);
}

/// A device may carry records for weeks that an older version of our page made; they are understood for good.
#[tokio::test]
async fn what_older_versions_wrote_is_still_understood() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../offline/recorded");
    let mut versions = 0;
    for file in std::fs::read_dir(folder).unwrap() {
        let app = app().await;
        let id = app.published(json!({ "title": "Spielplatz in Reutershagen" })).await;
        let entries: Value = serde_json::from_str(&std::fs::read_to_string(file.unwrap().path()).unwrap()).unwrap();
        for entry in entries.as_array().unwrap() {
            let mut sent = entry["record"].clone();
            let content = sent["content"].as_str().unwrap().replace("\"proposal\":1", &format!("\"proposal\":{id}"));
            sent["content"] = content.into();
            sent["id"] = chance::id().into();
            sent["entered_at"] = 1_795_000_000_000_i64.into();
            let answer = app.post_json(OUTBOX, &[], &sent).await;
            assert_eq!(answer.json()["outcome"], "accepted", "{entry}: {}", answer.text());
        }
        versions += 1;
    }
    assert!(versions > 0);
}

/// A device that is away for long has no draft on the server any more, and whoever is refused has the words.
#[tokio::test]
async fn the_page_before_submitting_hands_all_words_to_the_device_and_they_arrive_without_the_draft() {
    let app = app().await;
    let text = "Am Ufer gibt es keinen Platz zum Sitzen.\r\nEin \"breiter\" Steg würde reichen.";
    let place = "Hinter dem <Kran>";
    let fields =
        [("titel", "Ein Steg & mehr"), ("text", text), ("thema", "verkehr"), ("ort", ""), ("ortsangabe", place)];
    save(&app, forms::form(&fields) + "--x--\r\n").await;
    let page = app.get(&format!("/vorschlaege/entwurf/{KEY}/pruefen")).await.text();
    let shown = page.split("name=\"gezeigt\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    let marks = [("&quot;", "\""), ("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")];
    let json = marks.iter().fold(shown.to_owned(), |json, (name, mark)| json.replace(name, mark));
    let shown: Value = serde_json::from_str(&json).unwrap();
    assert_eq!((&shown["title"], &shown["place_note"]), (&json!("Ein Steg & mehr"), &json!(place)), "{shown}");
    assert_eq!((&shown["theme"], &shown["board"]), (&json!("verkehr"), &json!("stadt")), "{shown}");
    assert!(shown["text"].as_str().unwrap().contains("\nEin \"breiter\" Steg"), "{shown}");

    let of_page = || json!({ "draft": chance::id(), "seen": forms::seen(&page), "shown": shown.clone() });
    let sent = record(&chance::id(), "proposal", &of_page());
    let answer = app.post_json(OUTBOX, &[], &sent).await;
    assert_eq!(answer.json()["outcome"], "accepted", "{}", answer.text());
    assert!(is_our_word(&app, &sent, &answer));
    let receipt = app.get(answer.json()["detail"].as_str().unwrap()).await.text();
    assert!(receipt.contains("Am Ufer gibt es keinen Platz"), "{receipt}");

    closed(&app, "stadt").await;
    let late = app.post_json(OUTBOX, &[], &record(&chance::id(), "proposal", &of_page())).await;
    assert_eq!((&late.json()["outcome"], &late.json()["detail"]), (&json!("refused"), &json!("closed")));
    let cookie = app.staff(Role::Administrator, Scope::Everywhere).await;
    let aside = app.get_with("/verwaltung/ausgang", &[("cookie", &cookie)]).await.text();
    assert!(aside.contains("Ein Steg") && aside.contains("Am Ufer gibt es keinen Platz"), "{aside}");
}

#[test]
fn it_is_noticed_when_records_of_older_versions_are_forgotten() {
    assert!(is_noticed("forget-older-versions", what_older_versions_wrote_is_still_understood));
}

/// A device that is nearly full says so before somebody writes: the place for it stands above each form that it keeps.
#[tokio::test]
async fn above_every_form_of_the_outbox_is_the_word_that_the_device_is_full() {
    let app = app().await;
    let id = app.published(json!({ "title": "Mehr Bänke am Hafen" })).await;
    let text = "Am Stadthafen fehlen Bänke im Schatten. Wer nicht lange stehen kann, geht nach kurzer Zeit wieder.";
    let fields = [("titel", "Mehr Bänke"), ("text", text), ("thema", "verkehr"), ("ort", "")];
    save(&app, forms::form(&fields) + "--x--\r\n").await;
    let review = format!("/vorschlaege/entwurf/{KEY}/pruefen");
    let pages = [
        (app.get(&format!("/vorschlaege/{id}")).await.text(), vec!["/unterstuetzung\"", "/beitraege#"]),
        (app.get("/ausgang/schreiben").await.text(), vec!["\"/ausgang/schreiben\""]),
        (draft(&app).await, vec!["id=\"vorschlag\""]),
        (app.get(&review).await.text(), vec!["/einreichen\""]),
    ];
    for (page, of) in pages {
        let forms: Vec<&str> = page.split("<form").collect();
        for form in of {
            let at = forms.iter().skip(1).position(|one| one.split('>').next().unwrap().contains(form));
            let at = at.unwrap_or_else(|| panic!("no form with {form}"));
            // Between the form before it and this one.
            assert!(forms[at].contains("data-device-full"), "{form}");
        }
    }
}
