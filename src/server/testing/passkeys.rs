//! Passkeys, with a device made of a few lines.

use std::cell::Cell;

use axum::http::StatusCode;
use domain::{
    accounts::Email,
    ids::AccountId,
    policy::{Acting, Grant, Role, Scope},
};
use p256::ecdsa::{Signature, SigningKey, signature::Signer};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use store::{accounts, passkeys, roles};
use web::site::now;

use super::{
    Answer, TestApp,
    accounts::{busy_guest, cookie, has_moved, with_password},
    chance,
    service::{encode, key},
};
use crate::{app::Capacity, config::Config};

const ORIGIN: &str = "http://localhost:3000";

async fn app() -> TestApp {
    TestApp::with(|config| config.base_url = ORIGIN.into(), axum::Router::new(), Capacity::default()).await
}

/// One of several on this database.
async fn server(url: &str) -> TestApp {
    let change = |config: &mut Config| {
        config.base_url = ORIGIN.into();
        config.database_url = url.into();
    };
    TestApp::with(change, axum::Router::new(), Capacity::default()).await
}

/// A device with one passkey.
struct Device {
    id: u8,
    key: SigningKey,
    counter: Cell<u32>,
    owner: String,
    origin: &'static str,
    /// Whether it makes sure of the person.
    verifies: bool,
}

impl Device {
    fn new(id: u8) -> Self {
        Self { id, key: key(id), counter: Cell::new(1), owner: String::new(), origin: ORIGIN, verifies: true }
    }

    fn client_data(&self, kind: &str, question: &Value) -> String {
        let challenge = &question["optionen"]["challenge"];
        json!({ "type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": false }).to_string()
    }

    fn about(&self, more: u8) -> Vec<u8> {
        let present_and_verified = if self.verifies { 0b101 } else { 0b001 };
        let counter = self.counter.get();
        self.counter.set(counter + 1);
        let mut about = Sha256::digest("localhost").to_vec();
        about.push(present_and_verified | more);
        about.extend(counter.to_be_bytes());
        about
    }

    fn make(&mut self, question: &Value) -> String {
        let id = [self.id; 16];
        self.owner = question["optionen"]["user"]["id"].as_str().unwrap().to_owned();
        let point = self.key.verifying_key().to_encoded_point(false);
        let mut about = self.about(0b100_0000);
        about.extend([[0; 16].as_slice(), &[0, 16], &id].concat());
        // COSE: a point of P-256 for ES256.
        about.extend([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20]);
        about.extend(point.x().unwrap());
        about.extend([0x22, 0x58, 0x20]);
        about.extend(point.y().unwrap());
        // CBOR: fmt "none", attStmt {}, authData.
        let mut object = vec![0xa3];
        object.extend(b"\x63fmt\x64none\x67attStmt\xa0\x68authData\x58");
        object.push(u8::try_from(about.len()).unwrap());
        object.extend(about);
        let client = self.client_data("webauthn.create", question);
        json!({
            "id": encode(id), "rawId": encode(id), "type": "public-key", "extensions": {},
            "response": { "clientDataJSON": encode(client), "attestationObject": encode(object) },
        })
        .to_string()
    }

    fn answer(&self, question: &Value) -> String {
        let (client, about) = (self.client_data("webauthn.get", question), self.about(0));
        let signed = [about.clone(), Sha256::digest(&client).to_vec()].concat();
        let signature: Signature = self.key.sign(&signed);
        let id = encode([self.id; 16]);
        json!({
            "id": id, "rawId": id, "type": "public-key", "extensions": {},
            "response": {
                "clientDataJSON": encode(client), "authenticatorData": encode(about),
                "signature": encode(signature.to_der()), "userHandle": self.owner,
            },
        })
        .to_string()
    }
}

fn form(question: &Value, answer: &str, more: &str) -> String {
    let encoded: String = answer.bytes().map(|byte| format!("%{byte:02x}")).collect();
    format!("aufgabe={}&antwort={encoded}&{more}", question["aufgabe"].as_str().unwrap())
}

