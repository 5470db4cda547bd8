//! A kiosk over HTTP: paired by an administrator, known by its signature, its records sealed, numbered and counted once.

mod beats;
mod records;
mod running;
mod surveys;

use std::sync::Arc;

use axum::{Router, http::StatusCode};
use domain::{
    Language, Moment,
    ids::ProposalId,
    kiosk::{Offer, Setup, Signed},
    policy::{Acting, Role, Scope},
    receipts::ReceiptCode,
};
use p256::ecdsa::SigningKey;
use serde_json::{Value, json};

use super::{
    Answer, TestApp,
    boards::harbour,
    chance,
    document::{check, document},
    new_secret,
    staff::get_as,
    tablet,
};
use store::{audit, kiosks, proposals, sha256 as hash};
use web::{pages::kiosk::pack::Packs, site::now};

const PATH: &str = "/verwaltung/kiosks";

pub(super) async fn app() -> TestApp {
    TestApp::with(|config| config.limits_rates = false, Router::new(), Default::default()).await
}

/// What a tablet has.
pub(super) struct Device {
    key: SigningKey,
    kiosk: i64,
    told: Value,
}

impl Device {
    /// Added by an administrator and paired.
    pub(super) async fn new(app: &TestApp) -> Self {
        Self::paired_at(app, app).await
    }

    /// Added at one server, paired at another.
    pub(super) async fn paired_at(one: &TestApp, other: &TestApp) -> Self {
        let admin = one.staff(Role::Administrator, Scope::Everywhere).await;
        let page = added(one, &admin).await;
        pair(other, &code(one, &admin, &page).await, key(7)).await
    }

    fn sign(&self, what: &'static str, number: i64, text: &str) -> String {
        tablet::sign(&self.key, &Signed { what, kiosk: self.kiosk, number, hash: &hash(text) })
    }

    fn seal(&self, number: i64, plain: &Value) -> String {
        self.seal_text(number, &plain.to_string())
    }

    pub(super) fn seal_text(&self, number: i64, plain: &str) -> String {
        tablet::seal(self.told["seal"].as_str().unwrap(), self.kiosk, number, plain)
    }

    pub(super) async fn send(&self, app: &TestApp, number: i64, sealed: &str) -> Answer {
        let signature = self.sign("record", number, sealed);
        let body = json!({ "kiosk": self.kiosk, "number": number, "sealed": sealed, "signature": signature });
        said(app, "/api/v1/kiosk/records", &body).await
    }

    pub(super) fn is_word(&self, number: i64, sealed: &str, answer: &Answer) -> bool {
        let said = answer.json();
        let record = Signed { what: "record", kiosk: self.kiosk, number, hash: &hash(sealed) };
        let word = format!("{record}|{}", said["outcome"].as_str().unwrap());
        tablet::is_said(self.told["voice"].as_str().unwrap(), &word, said["signature"].as_str().unwrap())
    }

    async fn beat(&self, app: &TestApp, beat: i64, more: &Value) -> Answer {
        let mut told = json!({ "beat": beat, "at": 1_795_000_000_000_i64, "waiting": 0 });
        told.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        self.tell(app, beat, &told.to_string()).await
    }

    /// Signed, whatever it says.
    pub(super) async fn tell(&self, app: &TestApp, beat: i64, told: &str) -> Answer {
        let signature = self.sign("heartbeat", beat, told);
        let body = json!({ "kiosk": self.kiosk, "told": told, "signature": signature });
        said(app, "/api/v1/kiosk/heartbeat", &body).await
    }
}

/// What is answered is what the document says.
async fn said(app: &TestApp, address: &str, body: &Value) -> Answer {
    let answer = app.post_json(address, &[], body).await;
    check(&document(), "post", address, Some(body), &answer);
    answer
}

/// Added and invited by an administrator; the page of the kiosk.
async fn added(app: &TestApp, admin: &str) -> String {
    let form = "name=Ortsamt+Mitte&ort=Neuer+Markt&sprachen=de&sprachen=ls&listen=stadt\
                &formate=survey&formate=place_call&formate=event";
    let answer = app.post_as(admin, PATH, form).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    answer.header("location").to_owned()
}

async fn code(app: &TestApp, admin: &str, page: &str) -> String {
    let text = get_as(app, admin, page).await.text();
    text.split("secret-key\">").nth(1).unwrap().split('<').next().unwrap().to_owned()
}

async fn pair(app: &TestApp, code: &str, key: SigningKey) -> Device {
    let body = json!({ "code": code, "public_key": tablet::public(&key) });
    let answer = said(app, "/api/v1/kiosk/pairing", &body).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    let told = answer.json();
    Device { key, kiosk: told["kiosk"].as_i64().unwrap(), told }
}

