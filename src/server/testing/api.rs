//! The interface for programs.

use std::collections::BTreeSet;

use axum::{
    Router,
    body::Body,
    http::{Request, StatusCode},
};
use serde_json::{Value, json};
use store::faults::is_noticed;
use tokio::task::JoinSet;

use super::{TestApp, boards::harbour, chance, discovery::tag, has_postgres, hostile::past::number};

const UUID: &str = "8e03978e-40d5-43dd-bc93-6894a57f9324";
const PROPOSALS: &str = "/api/v1/proposals";

fn proposal(title: &str) -> Value {
    json!({
        "title": title,
        "text": "Im Sommer ist es dort so heiß, dass niemand sitzen bleibt. Vier Bäume würden reichen.",
        "theme": "kultur",
    })
}

async fn unlimited() -> TestApp {
    TestApp::with(|config| config.limits_rates = false, Router::new(), Default::default()).await
}

async fn unlimited_on_postgres() -> Option<TestApp> {
    let url = std::env::var("TEST_DATABASE_URL").ok()?;
    let on_postgres = |config: &mut crate::config::Config| {
        config.limits_rates = false;
        config.database_url = url;
    };
    Some(TestApp::with(on_postgres, Router::new(), Default::default()).await)
}

async fn one_key_makes_one_proposal(app: &TestApp) {
    // The database may have seen other tests.
    let key = chance::id();
    let title = format!("Bäume {}", &key[..8]);
    let mut sendings = JoinSet::new();
    for _ in 0..20 {
        let request =
            Request::post(PROPOSALS).header("content-type", "application/json").header("idempotency-key", &key);
        let request = request.body(Body::from(proposal(&title).to_string())).unwrap();
        sendings.spawn(tower::ServiceExt::oneshot(app.app.clone(), request));
    }
    let mut answers = BTreeSet::new();
    while let Some(answer) = sendings.join_next().await {
        let answer = answer.unwrap().unwrap();
        assert_eq!(answer.status(), StatusCode::CREATED);
        let body = axum::body::to_bytes(answer.into_body(), 10_000).await.unwrap();
        answers.insert(String::from_utf8(body.to_vec()).unwrap());
    }
    assert_eq!(answers.len(), 1, "{answers:?}");
    let accepted: Value = serde_json::from_str(answers.first().unwrap()).unwrap();
    let id = domain::ids::ProposalId(accepted["id"].as_i64().unwrap());
    store::proposals::publish(&app.store, id, web::site::now()).await.unwrap();
    let rows = format!("SELECT count(*) FROM proposal WHERE title = '{title}'");
    assert_eq!(number(app, &rows).await, 1);
    let found = app.get(&format!("{PROPOSALS}?q={}", &key[..8])).await.json();
    assert_eq!(found["total"], 1);
    assert_eq!(found["items"][0]["id"], accepted["id"]);
}

#[tokio::test]
async fn twenty_sendings_at_once_with_one_key_make_one_proposal() {
    one_key_makes_one_proposal(&unlimited().await).await;
}

#[tokio::test]
async fn twenty_sendings_at_once_with_one_key_make_one_proposal_on_postgres() {
    if let Some(app) = unlimited_on_postgres().await {
        one_key_makes_one_proposal(&app).await;
    }
}

#[test]
fn it_is_noticed_when_the_key_of_a_sending_is_not_kept() {
    let fault = "forget-submissions";
    assert!(is_noticed(fault, twenty_sendings_at_once_with_one_key_make_one_proposal));
    let on_postgres = is_noticed(fault, twenty_sendings_at_once_with_one_key_make_one_proposal_on_postgres);
    assert_eq!(on_postgres, has_postgres());
}

#[tokio::test]
async fn a_key_is_taken_from_the_header_or_the_body_and_means_the_same() {
    let app = unlimited().await;
    let header =
        app.post_json(PROPOSALS, &[("idempotency-key", &format!("\"{UUID}\""))], &proposal("Vier Bäume")).await;
    assert_eq!(header.status, StatusCode::CREATED);
    let id = header.json()["id"].as_i64().unwrap();
    assert!(header.header("location").ends_with(&format!("/api/v1/proposals/{id}")));
    assert_eq!(header.header("cache-control"), "no-store");
    let mut with_submission = proposal("Vier Bäume");
    with_submission["submission"] = UUID.into();
    let body = app.post_json(PROPOSALS, &[], &with_submission).await;
    assert_eq!((body.status, body.json()), (StatusCode::CREATED, header.json()));

    let other = app.post_json(PROPOSALS, &[("idempotency-key", UUID)], &proposal("Fünf Bäume")).await;
    assert_eq!(other.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(other.json()["code"], "submission_conflict");

    for (headers, code) in [
        (vec![], "idempotency_key_missing"),
        (vec![("idempotency-key", "1")], "idempotency_key_unreadable"),
        (vec![("idempotency-key", UUID), ("idempotency-key", UUID)], "idempotency_key_unreadable"),
    ] {
        let answer = app.post_json(PROPOSALS, &headers, &proposal("Sechs Bäume")).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST);
        assert_eq!(answer.json()["code"], code);
    }
    let differs = app.post_json(PROPOSALS, &[("idempotency-key", &chance::id())], &with_submission).await;
    assert_eq!(differs.json()["code"], "idempotency_keys_differ");
}

