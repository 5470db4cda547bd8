//! What is refused, and how.

use std::{
    pin::Pin,
    task::{Context, Poll},
    time::Duration,
};

use axum::{
    Router,
    body::{Body, Bytes, HttpBody},
    http::{Request, StatusCode},
    response::Html,
    routing::{get, post},
};
use http_body_util::BodyExt;
use hyper::body::Frame;
use store::faults::is_noticed;
use tokio::time::timeout;

use super::TestApp;
use crate::{
    app::Capacity,
    middleware::{
        overload::{Most, Places, Room},
        request_limits::{Limit, Limits, Pace},
    },
};

/// Routes whose behaviour the tests decide.
fn test_routes() -> Router {
    Router::new()
        .route("/test/echo", post(|body: Bytes| async move { body }))
        .route("/vorschlaege/entwurf/test-bild", post(|body: Bytes| async move { body.len().to_string() }))
        .route("/vorschlaege/entwurf/test-form", post(keeps_what_came))
        .route("/test/panic", get(panics))
        .route("/test/slow", get(|| tokio::time::sleep(Duration::from_secs(60))))
}

/// Like the form of a proposal: a body that breaks off is no reason to lose what came.
async fn keeps_what_came(mut body: Body) -> Html<String> {
    let mut kept = 0;
    while let Some(Ok(piece)) = body.frame().await {
        kept += piece.into_data().unwrap_or_default().len();
    }
    Html(format!("kept {kept}"))
}

async fn panics() -> StatusCode {
    panic!("a secret of the inside")
}

async fn app() -> TestApp {
    TestApp::with(|_| {}, test_routes(), Capacity::default()).await
}

#[tokio::test]
async fn every_kind_of_answer_carries_the_security_headers() {
    let app = app().await;
    let not_modified = app.get("/icons.svg").await.header("etag").to_owned();
    let answers = [
        app.get("/").await,
        app.get("/gibt-es-nicht").await,
        app.get("/icons.svg").await,
        app.get_with("/icons.svg", &[("if-none-match", &not_modified)]).await,
        app.get("/rostock/de/home").await,
        app.get("/healthz").await,
        app.get("/test/panic").await,
        app.send(Request::post("/test/echo").header("sec-fetch-site", "cross-site").body(Body::empty()).unwrap()).await,
    ];
    for answer in answers {
        let status = answer.status;
        let policy = answer.header("content-security-policy");
        let is_there =
            policy.starts_with("default-src 'none'; script-src '") && policy.contains(" 'self' 'wasm-unsafe-eval';");
        // What a browser has already goes with the policy that came with it.
        assert!(if status == StatusCode::NOT_MODIFIED { policy.is_empty() } else { is_there }, "{status}: {policy}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{status}");
        assert_eq!(answer.header("x-wegmarken"), "1", "{status}: devices keep nothing else");
        assert_eq!(answer.header("referrer-policy"), "strict-origin-when-cross-origin", "{status}");
        assert_eq!(answer.header("cross-origin-opener-policy"), "same-origin", "{status}");
        assert_eq!(answer.header("cross-origin-resource-policy"), "same-origin", "{status}");
        assert!(answer.header("permissions-policy").contains("camera=()"), "{status}");
        assert_eq!(answer.header("strict-transport-security"), "", "{status}");
    }
}

#[test]
fn it_is_noticed_when_browsers_are_told_of_no_policy() {
    assert!(is_noticed("send-no-policy", every_kind_of_answer_carries_the_security_headers));
}

#[tokio::test]
async fn browsers_are_told_to_insist_on_tls_only_where_there_is_tls() {
    let https = |config: &mut crate::config::Config| config.base_url = "https://wegmarken.example".into();
    let app = TestApp::with(https, Router::new(), Capacity::default()).await;
    for address in ["/", "/gibt-es-nicht", "/icons.svg", "/api/v1/proposals", "/healthz"] {
        let told = app.get(address).await.header("strict-transport-security").to_owned();
        assert_eq!(told, "max-age=63072000; includeSubDomains", "{address}");
    }
}

#[tokio::test]
async fn a_page_contains_no_inline_script_and_no_inline_style() {
    let app = app().await;
    for address in ["/", "/en", "/gibt-es-nicht"] {
        let page = app.get(address).await.text();
        assert!(!page.contains(" style=\"") && !page.contains("<style"), "{address}");
        for script in page.split("<script").skip(1) {
            let tag = script.split('>').next().unwrap();
            assert!(tag.contains("src=") || tag.contains("type=\"application/"), "{address}: <script{tag}>");
        }
    }
}

