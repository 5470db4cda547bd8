//! Editing pages in place: who may, what a save answers, and that visitors notice nothing of it.

mod broken;
mod doors;
mod inbox;
mod languages;
mod levels;
mod older;
mod opened;
mod opening;
mod order;
mod seen;
mod times;
mod tree;
mod units;

use axum::{body::Body, http::Request, http::StatusCode};
use domain::policy::{Role, Scope};
use http_body_util::BodyExt;
use serde_json::{Value, json};
use tower::ServiceExt;

use super::{Answer, TestApp, chance::uuid, staff::get_as};

const PAGE: &str = "/regeln";

struct Desk {
    app: TestApp,
    ada: String,
    bea: String,
    /// `/bearbeiten/12`
    base: String,
    key: String,
}

impl Desk {
    async fn new() -> Self {
        let app = TestApp::new().await;
        let ada = app.staff(Role::Editor, Scope::Everywhere).await;
        let bea = app.staff(Role::Administrator, Scope::Everywhere).await;
        let page = get_as(&app, &ada, &format!("{PAGE}?bearbeiten")).await.text();
        let number = between(&page, "data-edit-page=\"", "\"");
        let key = between(&page, "data-block=\"", "\"");
        Self { app, ada, bea, base: format!("/bearbeiten/{number}"), key }
    }

    async fn draft(&self) -> Value {
        get_as(&self.app, &self.ada, &format!("{}/entwurf.json", self.base)).await.json()
    }

    async fn send(&self, who: &str, method: &str, path: &str, revision: Option<i64>, body: &Value) -> Answer {
        let mut request = Request::builder()
            .method(method)
            .uri(format!("{}/{path}", self.base))
            .header("sec-fetch-site", "same-origin")
            .header("content-type", "application/json");
        if !who.is_empty() {
            request = request.header("cookie", who);
        }
        if let Some(revision) = revision {
            request = request.header("if-match", format!("\"{revision}\""));
        }
        self.app.send(request.body(Body::from(body.to_string())).unwrap()).await
    }

    async fn save(&self, who: &str, revision: Option<i64>, body: &str) -> Answer {
        let sent = json!({ "save": uuid(), "body": body });
        self.send(who, "PUT", &format!("bloecke/{}", self.key), revision, &sent).await
    }

    /// A block whose text is known, with its revision.
    async fn prepared(&self, body: &str) -> i64 {
        let revision = self.draft().await["blocks"][&self.key]["revision"].as_i64().unwrap();
        self.save(&self.ada, Some(revision), body).await.json()["revision"].as_i64().unwrap()
    }

    async fn body(&self) -> String {
        self.draft().await["blocks"][&self.key]["body"].as_str().unwrap().to_owned()
    }
}

pub(super) fn between(text: &str, start: &str, end: &str) -> String {
    text.split(start).nth(1).unwrap_or_default().split(end).next().unwrap_or_default().to_owned()
}

