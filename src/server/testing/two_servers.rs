//! Two servers on one database are one city: whatever one of them acknowledged, the other knows at once.

use axum::{
    Router,
    body::Body,
    http::{Method, Request, StatusCode, header},
};
use domain::{
    boards::Moderation,
    ids::ProposalId,
    policy::{Role, Scope},
};
use http_body_util::BodyExt;
use serde_json::json;
use store::{faults::is_noticed, sha256};
use tower::ServiceExt;
use web::site::now;

use super::{
    Answer, TestApp,
    accounts::{cookie, with_password},
    chance,
    editing::between,
    forms, has_postgres,
    hostile::{Dice, PICTURE},
    kiosk::Device,
    second_factor::{SIGN_IN, set_up, step},
    staff::get_as,
};
use crate::app::Capacity;

struct City {
    one: TestApp,
    other: TestApp,
    proposal: ProposalId,
    _folder: Option<tempfile::TempDir>,
}

/// On one SQLite file, and on PostgreSQL where there is one.
async fn cities() -> Vec<City> {
    [Some(on_a_file().await), on_postgres().await].into_iter().flatten().collect()
}

async fn on_postgres() -> Option<City> {
    // All these tests have one database there; whoever comes first fills it.
    static TURN: tokio::sync::Mutex<()> = tokio::sync::Mutex::const_new(());
    let url = std::env::var("TEST_DATABASE_URL").ok()?;
    let _turn = TURN.lock().await;
    Some(city(&url, None).await)
}

async fn on_a_file() -> City {
    let file = tempfile::tempdir().unwrap();
    let url = format!("sqlite://{}", file.path().join("city.db").display());
    city(&url, Some(file)).await
}

async fn city(url: &str, folder: Option<tempfile::TempDir>) -> City {
    let app = || TestApp::with(|config| config.database_url = url.into(), Router::new(), Capacity::default());
    let (one, other) = (app().await, app().await);
    store::seed::demo(&one.store, now()).await.unwrap();
    store::boards::set_moderation(&one.store, "stadt", Moderation::After, now()).await.unwrap();
    // A proposal of its own for each test: they run at the same time, and where there is one database they share it.
    let proposal = ProposalId(one.published(serde_json::json!({ "title": "Zwei Server für eine Stadt" })).await);
    City { one, other, proposal, _folder: folder }
}

async fn send(app: &TestApp, method: Method, address: &str, cookie: Option<&str>, json: &str) -> Answer {
    let mut request = Request::builder()
        .method(method)
        .uri(address)
        .header("sec-fetch-site", "same-origin")
        .header(header::CONTENT_TYPE, "application/json");
    if let Some(cookie) = cookie {
        request = request.header(header::COOKIE, cookie);
    }
    app.send(request.body(Body::from(json.to_owned())).unwrap()).await
}

fn field<'a>(json: &'a str, name: &str) -> &'a str {
    let rest = json.split(&format!("\"{name}\":")).nth(1).unwrap_or_else(|| panic!("no {name} in {json}"));
    rest.split([',', '}']).next().unwrap().trim_matches('"')
}

#[tokio::test]
async fn a_support_at_one_is_seen_and_taken_back_at_the_other() {
    for City { one, other, proposal, .. } in &cities().await {
        let address = format!("/api/v1/proposals/{proposal}");
        let count =
            async |app: &TestApp| -> i64 { field(&app.get(&address).await.text(), "supports").parse().unwrap() };
        let before = count(other).await;
        let answer = send(one, Method::PUT, &format!("{address}/support"), None, "").await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
        assert_eq!(count(other).await, before + 1);
        // The token that one server gave is good at the other.
        let cookie = answer.header("set-cookie").split(';').next().unwrap().to_owned();
        let again = send(other, Method::PUT, &format!("{address}/support"), Some(&cookie), "").await;
        assert_eq!((again.status, count(one).await), (StatusCode::OK, before + 1), "one person, one voice");
        send(other, Method::DELETE, &format!("{address}/support"), Some(&cookie), "").await;
        assert_eq!(count(one).await, before);
    }
}

