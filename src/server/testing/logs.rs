//! The log holds nothing about a person, whatever a person sends and whatever goes wrong with it.

use std::{
    io,
    sync::{Arc, Mutex},
};

use axum::{
    Router,
    body::Body,
    extract::ConnectInfo,
    http::{Method, Request, header},
    routing::get,
};
use domain::boards::Moderation;
use tracing_subscriber::EnvFilter;
use web::site::now;

use super::{
    Answer, TestApp,
    accounts::{cookie, with_password},
};
use crate::{app::Capacity, logging};

/// Words that a person brings along. None of them may be found again.
const NAME: &str = "Zeisig-Name";
const MAIL: &str = "zeisig@privat.example";
const TITLE: &str = "Zeisigtitel am Hafen";
const TEXT: &str = "Zeisigtext, der lang genug ist und von dem niemand etwas wissen soll.";
const PLACE: &str = "Zeisigweg 7";
const SEARCH: &str = "zeisigsuche";
const ADDRESS: &str = "203.0.113.77";
const BROWSER: &str = "Zeisigbrowser/1.0";
const PATH: &str = "zeisig-pfad";

#[derive(Clone, Default)]
pub(super) struct Captured(Arc<Mutex<Vec<u8>>>);

impl io::Write for Captured {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Captured {
    fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
    }

    /// What was written since it was last asked.
    pub(super) fn take(&self) -> String {
        String::from_utf8(std::mem::take(&mut *self.0.lock().unwrap())).unwrap()
    }
}

/// Somebody with a browser, and everything that must not be found.
struct Person {
    app: TestApp,
    cookie: Option<String>,
    canaries: Vec<String>,
}

