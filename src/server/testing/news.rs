//! Following, the inbox and letters, as a browser and a mail program see them.

use std::path::Path;

use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use serde_json::json;
use tempfile::TempDir;
use web::site::now;

use super::{Answer, TestApp, config};
use crate::{config::MailDoor, jobs::Worker};

struct Post {
    app: TestApp,
    worker: Worker,
    mail: TempDir,
}

impl Post {
    async fn new() -> Self {
        let app = TestApp::new().await;
        let mail = tempfile::tempdir().unwrap();
        let mut config = config();
        config.mail = MailDoor::Folder(mail.path().to_owned());
        let worker = Worker::new(app.store.clone(), &config);
        Self { app, worker, mail }
    }

    /// Everything that leaves now, the latest file last, as a reader sees it.
    async fn letters(&self) -> Vec<String> {
        self.worker.run_due(now()).await.unwrap();
        read(self.mail.path())
    }

    async fn post(&self, address: &str, cookie: &str, body: impl Into<Body>) -> Answer {
        let request = Request::post(address)
            .header("sec-fetch-site", "same-origin")
            .header(header::COOKIE, cookie)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.app.send(request.body(body.into()).unwrap()).await
    }

    async fn get(&self, address: &str, cookie: &str) -> Answer {
        self.app.get_with(address, &[("cookie", cookie)]).await
    }
}

fn read(folder: &Path) -> Vec<String> {
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap()).collect();
    files.sort_by_key(|file| file.metadata().unwrap().modified().unwrap());
    files
        .iter()
        // Long lines are broken with an equals sign at their end.
        .map(|file| std::fs::read_to_string(file.path()).unwrap().replace("=\r\n", "").replace("=3D", "="))
        .collect()
}

fn cookie(answer: &Answer) -> String {
    answer.header("set-cookie").split(';').next().unwrap().to_owned()
}

/// The path of the first address in a text that holds this.
fn link(text: &str, part: &str) -> String {
    let found = text
        .split_whitespace()
        .find(|word| word.contains(part) && word.contains("http"))
        .unwrap_or_else(|| panic!("{part} in {text}"));
    let path = found.split(":3000").nth(1).unwrap();
    path.trim_end_matches(['>', '<']).to_owned()
}

