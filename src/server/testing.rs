//! `TestApp`: the whole application on a database and a folder of its own.

mod absent;
mod accounts;
mod answering;
mod api;
mod appeals;
mod asvs;
mod barriers;
mod boards;
pub mod chance;
mod council;
mod desk;
mod discovery;
mod document;
mod editing;
mod events;
mod exports;
mod figures;
mod forms;
mod given_back;
mod graded;
mod hostile;
pub mod impostor;
mod kiosk;
mod kiosk_pages;
mod limits;
mod logs;
mod machines;
mod malformed;
mod media;
mod moderation;
mod my_account;
mod named;
mod new_secret;
mod news;
mod nul;
mod open_id;
mod operators;
mod outbox;
mod pages;
mod paper;
mod passkeys;
mod personal;
mod photos;
mod place_calls;
mod printed;
mod promises;
mod protection;
mod push;
mod receipts;
mod registration;
mod residence;
mod schema;
mod second_factor;
mod security_notes;
pub mod service;
mod sittings;
mod sockets;
mod special_blocks;
mod sponsors;
mod staff;
mod statements;
mod structured;
mod survey_desk;
mod surveys;
mod tablet;
mod templates;
mod two_servers;
mod two_windows;
mod word_lists;

use axum::{
    Router,
    body::Body,
    http::{HeaderMap, Request, StatusCode, header},
};
use domain::{
    Language,
    accounts::Email,
    ids::AccountId,
    policy::{Acting, Grant, Role, Scope},
};
use http_body_util::BodyExt;
use store::Store;
use tempfile::TempDir;
use tokio::sync::OnceCell;
use tower::ServiceExt;
use web::{Assets, Site, SiteSettings, site::now};

use crate::{
    app::{self, App, Capacity},
    config::Config,
    database,
};

pub fn config() -> Config {
    Config::read(|_| None).unwrap()
}

/// Whether tests can reach one. A control of each database shows more than one of both, where the first that fails hides
/// what the other does.
fn has_postgres() -> bool {
    std::env::var_os("TEST_DATABASE_URL").is_some()
}

/// A database with the city's content. Made once in a run: to write it down takes a part of the time.
async fn begun() -> &'static [u8] {
    static FILE: OnceCell<Vec<u8>> = OnceCell::const_new();
    let made = async || {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("made.db");
        let database_url = format!("sqlite://{}", file.display());
        let store = database::open_and_migrate(&Config { database_url, ..config() }).await.unwrap();
        store::seed::content(&store, now()).await.unwrap();
        store.close().await.unwrap();
        std::fs::read(file).unwrap()
    };
    FILE.get_or_init(made).await
}

pub struct TestApp {
    pub app: App,
    pub store: Store,
    /// So that a test can look past the program.
    pub database_url: String,
    _folder: TempDir,
}

/// Before the number that the policy of a page names.
pub const NONCE: &str = " nonce=\"";

pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// Without the marks by which scripts tell nodes apart, and without the number that is another one each time: nobody who
    /// reads ever sees them.
    pub fn text(&self) -> String {
        let text = String::from_utf8(self.body.clone()).unwrap().replace("<!>", "");
        let mut parts = text.split(NONCE);
        let first = parts.next().unwrap_or_default().to_owned();
        parts.fold(first, |text, part| text + part.split_once('"').map_or("", |(_, rest)| rest))
    }

    pub fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).unwrap()
    }
}

impl TestApp {
    pub async fn new() -> Self {
        Self::with(|_| {}, Router::new(), Capacity::default()).await
    }

    /// With other settings, with routes that only the test needs, or with less patience.
    pub async fn with(change: impl FnOnce(&mut Config), extra: Router, capacity: Capacity) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut config = config();
        let file = folder.path().join("data/test.db");
        config.database_url = format!("sqlite://{}", file.display());
        config.site_root = folder.path().join("site");
        let usual = config.clone();
        change(&mut config);
        write_site(&config);
        let is_usual = config.database_url == usual.database_url && config.secret == usual.secret;
        if is_usual {
            database::make_folder(&config).unwrap();
            std::fs::write(file, begun().await).unwrap();
        }
        let store = database::open_and_migrate(&config).await.unwrap();
        if !is_usual {
            store::seed::content(&store, now()).await.unwrap();
        }
        let site = site(&config, store.clone());
        let routes = app::routes(site.clone()).merge(extra);
        let app = app::protected(&config, site, routes, capacity);
        Self { app, store, database_url: config.database_url, _folder: folder }
    }

    pub async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.app.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = body.collect().await.unwrap().to_bytes().to_vec();
        Answer { status: parts.status, headers: parts.headers, body }
    }

    pub async fn get(&self, address: &str) -> Answer {
        self.send(Request::get(address).body(Body::empty()).unwrap()).await
    }

    pub async fn get_with(&self, address: &str, headers: &[(&str, &str)]) -> Answer {
        let request =
            headers.iter().fold(Request::get(address), |request, (name, value)| request.header(*name, *value));
        self.send(request.body(Body::empty()).unwrap()).await
    }

    /// Like a form on a page of ours.
    pub async fn post(&self, address: &str, body: impl Into<Body>) -> Answer {
        let request = Request::post(address)
            .header("sec-fetch-site", "same-origin")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(request.body(body.into()).unwrap()).await
    }
}

