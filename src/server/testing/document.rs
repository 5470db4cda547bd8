//! The document of the interface tells the truth: what it lists is there, what is there it lists, and real answers are
//! what it says.

use std::collections::BTreeSet;

use axum::{
    body::Body,
    http::{Method, Request, StatusCode, header},
};
use serde_json::{Value, json};

use super::{
    Answer, TestApp, chance,
    hostile::fields::{HEARTBEAT, PAIRING, SEALED},
    schema::Checker,
};
use crate::http::api;

const METHODS: [&str; 5] = ["get", "put", "post", "delete", "patch"];

pub(super) fn document() -> Value {
    serde_json::from_str(&api::document().unwrap()).unwrap()
}

/// All operations: method and path.
fn operations(document: &Value) -> BTreeSet<(String, String)> {
    let paths = document["paths"].as_object().unwrap();
    let of_path = |(path, item): (&String, &Value)| {
        let methods: Vec<String> = item.as_object().unwrap().keys().cloned().collect();
        let path = path.clone();
        methods.into_iter().map(move |method| (method, path.clone()))
    };
    paths.iter().flat_map(of_path).collect()
}

async fn ask(app: &TestApp, method: &str, address: &str, body: Option<&Value>) -> Answer {
    let method: Method = method.to_uppercase().parse().unwrap();
    let request = Request::builder().method(method).uri(address).header(header::CONTENT_TYPE, "application/json");
    let body = body.map_or_else(Body::empty, |body| Body::from(body.to_string()));
    app.send(request.body(body).unwrap()).await
}

/// The answer is one of those that the operation announces.
pub(super) fn check(document: &Value, method: &str, path: &str, sent: Option<&Value>, answer: &Answer) {
    let name = format!("{method} {path} {}", answer.status);
    let operation = &document["paths"][path][method];
    let responses = operation["responses"].as_object().unwrap();
    let response =
        responses.get(answer.status.as_str()).or(responses.get("default")).unwrap_or_else(|| panic!("{name}"));
    let kind = answer.header("content-type");
    let schema = &response["content"][kind]["schema"];
    assert!(schema.is_object(), "{name}: {kind} is not announced");
    let mut checker = Checker::new(document);
    checker.check(schema, &answer.json(), &name);
    if let Some(sent) = sent.filter(|_| answer.status.is_success()) {
        checker.check(
            &operation["requestBody"]["content"]["application/json"]["schema"],
            sent,
            &format!("{name}, sent"),
        );
    }
    assert_eq!(checker.complaints, [""; 0]);
}