fn key(byte: u8) -> SigningKey {
    SigningKey::from_slice(&[byte; 32]).unwrap()
}

fn saying(proposal: i64, text: &str, receipt: &str) -> Value {
    json!({
        "id": chance::id(), "kind": "comment", "language": "de", "entered_at": 1_795_000_000_000_i64,
        "content": json!({ "proposal": proposal, "stance": "for", "text": text }).to_string(),
        "visitor": chance::id(), "receipt": receipt,
    })
}

#[tokio::test]
async fn an_administrator_adds_a_kiosk_and_a_device_with_the_code_becomes_it() {
    let app = app().await;
    let admin = app.staff(Role::Administrator, Scope::Everywhere).await;
    let wrong = app.post_as(&admin, PATH, "name=&ort=Neuer+Markt&sprachen=xx").await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.text().contains("value=\"Neuer Markt\""));
    let page = added(&app, &admin).await;
    let code = code(&app, &admin, &page).await;
    let device = pair(&app, &code, key(7)).await;
    let again = json!({ "code": code, "public_key": tablet::public(&key(8)) });
    assert_eq!(app.post_json("/api/v1/kiosk/pairing", &[], &again).await.status, StatusCode::NOT_FOUND);

    let shown = device.beat(&app, 1, &json!({ "battery": 0.5, "charging": false, "version": "abc" })).await.json();
    assert_eq!((&shown["name"], &shown["languages"]), (&json!("Ortsamt Mitte"), &json!(["de", "ls"])));
    let part = shown["parts"].as_array().unwrap().iter().find(|part| part["name"] == "worte-ls").unwrap();
    let text = app.get(part["address"].as_str().unwrap()).await.text();
    assert_eq!(part["hash"], hash(&text));
    // By their places the device knows what it found.
    let hint = serde_json::from_str::<Value>(&text).unwrap()["hint"].clone();
    assert_eq!((&hint["kinds"][0], &hint["instead"][4]), (&json!("Telefon-Nummer"), &json!("[Name gelöscht]")));
    let told = get_as(&app, &admin, &page).await.text();
    assert!(told.contains("50 %, lädt nicht") && told.contains("läuft"), "{told}");

    let repeated = device.beat(&app, 1, &json!({})).await;
    assert_ne!(repeated.status, StatusCode::OK, "an old sign of life is none");
    let stranger = Device { key: key(9), kiosk: device.kiosk, told: device.told.clone() };
    assert_eq!(stranger.beat(&app, 2, &json!({})).await.status, StatusCode::UNAUTHORIZED);
    app.post_as(&admin, &page, "aktion=abmelden").await;
    assert_eq!(device.beat(&app, 3, &json!({})).await.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn a_kiosk_that_fell_silent_is_told_where_the_work_of_its_staff_begins() {
    let app = app().await;
    let admin = app.staff(Role::Administrator, Scope::Everywhere).await;
    let long_ago = Moment(now().0 - Moment::HOUR);
    let setup = Setup {
        name: "Ortsamt Mitte".into(),
        place: String::new(),
        languages: vec![Language::De],
        boards: vec!["stadt".into()],
        offer: Offer::default(),
    };
    let id = kiosks::add(&app.store, &Acting::OPERATOR, &setup, long_ago).await.unwrap();
    let (code, _) = kiosks::find(&app.store, id, long_ago).await.unwrap().unwrap().code.unwrap();
    kiosks::pair(&app.store, &code, "key", long_ago).await.unwrap();
    for page in ["/verwaltung", PATH] {
        let text = get_as(&app, &admin, page).await.text();
        assert!(text.contains("melden sich seit mehr als 10 Minuten nicht"), "{page}");
        assert!(text.contains(&format!("href=\"{PATH}/{id}\">Ortsamt Mitte</a>")), "{page}");
    }
    let clerk = app.staff(Role::Clerk, Scope::Everywhere).await;
    assert!(!get_as(&app, &clerk, "/verwaltung").await.text().contains("Ortsamt Mitte"));
}

#[tokio::test]
async fn a_call_for_help_waits_at_the_counter_too_until_somebody_ticks_it_off() {
    let app = app().await;
    let admin = app.staff(Role::Administrator, Scope::Everywhere).await;
    let clerk = app.staff(Role::Clerk, Scope::Everywhere).await;
    let moderator = app.staff(Role::Moderator, Scope::Everywhere).await;
    let page = added(&app, &admin).await;
    let device = pair(&app, &code(&app, &admin, &page).await, key(7)).await;
    device.beat(&app, 1, &json!({ "help": true })).await;
    // Whoever called is gone, and the kiosk begins anew.
    device.beat(&app, 2, &json!({ "help": false })).await;

    let calls = |text: &str| text.contains("Hier hat jemand Hilfe gerufen") && text.contains("Ortsamt Mitte");
    let desks = [(&admin, "/verwaltung"), (&admin, PATH), (&clerk, "/verwaltung"), (&clerk, "/schalter")];
    for (who, desk) in desks {
        assert!(calls(&get_as(&app, who, desk).await.text()), "{desk}");
    }
    assert!(!calls(&get_as(&app, &moderator, "/verwaltung").await.text()));

    let address = format!("/schalter/hilferufe/{}", device.kiosk);
    let text = get_as(&app, &clerk, "/schalter").await.text();
    let since = text.split("name=\"seit\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    let seen = format!("seit={since}");
    assert_eq!(app.post_as(&moderator, &address, seen.clone()).await.status, StatusCode::FORBIDDEN);
    assert_eq!(app.post_as(&clerk, &address, "seit=bald").await.status, StatusCode::BAD_REQUEST);
    app.post_as(&clerk, &address, "seit=1").await;
    assert!(calls(&get_as(&app, &clerk, "/schalter").await.text()), "of this call nobody knew");
    assert_eq!(app.post_as(&clerk, &address, seen).await.header("location"), "/schalter");
    for (who, desk) in desks {
        assert!(!calls(&get_as(&app, who, desk).await.text()), "{desk}");
    }
    let helped = audit::Search { action: Some("kiosk_helped".into()), ..Default::default() };
    assert_eq!(audit::list(&app.store, &helped).await.unwrap().len(), 1);

    device.beat(&app, 3, &json!({ "help": true })).await;
    assert!(calls(&get_as(&app, &clerk, "/schalter").await.text()), "the next one is another");
}

#[tokio::test]
async fn a_sealed_record_arrives_once_and_its_receipt_tells_where_it_is() {
    let app = app().await;
    let admin = app.staff(Role::Administrator, Scope::Everywhere).await;
    let on = app.published(json!({ "title": "Mehr Bänke am Hafen" })).await;
    let page = added(&app, &admin).await;
    let device = pair(&app, &code(&app, &admin, &page).await, key(7)).await;
    let receipt = ReceiptCode::of_kiosk([5; 8]);

    let before = app.get(&receipt.path()).await;
    assert_eq!(before.status, StatusCode::OK);
    assert!(before.text().contains("Noch nicht übertragen"));
    assert_eq!(app.get("/beleg/0000-0000-0000").await.status, StatusCode::NOT_FOUND);

    let sealed = device.seal(1, &saying(on, "Das fehlt am Kiosk wirklich.", &receipt.to_string()));
    let first = device.send(&app, 1, &sealed).await;
    assert_eq!(first.json()["outcome"], "accepted", "{}", first.text());
    assert!(device.is_word(1, &sealed, &first));
    let again = device.send(&app, 1, &sealed).await;
    assert_eq!(again.json()["outcome"], "accepted");

    let after = app.get(&receipt.path()).await;
    assert_eq!(after.status, StatusCode::SEE_OTHER);
    assert!(app.get(after.header("location")).await.text().contains("Das fehlt am Kiosk wirklich."));

    // As another number it opens for nobody, and the numbers between are missed.
    let moved = device.send(&app, 4, &sealed).await;
    assert_eq!(moved.json()["outcome"], "refused");
    assert!(device.is_word(4, &sealed, &moved));
    let told = get_as(&app, &admin, &page).await.text();
    assert!(told.contains("2: 2, 3"), "{told}");
    // The same number with other words, of a tablet that was put back: another record, and seen.
    let other = device.seal(1, &saying(on, "Das sagt jemand anderes.", "K041-0610-50RF"));
    let taken = device.send(&app, 1, &other).await;
    assert_eq!(taken.json()["outcome"], "accepted", "{}", taken.text());
    assert!(device.is_word(1, &other, &taken));
    let found = app.get("/beleg/K041-0610-50RF").await;
    assert!(app.get(found.header("location")).await.text().contains("Das sagt jemand anderes."));
    assert!(get_as(&app, &admin, PATH).await.text().contains("Hier fehlen Beiträge"));

    let beat = json!({ "beat": 1 }).to_string();
    let told = device.tell(&app, 1, &beat).await.json();
    assert_eq!(told["next"], 5, "from here on it counts");
    let word = Signed { what: "next", kiosk: device.kiosk, number: 5, hash: &hash(&beat) }.to_string();
    assert!(tablet::is_said(told["voice"].as_str().unwrap(), &word, told["next_signature"].as_str().unwrap()));

    let stranger = Device { key: key(9), kiosk: device.kiosk, told: device.told.clone() };
    assert_eq!(stranger.send(&app, 5, &sealed).await.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn a_kiosk_delivers_what_it_sealed_before_the_secret_was_replaced_and_learns_the_new_keys() {
    let old = new_secret::old_city().await;
    let admin = old.staff(Role::Administrator, Scope::Everywhere).await;
    let page = added(&old, &admin).await;
    let device = pair(&old, &code(&old, &admin, &page).await, key(7)).await;
    let on = old.published(json!({ "title": "Mehr Bänke am Hafen" })).await;
    let (both, alone) = new_secret::reopened(&old).await;
    let sealed = device.seal(1, &saying(on, "Das fehlt am Kiosk.", ""));
    let taken = device.send(&both, 1, &sealed).await;
    assert_eq!(taken.json()["outcome"], "accepted", "{}", taken.text());
    assert!(device.is_word(1, &sealed, &taken), "in the voice that it was told");
    let lost = device.send(&alone, 2, &device.seal(2, &saying(on, "Das geht verloren.", ""))).await;
    assert_eq!(lost.json()["outcome"], "refused", "without the old secret it is opened by nobody");

    let told = device.beat(&both, 1, &json!({})).await.json();
    assert_ne!(told["voice"], device.told["voice"]);
    let keys = format!("{}|{}", told["seal"].as_str().unwrap(), told["voice"].as_str().unwrap());
    let word = Signed { what: "keys", kiosk: device.kiosk, number: 0, hash: &hash(&keys) }.to_string();
    let voice = device.told["voice"].as_str().unwrap();
    let vouched = tablet::is_said(voice, &word, told["vouched"][0].as_str().unwrap());
    assert!(vouched, "the voice that it knows speaks for the new one");

    let device = Device { told, ..device };
    let sealed = device.seal(3, &saying(on, "Das kommt an.", ""));
    let taken = device.send(&alone, 3, &sealed).await;
    assert_eq!(taken.json()["outcome"], "accepted", "{}", taken.text());
    assert!(device.is_word(3, &sealed, &taken));
}

#[tokio::test]
async fn the_page_of_the_kiosk_says_without_scripts_what_is_missing_and_leads_to_nobody_else() {
    let app = app().await;
    let page = app.get("/kiosk").await.text();
    assert!(page.contains("<noscript>") && page.contains("Der Kiosk braucht JavaScript"));
    assert!(!page.contains("site-header") && !page.contains("mailto:"));
    let worker = app.get("/kiosk/sw.js").await;
    assert_eq!(worker.header("service-worker-allowed"), "/kiosk");
}

#[tokio::test]
async fn a_pack_asks_as_seldom_for_many_proposals_as_for_one_and_is_the_same_while_nothing_in_it_changes() {
    let app = app().await;
    let site = super::site(&super::config(), app.store.clone());
    app.published(json!({ "title": "Mehr Bänke am Hafen" })).await;
    // Areas are read once and kept.
    Packs::default().current(&site).await.unwrap();
    let asked = async || {
        let before = app.store.statements();
        Packs::default().current(&site).await.unwrap();
        app.store.statements() - before
    };
    let few = asked().await;
    for number in 0..25 {
        app.published(json!({ "title": format!("Bank Nummer {number} am Hafen") })).await;
    }
    assert_eq!(asked().await, few);
    assert!(few <= 14, "{few}");

    let admin = app.staff(Role::Administrator, Scope::Everywhere).await;
    let page = added(&app, &admin).await;
    let device = pair(&app, &code(&app, &admin, &page).await, key(7)).await;
    let (packs, begin) = (Packs::default(), now());
    let after = async |minutes: i64| packs.current_at(&site, Moment(begin.0 + minutes * Moment::MINUTE)).await.unwrap();
    let first = after(0).await;
    let before = app.store.statements();
    assert!(Arc::ptr_eq(&first, &after(1).await), "nothing was stored");
    assert_eq!(app.store.statements(), before, "so nothing is read");
    device.beat(&app, 1, &json!({})).await;
    assert!(Arc::ptr_eq(&first, &after(2).await), "what was stored is shown nowhere");
    app.published(json!({ "title": "Ein Steg am Hafen" })).await;
    assert_ne!(after(3).await.version, first.version);
}