#[tokio::test]
async fn a_guest_follows_a_theme_and_finds_the_news_with_their_cookie() {
    let post = Post::new().await;
    assert!(post.app.get("/neuigkeiten").await.text().contains("Noch nichts Neues"));
    let followed = post.app.post("/neuigkeiten/verfolgen", "art=theme&ziel=verkehr").await;
    assert_eq!(followed.status, StatusCode::SEE_OTHER);
    assert_eq!(followed.header("location"), "/neuigkeiten/einstellungen?verfolgt=ja#nachricht");
    let cookie = cookie(&followed);
    post.app.published(json!({ "title": "Bänke am Hafen" })).await;
    assert_eq!(post.letters().await, Vec::<String>::new(), "without an address there are no letters");
    let inbox = post.get("/neuigkeiten", &cookie).await;
    let text = inbox.text();
    assert!(text.contains("Bänke am Hafen") && text.contains("news__new"), "{text}");
    assert_eq!(inbox.header("cache-control"), "no-store");
    let latest = text.split("name=\"bis\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    assert_eq!(post.post("/neuigkeiten/gelesen", &cookie, format!("bis={latest}")).await.status, StatusCode::SEE_OTHER);
    assert!(!post.get("/neuigkeiten", &cookie).await.text().contains("news__new"));
    // Nobody else's.
    assert!(!post.app.get("/neuigkeiten").await.text().contains("Bänke am Hafen"));
}

#[tokio::test]
async fn an_address_is_confirmed_by_its_letter_and_ended_by_one_click_from_anywhere() {
    let post = Post::new().await;
    let cookie = cookie(&post.app.post("/neuigkeiten/verfolgen", "art=theme&ziel=verkehr&wie=sofort").await);
    post.app.published(json!({ "title": "Vor der Bestätigung" })).await;
    assert_eq!(post.letters().await.len(), 0);
    post.post("/neuigkeiten/email", &cookie, "email=ada%40example.org&aktion=bestaetigen").await;
    let settings = post.get("/neuigkeiten/einstellungen", &cookie).await.text();
    assert!(settings.contains("einen Brief an ada@example.org"), "{settings}");
    let [question] = post.letters().await.try_into().unwrap();

    let confirm = link(&question, "/bestaetigen/");
    let asked = post.app.get(&confirm).await;
    assert_eq!((asked.status, asked.header("cache-control")), (StatusCode::OK, "no-store"));
    post.app.published(json!({ "title": "Der Link wurde nur angesehen" })).await;
    assert_eq!(post.letters().await.len(), 1, "opening a link changes nothing");
    // On another device, without the cookie.
    assert_eq!(post.app.post(&confirm, "").await.status, StatusCode::OK);

    post.app.published(json!({ "title": "Nach der Bestätigung" })).await;
    let letters = post.letters().await;
    assert_eq!(letters.len(), 2);
    let stop = letters[1].lines().find_map(|line| line.strip_prefix("List-Unsubscribe: <")).unwrap();
    let stop = stop.split(":3000").nth(1).unwrap().trim_end_matches('>').to_owned();
    assert!(post.app.get(&stop).await.text().contains("Keine E-Mails mehr?"));
    assert!(post.get("/neuigkeiten/einstellungen", &cookie).await.text().contains("ada@example.org"));

    // As a mail program sends it: from anywhere, without a cookie.
    let one_click = async |address: &str| {
        let request = Request::post(address)
            .header("sec-fetch-site", "cross-site")
            .header(header::ORIGIN, "https://mail.example")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        post.app.send(request.body(Body::from("List-Unsubscribe=One-Click")).unwrap()).await.status
    };
    assert_eq!(one_click(&stop.replace("abbestellen", "bestaetigen")).await, StatusCode::FORBIDDEN);
    assert_eq!(one_click("/neuigkeiten/eigenes").await, StatusCode::FORBIDDEN);
    assert_eq!(one_click(&format!("{stop}0")).await, StatusCode::NOT_FOUND);
    assert_eq!(one_click(&stop).await, StatusCode::OK);
    assert!(!post.get("/neuigkeiten/einstellungen", &cookie).await.text().contains("ada@example.org"));
    post.app.published(json!({ "title": "Nach dem Ende" })).await;
    assert_eq!(post.letters().await.len(), 2);
    assert!(post.get("/neuigkeiten", &cookie).await.text().contains("Nach dem Ende"), "the inbox stays");
}

#[tokio::test]
async fn an_address_that_is_none_comes_back_as_it_was_typed() {
    let post = Post::new().await;
    let answer = post.app.post("/neuigkeiten/email", "email=ada%40&aktion=bestaetigen").await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let text = answer.text();
    assert!(text.contains("value=\"ada@\"") && text.contains("Schreib die E-Mail-Adresse so"), "{text}");
    assert_eq!(answer.header("set-cookie"), "");
}

#[tokio::test]
async fn a_search_on_the_board_is_followed_as_it_is() {
    let post = Post::new().await;
    let board = post.app.get("/vorschlaege?q=hafen&thema=verkehr&sortierung=unterstuetzt").await.text();
    assert!(
        board.contains("Diese Suche verfolgen") && board.contains("value=\"q=hafen&amp;thema=verkehr\""),
        "{board}"
    );
    assert!(
        !post.app.get("/vorschlaege").await.text().contains("/neuigkeiten/verfolgen"),
        "there is nothing to follow"
    );
    let cookie = cookie(&post.app.post("/neuigkeiten/verfolgen", "art=search&ziel=q%3Dhafen%26thema%3Dverkehr").await);
    let settings = post.get("/neuigkeiten/einstellungen", &cookie).await.text();
    assert!(settings.contains("Suche: „hafen“"), "{settings}");
    assert!(settings.contains("/vorschlaege?q=hafen&amp;thema=verkehr"), "{settings}");
    let daily = "art=search&ziel=q%3Dhafen%26thema%3Dverkehr&wie=taeglich&von=einstellungen";
    post.post("/neuigkeiten/verfolgen", &cookie, daily).await;
    let settings = post.get("/neuigkeiten/einstellungen", &cookie).await.text();
    assert!(settings.contains("<option value=\"taeglich\" selected"), "{settings}");
    let end = "art=search&ziel=q%3Dhafen%26thema%3Dverkehr&wie=nicht&von=einstellungen";
    post.post("/neuigkeiten/verfolgen", &cookie, end).await;
    assert!(!post.get("/neuigkeiten/einstellungen", &cookie).await.text().contains("„hafen“"));
}

#[tokio::test]
async fn a_proposal_is_followed_on_its_page_and_no_longer_by_the_same_button() {
    let post = Post::new().await;
    let id = post.app.published(json!({ "title": "Bänke am Hafen" })).await;
    let page = format!("/vorschlaege/{id}");
    assert!(post.app.get(&page).await.text().contains("Diesen Vorschlag verfolgen"));
    let body = format!("art=proposal&ziel={id}&wie=");
    let followed = post.app.post("/neuigkeiten/verfolgen", body).await;
    assert_eq!(followed.header("location"), format!("/vorschlaege/{id}#verfolgen"));
    let cookie = cookie(&followed);
    assert!(post.get(&page, &cookie).await.text().contains("Du verfolgst diesen Vorschlag"));
    let end = format!("art=proposal&ziel={id}&wie=nicht");
    post.post("/neuigkeiten/verfolgen", &cookie, end).await;
    assert!(post.get(&page, &cookie).await.text().contains("Diesen Vorschlag verfolgen"));
}

#[tokio::test]
async fn every_page_of_the_news_speaks_the_three_languages() {
    let post = Post::new().await;
    for (language, title) in [("", "Neuigkeiten"), ("/en", "News"), ("/ls", "Neues")] {
        for page in ["", "/einstellungen", "/bestaetigen/1.x", "/abbestellen/c1.x"] {
            let answer = post.app.get(&format!("{language}/neuigkeiten{page}")).await;
            let text = answer.text();
            assert!(text.contains(title), "{language}/neuigkeiten{page}: {text}");
            assert_eq!(answer.header("cache-control"), "no-store");
            let main = text.split("<main").nth(1).unwrap();
            assert!(!main.contains('{'), "a gap was left open: {main}");
        }
    }
}
