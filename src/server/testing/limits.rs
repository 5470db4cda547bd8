//! Too much at once and too often, as visitors see it.

use std::{
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    task::{Context, Poll},
};

use axum::{
    Router,
    body::{Body, Bytes, HttpBody},
    http::{Request, StatusCode},
    routing::any,
};
use hyper::body::Frame;
use tower::ServiceExt;

use super::TestApp;
use crate::app::Capacity;

const LANGUAGES: [(&str, &str); 3] = [("", "lang=\"de\""), ("/en", "lang=\"en\""), ("/ls", "lang=\"de-simple\"")];

#[tokio::test]
async fn who_comes_too_often_reads_so_in_their_language() {
    let app = TestApp::new().await;
    while app.post("/vorschlaege/1/unterstuetzung", "").await.status != StatusCode::TOO_MANY_REQUESTS {}
    for (prefix, language) in LANGUAGES {
        let refused = app.post(&format!("{prefix}/vorschlaege/1/unterstuetzung"), "").await;
        assert_eq!(refused.status, StatusCode::TOO_MANY_REQUESTS);
        assert!(refused.header("retry-after").parse::<u64>().unwrap() > 0);
        let page = refused.text();
        assert!(page.contains(language) && page.contains("<h1>"), "{page}");
    }
}

#[tokio::test]
async fn one_password_tried_at_many_addresses_gets_slow_however_many_there_are() {
    let app = TestApp::new().await;
    let mut tried = 0;
    loop {
        let body = format!("email=person{tried}%40example.org&passwort=M%C3%B6we+Hafen+Regen");
        if app.post("/anmelden", body).await.status == StatusCode::TOO_MANY_REQUESTS {
            break;
        }
        tried += 1;
        // 30 at once, and some more in the time that this takes.
        assert!(tried < 60, "nothing slows it down");
    }
}

/// A body that notices when somebody reads it.
struct Watched(Arc<AtomicBool>);

impl HttpBody for Watched {
    type Data = Bytes;
    type Error = std::convert::Infallible;

    fn poll_frame(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        self.0.store(true, Ordering::Relaxed);
        Poll::Ready(None)
    }
}

#[tokio::test]
async fn while_256_requests_hang_the_next_is_refused_before_anything_of_it_is_read() {
    let inside = Arc::new(AtomicUsize::new(0));
    let hang = {
        let inside = inside.clone();
        move || async move {
            inside.fetch_add(1, Ordering::Relaxed);
            std::future::pending::<()>().await;
        }
    };
    let routes = Router::new().route("/test/hang", any(hang));
    let app = TestApp::with(|config| config.limits_rates = false, routes, Capacity::default()).await;
    let hanging: Vec<_> = (0..256)
        .map(|_| {
            let request = Request::get("/test/hang").body(Body::empty()).unwrap();
            tokio::spawn(app.app.clone().oneshot(request))
        })
        .collect();
    while inside.load(Ordering::Relaxed) < 256 {
        tokio::task::yield_now().await;
    }
    for (prefix, language) in LANGUAGES {
        let is_read = Arc::new(AtomicBool::new(false));
        let request = Request::post(format!("{prefix}/vorschlaege/neu")).header("sec-fetch-site", "same-origin");
        let refused = app.send(request.body(Body::new(Watched(is_read.clone()))).unwrap()).await;
        assert_eq!((refused.status, refused.header("retry-after")), (StatusCode::SERVICE_UNAVAILABLE, "2"));
        assert!(refused.text().contains(language) && !is_read.load(Ordering::Relaxed));
    }
    assert_eq!(inside.load(Ordering::Relaxed), 256);
    for request in hanging {
        request.abort();
        assert!(request.await.unwrap_err().is_cancelled());
    }
    // Whoever goes leaves a place behind.
    assert_eq!(app.get("/").await.status, StatusCode::OK);
}