#[tokio::test]
async fn a_form_of_another_site_is_refused_and_one_of_ours_is_taken() {
    let app = app().await;
    let send = |headers: &'static [(&'static str, &'static str)]| {
        let request = headers.iter().fold(Request::post("/test/echo"), |all, (name, value)| all.header(*name, *value));
        app.send(request.body(Body::from("a=b")).unwrap())
    };
    assert_eq!(send(&[("sec-fetch-site", "same-origin"), ("cookie", "a=b")]).await.status, StatusCode::OK);
    assert_eq!(send(&[("origin", "http://127.0.0.1:3000"), ("cookie", "a=b")]).await.status, StatusCode::OK);
    assert_eq!(send(&[]).await.status, StatusCode::FORBIDDEN);
    assert_eq!(send(&[("cookie", "a=b")]).await.status, StatusCode::FORBIDDEN);
    assert_eq!(send(&[("sec-fetch-site", "same-site")]).await.status, StatusCode::FORBIDDEN);
    let refused = send(&[("sec-fetch-site", "cross-site"), ("origin", "https://evil.example")]).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    assert!(refused.header("content-type").starts_with("text/html"));
}

#[tokio::test]
async fn a_body_over_its_limit_is_refused_whether_its_length_is_announced_or_not() {
    let app = app().await;
    let large = vec![b'a'; 512 * 1024 + 1];
    assert_eq!(app.post("/test/echo", vec![b'a'; 512 * 1024]).await.status, StatusCode::OK);
    assert_eq!(app.post("/test/echo", large.clone()).await.status, StatusCode::PAYLOAD_TOO_LARGE);
    let unannounced = Body::new(Unannounced { rest: large, ends: true });
    assert_eq!(app.post("/test/echo", unannounced).await.status, StatusCode::PAYLOAD_TOO_LARGE);
    let picture = vec![0; 5 * 1024 * 1024];
    assert_eq!(app.post("/vorschlaege/entwurf/test-bild", picture).await.text(), "5242880");
    let too_large = vec![0; 30 * 1024 * 1024 + 1];
    assert_eq!(app.post("/vorschlaege/entwurf/test-bild", too_large).await.status, StatusCode::PAYLOAD_TOO_LARGE);
}

#[tokio::test]
async fn a_form_with_too_large_pictures_keeps_what_came_before_the_limit() {
    let app = app().await;
    let answer = app.post("/vorschlaege/entwurf/test-form", vec![b'a'; 32 * 1024 * 1024]).await;
    assert_eq!((answer.status, answer.text().as_str()), (StatusCode::OK, "kept 0"));
    let in_pieces = Body::new(Unannounced { rest: vec![b'a'; 30 * 1024 * 1024 + 5000], ends: true });
    let answer = app.post("/vorschlaege/entwurf/test-form", in_pieces).await;
    assert_eq!((answer.status, answer.text().as_str()), (StatusCode::OK, "kept 31457000"));
}

#[tokio::test]
async fn who_asks_too_often_is_told_when_to_come_again() {
    let app = app().await;
    for _ in 0..120 {
        assert_ne!(app.post("/vorschlaege/1/unterstuetzung", "").await.status, StatusCode::TOO_MANY_REQUESTS);
    }
    let refused = app.post("/vorschlaege/1/unterstuetzung", "").await;
    assert_eq!(refused.status, StatusCode::TOO_MANY_REQUESTS);
    let wait: u64 = refused.header("retry-after").parse().unwrap();
    assert!((1..=60).contains(&wait));
    assert!(refused.header("content-type").starts_with("text/html"));
    // Reading goes on.
    assert_eq!(app.get("/").await.status, StatusCode::OK);
}

#[tokio::test]
async fn rate_limits_can_be_switched_off() {
    let app = TestApp::with(|config| config.limits_rates = false, test_routes(), Capacity::default()).await;
    for _ in 0..200 {
        assert_ne!(app.post("/vorschlaege/1/unterstuetzung", "").await.status, StatusCode::TOO_MANY_REQUESTS);
    }
}

#[tokio::test]
async fn a_panic_becomes_a_page_that_shows_nothing_of_the_inside() {
    let app = app().await;
    let answer = app.get("/test/panic").await;
    assert_eq!(answer.status, StatusCode::INTERNAL_SERVER_ERROR);
    assert!(answer.header("content-type").starts_with("text/html"));
    assert!(!answer.text().contains("secret"));
    assert_eq!(app.get("/").await.status, StatusCode::OK);
}