async fn question(app: &TestApp, cookie: &str, address: &str) -> Value {
    let answer = app.post_as(cookie, address, "").await;
    assert_eq!(answer.status, StatusCode::OK, "{address} {}", answer.text());
    assert_eq!(answer.header("cache-control"), "no-store");
    answer.json()
}

/// Adds the device's passkey: the cookie afterwards.
async fn add(app: &TestApp, cookie_before: &str, device: &mut Device) -> String {
    let asked = question(app, cookie_before, "/konto/passkeys/aufgabe").await;
    let made = device.make(&asked);
    let added = app.post_as(cookie_before, "/konto/passkeys", form(&asked, &made, "name=Mein+Handy")).await;
    assert_eq!(added.header("location"), "/konto/passkeys?neu=1", "{}", added.text());
    cookie(&added)
}

async fn sign_in(app: &TestApp, device: &Device) -> Answer {
    let asked = question(app, "", "/anmelden/passkey/aufgabe").await;
    let answer = device.answer(&asked);
    app.post("/anmelden/passkey", form(&asked, &answer, "weiter=%2Fvorschlaege")).await
}

async fn ada(app: &TestApp) -> (AccountId, Device, String) {
    let account = app.account("ada@example.org").await;
    let mut device = Device::new(1);
    let session = app.session(account, false).await;
    let here = add(app, &session, &mut device).await;
    assert_ne!(here, session, "another token");
    (account, device, here)
}

async fn get(app: &TestApp, cookie: &str, address: &str) -> Answer {
    app.get_with(address, &[("cookie", cookie)]).await
}