async fn is_made_anew(City { one, other, proposal, .. }: &City) {
    let page = async |app: &TestApp| -> String {
        let address = format!("/vorschlaege/{proposal}");
        let answer = app.get_with(&address, &[("accept-encoding", "br")]).await;
        let mut plain = Vec::new();
        brotli::BrotliDecompress(&mut answer.body.as_slice(), &mut plain).unwrap();
        String::from_utf8(plain).unwrap()
    };
    let count = async |app: &TestApp| -> i64 {
        let page = page(app).await;
        page.split("support__count\"><strong>").nth(1).unwrap().split('<').next().unwrap().parse().unwrap()
    };
    let before = count(other).await;
    assert_eq!(count(other).await, before);
    for more in 1..4 {
        let answer = send(one, Method::PUT, &format!("/api/v1/proposals/{proposal}/support"), None, "").await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
        assert_eq!((count(other).await, count(one).await), (before + more, before + more));
    }
}

#[tokio::test]
async fn a_page_that_one_keeps_in_memory_is_made_anew_when_the_other_stores_something() {
    is_made_anew(&on_a_file().await).await;
}

#[tokio::test]
async fn a_page_that_one_keeps_in_memory_is_made_anew_on_postgres_as_well() {
    if let Some(city) = on_postgres().await {
        is_made_anew(&city).await;
    }
}

#[test]
fn it_is_noticed_when_a_page_is_kept_without_asking() {
    let fault = "keep-pages-unasked";
    assert!(is_noticed(fault, a_page_that_one_keeps_in_memory_is_made_anew_when_the_other_stores_something));
    let on_postgres = is_noticed(fault, a_page_that_one_keeps_in_memory_is_made_anew_on_postgres_as_well);
    assert_eq!(on_postgres, has_postgres());
}

#[tokio::test]
async fn whoever_signs_in_at_one_is_known_to_the_other_and_signs_out_of_both() {
    for City { one, other, .. } in &cities().await {
        // The database may have seen other tests.
        let name = chance::id();
        with_password(one, &format!("{name}@example.org")).await;
        let form = format!("email={name}%40example.org&passwort=M%C3%B6we+Hafen+Regen&weiter=%2Fkonto");
        let session = cookie(&one.post("/anmelden", form).await);
        assert!(get_as(other, &session, "/konto").await.text().contains(&name));
        other.post_as(&session, "/abmelden", "").await;
        assert_eq!(get_as(one, &session, "/konto").await.status, StatusCode::SEE_OTHER);
    }
}