#[tokio::test]
async fn what_nobody_is_asked_for_changes_nothing() {
    let app = unlimited().await;
    let mut body = proposal("Bäume für den Markt");
    let more =
        json!({ "id": 4711, "status": "published", "supports": 99, "person_key": "x", "revision": 7, "is_demo": true });
    body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    body["submission"] = json!(UUID);
    let answer = app.post_json(PROPOSALS, &[], &body).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text());
    let id = answer.json()["id"].as_i64().unwrap();
    assert_ne!(id, 4711);
    let page = app.get(&format!("{PROPOSALS}/{id}")).await;
    assert_eq!(page.status, StatusCode::NOT_FOUND, "it waits for its check: {}", page.text());
    store::proposals::publish(&app.store, domain::ids::ProposalId(id), web::site::now()).await.unwrap();
    let page = app.get(&format!("{PROPOSALS}/{id}")).await.json();
    assert_eq!(page["supports"], 0, "{page}");
}

#[tokio::test]
async fn pages_lead_through_the_whole_board_once() {
    let app = unlimited().await;
    let mut expected = BTreeSet::new();
    for number in 0..103 {
        expected.insert(app.published(json!({ "title": format!("Vorschlag Nummer {number}") })).await);
    }
    let (mut address, mut seen, mut pages) = (Some(format!("{PROPOSALS}?thema=verkehr")), Vec::new(), 0);
    while let Some(here) = address {
        let answer = app.get(&here).await;
        let page = answer.json();
        seen.extend(page["items"].as_array().unwrap().iter().map(|item| item["id"].as_i64().unwrap()));
        let link = answer.header("link").to_owned();
        for (field, rel) in [("next", "next"), ("previous", "prev")] {
            match page[field].as_str() {
                Some(address) => assert!(link.contains(&format!("<{address}>; rel=\"{rel}\"")), "{link}"),
                None => assert!(!link.contains(rel), "{link}"),
            }
        }
        address = page["next"].as_str().map(|next| next.trim_start_matches("http://127.0.0.1:3000").to_owned());
        pages += 1;
    }
    assert_eq!((pages, seen.len()), (3, 103));
    assert_eq!(BTreeSet::from_iter(seen), expected);
    for cursor in ["x", "n1", "n1.x", "1.2"] {
        let answer = app.get(&format!("{PROPOSALS}?seite={cursor}")).await;
        assert_eq!((answer.status, answer.json()["code"].clone()), (StatusCode::BAD_REQUEST, json!("bad_cursor")));
    }
    let answer = app.get(&format!("{PROPOSALS}?thema=&status=angenomen")).await;
    assert_eq!((answer.status, answer.json()["code"].clone()), (StatusCode::BAD_REQUEST, json!("unknown_value")));
    assert!(answer.json()["title"].as_str().unwrap().contains("`status`"));
}

/// Each narrows the board or puts it into another order, written as the page writes it.
const CHOICES: [&str; 12] = [
    "?q=Chor",
    "?liste=hafen",
    "?thema=kultur",
    "?ziel=lernend",
    "?ort=stadtmitte",
    "?status=in-pruefung",
    "?status=zurueckgezogen",
    "?sortierung=unterstuetzt",
    "?sortierung=diskutiert",
    "?sortierung=naehe",
    "?sortierung=naehe&nahe=12.060000,54.120000",
    "?q=Chor&liste=hafen&thema=kultur&ziel=lernend&ort=stadtmitte&sortierung=diskutiert",
];

/// What the interface lists under this choice, page after page.
pub(super) async fn told(app: &TestApp, choice: &str) -> Vec<i64> {
    let (mut address, mut ids) = (Some(format!("{PROPOSALS}{choice}")), Vec::new());
    while let Some(here) = address {
        let page = app.get(&here).await.json();
        ids.extend(page["items"].as_array().unwrap().iter().map(|item| item["id"].as_i64().unwrap()));
        address = page["next"].as_str().map(|next| next.trim_start_matches("http://127.0.0.1:3000").to_owned());
    }
    ids
}

/// The same from the page for people, whose pages are shorter.
async fn shown(app: &TestApp, choice: &str) -> Vec<i64> {
    let (mut address, mut ids) = (Some(format!("/vorschlaege{choice}")), Vec::new());
    while let Some(here) = address {
        let answer = app.get(&here).await;
        assert_eq!(answer.status, StatusCode::OK, "{here} leads to {}", answer.header("location"));
        let page = answer.text();
        ids.extend(page.split("card card--proposal").skip(1).map(|card| {
            let path = card.split("href=\"/vorschlaege/").nth(1).expect("a card is a link");
            path.split('-').next().unwrap().parse::<i64>().unwrap()
        }));
        address = tag(&page, "rel=\"next\"", "href");
    }
    ids
}