#[tokio::test]
async fn every_kind_of_answer_of_every_operation_is_as_the_document_says() {
    let app = TestApp::with(|config| config.limits_rates = false, axum::Router::new(), Default::default()).await;
    let id = app
        .published(json!({ "title": "Mehr Bänke am Hafen", "goals": ["verbindend"], "pin": "12.1405,54.0887" }))
        .await;
    app.published(json!({ "title": "Bänke am Strand", "author": "Ada", "place_note": "Am Leuchtturm" })).await;
    answered(&app, id).await;
    let document = document();
    let proposal = json!({ "submission": chance::id(), "title": "Bäume für den Markt", "theme": "kultur",
        "text": "Im Sommer ist es dort so heiß, dass niemand sitzen bleibt. Vier Bäume würden reichen.", "email": "a@b.de" });
    let changed = json!({ "submission": proposal["submission"], "title": "Büsche für den Markt", "theme": "kultur",
        "text": proposal["text"] });
    let comment = json!({ "submission": chance::id(), "stance": "for", "text": "Das fehlt wirklich." });
    let record = json!({ "id": chance::id(), "kind": "comment", "entered_at": 0, "language": "de",
        "content": format!("{{\"proposal\":{id},\"stance\":\"for\",\"text\":\"Auch abends.\"}}") });
    let refused = json!({ "id": chance::id(), "kind": "comment", "content": "{}" });
    let (one, none) = (format!("/api/v1/proposals/{id}"), "/api/v1/proposals/999");
    let of = |path: &str, rest: &str| format!("{path}{rest}");
    let cases: Vec<(&str, &str, String, Option<&Value>, u16)> = vec![
        ("get", "/api/v1/proposals", "/api/v1/proposals".into(), None, 200),
        ("get", "/api/v1/proposals", "/api/v1/proposals?thema=verkehr&q=bank".into(), None, 200),
        ("get", "/api/v1/proposals", "/api/v1/proposals?seite=x".into(), None, 400),
        ("post", "/api/v1/proposals", "/api/v1/proposals".into(), Some(&proposal), 201),
        ("post", "/api/v1/proposals", "/api/v1/proposals".into(), Some(&proposal), 201),
        ("post", "/api/v1/proposals", "/api/v1/proposals".into(), Some(&changed), 422),
        ("post", "/api/v1/proposals", "/api/v1/proposals".into(), Some(&comment), 422),
        ("post", "/api/v1/proposals", "/api/v1/proposals".into(), None, 400),
        ("get", "/api/v1/proposals/{id}", one.clone(), None, 200),
        ("get", "/api/v1/proposals/{id}", none.into(), None, 404),
        ("get", "/api/v1/proposals/{id}", "/api/v1/proposals/x".into(), None, 404),
        ("post", "/api/v1/proposals/{id}/comments", of(&one, "/comments"), Some(&comment), 201),
        ("post", "/api/v1/proposals/{id}/comments", of(&one, "/comments"), Some(&proposal), 422),
        ("post", "/api/v1/proposals/{id}/comments", of(none, "/comments"), Some(&comment), 404),
        ("put", "/api/v1/proposals/{id}/support", of(&one, "/support"), None, 200),
        ("put", "/api/v1/proposals/{id}/support", of(none, "/support"), None, 404),
        ("delete", "/api/v1/proposals/{id}/support", of(&one, "/support"), None, 404),
        ("post", "/api/v1/outbox", "/api/v1/outbox".into(), Some(&record), 200),
        ("post", "/api/v1/outbox", "/api/v1/outbox".into(), Some(&refused), 200),
        ("post", "/api/v1/outbox", "/api/v1/outbox".into(), Some(&comment), 422),
        ("get", "/api/v1/themes", "/api/v1/themes".into(), None, 200),
        ("get", "/api/v1/figures", "/api/v1/figures".into(), None, 200),
        ("get", "/api/v1/figures", "/api/v1/figures?thema=verkehr&aufruf=orte-die-verbinden".into(), None, 200),
        ("get", "/api/v1/goals", "/api/v1/goals".into(), None, 200),
        ("get", "/api/v1/openapi.json", "/api/v1/openapi.json".into(), None, 200),
    ];
    let no_code = serde_json::from_str(PAIRING).unwrap();
    let (nobody, unsigned) = (serde_json::from_str(HEARTBEAT).unwrap(), serde_json::from_str(SEALED).unwrap());
    // What a kiosk that is paired gets the tests of kiosks hold against the document.
    let kiosks: Vec<(&str, &str, String, Option<&Value>, u16)> = vec![
        ("post", "/api/v1/kiosk/pairing", "/api/v1/kiosk/pairing".into(), Some(&no_code), 404),
        ("post", "/api/v1/kiosk/heartbeat", "/api/v1/kiosk/heartbeat".into(), Some(&nobody), 401),
        ("post", "/api/v1/kiosk/records", "/api/v1/kiosk/records".into(), Some(&unsigned), 401),
        ("get", "/api/v1/kiosk/parts/{name}", "/api/v1/kiosk/parts/listen".into(), None, 200),
        ("get", "/api/v1/kiosk/parts/{name}", "/api/v1/kiosk/parts/nichts".into(), None, 404),
    ];
    let mut seen = BTreeSet::new();
    for (method, path, address, body, status) in cases.into_iter().chain(kiosks) {
        let answer = ask(&app, method, &address, body).await;
        assert_eq!(answer.status.as_u16(), status, "{method} {address}: {}", answer.text());
        check(&document, method, path, body, &answer);
        seen.insert((method.to_owned(), path.to_owned()));
    }
    let cookie = ask(&app, "put", &of(&one, "/support"), None).await.header("set-cookie").to_owned();
    let withdraw = Request::delete(of(&one, "/support"))
        .header(header::COOKIE, cookie.split(';').next().unwrap())
        .header(header::ORIGIN, "http://127.0.0.1:3000");
    let answer = app.send(withdraw.body(Body::empty()).unwrap()).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    check(&document, "delete", "/api/v1/proposals/{id}/support", None, &answer);
    assert_eq!(seen, operations(&document));
}