#[tokio::test]
async fn a_password_at_one_and_the_second_factor_at_the_other_make_one_sign_in() {
    for City { one, other, .. } in &cities().await {
        let (_, phone, _) = set_up(one).await;
        let between = step(&one.post("/anmelden", SIGN_IN).await);
        let code = format!("code={}&weiter=%2Fkonto", phone.code(1));
        let signed_in = other.post_as(&between, "/anmelden/code", code.clone()).await;
        assert_eq!((signed_in.status, signed_in.header("location")), (StatusCode::SEE_OTHER, "/konto"));
        assert!(get_as(one, &cookie(&signed_in), "/konto").await.text().contains("ada@example.org"));
        // A code is taken once, by both of them together.
        let again = step(&one.post("/anmelden", SIGN_IN).await);
        assert_eq!(one.post_as(&again, "/anmelden/code", code).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
}

/// A block as an editor leaves it, who saw this revision.
async fn write(app: &TestApp, editor: &str, place: &str, revision: i64, body: &str) -> Answer {
    let request = Request::put(place)
        .header("sec-fetch-site", "same-origin")
        .header("if-match", format!("\"{revision}\""))
        .header(header::COOKIE, editor)
        .header(header::CONTENT_TYPE, "application/json");
    let sent = json!({ "save": chance::uuid(), "body": body }).to_string();
    app.send(request.body(Body::from(sent)).unwrap()).await
}

#[tokio::test]
async fn a_text_that_is_edited_at_one_is_not_overwritten_at_the_other() {
    for City { one, other, .. } in &cities().await {
        let editor = one.staff(Role::Editor, Scope::Everywhere).await;
        let page = get_as(one, &editor, "/regeln?bearbeiten").await.text();
        let base = format!("/bearbeiten/{}", between(&page, "data-edit-page=\"", "\""));
        let key = between(&page, "data-block=\"", "\"");
        let block = async |app: &TestApp| {
            get_as(app, &editor, &format!("{base}/entwurf.json")).await.json()["blocks"][&key].clone()
        };
        let place = format!("{base}/bloecke/{key}");
        let save = async |app: &TestApp, revision: i64, body: &str| write(app, &editor, &place, revision, body).await;
        let seen = block(other).await["revision"].as_i64().unwrap();
        assert_eq!(save(one, seen, "Hier schreibt der eine Server.").await.status, StatusCode::OK);
        assert_eq!(block(other).await["body"], "Hier schreibt der eine Server.");
        let late = save(other, seen, "Dort schreibt ein anderer Server.").await;
        assert_eq!(late.status, StatusCode::CONFLICT, "{}", late.text());
        assert_eq!(block(one).await["body"], "Hier schreibt der eine Server.");
    }
}

#[tokio::test]
async fn what_an_editor_does_at_one_is_told_to_an_editor_at_the_other() {
    for City { one, other, .. } in &cities().await {
        let ada = one.staff(Role::Editor, Scope::Everywhere).await;
        let bea = other.staff(Role::Editor, Scope::Everywhere).await;
        // A page of its own: where there is one database, other tests write on others.
        let page = get_as(one, &ada, "/mitmachen?bearbeiten").await.text();
        let base = format!("/bearbeiten/{}", between(&page, "data-edit-page=\"", "\""));
        let draft = get_as(one, &ada, &format!("{base}/entwurf.json")).await.json();
        let block = draft["blocks"].as_object().unwrap().values().find(|block| block["kind"] == "text").unwrap();
        let (key, revision) = (block["key"].as_str().unwrap(), block["revision"].as_i64().unwrap());
        let listening = Request::get(format!("{base}/ereignisse"))
            .header(header::COOKIE, &ada)
            .header(header::ACCEPT, "text/event-stream");
        let response = one.app.clone().oneshot(listening.body(Body::empty()).unwrap()).await.unwrap();
        assert_eq!(response.status(), StatusCode::OK);
        let mut events = response.into_body();

        let (tab, words) = (chance::uuid(), format!("Das schreibt Bea: {}.", chance::uuid()));
        let here = json!({ "tab": tab, "block": key }).to_string();
        let told = send(other, Method::POST, &format!("{base}/anwesend"), Some(&bea), &here).await;
        assert!(told.status.is_success(), "{}", told.text());
        let saved = write(other, &bea, &format!("{base}/bloecke/{key}"), revision, &words).await;
        assert_eq!(saved.status, StatusCode::OK, "{}", saved.text());
        let mut seen = String::new();
        while !(seen.contains(&tab) && seen.contains(&words)) {
            let frame = tokio::time::timeout(std::time::Duration::from_secs(20), events.frame()).await;
            let frame = frame.expect("an event").unwrap().unwrap();
            seen.push_str(std::str::from_utf8(frame.data_ref().unwrap()).unwrap());
        }
        assert!(seen.contains("event: presence") && seen.contains("event: block"), "{seen}");
    }
}

#[tokio::test]
async fn a_kiosk_that_was_paired_at_one_is_known_to_the_other_and_shows_the_same() {
    // A database of its own: with what other tests publish meanwhile the pack would be another.
    let City { one, other, proposal, .. } = &on_a_file().await;
    let device = Device::paired_at(one, other).await;
    let beat = async |app: &TestApp, beat: i64| {
        device.tell(app, beat, &json!({ "beat": beat, "at": 0, "waiting": 0 }).to_string()).await
    };
    let (here, there) = (beat(one, 1).await.json(), beat(other, 2).await.json());
    for field in ["pack", "parts", "seal", "voice", "name"] {
        assert_eq!(here[field], there[field], "{field}");
    }
    let part = &here["parts"][0];
    let text = other.get(part["address"].as_str().unwrap()).await.text();
    assert_eq!(part["hash"], sha256(&text), "the one names what the other has");
    assert_ne!(beat(one, 2).await.status, StatusCode::OK, "a sign of life counts once for both");

    let mut dice = Dice::new();
    let content = json!({ "proposal": proposal.0, "stance": "for", "text": "Das fehlt am Kiosk." }).to_string();
    let record = json!({ "id": dice.id(), "kind": "comment", "content": content, "visitor": dice.id() });
    let sealed = device.seal_text(1, &record.to_string());
    for app in [one, other] {
        let taken = device.send(app, 1, &sealed).await;
        assert_eq!(taken.json()["outcome"], "accepted", "{}", taken.text());
        assert!(device.is_word(1, &sealed, &taken));
    }
    let shown = one.get(&format!("/api/v1/proposals/{proposal}")).await;
    assert_eq!(shown.json()["comments"], 1, "{}", shown.text());
}

#[tokio::test]
async fn a_contribution_to_one_is_there_for_the_other_with_its_receipt() {
    let mut dice = Dice::new();
    for City { one, other, proposal, .. } in &cities().await {
        // The numbers on the start page are counted once before.
        let home = other.get("/").await.text();
        let id = dice.id();
        let body = format!(
            "{{\"submission\":\"{id}\",\"title\":\"Zwei Server für eine Stadt {id}\",\
             \"text\":\"Einer fällt aus, und niemand merkt es. Das wäre schön.\",\"theme\":\"verwaltung\"}}"
        );
        let answer = send(one, Method::POST, "/api/v1/proposals", None, &body).await;
        assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text());
        let text = answer.text();
        assert_eq!(other.get(&format!("/beleg/{}", field(&text, "receipt"))).await.status, StatusCode::OK);
        assert_eq!(other.get(&format!("/vorschlaege/{}", field(&text, "id"))).await.status, StatusCode::OK);
        assert!(other.get(&format!("/vorschlaege?q={id}")).await.text().contains(id.as_str()));
        assert_ne!(other.get("/").await.text(), home, "the numbers are the old ones");
        // The same again, at the other: still one.
        let again = send(other, Method::POST, "/api/v1/proposals", None, &body).await;
        assert_eq!((again.status, field(&again.text(), "id")), (StatusCode::CREATED, field(&text, "id")));

        let words = format!("Ja, {}", &dice.id().as_str()[..16]);
        let comment = format!("{{\"submission\":\"{id}\",\"stance\":\"for\",\"text\":\"{words}\"}}");
        let answer = send(other, Method::POST, &format!("/api/v1/proposals/{proposal}/comments"), None, &comment).await;
        assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text());
        assert!(one.get(&format!("/vorschlaege/{proposal}?beitraege=neu")).await.text().contains(&words));
    }
}