impl Person {
    async fn new() -> Self {
        let routes = Router::new().route("/test/panic", get(async || -> &'static str { panic!("{}", TEXT) }));
        let trusted = |config: &mut crate::config::Config| config.trusted_proxies = vec!["127.0.0.1".parse().unwrap()];
        let app = TestApp::with(trusted, routes, Capacity::default()).await;
        store::seed::demo(&app.store, now()).await.unwrap();
        store::boards::set_moderation(&app.store, "stadt", Moderation::After, now()).await.unwrap();
        let words = [NAME, MAIL, TITLE, TEXT, PLACE, SEARCH, ADDRESS, BROWSER, PATH];
        let mut canaries: Vec<String> = words.map(ToOwned::to_owned).to_vec();
        canaries.extend(words.map(encoded));
        Self { app, cookie: None, canaries }
    }

    /// Whatever the answer gives to the person is a canary as well.
    async fn send(&mut self, method: Method, address: &str, kind: &str, body: impl Into<Body>) -> Answer {
        let mut request = Request::builder()
            .method(method)
            .uri(address)
            .header("sec-fetch-site", "same-origin")
            .header(header::CONTENT_TYPE, kind)
            .header(header::USER_AGENT, BROWSER)
            .header(header::REFERER, format!("http://127.0.0.1:3000/{PATH}"))
            .header("x-forwarded-for", ADDRESS)
            .body(body.into())
            .unwrap();
        if let Some(cookie) = &self.cookie {
            request.headers_mut().insert(header::COOKIE, cookie.parse().unwrap());
        }
        let peer: std::net::SocketAddr = "127.0.0.1:4711".parse().unwrap();
        request.extensions_mut().insert(ConnectInfo(peer));
        let answer = self.app.send(request).await;
        if let Some(cookie) = answer.headers.get(header::SET_COOKIE) {
            let pair = cookie.to_str().unwrap().split(';').next().unwrap().to_owned();
            let token = pair.split_once('=').unwrap().1.split_once('.').unwrap().0.to_owned();
            self.canaries.push(token);
            self.cookie = Some(pair);
        }
        for key in ["/entwurf/", "/beleg/"] {
            let after = answer.header("location").split(key).nth(1).unwrap_or_default();
            let secret = after.split(['/', '?', '#']).next().unwrap_or_default();
            if !secret.is_empty() {
                self.canaries.push(secret.to_owned());
            }
        }
        answer
    }

    async fn get(&mut self, address: &str) -> Answer {
        self.send(Method::GET, address, "text/plain", "").await
    }

    async fn form(&mut self, address: &str, fields: &[(&str, &str)]) -> Answer {
        let pairs: Vec<String> = fields.iter().map(|(name, value)| format!("{name}={}", encoded(value))).collect();
        self.send(Method::POST, address, "application/x-www-form-urlencoded", pairs.join("&")).await
    }

    async fn parts(&mut self, address: &str, fields: &[(&str, &str)]) -> Answer {
        let part = |(name, value): &(&str, &str)| {
            format!("--x\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
        };
        let body: String = fields.iter().map(part).chain(["--x--\r\n".to_owned()]).collect();
        self.send(Method::POST, address, "multipart/form-data; boundary=x", body).await
    }

    async fn json(&mut self, method: Method, address: &str, body: &str) -> Answer {
        self.send(method, address, "application/json", body.to_owned()).await
    }
}

fn encoded(text: &str) -> String {
    text.bytes()
        .map(|byte| if byte.is_ascii_alphanumeric() { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}

/// The version that a page shows, which its form sends back.
fn seen(page: &str) -> String {
    let field = page.split("name=\"fassung\" value=\"").nth(1).unwrap_or_default();
    field.split('"').next().unwrap_or_default().to_owned()
}

async fn proposes(person: &mut Person) {
    person.get("/vorschlaege/neu").await;
    let begun = person.form("/vorschlaege/neu", &[("thema", "verkehr")]).await;
    let draft = begun.header("location").to_owned();
    let fields =
        [("titel", TITLE), ("text", TEXT), ("thema", "verkehr"), ("ort", ""), ("ortsangabe", PLACE), ("name", NAME)];
    let steps: [&[(&str, &str)]; 3] = [
        &[("email", "zeisig ohne @")],
        &[("email", MAIL), ("ortssuche", PLACE), ("aktion", "suchen")],
        &[("email", MAIL), ("aktion", "pruefen")],
    ];
    for step in steps {
        let seen = seen(&person.get(&draft).await.text());
        person.parts(&draft, &[&fields[..], step, &[("fassung", seen.as_str())]].concat()).await;
    }
    let seen = seen(&person.get(&format!("{draft}/pruefen")).await.text());
    let sent = person.form(&format!("{draft}/einreichen"), &[("fassung", &seen)]).await;
    let receipt = sent.header("location").split('?').next().unwrap().to_owned();
    assert!(receipt.starts_with("/beleg/"), "{} {receipt}", sent.status);
    person.get(&receipt).await;
    person.get(&format!("/beleg?code={}", receipt.trim_start_matches("/beleg/"))).await;
    person.get(&format!("{receipt}/aendern")).await;
    let changed = [("titel", TITLE), ("text", TEXT), ("thema", "verkehr"), ("email", MAIL), ("aktion", "pruefen")];
    person.parts(&format!("{receipt}/aendern"), &changed).await;
    person.parts(&format!("{receipt}/aendern"), &[("text", "zu kurz, zeisig"), ("aktion", "pruefen")]).await;
    person.form(&format!("{receipt}/zurueckziehen"), &[]).await;
    // Once more, when it is too late.
    person.form(&format!("{receipt}/zurueckziehen"), &[]).await;
    person.parts(&format!("{draft}/verwerfen"), &fields).await;
}

async fn takes_part(person: &mut Person) {
    let id = "0190a7c03f117abc8def0123456789ab";
    person.canaries.push(id.into());
    person.form("/vorschlaege/1/unterstuetzung", &[]).await;
    let comment = [("einsendung", id), ("haltung", "for"), ("text", TEXT), ("name", NAME)];
    person.form("/vorschlaege/1/beitraege", &comment).await;
    person.form("/vorschlaege/1/beitraege", &[("text", ""), ("name", NAME)]).await;
    for (list, field) in [("/umfragen", "frage-0"), ("/orte", "text")] {
        let page = person.get(list).await.text();
        let link = format!("href=\"{list}/");
        let slugs = page.split(&link).skip(1).filter_map(|rest| rest.split('"').next());
        for slug in slugs.map(ToOwned::to_owned).collect::<Vec<_>>() {
            let fields = [("einsendung", id), (field, TEXT), ("name", NAME), ("punkt", "12.1,54.1"), ("text", TEXT)];
            person.form(&format!("{list}/{slug}"), &fields).await;
        }
    }
    person.get(&format!("/vorschlaege?q={SEARCH}")).await;
    person.get(&format!("/api/v1/proposals?q={SEARCH}")).await;
}

async fn uses_programs(person: &mut Person) {
    let proposal = format!(
        r#"{{"submission":"1190a7c03f117abc8def0123456789ab","title":"{TITLE}","text":"{TEXT}","theme":"verkehr","author":"{NAME}","email":"{MAIL}"}}"#
    );
    let answer = person.json(Method::POST, "/api/v1/proposals", &proposal).await.text();
    person.canaries.extend(answer.split('"').skip_while(|part| *part != "receipt").nth(2).map(ToOwned::to_owned));
    person.json(Method::POST, "/api/v1/proposals", &proposal.replace(TITLE, "Ein anderer Titel")).await;
    person.json(Method::POST, "/api/v1/proposals", &proposal.replace(MAIL, "zeisig ohne @")).await;
    person.json(Method::POST, "/api/v1/proposals", &proposal[..60]).await;
    person.json(Method::PUT, "/api/v1/proposals/1/support", "").await;
    let key = "2190a7c03f117abc8def0123456789ab";
    let calls = [
        ("similar", format!(r#"{{"title":"{TITLE}","language":"de"}}"#)),
        ("find-place", format!(r#"{{"typed":"{PLACE}"}}"#)),
        ("support", r#"{"proposal":2,"support":true}"#.to_owned()),
        ("locate", r#"{"point":"zeisig,1"}"#.to_owned()),
        ("draft", format!(r#"{{"key":"{key}","draft":[["titel","{TITLE}"],["email","{MAIL}"]],"descriptions":[]}}"#)),
        ("draft", format!(r#"{{"{NAME}":"#)),
    ];
    for (name, body) in calls {
        person.json(Method::POST, &format!("/api/fn/{name}"), &body).await;
    }
}

async fn goes_wrong(person: &mut Person) {
    for address in [
        format!("/{PATH}"),
        format!("/vorschlaege/{PATH}"),
        format!("/beleg/{PATH}?q={SEARCH}"),
        format!("/bilder/{PATH}"),
        format!("/%00{PATH}"),
        format!("/rostock/de/{PATH}"),
        format!("/.well-known/{PATH}"),
        "/test/panic".to_owned(),
        "/metrics".to_owned(),
    ] {
        person.get(&address).await;
    }
    person.form("/vorschlaege/1/beitraege", &[("text", &TEXT.repeat(20_000))]).await;
    let foreign = Request::post(format!("/{PATH}")).header("sec-fetch-site", "cross-site").header("origin", PATH);
    person.app.send(foreign.body(Body::from(TEXT)).unwrap()).await;
    for _ in 0..130 {
        person.form("/vorschlaege/2/unterstuetzung", &[("name", NAME)]).await;
    }
}

#[tokio::test]
async fn no_word_of_a_person_gets_into_the_log() {
    for level in [crate::config::settings::LOG.default, "trace"] {
        let log = Captured::default();
        let writer = log.clone();
        // With one subscriber alone, tracing asks the thread that comes first to a message whether anybody listens, and
        // the other tests' threads would say no for everybody.
        let _second = tracing::Dispatch::new(logging::json(EnvFilter::new("off"), io::sink));
        let _guard = tracing::subscriber::set_default(logging::json(EnvFilter::new(level), move || writer.clone()));
        let mut person = Person::new().await;
        proposes(&mut person).await;
        takes_part(&mut person).await;
        uses_programs(&mut person).await;
        goes_wrong(&mut person).await;

        let text = log.text();
        let told = |words: &str| assert!(text.contains(words), "{level}: the log does not tell of {words}\n{text}");
        told("\"route\":\"/beleg/{code}\"");
        told("\"route\":\"/vorschlaege/entwurf/{key}/einreichen\"");
        told("A rate limit refused a request");
        told("A request from another site was refused");
        assert!(person.canaries.len() > 20, "{:?}", person.canaries);
        for canary in person.canaries.iter().map(|canary| canary.to_lowercase()) {
            let line = text.lines().find(|line| line.to_lowercase().contains(&canary));
            assert_eq!(line, None, "{level}: {canary} is in the log");
        }
        assert_eq!(text.to_lowercase().matches("zeisig").count(), 0, "{level}");
    }
}

/// Who watches over the server learns of every try, and of nobody's name.
#[tokio::test]
async fn who_comes_in_and_who_is_refused_is_told_with_time_and_route() {
    let app = TestApp::new().await;
    with_password(&app, MAIL).await;
    let log = Captured::default();
    let writer = log.clone();
    // As above.
    let _second = tracing::Dispatch::new(logging::json(EnvFilter::new("off"), io::sink));
    let level = EnvFilter::new(crate::config::settings::LOG.default);
    let _guard = tracing::subscriber::set_default(logging::json(level, move || writer.clone()));
    let email = encoded(MAIL);
    app.post("/anmelden", format!("email={email}&passwort=falsch-aber-lang")).await;
    let inside = cookie(&app.post("/anmelden", format!("email={email}&passwort=M%C3%B6we+Hafen+Regen")).await);
    app.post_as(&inside, "/konto/passwort", "altes-passwort=falsch&passwort=Strand+Wind+Sonne").await;
    app.post_as(&inside, "/verwaltung/fachaemter", "name=Tiefbauamt").await;
    app.post_as(&inside, "/abmelden", "").await;

    let lines: Vec<serde_json::Value> = log.text().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    for (message, route) in [
        ("Nobody signed in", "/anmelden"),
        ("Somebody signed in", "/anmelden"),
        ("A password that was asked for again was wrong", "/konto/passwort"),
        ("Somebody was refused what is not theirs", "/verwaltung/fachaemter"),
        ("Somebody signed out", "/abmelden"),
    ] {
        let told =
            lines.iter().find(|line| line["message"] == message).unwrap_or_else(|| panic!("{message}: {lines:?}"));
        assert_eq!(told["span"]["route"], route, "{message}");
        assert!(told["timestamp"].as_str().unwrap().ends_with('Z'), "in UTC: {told}");
    }
    assert!(!log.text().contains("zeisig"), "{}", log.text());
}