/// With an answer of the city and everything that a timeline tells.
async fn answered(app: &TestApp, id: i64) {
    let id = domain::ids::ProposalId(id);
    for (to, reasons) in
        [(domain::proposals::Status::UnderReview, "Wir prüfen."), (domain::proposals::Status::Rejected, "Geht nicht.")]
    {
        let answer = domain::proposals::NewAnswer {
            to,
            text: reasons.into(),
            cost_eur: Some(1_000),
            period: None,
            contact: Some("0381 381-0".into()),
            merge_into: None,
        };
        store::proposals::answer(&app.store, &domain::policy::Acting::OPERATOR, id, answer, web::site::now())
            .await
            .unwrap();
    }
    let answer = domain::proposals::NewAnswer {
        to: domain::proposals::Status::UnderReview,
        text: "Neue Lage.".into(),
        cost_eur: None,
        period: Some("2027".into()),
        contact: None,
        merge_into: None,
    };
    store::proposals::answer(&app.store, &domain::policy::Acting::OPERATOR, id, answer, web::site::now())
        .await
        .unwrap();
}

#[test]
fn every_operation_has_a_name_of_its_own() {
    let document = document();
    let operations = operations(&document);
    let names: BTreeSet<Option<&str>> =
        operations.iter().map(|(method, path)| document["paths"][path][method]["operationId"].as_str()).collect();
    assert_eq!(names.len(), operations.len(), "{names:?}");
}

#[tokio::test]
async fn what_the_document_does_not_list_is_not_there() {
    let app = TestApp::with(|config| config.limits_rates = false, axum::Router::new(), Default::default()).await;
    let document = document();
    let operations = operations(&document);
    let paths: BTreeSet<&String> = operations.iter().map(|(_, path)| path).collect();
    for path in paths {
        for method in METHODS {
            let answer = ask(&app, method, &path.replace("{id}", "1"), None).await;
            let is_listed = operations.contains(&(method.to_owned(), path.clone()));
            assert_eq!(answer.status == StatusCode::METHOD_NOT_ALLOWED, !is_listed, "{method} {path}");
            if !is_listed {
                assert_eq!(answer.header("content-type"), "application/problem+json", "{method} {path}");
                assert!(!answer.header("allow").is_empty(), "{method} {path}");
            }
        }
    }
    // Routes come in together with their description; the one that does not answers everything else.
    assert_eq!(include_str!("../http/api.rs").matches(".route(").count(), 1);
    for address in ["/api/v1", "/api/v1/proposal", "/api/v1/proposals/1/answers"] {
        let answer = app.get(address).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{address}");
        assert_eq!(answer.header("content-type"), "application/problem+json", "{address}");
    }
}

#[tokio::test]
async fn the_document_is_served_and_kept() {
    let kept =
        std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/openapi.json")).unwrap_or_default();
    assert!(
        kept == api::document().unwrap(),
        "docs/openapi.json is not what the code says. Renew it and look at the difference:\n\
         cargo run -q -p server -- openapi > docs/openapi.json"
    );
    let app = TestApp::new().await;
    assert_eq!(app.get("/api/v1/openapi.json").await.text(), kept);
}