#[tokio::test]
async fn filters_are_those_of_the_page() {
    let app = unlimited().await;
    harbour(&app).await;
    store::seed::scale(&app.store, 60, 1, web::site::now(), |_| {}).await.unwrap();
    let choir = json!({ "title": "Ein Chor für alle", "board": "hafen", "theme": "kultur", "goals": ["lernend"],
        "pin": "12.140500,54.088700" });
    app.published(choir).await;
    let gone = domain::ids::ProposalId(app.published(json!({ "title": "Mehr Busse am Abend" })).await);
    store::proposals::withdraw(&app.store, gone, web::site::now()).await.unwrap();

    let all = shown(&app, "").await;
    assert_eq!(told(&app, "").await, all);
    for choice in CHOICES {
        let listed = shown(&app, choice).await;
        assert!(!listed.is_empty() && listed != all, "{choice} chooses nothing: {listed:?}");
        assert_eq!(told(&app, choice).await, listed, "{choice}");
    }
    let document = app.get("/api/v1/openapi.json").await.json();
    for parameter in document["paths"][PROPOSALS]["get"]["parameters"].as_array().unwrap() {
        let name = parameter["name"].as_str().unwrap();
        let is_chosen = CHOICES.iter().any(|choice| choice.contains(&format!("{name}=")));
        assert!(is_chosen || name == "seite", "nobody compares {name}");
    }
}

#[tokio::test]
async fn what_a_form_sends_empty_narrows_nothing() {
    let app = unlimited().await;
    let culture = app.published(json!({ "title": "Ein Chor für alle", "theme": "kultur" })).await;
    app.published(json!({ "title": "Mehr Busse am Abend" })).await;
    assert_eq!(told(&app, "?ziel=&thema=kultur&seite=").await, [culture]);
}

#[tokio::test]
async fn other_sites_may_read_and_nothing_else() {
    let app = unlimited().await;
    let id = app.published(json!({ "title": "Ein Chor für alle" })).await;
    let from = [("origin", "https://other.example"), ("sec-fetch-site", "cross-site"), ("sec-fetch-mode", "cors")];
    for address in [
        PROPOSALS.to_owned(),
        format!("{PROPOSALS}/{id}"),
        format!("{PROPOSALS}/999"),
        "/api/v1/openapi.json".into(),
        "/vorschlaege/feed.atom".into(),
        "/en/vorschlaege/export.csv".into(),
        "/vorschlaege/export.geojson".into(),
    ] {
        let answer = app.get_with(&address, &from).await;
        assert_eq!(answer.header("access-control-allow-origin"), "*", "{address}");
        assert_eq!(answer.header("access-control-allow-credentials"), "", "{address}");
        assert_eq!(answer.header("set-cookie"), "", "{address}");
    }
    for address in ["/", "/vorschlaege", "/beleg"] {
        assert_eq!(app.get_with(address, &from).await.header("access-control-allow-origin"), "", "{address}");
    }
    let ask = |method: &'static str| {
        let request = Request::options(PROPOSALS).header("access-control-request-method", method);
        let request = from.iter().fold(request, |request, (name, value)| request.header(*name, *value));
        app.send(request.header("access-control-request-headers", "content-type").body(Body::empty()).unwrap())
    };
    let allowed = ask("POST").await;
    assert_eq!(allowed.status, StatusCode::NO_CONTENT);
    assert_eq!(allowed.header("access-control-allow-methods"), "GET, HEAD");
    assert!(!allowed.header("access-control-allow-headers").to_lowercase().contains("content-type"));
    let sent = app.post_json(PROPOSALS, &[("idempotency-key", UUID), from[0], from[1]], &proposal("Vier Bäume")).await;
    assert_eq!(sent.status, StatusCode::FORBIDDEN);
    assert_eq!(sent.header("access-control-allow-origin"), "");
    assert_eq!(sent.json()["code"], "forbidden");
}

#[tokio::test]
async fn answers_are_kept_by_caches_as_far_as_they_are_the_same_for_everybody() {
    let app = unlimited().await;
    let id = app.published(json!({ "title": "Ein Chor für alle" })).await;
    for address in [PROPOSALS.to_owned(), format!("{PROPOSALS}/{id}"), "/api/v1/themes".into()] {
        let answer = app.get(&address).await;
        assert!(answer.header("cache-control").starts_with("public, max-age="), "{address}");
        let again = app.get_with(&address, &[("if-none-match", answer.header("etag"))]).await;
        assert_eq!((again.status, again.body.len()), (StatusCode::NOT_MODIFIED, 0), "{address}");
        assert_eq!(again.header("access-control-allow-origin"), "*");
    }
    assert_eq!(app.get("/api/v1/proposals/999").await.header("cache-control"), "no-store");
}

#[tokio::test]
async fn who_asks_too_often_gets_a_problem_that_a_program_can_read() {
    let app = TestApp::new().await;
    let mut last = app.post_json(PROPOSALS, &[], &json!({})).await;
    for _ in 0..40 {
        last = app.post_json(PROPOSALS, &[], &json!({})).await;
    }
    assert_eq!(last.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(last.header("content-type"), "application/problem+json");
    assert_eq!(last.json()["code"], "too_many_requests");
    assert!(last.header("retry-after").parse::<u64>().unwrap() > 0);
}