#[tokio::test]
async fn visitors_get_the_same_page_as_ever_and_editors_get_a_way_in() {
    let desk = Desk::new().await;
    let public = desk.app.get(PAGE).await.text();
    desk.prepared("Geheimer Entwurf").await;
    let citizen = desk.app.account("citizen@example.org").await;
    let citizen = desk.app.session(citizen, true).await;
    assert_eq!(desk.app.get(PAGE).await.text(), public, "not a byte more");
    for text in [&public, &get_as(&desk.app, &citizen, PAGE).await.text()] {
        for part in ["?bearbeiten", "/bearbeiten", "edit-block", "editing.css", "/editor/"] {
            assert!(!text.contains(part), "{part}");
        }
    }
    let offered = get_as(&desk.app, &desk.ada, PAGE).await.text();
    assert!(offered.contains("href=\"/regeln?bearbeiten\"") && !offered.contains("edit-block"));
    assert!(!offered.contains("Geheimer Entwurf"));
    for page in [PAGE, "/", "/informieren", "/ziele/lernend", "/themen/kultur", "/impressum", "/en/regeln"] {
        let edited = get_as(&desk.app, &desk.ada, &format!("{page}?bearbeiten")).await;
        let text = edited.text();
        for part in ["data-edit-page=", "data-block=", "/editor/editor.js", "/editor/editor.css", "noindex", "edit-bar"]
        {
            assert!(text.contains(part), "{page} lacks {part}");
        }
        assert_eq!(edited.header("cache-control"), "no-store", "{page}");
    }
    let draft = get_as(&desk.app, &desk.ada, "/regeln?bearbeiten").await.text();
    assert!(draft.contains("Geheimer Entwurf"));
    // Two of one name at one computer do not get each other's unsaved words.
    assert!(between(&draft, "data-account=\"", "\"").parse::<i64>().is_ok_and(|account| account > 0));
    assert!(desk.app.get("/regeln?bearbeiten").await.header("location").starts_with("/anmelden?weiter="));
    assert_eq!(get_as(&desk.app, &citizen, "/regeln?bearbeiten").await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_save_needs_a_revision_and_a_stale_one_joins_or_asks() {
    let desk = Desk::new().await;
    let missing = desk.save(&desk.ada, None, "x").await;
    assert_eq!(missing.status, StatusCode::PRECONDITION_REQUIRED);
    assert!(missing.json()["error"].is_string());
    let revision = desk.prepared("Die Stadt baut Bänke.\n\nAlle sitzen gern.").await;

    let first = desk.save(&desk.ada, Some(revision), "Die Stadt baut Bänke.\n\nAlle sitzen gern dort.").await.json();
    assert_eq!((&first["merged"], first["html"].as_str().unwrap().contains("gern dort")), (&json!(false), true));
    let joined = desk.save(&desk.bea, Some(revision), "Die Hansestadt baut Bänke.\n\nAlle sitzen gern.").await;
    assert_eq!(joined.status, StatusCode::OK);
    assert_eq!(joined.json()["merged"], true);
    assert_eq!(desk.body().await, "Die Hansestadt baut Bänke.\n\nAlle sitzen gern dort.");

    let clash = desk.save(&desk.bea, Some(revision), "Die Stadt baut Bänke.\n\nAlle stehen.").await;
    assert_eq!(clash.status, StatusCode::CONFLICT);
    let clash = clash.json();
    for part in ["key", "revision", "base", "mine", "theirs", "html_theirs"] {
        assert!(!clash[part].is_null(), "{part} is missing: {clash}");
    }
    assert_eq!(desk.body().await, "Die Hansestadt baut Bänke.\n\nAlle sitzen gern dort.", "nothing is overwritten");

    let long = desk.save(&desk.ada, Some(revision), &"a".repeat(20_001)).await;
    assert_eq!(long.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(long.json()["errors"][0].is_string());
}

#[tokio::test]
async fn the_same_save_again_gets_the_same_answer() {
    let desk = Desk::new().await;
    let revision = desk.prepared("eins").await;
    let path = format!("bloecke/{}", desk.key);
    let sent = json!({ "save": uuid(), "body": "zwei", "note": "Zählen" });
    let first = desk.send(&desk.ada, "PUT", &path, Some(revision), &sent).await.json();
    desk.save(&desk.bea, Some(revision + 1), "drei").await;
    let again = desk.send(&desk.ada, "PUT", &path, Some(revision), &sent).await.json();
    assert_eq!((&again["body"], &again["revision"]), (&first["body"], &first["revision"]));
    assert_eq!(desk.body().await, "drei");
}

#[tokio::test]
async fn nobody_else_edits_by_any_door() {
    let desk = Desk::new().await;
    let clerk = desk.app.staff(Role::Clerk, Scope::Everywhere).await;
    let block = format!("bloecke/{}", desk.key);
    let (save, key, tab) = (uuid(), uuid(), uuid());
    let body =
        json!({ "save": save, "body": "x", "key": key, "kind": "text", "tab": tab, "sequence": 1, "base_revision": 1 });
    let doors = [
        ("GET", "entwurf.json".to_owned()),
        ("GET", "ereignisse".into()),
        ("PUT", block.clone()),
        ("DELETE", block.clone()),
        ("POST", "bloecke".into()),
        ("POST", format!("{block}/verschieben")),
        ("POST", format!("{block}/zurueckholen")),
        ("PUT", format!("getippt/{}", desk.key)),
        ("DELETE", format!("getippt/{}", desk.key)),
        ("POST", "vorschau".into()),
        ("POST", "anwesend".into()),
    ];
    for (method, path) in doors {
        let guest = desk.send("", method, &path, Some(1), &body).await;
        assert_eq!(guest.status, StatusCode::UNAUTHORIZED, "{method} {path}");
        assert!(guest.json()["error"].is_string());
        let refused = desk.send(&clerk, method, &path, Some(1), &body).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN, "{method} {path}");
        assert!(refused.json()["error"].is_string());
    }
    for path in ["ordnen", "neu", "titel", "veroeffentlichen", "verlauf", "sprachen", "adresse", block.as_str()] {
        let answer = desk.app.post_as(&clerk, &format!("{}/{path}", desk.base), "stand=0").await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{path}");
    }
}

#[tokio::test]
async fn blocks_come_go_and_move_and_typed_text_comes_back() {
    let desk = Desk::new().await;
    let revision = desk.prepared("eins").await;
    let new = uuid();
    let sent = json!({ "save": uuid(), "key": new, "kind": "text", "body": "## Neu", "after": desk.key });
    let inserted = desk.send(&desk.ada, "POST", "bloecke", None, &sent).await;
    assert_eq!(inserted.status, StatusCode::CREATED);
    assert!(inserted.json()["html"].as_str().unwrap().contains("<h2>Neu</h2>"));
    let lost = json!({ "save": uuid(), "key": uuid(), "kind": "text", "body": "", "after": uuid() });
    assert_eq!(desk.send(&desk.ada, "POST", "bloecke", None, &lost).await.status, StatusCode::NOT_FOUND);
    let path = format!("bloecke/{new}");
    let top = desk
        .send(&desk.ada, "POST", &format!("{path}/verschieben"), None, &json!({ "save": uuid(), "after": null }))
        .await;
    assert_eq!(top.json()["order"][0], new.as_str());
    let stale = desk.send(&desk.ada, "DELETE", &path, Some(7), &json!(null)).await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    let gone = desk.send(&desk.ada, "DELETE", &path, Some(1), &json!(null)).await;
    assert!(!gone.json()["order"].to_string().contains(&new));
    let late = desk.send(&desk.bea, "PUT", &path, Some(1), &json!({ "save": uuid(), "body": "spät" })).await;
    assert_eq!((late.status, &late.json()["theirs"]), (StatusCode::GONE, &json!("## Neu")));
    let back = desk.send(&desk.ada, "POST", &format!("{path}/zurueckholen"), None, &json!({ "save": uuid() })).await;
    assert_eq!(back.json()["body"], "## Neu");

    let typed = json!({ "body": "eins zw", "base_revision": revision, "sequence": 4 });
    let kept = desk.send(&desk.ada, "PUT", &format!("getippt/{}", desk.key), None, &typed).await;
    assert_eq!(kept.status, StatusCode::NO_CONTENT);
    assert_eq!(desk.draft().await["blocks"][&desk.key]["typed"], typed);
    desk.send(&desk.ada, "DELETE", &format!("getippt/{}", desk.key), None, &json!(null)).await;
    assert!(desk.draft().await["blocks"][&desk.key]["typed"].is_null());

    let preview = json!({ "kind": "text", "body": "[hier](/gibt-es-nicht)" });
    let preview = desk.send(&desk.ada, "POST", "vorschau", None, &preview).await.json();
    assert!(preview["html"].as_str().unwrap().contains("href=\"/gibt-es-nicht\""));
    assert_eq!(preview["warnings"][0]["code"], "broken-link");
}

#[tokio::test]
async fn without_scripts_a_form_does_the_same() {
    let desk = Desk::new().await;
    let revision = desk.prepared("Die Stadt baut Bänke.").await;
    let path = format!("{}/bloecke/{}", desk.base, desk.key);
    let form = get_as(&desk.app, &desk.ada, &path).await.text();
    assert!(form.contains("Die Stadt baut Bänke.") && form.contains(&format!("name=\"fassung\" value=\"{revision}\"")));
    let body = |text: &str, more: &str| format!("text={text}&fassung={revision}&save={}{more}", uuid());

    let preview = desk.app.post_as(&desk.ada, &path, body("**fett**", "&aktion=vorschau")).await;
    assert!(preview.status == StatusCode::OK && preview.text().contains("<strong>fett</strong>"));
    assert_eq!(desk.body().await, "Die Stadt baut Bänke.", "a preview stores nothing");
    let without = desk.app.post_as(&desk.ada, &path, format!("text=Neu&save={}", uuid())).await;
    assert_eq!(without.status, StatusCode::PRECONDITION_REQUIRED);
    assert!(without.text().contains("Neu</textarea>"));
    let long = desk.app.post_as(&desk.ada, &path, body(&"a".repeat(20_001), "")).await;
    assert_eq!(long.status, StatusCode::UNPROCESSABLE_ENTITY);
    let saved = desk.app.post_as(&desk.ada, &path, body("Die+Stadt+baut+St%C3%BChle.", "")).await;
    assert_eq!((saved.status, saved.header("location")), (StatusCode::SEE_OTHER, "/regeln?bearbeiten"));

    let clash = desk.app.post_as(&desk.bea, &path, body("Die+Stadt+baut+Liegen.", "&notiz=Bequem")).await;
    assert_eq!(clash.status, StatusCode::CONFLICT);
    let text = clash.text();
    for version in ["Bänke", "Stühle", "Liegen", "Bequem"] {
        assert!(text.contains(version), "{version}");
    }
    let now = between(&text, "name=\"fassung\" value=\"", "\"");
    let joined = format!("text=Die+Stadt+baut+St%C3%BChle+und+Liegen.&fassung={now}&save={}", uuid());
    assert_eq!(desk.app.post_as(&desk.bea, &path, joined).await.status, StatusCode::SEE_OTHER);
    assert_eq!(desk.body().await, "Die Stadt baut Stühle und Liegen.");

    let new = format!("art=text&text=Ganz+neu&nach={}&save={}&kennung={}", desk.key, uuid(), uuid());
    let inserted = desk.app.post_as(&desk.ada, &format!("{}/neu", desk.base), new).await;
    assert_eq!(inserted.status, StatusCode::SEE_OTHER);
    let draft = desk.draft().await;
    let key = draft["order"][1].as_str().unwrap();
    assert_eq!(draft["blocks"][key]["body"], "Ganz neu");
    for action in ["hoch", "runter", "entfernen", "zurueckholen"] {
        let seen = desk.between(key).await;
        let form = format!("block={key}&aktion={action}&fassung=1&ordnung={seen}&save={}", uuid());
        let answer = desk.app.post_as(&desk.ada, &format!("{}/ordnen", desk.base), form).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{action}");
    }
    assert_eq!(desk.draft().await["order"][1], key);
}

#[tokio::test]
async fn publishing_shows_what_changes_and_the_history_brings_it_back() {
    let desk = Desk::new().await;
    let before = desk.app.get(PAGE).await.text();
    desk.prepared("Völlig neue Worte").await;
    let path = format!("{}/veroeffentlichen", desk.base);
    let shown = get_as(&desk.app, &desk.bea, &path).await.text();
    assert!(shown.contains("<ins>") && shown.contains("Völlig neue Worte"));
    let change = between(&shown, "name=\"stand\" value=\"", "\"");
    desk.prepared("Völlig neue Worte, und mehr").await;
    let stale = desk.app.post_as(&desk.bea, &path, format!("stand={change}&notiz=Klarer")).await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    assert!(stale.text().contains("und mehr") && stale.text().contains("value=\"Klarer\""));
    assert_eq!(desk.app.post_as(&desk.bea, &path, "notiz=x").await.status, StatusCode::PRECONDITION_REQUIRED);
    let change = between(&stale.text(), "name=\"stand\" value=\"", "\"");
    let done = desk.app.post_as(&desk.bea, &path, format!("stand={change}&notiz=Klarer")).await;
    assert_eq!((done.status, done.header("location")), (StatusCode::SEE_OTHER, PAGE));
    assert!(desk.app.get(PAGE).await.text().contains("Völlig neue Worte, und mehr"));

    let history = format!("{}/verlauf", desk.base);
    let page = get_as(&desk.app, &desk.ada, &format!("{history}?von=1&bis=2")).await.text();
    assert!(page.contains("Klarer") && page.contains("<del>"));
    let change = desk.draft().await["change"].as_i64().unwrap();
    desk.app.post_as(&desk.ada, &history, format!("fassung=1&stand={change}")).await;
    let change = desk.draft().await["change"].as_i64().unwrap();
    desk.app.post_as(&desk.ada, &path, format!("stand={change}")).await;
    assert_eq!(desk.app.get(PAGE).await.text(), before);
}

#[tokio::test]
async fn a_picture_without_words_for_the_blind_is_not_published() {
    let desk = Desk::new().await;
    desk.prepared("![](/illustrations/start.svg)").await;
    let path = format!("{}/veroeffentlichen", desk.base);
    let change = desk.draft().await["change"].as_i64().unwrap();
    let refused = desk.app.post_as(&desk.ada, &path, format!("stand={change}&notiz=Bild")).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text().contains("value=\"Bild\""));
}

#[tokio::test]
async fn what_others_do_arrives_as_it_happens() {
    let desk = Desk::new().await;
    let revision = desk.prepared("eins").await;
    let request = Request::get(format!("{}/ereignisse", desk.base))
        .header("cookie", &desk.ada)
        .header("accept", "text/event-stream");
    let response = desk.app.app.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
    assert_eq!(response.headers()["content-type"], "text/event-stream");
    let mut body = response.into_body();
    desk.send(&desk.bea, "POST", "anwesend", None, &json!({ "tab": uuid(), "block": desk.key })).await;
    desk.save(&desk.bea, Some(revision), "zwei").await;
    let seen = seen::until(&mut body, &["event: block", "\"block\":\""]).await;
    assert!(seen.contains("event: presence") && seen.contains("zwei"), "{seen}");
}

#[tokio::test]
async fn what_is_handed_in_waits_in_the_list_for_a_second_person() {
    let desk = Desk::new().await;
    desk.prepared("Neue Worte").await;
    let list = async |who: &str| get_as(&desk.app, who, "/verwaltung/seiten").await.text();
    assert!(list(&desk.ada).await.contains("href=\"/regeln?bearbeiten\""));
    let path = format!("{}/pruefung", desk.base);
    let change = desk.draft().await["change"].as_i64().unwrap();
    let form = |action: &str, remark: &str| format!("aktion={action}&stand={change}&bemerkung={remark}");
    assert_eq!(desk.app.post_as(&desk.ada, &path, "aktion=einreichen").await.status, StatusCode::PRECONDITION_REQUIRED);
    let handed_in = desk.app.post_as(&desk.ada, &path, form("einreichen", "")).await;
    assert_eq!(handed_in.header("location"), "/verwaltung/seiten");
    assert!(list(&desk.bea).await.contains(&format!("href=\"{}/veroeffentlichen\"", desk.base)));

    let publish = format!("{}/veroeffentlichen", desk.base);
    let own = desk.app.post_as(&desk.ada, &publish, format!("stand={change}&notiz=x")).await;
    assert_eq!(own.status, StatusCode::CONFLICT);
    let shown = get_as(&desk.app, &desk.bea, &publish).await.text();
    assert!(shown.contains("Neue Worte") && shown.contains("name=\"bemerkung\""));
    assert_eq!(
        desk.app.post_as(&desk.bea, &path, form("zurueckgeben", "")).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    desk.app.post_as(&desk.bea, &path, form("zurueckgeben", "Bitte+freundlicher")).await;
    assert!(get_as(&desk.app, &desk.ada, "/regeln?bearbeiten").await.text().contains("Bitte freundlicher"));
    desk.app.post_as(&desk.ada, &path, form("einreichen", "")).await;
    let done = desk.app.post_as(&desk.bea, &publish, format!("stand={change}")).await;
    assert_eq!(done.header("location"), PAGE, "{}", done.status);
}

#[tokio::test]
async fn a_link_shows_the_draft_to_people_without_an_account_until_it_is_ended() {
    let desk = Desk::new().await;
    desk.prepared("Geheimer Entwurf").await;
    let path = format!("{}/vorschaulink", desk.base);
    desk.app.post_as(&desk.ada, &path, "aktion=neu").await;
    let page = get_as(&desk.app, &desk.ada, &format!("{}/veroeffentlichen", desk.base)).await.text();
    let token = between(&page, "/vorschau/", "\"");
    let preview = format!("/vorschau/{token}");
    let seen = desk.app.get(&preview).await;
    assert!(seen.text().contains("Geheimer Entwurf") && seen.text().contains("content=\"noindex\""));
    assert_eq!(seen.header("cache-control"), "no-store");
    assert!(!seen.text().contains("edit-block"));
    assert_eq!(desk.app.get(&format!("{preview}0")).await.status, StatusCode::NOT_FOUND);
    let id = token.split('-').next().unwrap();
    desk.app.post_as(&desk.ada, &path, format!("aktion=beenden&link={id}")).await;
    assert_eq!(desk.app.get(&preview).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_time_has_to_be_one_that_is_still_to_come() {
    let desk = Desk::new().await;
    desk.prepared("Neue Worte").await;
    let path = format!("{}/zeitpunkt", desk.base);
    let change = desk.draft().await["change"].as_i64().unwrap();
    for wrong in ["", "gestern", "2020-01-01T08:00"] {
        let form = format!("aktion=veroeffentlichen&stand={change}&zeit={wrong}");
        assert_eq!(desk.app.post_as(&desk.ada, &path, form).await.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
    }
    let form = format!("aktion=veroeffentlichen&stand={change}&zeit=2099-12-01T08%3A00");
    assert_eq!(desk.app.post_as(&desk.ada, &path, form).await.status, StatusCode::SEE_OTHER);
    let page = get_as(&desk.app, &desk.ada, &format!("{}/veroeffentlichen", desk.base)).await.text();
    assert!(page.contains("1. Dezember 2099, 08:00"), "{page}");
}
