//! Every route, every place in it, and a choice of everything that is wrong.

use std::time::{Duration, Instant};

use axum::{
    Router,
    body::Body,
    extract::RawQuery,
    http::{HeaderMap, HeaderValue, Request, StatusCode, header},
    response::Html,
    routing::get,
};
use domain::policy::{Role, Scope};
use proptest::prelude::any;
use web::Cookie;

use super::{
    attack::{self, HEADERS, LANGUAGES, Question, Slot},
    bodies,
    oracle::complaints,
    page::plain,
    panics,
    payloads::{self, Dice, JSON_VALUES, Payload},
    routes::{self, ROUTES, Route},
    world::World,
};
use crate::{
    app::Capacity,
    testing::{Answer, TestApp, has_postgres},
};

/// Of the fixed ones for each place in one round; the next round takes the next ones.
const FIXED: usize = 5;

/// What is wrong before any database hears of it has been tried on SQLite: there are enough of those that a database may
/// refuse among what is always sent.
pub fn fixed_each() -> usize {
    if has_postgres() { 1 } else { FIXED }
}

pub struct Storm {
    dice: Dice,
    /// Who sends; without one it is anybody.
    pub cookie: Option<HeaderValue>,
    /// How many of the fixed payloads each place gets.
    pub each: usize,
    sent: usize,
    /// How often each route was asked.
    asked: std::collections::BTreeMap<String, usize>,
    /// How long each answer took.
    times: Vec<Duration>,
    /// Of this process, in kilobytes, before anything was sent.
    memory: Option<u64>,
    wrong: Vec<String>,
}

fn memory() -> Option<u64> {
    trial::memory("self", "VmRSS")
}

impl Storm {
    pub fn new() -> Self {
        panics::listen();
        Self {
            dice: Dice::new(),
            cookie: None,
            each: fixed_each(),
            sent: 0,
            asked: Default::default(),
            times: Vec::new(),
            memory: memory(),
            wrong: Vec::new(),
        }
    }

    pub async fn send(&mut self, world: &World, route: &Route, slot: &Slot, payload: &Payload) {
        let is_incomplete = self.dice.below(2) == 1;
        self.send_as(world, route, slot, payload, is_incomplete).await;
    }

    async fn send_as(&mut self, world: &World, route: &Route, slot: &Slot, payload: &Payload, is_incomplete: bool) {
        let (language, id) = (self.dice.below(LANGUAGES.len()), self.dice.draw(any::<u128>()));
        let request = attack::request(world, route, slot, payload, language, is_incomplete, id);
        if let Some((mut request, question)) = request {
            if let Some(cookie) = &self.cookie {
                attack::come_as(&mut request, cookie);
            }
            *self.asked.entry(format!("{} {}", route.method, route.path)).or_default() += 1;
            self.ask(&world.app, request, &question).await;
        }
    }

    async fn ask(&mut self, app: &TestApp, request: Request<Body>, question: &Question) {
        let began = Instant::now();
        let answer = app.send(request).await;
        self.times.push(began.elapsed());
        self.judge(question, &answer);
        // A form of many steps leads to itself, and its texts have to be there.
        let address = answer.headers.get("location").map(|to| String::from_utf8_lossy(to.as_bytes()).into_owned());
        let address = address.unwrap_or_default().split('#').next().unwrap_or_default().to_owned();
        if answer.status == StatusCode::SEE_OTHER && plain(&address) == question.address {
            let address = address.as_str();
            let cookie = self.cookie.as_ref().and_then(|cookie| cookie.to_str().ok());
            let headers: Vec<(&str, &str)> = cookie.map(|cookie| ("cookie", cookie)).into_iter().collect();
            let next = app.get_with(address, &headers).await;
            let what = format!("{} and then {address}", question.what);
            // What was sent off is in the form no more; a word that was taken stands in the list.
            let is_done = address.contains("gesendet=") || plain(address).ends_with("/wortlisten");
            let texts = if is_done { Vec::new() } else { question.texts.clone() };
            self.judge(&Question { what, texts, ..question.clone() }, &next);
        }
    }

    pub fn judge(&mut self, question: &Question, answer: &Answer) {
        self.sent += 1;
        self.wrong.extend(complaints(question, answer));
        self.wrong.extend(panics::take().into_iter().map(|panic| format!("{}: {panic}", question.what)));
    }

