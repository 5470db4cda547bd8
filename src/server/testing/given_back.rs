//! Whoever is refused gets back what they wrote, whoever refuses it and however little of it was read by then.

use std::{
    pin::Pin,
    task::{Context, Poll},
    time::Duration,
};

use axum::{
    Router,
    body::{Body, Bytes, HttpBody},
    extract::Path,
    http::{Request, StatusCode},
    routing::post,
};
use hyper::body::Frame;
use store::faults::is_noticed;

use super::{Answer, TestApp, forms};
use crate::{
    app::Capacity,
    middleware::{
        overload::Room,
        request_limits::{Limit, Limits},
    },
};

const WRITTEN: &str = "Am Stadthafen fehlen Bänke im Schatten.";
const FORM: &str = "passwort=M%C3%B6we+Hafen+Regen+und+Sturm&code=4711+0815+4711+0815+4711&email=ada+oder+bob+at+example.org\
                    &text=Am+Stadthafen+fehlen+B%C3%A4nke+im+Schatten.";
const SECRETS: [&str; 3] = ["Hafen Regen", "4711 0815", "ada oder bob"];

fn gives_back(answer: &Answer) -> bool {
    let page = answer.text();
    assert!(SECRETS.iter().all(|secret| !page.contains(secret)), "{page}");
    page.contains(&format!("{WRITTEN}</textarea>"))
}

fn status(code: u16) -> StatusCode {
    StatusCode::from_u16(code).unwrap()
}

fn refusing() -> Router {
    Router::new()
        .route("/test/unread/{status}", post(|Path(code): Path<u16>| async move { status(code) }))
        .route("/test/read/{status}", post(|Path(code): Path<u16>, _: Bytes| async move { status(code) }))
        .route("/test/panic", post(panics))
}

async fn panics() -> StatusCode {
    panic!("a mistake of ours")
}

async fn app() -> TestApp {
    TestApp::with(|config| config.limits_rates = false, refusing(), Capacity::default()).await
}

#[tokio::test]
async fn every_bare_refusal_gives_back_what_was_written_and_no_secret() {
    let app = app().await;
    for code in [400, 401, 403, 404, 408, 409, 410, 422, 429, 500, 503] {
        for way in ["unread", "read"] {
            let answer = app.post(&format!("/test/{way}/{code}"), FORM).await;
            assert_eq!(answer.status.as_u16(), code);
            assert!(gives_back(&answer), "{way} {code}: {}", answer.text());
        }
    }
    let answer = app.post("/test/panic", FORM).await;
    assert_eq!(answer.status, StatusCode::INTERNAL_SERVER_ERROR);
    assert!(gives_back(&answer), "{}", answer.text());
    // Of pages of ours, not only of the test: nobody there, nothing there, and nobody signed in.
    for address in ["/vorschlaege/999999/beitraege", "/umfragen/gibtsnicht", "/verwaltung/umfragen", "/gibt/es/nicht"] {
        let answer = app.post(address, FORM).await;
        assert!(answer.status.is_client_error() && gives_back(&answer), "{address}: {}", answer.status);
    }
}

#[tokio::test]
async fn who_comes_too_often_gets_it_back_too() {
    let app = TestApp::new().await;
    let mut answer = app.post("/vorschlaege/1/unterstuetzung", FORM).await;
    while answer.status != StatusCode::TOO_MANY_REQUESTS {
        answer = app.post("/vorschlaege/1/unterstuetzung", FORM).await;
    }
    assert!(gives_back(&answer), "{}", answer.text());
}

/// A form whose end never comes.
struct Halting(Option<&'static str>);

impl HttpBody for Halting {
    type Data = Bytes;
    type Error = std::convert::Infallible;

    fn poll_frame(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        match self.0.take() {
            Some(form) => Poll::Ready(Some(Ok(Frame::data(Bytes::from_static(form.as_bytes()))))),
            None => Poll::Pending,
        }
    }
}

#[tokio::test]
async fn a_form_whose_end_does_not_come_comes_back_as_far_as_it_came() {
    let limit = Limit { bytes: 1024, time: Duration::from_millis(200) };
    let requests = Limits { ordinary: limit, ..Limits::default() };
    let app = TestApp::with(|_| {}, refusing(), Capacity { requests, room: Room::default() }).await;
    for (address, expected) in
        [("/test/read/404", StatusCode::REQUEST_TIMEOUT), ("/test/unread/404", StatusCode::NOT_FOUND)]
    {
        let answer = app.post(address, Body::new(Halting(Some(FORM)))).await;
        assert_eq!(answer.status, expected);
        assert!(gives_back(&answer), "{}", answer.text());
    }
}

#[tokio::test]
async fn a_page_of_somebody_else_puts_no_words_on_one_of_ours() {
    let app = app().await;
    // Where mail programs end letters everybody is let in.
    for (address, expected) in
        [("/test/unread/404", StatusCode::FORBIDDEN), ("/neuigkeiten/abbestellen/a/b", StatusCode::NOT_FOUND)]
    {
        let request = Request::post(address)
            .header("sec-fetch-site", "cross-site")
            .header("content-type", "application/x-www-form-urlencoded");
        let answer = app.send(request.body(Body::from(FORM)).unwrap()).await;
        assert_eq!(answer.status, expected, "{address}");
        assert!(!gives_back(&answer), "{address}");
    }
}

/// Their handlers read them: the words are there, and no file is kept for it.
#[tokio::test]
async fn forms_with_files_come_back_with_their_words() {
    let app = app().await;
    let words = forms::form(&[("text", WRITTEN), ("passwort", "Möwe Hafen Regen und Sturm")]);
    let small = words.clone() + "--x--\r\n";
    let mut large = words.into_bytes();
    large.extend(b"--x\r\nContent-Disposition: form-data; name=\"bilder\"; filename=\"a.png\"\r\n\r\n");
    large.resize(31 * 1024 * 1024, 0);
    large.extend(b"\r\n--x--\r\n");
    for (address, expected) in [
        ("/vorschlaege/entwurf/kein-entwurf", StatusCode::NOT_FOUND),
        ("/beleg/kein-beleg/aendern", StatusCode::NOT_FOUND),
        ("/schalter/fotos/keine-einsendung", StatusCode::UNAUTHORIZED),
        ("/bearbeiten/1/bloecke/keiner/medien", StatusCode::UNAUTHORIZED),
    ] {
        for (body, expected) in
            [(Body::from(small.clone()), expected), (forms::in_pieces(&large), StatusCode::PAYLOAD_TOO_LARGE)]
        {
            let answer = forms::send(&app, address, body).await;
            assert_eq!(answer.status, expected, "{address}");
            assert!(gives_back(&answer), "{address}: {}", answer.text());
        }
    }
}

#[test]
fn it_is_noticed_when_no_form_is_kept() {
    assert!(is_noticed("keep-no-form", every_bare_refusal_gives_back_what_was_written_and_no_secret));
    assert!(is_noticed("keep-no-form", who_comes_too_often_gets_it_back_too));
    assert!(is_noticed("keep-no-form", a_form_whose_end_does_not_come_comes_back_as_far_as_it_came));
}
