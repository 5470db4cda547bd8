//! Too much at once and too often, as visitors see it.

use std::{
    convert::Infallible,
    net::SocketAddr,
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    task::{Context, Poll},
};

use axum::{
    Router,
    body::{Body, Bytes, HttpBody},
    extract::ConnectInfo,
    http::{Method, Request, StatusCode},
    response::Response,
    routing::any,
};
use hyper::body::Frame;
use store::faults::is_noticed;
use tokio::task::JoinSet;
use tower::ServiceExt;

use super::TestApp;
use crate::{app::Capacity, middleware::overload::Places};

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

/// A body that tells when somebody waits for it: nothing comes, or it is over.
struct Watched {
    is_read: Arc<AtomicUsize>,
    is_told: bool,
    ends: bool,
}

impl Watched {
    fn new(is_read: &Arc<AtomicUsize>, ends: bool) -> Self {
        Self { is_read: is_read.clone(), is_told: false, ends }
    }
}

impl HttpBody for Watched {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        if !std::mem::replace(&mut self.is_told, true) {
            self.is_read.fetch_add(1, Ordering::Relaxed);
        }
        if self.ends { Poll::Ready(None) } else { Poll::Pending }
    }
}

/// Every place of one kind is taken, for as long as the second one is kept.
async fn full(method: Method) -> (TestApp, JoinSet<Result<Response, Infallible>>) {
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
    let mut hanging = JoinSet::new();
    for _ in 0..256 {
        let request = Request::builder().method(&method).uri("/test/hang").header("sec-fetch-site", "same-origin");
        hanging.spawn(app.app.clone().oneshot(request.body(Body::empty()).unwrap()));
    }
    while inside.load(Ordering::Relaxed) < 256 {
        tokio::task::yield_now().await;
    }
    (app, hanging)
}

const SUPPORT: &str = "/vorschlaege/1/unterstuetzung";

#[tokio::test]
async fn while_256_requests_hang_the_next_is_refused_before_anything_of_it_is_read() {
    let (app, mut hanging) = full(Method::POST).await;
    for (prefix, language) in LANGUAGES {
        let is_read = Arc::new(AtomicUsize::new(0));
        let request = Request::post(format!("{prefix}/vorschlaege/neu")).header("sec-fetch-site", "same-origin");
        let refused = app.send(request.body(Body::new(Watched::new(&is_read, true))).unwrap()).await;
        assert_eq!((refused.status, refused.header("retry-after")), (StatusCode::SERVICE_UNAVAILABLE, "2"));
        assert!(refused.text().contains(language) && is_read.load(Ordering::Relaxed) == 0);
    }
    hanging.abort_all();
    while let Some(ended) = hanging.join_next().await {
        assert!(ended.unwrap_err().is_cancelled());
    }
    // Whoever goes leaves a place behind.
    assert_ne!(app.post(SUPPORT, "").await.status, StatusCode::SERVICE_UNAVAILABLE);
}

/// A whole page for each would take the processors from those who have a place.
#[tokio::test]
async fn who_finds_no_place_among_many_readers_reads_few_words_in_their_language() {
    let (app, _hanging) = full(Method::GET).await;
    for (prefix, language) in LANGUAGES {
        let refused = app.get_with(&format!("{prefix}/vorschlaege"), &[("accept-encoding", "br")]).await;
        assert_eq!((refused.status, refused.header("retry-after")), (StatusCode::SERVICE_UNAVAILABLE, "2"));
        assert_eq!(refused.header("content-encoding"), "", "it was compressed");
        let text = refused.text();
        assert!(text.contains(language) && text.contains("<h1>") && !text.contains("<script"), "{text}");
        assert!(text.len() < 512, "{} bytes", text.len());
    }
}

#[tokio::test]
async fn however_many_read_a_support_finds_its_place_and_the_other_way_round() {
    for (method, is_reading) in [(Method::GET, true), (Method::POST, false)] {
        let (app, _hanging) = full(method).await;
        let (reader, support) = (app.get("/").await.status, app.post(SUPPORT, "").await.status);
        assert_eq!(reader == StatusCode::SERVICE_UNAVAILABLE, is_reading, "{reader}");
        assert_eq!(support == StatusCode::SERVICE_UNAVAILABLE, !is_reading, "{support}");
        for probe in ["/healthz", "/readyz"] {
            assert_eq!(app.get(probe).await.status, StatusCode::OK, "a server that is busy is alive: {probe}");
            let sent = app.post(probe, "text=Kein+Formular+dieser+Seite").await.status;
            assert_eq!(
                sent == StatusCode::SERVICE_UNAVAILABLE,
                !is_reading,
                "what is sent takes a place: {probe} {sent}"
            );
        }
    }
}

/// Through the proxy of the city.
fn sent(method: Method, client: &str, address: &str, body: Body) -> Request<Body> {
    let proxy: SocketAddr = "127.0.0.1:4711".parse().unwrap();
    Request::builder()
        .method(method)
        .uri(address)
        .header("sec-fetch-site", "same-origin")
        .header("x-forwarded-for", client)
        .extension(ConnectInfo(proxy))
        .body(body)
        .unwrap()
}

/// A client begins so many bodies there and sends nothing of them. How many places it got.
async fn stalled(app: &TestApp, address: &str, begun: usize) -> (usize, JoinSet<Result<Response, Infallible>>) {
    let waiting = Arc::new(AtomicUsize::new(0));
    let (mut asked, mut refused) = (JoinSet::new(), 0);
    for _ in 0..begun {
        let request = sent(Method::POST, "192.0.2.1", address, Body::new(Watched::new(&waiting, false)));
        asked.spawn(app.app.clone().oneshot(request));
    }
    // Each of them either has its place or an answer.
    while waiting.load(Ordering::Relaxed) + refused < begun {
        while let Some(answer) = asked.try_join_next() {
            assert_eq!(answer.unwrap().unwrap().status(), StatusCode::SERVICE_UNAVAILABLE);
            refused += 1;
        }
        tokio::task::yield_now().await;
    }
    (begun - refused, asked)
}

#[tokio::test]
async fn one_client_gets_some_places_and_leaves_the_others_theirs() {
    let Places { changing, uploads, .. } = Places::default();
    // Where an allowance is largest, so that no other limit comes first; and where everybody has fewest places.
    let cases = [
        ("/bearbeiten/test/wort", 256, 300, changing.of_one),
        ("/vorschlaege/entwurf/test-bild", 20, 70_000, uploads.of_one),
    ];
    for (address, begun, size, most) in cases {
        let routes = Router::new().route(address, any(|body: Bytes| async move { body.len().to_string() }));
        let behind = |config: &mut crate::config::Config| config.trusted_proxies = vec!["127.0.0.1".parse().unwrap()];
        let app = TestApp::with(behind, routes, Capacity::default()).await;
        let (got, _stalled) = stalled(&app, address, begun).await;

        let other = app.send(sent(Method::POST, "192.0.2.2", address, Body::from(vec![b'a'; size]))).await;
        assert_eq!((other.status, other.text()), (StatusCode::OK, size.to_string()), "{address}");
        for client in ["192.0.2.1", "192.0.2.2"] {
            let reader = app.send(sent(Method::GET, client, "/", Body::empty())).await;
            assert_eq!(reader.status, StatusCode::OK, "{client} reads");
        }
        assert_eq!(got, most, "{address}");
    }
}

#[test]
fn it_is_noticed_when_one_client_may_have_every_place() {
    assert!(is_noticed("admit-all-of-one", one_client_gets_some_places_and_leaves_the_others_theirs));
}