    pub async fn route(&mut self, world: &World, route: &Route, round: usize) {
        let (fixed, each) = (payloads::fixed(), self.each);
        let slots = attack::slots(route);
        for slot in &slots {
            if matches!(slot, Slot::Cookie(_)) {
                for payload in payloads::of_cookies(&mut self.dice) {
                    self.send(world, route, slot, &payload).await;
                }
                continue;
            }
            for payload in payloads::always() {
                self.send_as(world, route, slot, &payload, false).await;
                if matches!(slot, Slot::Field(_)) {
                    self.send_as(world, route, slot, &payload, true).await;
                }
            }
            let start = self.dice.below(fixed.len());
            for step in 0..each {
                // Far apart, so that different kinds meet each place.
                let payload = &fixed[(start + (step + round * each) * 17) % fixed.len()];
                self.send(world, route, slot, payload).await;
            }
            let payload = payloads::generated(&mut self.dice);
            self.send(world, route, slot, &payload).await;
            if matches!(slot, Slot::Inner(..)) {
                self.send(world, route, slot, &payloads::deep()).await;
            }
            if matches!(slot, Slot::Json(_) | Slot::Inner(..)) {
                for _ in 0..each {
                    let value = JSON_VALUES[self.dice.below(JSON_VALUES.len())];
                    let payload = Payload { kind: "JSON value", bytes: value.as_bytes().to_vec(), is_raw: true };
                    self.send(world, route, slot, &payload).await;
                }
            }
        }
        for _ in 0..3 {
            let header = Slot::Header(HEADERS[self.dice.below(HEADERS.len())]);
            let payload = &fixed[self.dice.below(fixed.len())];
            self.send(world, route, &header, payload).await;
        }
        if matches!(route.body, routes::Body::Json(_)) {
            for body in bodies::deep() {
                self.send(world, route, &body, &nothing()).await;
            }
        }
        if route.changes_something() {
            let bodies = bodies::all();
            for _ in 0..each * 2 {
                let body = &bodies[self.dice.below(bodies.len())];
                self.send(world, route, body, &nothing()).await;
            }
        }
    }

    /// How long answers took, and by how much memory grew. Other tests run in this process at the same time, so both are
    /// told and neither is judged; what a server has to itself is judged in `trials/raw.rs`.
    fn measured(&self) -> String {
        let megabytes = |memory: Option<u64>| memory.map_or("?".to_owned(), |kilobytes| (kilobytes / 1024).to_string());
        let (before, after) = (megabytes(self.memory), megabytes(memory()));
        format!("{}, memory of all tests {before} MB before, {after} MB after", trial::told(&self.times))
    }

    /// `name` is that of the list of what was tried.
    pub fn end(self, name: &str) {
        let lines = self.asked.iter().map(|(route, times)| format!("{times:6}  {route}\n"));
        let told: String = lines.collect();
        let (sent, wrong, measured) = (self.sent, self.wrong.len(), self.measured());
        let first = format!("{sent} requests, {wrong} complaints, {measured}, WEGMARKEN_SEED={}", self.dice.seed());
        super::keep(name, &format!("{first}\n{told}"));
        // One of a kind is enough to begin with.
        let mut kinds = std::collections::BTreeMap::new();
        for wrong in &self.wrong {
            let end = wrong.rsplit(": ").next().unwrap_or_default();
            let kind: String = wrong.chars().take(40).chain(end.chars().take(30)).collect();
            kinds.entry(kind).or_insert(wrong);
        }
        let shown: Vec<String> = kinds.values().take(40).map(|wrong| wrong.chars().take(900).collect()).collect();
        let (count, seed) = (self.wrong.len(), self.dice.seed());
        assert!(self.wrong.is_empty(), "WEGMARKEN_SEED={seed} {count} complaints:\n{}", shown.join("\n"));
    }
}

pub fn nothing() -> Payload {
    Payload { kind: "nothing", bytes: Vec::new(), is_raw: false }
}

#[tokio::test]
async fn whatever_is_sent_gets_a_clear_answer() {
    let world = World::new().await;
    world.publish_at_once().await;
    let mut storm = Storm::new();
    for round in 0..payloads::trials() {
        for route in ROUTES {
            storm.route(&world, route, round).await;
        }
        // What was sent is public now: every page has to bear it.
        for route in ROUTES.iter().filter(|route| route.method == "GET") {
            storm.send(&world, route, &Slot::Query("nichts"), &nothing()).await;
        }
    }
    storm.end("storm-of-anybody.txt");
}

#[tokio::test]
async fn ten_megabytes_are_refused_or_cut_wherever_they_are_sent() {
    let world = World::new().await;
    let mut storm = Storm::new();
    for route in ROUTES.iter().filter(|route| route.changes_something()) {
        for body in bodies::large() {
            storm.send(&world, route, &body, &nothing()).await;
        }
    }
    storm.end("ten-megabytes.txt");
}

