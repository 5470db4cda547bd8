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

use super::{
    Answer, TestApp, forms,
    hostile::routes::{self, ROUTES},
};
use crate::{
    app::Capacity,
    middleware::{
        overload::{Most, Places, Room},
        request_limits::{Limit, Limits},
    },
};

const WRITTEN: &str = "Am Stadthafen fehlen Bänke im Schatten.";
const FORM: &str = "passwort=M%C3%B6we+Hafen+Regen+und+Sturm&code=4711+0815+4711+0815+4711&email=ada+oder+bob+at+example.org\
                    &text=Am+Stadthafen+fehlen+B%C3%A4nke+im+Schatten.";
/// The same, beside a file that comes first and one that comes for ever.
const WITH_FILES: &str = "--x\r\nContent-Disposition: form-data; name=\"bilder\"; filename=\"a.png\"\r\n\r\nBild ohne Wert\r\n\
                          --x\r\nContent-Disposition: form-data; name=\"passwort\"\r\n\r\nMöwe Hafen Regen und Sturm\r\n\
                          --x\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\nAm Stadthafen fehlen Bänke im Schatten.\r\n\
                          --x\r\nContent-Disposition: form-data; name=\"datei\"; filename=\"b.png\"\r\n\r\nBild";
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
        .route("/test/hang", post(hangs))
}

async fn panics() -> StatusCode {
    panic!("a mistake of ours")
}

/// Has read all of it, and is given up.
async fn hangs(_: Bytes) -> StatusCode {
    std::future::pending().await
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
            let answer = forms::send(&app, &format!("/test/{way}/{code}"), WITH_FILES).await;
            assert_eq!(answer.status.as_u16(), code);
            assert!(gives_back(&answer), "with files {way} {code}: {}", answer.text());
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

/// Every form with files, and what is typed into each of its fields that are for words.
fn forms_with_files() -> Vec<(String, Vec<(&'static str, String)>)> {
    const OTHERS: [&str; 5] = ["datei", "beigabe", "bilder", "fassung", "email"];
    let all = ROUTES.iter().filter_map(|route| match route.body {
        routes::Body::Parts(fields) => Some((route.path, fields)),
        _ => None,
    });
    all.map(|(path, fields)| {
        let parts: Vec<&str> = path.split('/').map(|part| if part.starts_with('{') { "1" } else { part }).collect();
        let names = fields.iter().map(|(name, _)| *name).filter(|name| !OTHERS.contains(name));
        (parts.join("/"), names.map(|name| (name, format!("Das steht im Feld {name}, und noch mehr."))).collect())
    })
    .collect()
}

/// A file comes first, larger than all that is kept.
async fn comes_back(app: &TestApp, address: &str, typed: &[(&'static str, String)], status: StatusCode) {
    let mut body = b"--x\r\nContent-Disposition: form-data; name=\"datei\"; filename=\"a.png\"\r\n\r\n".to_vec();
    body.resize(1024 * 1024, 0);
    body.extend(b"\r\n");
    let fields: Vec<(&str, &str)> = typed.iter().map(|(name, text)| (*name, text.as_str())).collect();
    body.extend(forms::form(&fields).bytes());
    body.extend(b"--x--\r\n");
    let answer = forms::send(app, address, forms::in_pieces(&body)).await;
    assert_eq!(answer.status, status, "{address}");
    assert!(!answer.header("retry-after").is_empty(), "{address}");
    for (name, text) in typed {
        assert!(answer.text().contains(&format!("{text}</textarea>")), "{address} lost {name}: {}", answer.text());
    }
}

#[tokio::test]
async fn who_sends_files_too_often_gets_back_each_text() {
    let (app, forms_with_files) = (TestApp::new().await, forms_with_files());
    assert!(forms_with_files.len() >= 5, "{forms_with_files:?}");
    for (address, typed) in forms_with_files {
        while forms::send(&app, &address, "").await.status != StatusCode::TOO_MANY_REQUESTS {}
        comes_back(&app, &address, &typed, StatusCode::TOO_MANY_REQUESTS).await;
    }
}

#[tokio::test]
async fn who_finds_no_place_gets_back_each_text_while_there_are_some_for_words() {
    let none = Most { at_once: 0, of_one: 0 };
    let places = Places { changing: none, uploads: none, ..Places::default() };
    let full = |places| Capacity { room: Room::new(places), ..Capacity::default() };
    let app = TestApp::with(|_| {}, Router::new(), full(places)).await;
    for (address, typed) in forms_with_files() {
        comes_back(&app, &address, &typed, StatusCode::SERVICE_UNAVAILABLE).await;
    }
    let answer = app.post("/vorschlaege/1/beitraege", FORM).await;
    assert!(answer.status == StatusCode::SERVICE_UNAVAILABLE && gives_back(&answer), "{}", answer.text());

    let app = TestApp::with(|_| {}, Router::new(), full(Places { refused: none, ..places })).await;
    let answer = forms::send(&app, "/schalter/fotos/1", WITH_FILES).await;
    assert_eq!((answer.status, answer.header("retry-after")), (StatusCode::SERVICE_UNAVAILABLE, "2"));
    assert!(!gives_back(&answer));
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
        let without = app.post(address, Body::new(Halting(Some(FORM)))).await;
        let with = forms::send(&app, address, Body::new(Halting(Some(WITH_FILES)))).await;
        for answer in [without, with] {
            assert_eq!(answer.status, expected);
            assert!(gives_back(&answer), "{}", answer.text());
        }
    }
    let answer = forms::send(&app, "/test/hang", WITH_FILES).await;
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(gives_back(&answer), "{}", answer.text());
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
    assert!(is_noticed("keep-no-form", who_sends_files_too_often_gets_back_each_text));
    assert!(is_noticed("keep-no-form", who_finds_no_place_gets_back_each_text_while_there_are_some_for_words));
    assert!(is_noticed("keep-no-form", a_form_whose_end_does_not_come_comes_back_as_far_as_it_came));
    assert!(is_noticed("keep-no-form", forms_with_files_come_back_with_their_words));
}