#[tokio::test]
async fn a_draft_begun_at_one_is_finished_at_the_other() {
    for City { one, other, .. } in &cities().await {
        let begun = one.post("/vorschlaege/neu", "thema=verkehr").await;
        assert_eq!(begun.status, StatusCode::SEE_OTHER);
        let draft = begun.header("location").to_owned();
        let title = forms::form(&[("titel", "Bänke am Hafen")]) + "--x--\r\n";
        assert_eq!(forms::send(other, &draft, title).await.status, StatusCode::SEE_OTHER);
        assert!(one.get(&draft).await.text().contains("Bänke am Hafen"));

        let mut body = b"--x\r\nContent-Disposition: form-data; name=\"bilder\"; filename=\"a.png\"\r\n\r\n".to_vec();
        body.extend([PICTURE, b"\r\n--x--\r\n".as_slice()].concat());
        let uploaded = forms::send(one, &draft, body).await;
        assert!(uploaded.header("location").contains("gespeichert=1"), "{}", uploaded.header("location"));
        let page = other.get(&draft).await.text();
        let picture = format!("{draft}/bild/{}", between(&page, &format!("{draft}/bild/"), "\""));
        let shown = other.get(&picture).await;
        assert_eq!((shown.status, shown.header("content-type")), (StatusCode::OK, "image/jpeg"));
        assert_eq!(shown.body, one.get(&picture).await.body);
    }
}