/// Mistakes that the storm has to find.
fn mistakes() -> Router {
    let echo = |RawQuery(query): RawQuery| async move {
        let typed = web::pairs(&query.unwrap_or_default()).remove(0).1;
        Html(format!("<!DOCTYPE html><html lang=\"de\"><body><h1>a</h1><p title='{typed}'>{typed}</p>"))
    };
    let blurt = || async { (StatusCode::BAD_REQUEST, Html("<h1>SqlxError</h1>")) };
    let redirect = |RawQuery(query): RawQuery| async move {
        let typed = web::pairs(&query.unwrap_or_default()).remove(0).1;
        let typed = HeaderValue::from_str(&typed).map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?;
        Ok::<_, StatusCode>((StatusCode::FOUND, [("location", typed)]))
    };
    // Passes over what is not plain, as the reader of our cookies does.
    let cookies = |headers: HeaderMap| async move {
        let lines = headers.get_all(header::COOKIE).iter().filter_map(|line| line.to_str().ok());
        let typed = lines.collect::<Vec<_>>().join("; ");
        Html(format!("<!DOCTYPE html><html lang=\"de\"><body><h1>a</h1><p>{typed}</p>"))
    };
    Router::new()
        .route("/mistake/echo", get(echo))
        .route("/mistake/blurt", get(blurt))
        .route("/mistake/redirect", get(redirect))
        .route("/mistake/cookies", get(cookies))
}

/// The storm over mistakes: each of them has to be found, or the storm could not find any.
#[tokio::test]
async fn the_storm_notices_every_mistake() {
    let app = TestApp::with(|config| config.limits_rates = false, mistakes(), Capacity::default()).await;
    for (name, expected) in [
        ("echo", "an element of the sender"),
        ("echo", "inline script"),
        ("echo", "attribute onmouseover"),
        ("blurt", "shows \"sqlx\""),
        ("blurt", "does not say how to go on"),
        ("redirect", "leads to //wgmx.example/"),
        ("redirect", "status 500"),
    ] {
        let mut storm = Storm::new();
        for payload in payloads::fixed() {
            let value: String = payload.bytes.iter().take(5_000).map(|byte| format!("%{byte:02X}")).collect();
            let address = format!("/mistake/{name}?a={value}");
            let request = Request::get(&address).body(Body::empty()).unwrap();
            let what = format!("{payload:?}");
            let question = Question { what, address, language: "de", is_page: true, texts: Vec::new() };
            storm.ask(&app, request, &question).await;
        }
        let is_found = storm.wrong.iter().any(|wrong| wrong.contains(expected));
        assert!(is_found, "{name} did not show {expected}: {:#?}", storm.wrong);
    }
}

/// Also in what comes with a session: neither stands in the way of the other.
#[tokio::test]
async fn the_storm_notices_a_mistake_with_any_cookie() {
    let world = World::with(mistakes()).await;
    let route = Route { path: "/mistake/cookies", ..ROUTES[0] };
    let mut storm = Storm::new();
    storm.cookie = Some(world.app.staff(Role::Administrator, Scope::Everywhere).await.parse().unwrap());
    storm.route(&world, &route, 0).await;
    // A sitting that nobody began leads away before any page is asked.
    for cookie in Cookie::ALL.into_iter().filter(|cookie| *cookie != Cookie::Sitting) {
        let sent = format!("{:?} = way out", Slot::Cookie(cookie));
        let is_found = |wrong: &String| wrong.contains(&sent) && wrong.contains("an element of the sender");
        assert!(storm.wrong.iter().any(is_found), "{cookie:?} did not show: {:#?}", storm.wrong);
    }
}

#[tokio::test]
async fn whoever_sends_stands_beside_the_cookie_that_is_tried() {
    let world = World::new().await;
    let way_out = Payload { kind: "tried", bytes: b"<wgmx>".to_vec(), is_raw: false };
    let who = HeaderValue::from_static("wegmarken-sitzung=somebody");
    for cookie in Cookie::ALL {
        let slot = Slot::Cookie(cookie);
        assert!(ROUTES.iter().all(|route| attack::slots(route).contains(&slot)), "{cookie:?} is not tried everywhere");
        let (mut request, _) = attack::request(&world, &ROUTES[0], &slot, &way_out, 0, false, 1).unwrap();
        attack::come_as(&mut request, &who);
        let lines: Vec<_> = request.headers().get_all(header::COOKIE).iter().collect();
        let tried = format!("a=b; {}=<wgmx>", cookie.name(false));
        assert_eq!(lines, [tried.as_str(), who.to_str().unwrap()]);
    }
}

#[test]
fn every_place_of_a_route_is_a_target() {
    let route =
        ROUTES.iter().find(|route| matches!(route.body, routes::Body::Json(text) if text.contains("descriptions")));
    let slots = attack::slots(route.unwrap());
    assert!(slots.contains(&Slot::Json("/descriptions/0/1".into())) && slots.contains(&Slot::Json("/draft/3".into())));
    let board = ROUTES.iter().find(|route| route.path == "/vorschlaege/{id}").unwrap();
    assert!(attack::slots(board).contains(&Slot::Path(0)) && attack::slots(board).contains(&Slot::Query("antwort")));
}