#[tokio::test]
async fn a_passkey_is_added_signs_in_and_goes() {
    let app = app().await;
    let (account, device, here) = ada(&app).await;
    let page = get(&app, &here, "/konto/passkeys").await.text();
    assert!(page.contains("Mein Handy") && page.contains("noch nicht benutzt"), "{page}");

    let signed_in = sign_in(&app, &device).await;
    assert_eq!((signed_in.status, signed_in.header("location")), (StatusCode::SEE_OTHER, "/vorschlaege"));
    let there = cookie(&signed_in);
    let data = get(&app, &there, "/konto/daten.json").await.json();
    assert_eq!(data["passkeys"][0]["name"], "Mein Handy");
    assert!(data["passkeys"][0]["used_at"].is_string());
    assert!(get(&app, &there, "/konto/daten").await.text().contains("Mein Handy"));
    let kept = passkeys::of_account(&app.store, account).await.unwrap();
    assert!(kept[0].data.contains("\"counter\":2"), "{}", kept[0].data);

    let id = passkeys::list(&app.store, account).await.unwrap()[0].id;
    let eve = app.account("eve@example.org").await;
    let stranger = app.post_as(&app.session(eve, true).await, &format!("/konto/passkeys/{id}"), "").await;
    assert_eq!(stranger.status, StatusCode::NOT_FOUND);
    let gone = app.post_as(&here, &format!("/konto/passkeys/{id}"), "").await;
    assert_eq!(gone.header("location"), "/konto/passkeys?entfernt=1");
    assert_eq!(sign_in(&app, &device).await.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn no_answer_counts_that_is_old_forged_or_somebody_elses() {
    let app = app().await;
    let (_, mut device, _) = ada(&app).await;
    let asked = question(&app, "", "/anmelden/passkey/aufgabe").await;
    let answer = || form(&asked, &device.answer(&asked), "");
    assert_eq!(app.post("/anmelden/passkey", answer()).await.status, StatusCode::SEE_OTHER);
    let replay = app.post("/anmelden/passkey", answer()).await;
    assert_eq!(replay.status, StatusCode::UNPROCESSABLE_ENTITY, "a question is answered once");

    let (one, two) =
        (question(&app, "", "/anmelden/passkey/aufgabe").await, question(&app, "", "/anmelden/passkey/aufgabe").await);
    let other = app.post("/anmelden/passkey", form(&one, &device.answer(&two), "")).await;
    assert_eq!(other.status, StatusCode::UNPROCESSABLE_ENTITY, "the answer to another question");

    let unknown = Device { owner: device.owner.clone(), ..Device::new(7) };
    let unknown = sign_in(&app, &unknown).await;
    let forged = Device { key: key(7), owner: device.owner.clone(), ..Device::new(1) };
    forged.counter.set(100);
    let forged = sign_in(&app, &forged).await;
    assert_eq!((unknown.status, forged.status), (StatusCode::UNPROCESSABLE_ENTITY, StatusCode::UNPROCESSABLE_ENTITY));
    assert_eq!(unknown.text(), forged.text(), "nobody learns which passkeys there are");

    device.origin = "http://evil.example";
    assert_eq!(sign_in(&app, &device).await.status, StatusCode::UNPROCESSABLE_ENTITY, "another site");
    device.origin = ORIGIN;
    device.verifies = false;
    assert_eq!(sign_in(&app, &device).await.status, StatusCode::UNPROCESSABLE_ENTITY, "without finger, face or PIN");
    device.verifies = true;
    let owner = std::mem::replace(&mut device.owner, encode([9; 16]));
    assert_eq!(sign_in(&app, &device).await.status, StatusCode::UNPROCESSABLE_ENTITY, "another account's handle");
    device.owner = owner;
    device.counter.set(1);
    assert_eq!(sign_in(&app, &device).await.status, StatusCode::UNPROCESSABLE_ENTITY, "a copy counts anew");
    device.counter.set(100);
    assert_eq!(sign_in(&app, &device).await.status, StatusCode::SEE_OTHER, "the same untouched");
}

#[tokio::test]
async fn a_new_passkey_is_its_owners_and_asked_for_here() {
    let app = app().await;
    let (_, _, here) = ada(&app).await;
    let eve = app.account("eve@example.org").await;
    let theirs = app.session(eve, false).await;
    let asked = question(&app, &here, "/konto/passkeys/aufgabe").await;
    let made = Device::new(2).make(&asked);
    let stolen = app.post_as(&theirs, "/konto/passkeys", form(&asked, &made, "")).await;
    assert_eq!(stolen.status, StatusCode::UNPROCESSABLE_ENTITY, "somebody else's question");
    let asked = question(&app, &theirs, "/konto/passkeys/aufgabe").await;
    let twice = app.post_as(&theirs, "/konto/passkeys", form(&asked, &Device::new(1).make(&asked), "name=X%20Y")).await;
    assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY, "somebody has it");
    assert!(twice.text().contains("value=\"X Y\""), "what was typed stays");
    let asked = question(&app, &theirs, "/konto/passkeys/aufgabe").await;
    let elsewhere = Device { origin: "http://evil.example", ..Device::new(3) }.make(&asked);
    let foreign = app.post_as(&theirs, "/konto/passkeys", form(&asked, &elsewhere, "")).await;
    assert_eq!(foreign.status, StatusCode::UNPROCESSABLE_ENTITY, "made for another site");
    assert_eq!(passkeys::list(&app.store, eve).await.unwrap(), []);
}

#[tokio::test]
async fn whoever_left_a_window_open_is_asked_again() {
    let app = app().await;
    with_password(&app, "ada@example.org").await;
    let account = accounts::by_email(&app.store, &Email::parse("ada@example.org").unwrap()).await.unwrap().unwrap().id;
    let old = app.old_session(account, false).await;
    let page = get(&app, &old, "/konto/passkeys").await;
    assert_eq!(page.header("location"), "/konto/bestaetigen?weiter=%2Fkonto%2Fpasskeys");
    let named = app.post_as(&old, "/konto/passkeys", "name=Mein+Handy").await;
    let back = "/konto/bestaetigen?weiter=%2Fkonto%2Fpasskeys%3Fname%3DMein%2520Handy";
    assert_eq!(named.header("location"), back, "what was typed comes along");
    for path in ["/konto/passkeys/aufgabe", "/konto/passkeys/1"] {
        let refused = app.post_as(&old, path, "").await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN, "{path}");
    }
    let wrong = app.post_as(&old, "/konto/bestaetigen", "altes-passwort=falsch").await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let right = "altes-passwort=M%C3%B6we+Hafen+Regen&weiter=%2Fkonto%2Fpasskeys";
    let right = app.post_as(&old, "/konto/bestaetigen", right).await;
    assert_eq!(right.header("location"), "/konto/passkeys", "{}", right.text());
    let fresh = cookie(&right);
    assert_eq!(get(&app, &old, "/konto").await.status, StatusCode::SEE_OTHER, "another token");
    let page = get(&app, &fresh, "/konto/passkeys?name=Mein%20Handy").await;
    assert!(page.text().contains("value=\"Mein Handy\""), "{}", page.text());
    let mut device = Device::new(1);
    add(&app, &fresh, &mut device).await;

    // And with the passkey.
    let old = app.old_session(account, false).await;
    let asked = question(&app, &old, "/konto/passkeys/nachweis").await;
    let body = form(&asked, &device.answer(&asked), "weiter=%2Fkonto%2Fpasskeys");
    let right = app.post_as(&old, "/konto/bestaetigen", body.clone()).await;
    assert_eq!(right.header("location"), "/konto/passkeys", "{}", right.text());
    let replay = app.post_as(&cookie(&right), "/konto/bestaetigen", body).await;
    assert_eq!(replay.status, StatusCode::UNPROCESSABLE_ENTITY);
    // Whoever has neither password nor passkey proves nothing with an empty form.
    let eve = app.account("eve@example.org").await;
    let theirs = app.old_session(eve, false).await;
    let nothing = app.post_as(&theirs, "/konto/bestaetigen", "").await;
    assert_eq!(nothing.header("location"), "/konto/bestaetigen");
    assert_eq!(get(&app, &theirs, "/konto/passkeys").await.status, StatusCode::SEE_OTHER, "still not");
}

