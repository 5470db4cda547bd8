//! Records, whose content is JSON in a text, also sealed by a kiosk: what is tried inside comes as far as what is fine.

use axum::http::StatusCode;
use serde_json::{Value, json};

use super::{
    attack::{self, Question, Slot},
    payloads::{self, Dice, JSON_VALUES, Payload},
    routes::{Body, ROUTES, Route},
    storm::Storm,
    world::World,
};
use crate::testing::{
    Answer,
    kiosk::{self, Device},
};

const OUTBOX: &str = "/api/v1/outbox";

/// Nothing that is tried in them is refused for another reason.
#[tokio::test]
async fn records_in_which_nothing_is_wrong_are_taken() {
    let world = World::new().await;
    let mut kinds = 0;
    for route in ROUTES.iter().filter(|route| route.path == OUTBOX) {
        let answer = world.app.send(attack::fine(&world, route)).await;
        assert_eq!(answer.status, StatusCode::OK, "{route:?}: {}", answer.text());
        assert_eq!(answer.json()["outcome"], "accepted", "{route:?}: {}", answer.text());
        kinds += 1;
    }
    assert_eq!(kinds, domain::outbox::Kind::ALL.len());
}

#[tokio::test]
async fn what_is_tried_inside_a_record_stands_in_what_comes_of_it() {
    let world = World::new().await;
    let route = ROUTES.iter().find(|route| route.path == OUTBOX).unwrap();
    let slot = Slot::Inner("/content".into(), "/text".into());
    assert!(attack::slots(route).contains(&slot));
    let payload = Payload { kind: "text", bytes: "Ein \"Hocker\" \\ reicht mir.".into(), is_raw: false };
    let (request, _) = attack::request(&world, route, &slot, &payload, 0, false, world.number()).unwrap();
    let answer = world.app.send(request).await;
    assert_eq!(answer.json()["outcome"], "accepted", "{}", answer.text());
    let receipt = world.app.get(answer.json()["detail"].as_str().unwrap()).await.text();
    assert!(receipt.contains("Hocker") && receipt.contains("\\ reicht mir."), "{receipt}");
}

/// For one place in what a device sends.
fn choice(dice: &mut Dice) -> Vec<Payload> {
    let mut fixed = payloads::fixed();
    // More than a record may have is no place in it.
    fixed.retain(|payload| payload.bytes.len() <= 20_000);
    let value = JSON_VALUES[dice.below(JSON_VALUES.len())];
    let mut all = payloads::always();
    all.push(fixed[dice.below(fixed.len())].clone());
    all.push(payloads::generated(dice));
    all.push(Payload { kind: "JSON value", bytes: value.into(), is_raw: true });
    all.push(payloads::deep());
    all
}

/// Judges an answer to a device as the storm judges all.
fn judge(storm: &mut Storm, address: &str, slot: &Slot, payload: &Payload, answer: &Answer) {
    let what = format!("{address} with {slot:?} = {payload:?}");
    let question = Question { what, address: address.into(), language: "de", is_page: false, texts: Vec::new() };
    storm.judge(&question, answer);
}

/// The records of any device as a kiosk seals them, about this proposal.
fn sealed_ones(proposal: i64) -> Vec<Value> {
    let of_route = |route: &Route| match route.body {
        Body::Json(text) if route.path == OUTBOX => serde_json::from_str::<Value>(text).ok(),
        _ => None,
    };
    let mut records: Vec<Value> = ROUTES.iter().filter_map(of_route).collect();
    for record in &mut records {
        let about = format!("\"proposal\":{proposal}");
        record["content"] = record["content"].as_str().unwrap().replace("\"proposal\":0", &about).into();
        record["visitor"] = "8e03978e40d543ddbc936894a57f9324".into();
        record["receipt"] = "K041-0610-50RF".into();
    }
    records
}

/// A tablet stands where anybody gets at it: what its own key signs and seals is no more to be believed than anything else.
#[tokio::test]
async fn whatever_a_paired_kiosk_seals_gets_our_word_and_whatever_it_tells_an_answer() {
    let app = kiosk::app().await;
    let device = Device::new(&app).await;
    let proposal = app.published(json!({ "title": "Mehr Bänke am Hafen" })).await;
    let (mut storm, mut dice, mut number, mut accepted) = (Storm::new(), Dice::new(), 0, 0);
    for record in sealed_ones(proposal) {
        for slot in attack::json::slots(&record) {
            for payload in choice(&mut dice) {
                number += 1;
                // Each a record of its own, unless its id is what is tried.
                let mut fresh = record.clone();
                fresh["id"] = dice.id().as_str().into();
                let sealed = device.seal_text(number, &attack::json::with(fresh, &slot, &payload));
                let answer = device.send(&app, number, &sealed).await;
                judge(&mut storm, "/api/v1/kiosk/records", &slot, &payload, &answer);
                assert_eq!(answer.status, StatusCode::OK, "{slot:?} = {payload:?}: {}", answer.text());
                assert!(device.is_word(number, &sealed, &answer), "{slot:?} = {payload:?}");
                accepted += usize::from(answer.json()["outcome"] == "accepted");
            }
        }
    }
    // It came as far as where contributions are made.
    assert!(accepted > 10, "only {accepted} of {number} were accepted");

    let told = json!({
        "beat": 0, "at": 1_795_000_000_000_i64, "waiting": 0, "oldest": null, "version": "abc", "pack": "def",
        "battery": 0.5, "charging": false, "room": 1, "persisted": true, "help": false
    });
    let (mut beat, mut heard) = (0_i64, 0);
    for slot in attack::json::slots(&told) {
        for payload in choice(&mut dice) {
            beat += 1;
            let mut told = told.clone();
            told["beat"] = beat.into();
            let answer = device.tell(&app, beat, &attack::json::with(told, &slot, &payload)).await;
            judge(&mut storm, "/api/v1/kiosk/heartbeat", &slot, &payload, &answer);
            assert!(answer.status.is_success() || answer.status.is_client_error(), "{slot:?} = {payload:?}");
            heard += usize::from(answer.status.is_success());
        }
    }
    assert!(heard > 5, "only {heard} of {beat} were heard");
    storm.end("paired-kiosk.txt");
}