impl TestApp {
    pub async fn post_json(&self, address: &str, headers: &[(&str, &str)], body: &serde_json::Value) -> Answer {
        let request = Request::post(address).header(header::CONTENT_TYPE, "application/json");
        let request = headers.iter().fold(request, |request, (name, value)| request.header(*name, *value));
        self.send(request.body(Body::from(body.to_string())).unwrap()).await
    }

    /// Somebody who works for the city, signed in with a second factor: the value of the `Cookie` header.
    pub async fn staff(&self, role: Role, scope: Scope) -> String {
        let email = format!("{}-{}@example.org", role.code(), chance::id());
        let account = self.account(&email).await;
        let grant = Grant::new(role, scope).unwrap();
        store::roles::give(&self.store, &Acting::OPERATOR, account, grant, now()).await.unwrap();
        self.session(account, true).await
    }

    /// Somebody with a confirmed account.
    pub async fn account(&self, email: &str) -> AccountId {
        let new = store::accounts::NewAccount {
            email: Email::parse(email).unwrap(),
            name: None,
            password_hash: None,
            language: Language::De,
            is_confirmed: true,
        };
        store::accounts::open(&self.store, new, now()).await.unwrap()
    }

    /// Signed in: the value of the `Cookie` header.
    pub async fn session(&self, account: AccountId, with_second_factor: bool) -> String {
        self.session_since(account, with_second_factor, now()).await
    }

    /// The same, in a window that was left open half an hour ago.
    pub async fn old_session(&self, account: AccountId, with_second_factor: bool) -> String {
        self.session_since(account, with_second_factor, domain::Moment(now().0 - domain::Moment::HOUR / 2)).await
    }

    async fn session_since(&self, account: AccountId, with_second_factor: bool, at: domain::Moment) -> String {
        let begun = store::sessions::begin(&self.store, account, None, "Test", with_second_factor, at).await;
        format!("wegmarken-sitzung={}", begun.unwrap())
    }

    /// Like a form on a page of ours, sent by whoever has the cookie.
    pub async fn post_as(&self, cookie: &str, address: &str, body: impl Into<Body>) -> Answer {
        let request = Request::post(address)
            .header("sec-fetch-site", "same-origin")
            .header(header::COOKIE, cookie)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(request.body(body.into()).unwrap()).await
    }

    /// Somebody's proposal, on the board.
    pub async fn published(&self, fields: serde_json::Value) -> i64 {
        let mut body = serde_json::json!({
            "submission": chance::id(),
            "text": "Am Stadthafen fehlen Bänke im Schatten. Wer nicht lange stehen kann, geht nach kurzer Zeit wieder.",
            "theme": "verkehr",
        });
        body.as_object_mut().unwrap().extend(fields.as_object().unwrap().clone());
        let answer = self.post_json("/api/v1/proposals", &[], &body).await;
        assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text());
        let id = answer.json()["id"].as_i64().unwrap();
        store::proposals::publish(&self.store, domain::ids::ProposalId(id), now()).await.unwrap();
        id
    }
}

fn write_site(config: &Config) {
    let files = [
        ("pkg/wegmarken.css", "body { color: black } ".repeat(50)),
        ("pkg/wegmarken.Ab12.js", "export default 1;".into()),
        ("icons.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>".into()),
        ("fonts/text.woff2", "wOF2".into()),
        ("manifest.webmanifest", "{}".into()),
        ("start.js", "// start".into()),
    ];
    for (name, text) in files {
        let path = config.site_root.join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    std::fs::write(config.site_root.with_file_name("secret.txt"), "geheim").unwrap();
}

fn site(config: &Config, store: Store) -> Site {
    let settings = SiteSettings {
        base_url: config.base_url.clone(),
        klarschiff_url: config.klarschiff_url.clone(),
        tiles: None,
        open_id: config.open_id.clone(),
        is_demo: std::sync::Arc::default(),
        shows_styleguide: false,
        reload_port: config.reload_port,
        push_key: crate::push::public_key(store.keys()),
        push_services: config.push_services.clone(),
        scanner: config.scanner.clone(),
    };
    Site::new(store, Assets::default(), settings)
}