#[tokio::test]
async fn what_a_guest_did_moves_along() {
    let app = app().await;
    let (_, device, _) = ada(&app).await;
    let discussed = app.published(json!({ "title": "Bänke am Hafen" })).await;
    let guest = busy_guest(&app, discussed).await;
    let asked = question(&app, &guest, "/anmelden/passkey/aufgabe").await;
    let answer = device.answer(&asked);
    let inside = app.post_as(&guest, "/anmelden/passkey", form(&asked, &answer, "weiter=%2Fkonto")).await;
    assert_eq!(inside.header("location"), "/konto", "{}", inside.text());
    has_moved(&app, &guest, &cookie(&inside), "passkey").await;
}

#[tokio::test]
async fn a_passkey_is_the_second_factor_of_staff() {
    let app = app().await;
    with_password(&app, "ada@example.org").await;
    let email = Email::parse("ada@example.org").unwrap();
    let account = accounts::by_email(&app.store, &email).await.unwrap().unwrap().id;
    let grant = Grant::new(Role::Administrator, Scope::Everywhere).unwrap();
    roles::give(&app.store, &Acting::OPERATOR, account, grant, now()).await.unwrap();
    let form_in = "email=ada%40example.org&passwort=M%C3%B6we+Hafen+Regen&weiter=%2Fverwaltung";
    let first = cookie(&app.post("/anmelden", form_in).await);
    assert_eq!(get(&app, &first, "/verwaltung").await.header("location"), "/konto/zweiter-faktor?weiter=%2Fverwaltung");
    let mut device = Device::new(1);
    let with_key = add(&app, &first, &mut device).await;
    assert_eq!(get(&app, &with_key, "/verwaltung").await.status, StatusCode::OK);

    // From now on the password is half the way, and the other half cannot be replaced with it.
    let between = app.post("/anmelden", form_in).await;
    assert_eq!(between.header("location"), "/anmelden/code?weiter=%2Fverwaltung");
    let cookies = between.headers.get_all("set-cookie").iter().map(|value| value.to_str().unwrap());
    let step = cookies.into_iter().find(|cookie| cookie.starts_with("wegmarken-schritt=")).unwrap();
    let step = step.split(';').next().unwrap().to_owned();
    let page = get(&app, &step, "/anmelden/code").await.text();
    assert!(page.contains("data-passkey=\"get\"") && !page.contains("one-time-code"), "{page}");
    let without_step = app.post("/anmelden/code/aufgabe", "").await;
    assert_eq!(without_step.status, StatusCode::UNAUTHORIZED);
    let asked = question(&app, &step, "/anmelden/code/aufgabe").await;
    let stranger = Device { owner: device.owner.clone(), ..Device::new(7) };
    let wrong = app.post_as(&step, "/anmelden/code", form(&asked, &stranger.answer(&asked), "")).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let asked = question(&app, &step, "/anmelden/code/aufgabe").await;
    let right = form(&asked, &device.answer(&asked), "weiter=%2Fverwaltung");
    let done = app.post_as(&step, "/anmelden/code", right).await;
    assert_eq!(done.header("location"), "/verwaltung", "{}", done.text());
    assert_eq!(get(&app, &cookie(&done), "/verwaltung").await.status, StatusCode::OK);

    // A session that showed none, as one from before it was there.
    let half = app.session(account, false).await;
    let page = get(&app, &half, "/konto/passkeys").await;
    assert_eq!(page.header("location"), "/konto/zweiter-faktor?weiter=%2Fkonto%2Fpasskeys");
    assert_eq!(app.post_as(&half, "/konto/passkeys/aufgabe", "").await.status, StatusCode::FORBIDDEN);
    let salt = chance::id();
    let app_instead = format!("aktion=einrichten&schluessel={salt}&code=123456");
    assert_eq!(app.post_as(&half, "/konto/zweiter-faktor", app_instead).await.status, StatusCode::FORBIDDEN);
    let asked = question(&app, &half, "/konto/passkeys/nachweis").await;
    let body = form(&asked, &device.answer(&asked), "aktion=zeigen&weiter=%2Fverwaltung");
    let shown = app.post_as(&half, "/konto/zweiter-faktor", body).await;
    assert_eq!(shown.header("location"), "/verwaltung", "{}", shown.text());

    // With the passkey alone it is one step.
    let in_one = cookie(&sign_in(&app, &device).await);
    assert_eq!(get(&app, &in_one, "/verwaltung").await.status, StatusCode::OK);
    // And the last factor stays.
    let id = passkeys::list(&app.store, account).await.unwrap()[0].id;
    let stays = app.post_as(&in_one, &format!("/konto/passkeys/{id}"), "").await;
    assert_eq!(stays.status, StatusCode::CONFLICT);
    assert_eq!(sign_in(&app, &device).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn what_one_server_asks_another_one_takes_the_answer_to_and_once() {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite://{}", folder.path().join("city.db").display());
    let (one, other) = (server(&url).await, server(&url).await);
    let account = one.account("ada@example.org").await;
    let (session, mut device) = (one.session(account, false).await, Device::new(1));
    let asked = question(&one, &session, "/konto/passkeys/aufgabe").await;
    let made = form(&asked, &device.make(&asked), "name=Mein+Handy");
    let added = other.post_as(&session, "/konto/passkeys", made).await;
    assert_eq!(added.header("location"), "/konto/passkeys?neu=1", "{}", added.text());

    let asked = question(&one, "", "/anmelden/passkey/aufgabe").await;
    let answer = form(&asked, &device.answer(&asked), "weiter=%2Fkonto");
    let signed_in = other.post("/anmelden/passkey", answer.clone()).await;
    assert_eq!((signed_in.status, signed_in.header("location")), (StatusCode::SEE_OTHER, "/konto"));
    assert_eq!(get(&one, &cookie(&signed_in), "/konto").await.status, StatusCode::OK);
    assert_eq!(one.post("/anmelden/passkey", answer).await.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn where_no_passkey_is_possible_none_is_offered() {
    let app = TestApp::new().await;
    assert!(!app.get("/anmelden").await.text().contains("data-passkey"));
    assert_eq!(app.post("/anmelden/passkey/aufgabe", "").await.status, StatusCode::NOT_FOUND);
    let account = app.account("ada@example.org").await;
    let page = get(&app, &app.session(account, false).await, "/konto/passkeys").await;
    assert!(page.text().contains("gehen keine Passkeys"));
}