#[tokio::test]
async fn an_answer_that_takes_too_long_is_given_up() {
    let app = TestApp::with(|_| {}, test_routes(), impatient(Room::default())).await;
    assert_eq!(app.get("/test/slow").await.status, StatusCode::SERVICE_UNAVAILABLE);
}

#[tokio::test]
async fn a_body_that_does_not_come_is_given_up() {
    let app = TestApp::with(|_| {}, test_routes(), impatient(Room::default())).await;
    let silent = Body::new(Unannounced { rest: vec![b'a'; 10], ends: false });
    assert_eq!(app.post("/test/echo", silent).await.status, StatusCode::REQUEST_TIMEOUT);
}

#[tokio::test]
async fn a_body_that_stands_still_gives_its_place_back() {
    let pace = Pace { bytes: 16 * 1024, time: Duration::from_millis(100) };
    let requests = Limits { pace, ..Limits::default() };
    let app = TestApp::with(|_| {}, test_routes(), Capacity { requests, room: Room::default() }).await;
    for address in ["/test/echo", "/vorschlaege/entwurf/test-bild", "/vorschlaege/entwurf/test-form"] {
        let silent = Body::new(Unannounced { rest: vec![b'a'; 20_000], ends: false });
        assert_eq!(app.post(address, silent).await.status, StatusCode::REQUEST_TIMEOUT);
    }
}

/// With wide limits the same bodies are taken and the same silence is waited for: the tests above could have failed.
#[tokio::test]
async fn these_tests_notice_when_any_body_is_taken_and_any_time_waited_for() {
    const LONG: Duration = Duration::from_secs(3_600);
    let wide = Limit { bytes: 64 * 1024 * 1024, time: LONG };
    let requests = Limits { ordinary: wide, upload: wide, pace: Pace { bytes: 0, time: LONG } };
    let app = TestApp::with(|_| {}, test_routes(), Capacity { requests, room: Room::default() }).await;
    let large = vec![b'a'; 512 * 1024 + 1];
    for body in [Body::from(large.clone()), Body::new(Unannounced { rest: large, ends: true })] {
        assert_eq!(app.post("/test/echo", body).await.status, StatusCode::OK);
    }
    let upload = vec![0; 30 * 1024 * 1024 + 1];
    assert_eq!(app.post("/vorschlaege/entwurf/test-bild", upload).await.status, StatusCode::OK);

    let silent = Body::new(Unannounced { rest: vec![b'a'; 20_000], ends: false });
    assert!(timeout(Duration::from_secs(1), app.post("/test/echo", silent)).await.is_err(), "the body was given up");
    assert!(timeout(Duration::from_secs(1), app.get("/test/slow")).await.is_err(), "the answer was given up");
}

#[tokio::test]
async fn more_requests_than_there_is_room_for_are_refused_at_once() {
    let one = Most { at_once: 1, of_one: 1 };
    let room = Room::new(Places { reading: one, changing: one, uploads: one, refused: one });
    let app = TestApp::with(|_| {}, test_routes(), impatient(room)).await;
    let (first, second) = tokio::join!(app.get("/test/slow"), app.get("/test/slow"));
    let refused = if first.headers.contains_key("retry-after") { first } else { second };
    assert_eq!((refused.status, refused.header("retry-after")), (StatusCode::SERVICE_UNAVAILABLE, "2"));
    assert_eq!(app.get("/").await.status, StatusCode::OK);
}

fn impatient(room: Room) -> Capacity {
    let limit = Limit { bytes: 1024, time: Duration::from_millis(200) };
    Capacity { requests: Limits { ordinary: limit, upload: limit, ..Limits::default() }, room }
}

/// A body without an announced length: some pieces, and then an end or silence.
struct Unannounced {
    rest: Vec<u8>,
    ends: bool,
}

impl HttpBody for Unannounced {
    type Data = Bytes;
    type Error = std::convert::Infallible;

    fn poll_frame(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        if self.rest.is_empty() {
            return if self.ends { Poll::Ready(None) } else { Poll::Pending };
        }
        let size = self.rest.len().min(1000);
        let start = self.rest.len() - size;
        Poll::Ready(Some(Ok(Frame::data(self.rest.drain(start..).collect()))))
    }
}
