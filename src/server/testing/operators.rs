//! What those who run the server see of it.

use std::net::SocketAddr;

use axum::{
    Router,
    body::Body,
    extract::ConnectInfo,
    http::{Request, StatusCode},
    routing::get,
};

use super::{Answer, TestApp};
use crate::{
    app::Capacity,
    config::{Config, MetricsAccess},
};

const TOKEN: &str = "a token that nobody can guess";

/// Asks for the counters as somebody at this address, with these headers.
async fn metrics(app: &TestApp, peer: &str, headers: &[(&str, &str)]) -> Answer {
    let request = headers.iter().fold(Request::get("/metrics"), |all, (name, value)| all.header(*name, *value));
    let mut request = request.body(Body::empty()).unwrap();
    request.extensions_mut().insert(ConnectInfo(peer.parse::<SocketAddr>().unwrap()));
    app.send(request).await
}

const HERE: &[(&str, &str)] = &[("host", "127.0.0.1:3000")];

async fn with(change: impl FnOnce(&mut Config)) -> TestApp {
    TestApp::with(change, Router::new(), Capacity::default()).await
}

#[tokio::test]
async fn only_this_machine_sees_the_counters_unless_somebody_decides_otherwise() {
    let app = TestApp::new().await;
    for (peer, host) in
        [("127.0.0.1:4711", "127.0.0.1:3000"), ("[::1]:4711", "[::1]:3000"), ("127.0.0.1:1", "localhost")]
    {
        assert_eq!(metrics(&app, peer, &[("host", host)]).await.status, StatusCode::OK, "{peer} {host}");
    }
    for peer in ["192.0.2.7:4711", "[2001:db8::1]:4711", "10.0.0.1:4711"] {
        assert_eq!(metrics(&app, peer, HERE).await.status, StatusCode::NOT_FOUND, "{peer}");
    }
    assert_eq!(app.get("/metrics").await.status, StatusCode::NOT_FOUND);
    // A page of somebody else in a browser on this machine, under a name that leads here.
    assert_eq!(metrics(&app, "127.0.0.1:1", &[("host", "evil.example")]).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_proxy_on_this_machine_does_not_show_the_counters_to_the_world() {
    let named = with(|config| {
        config.base_url = "https://wegmarken.example".into();
        config.trusted_proxies = vec!["127.0.0.1".parse().unwrap()];
    })
    .await;
    assert_eq!(metrics(&named, "127.0.0.1:1", HERE).await.status, StatusCode::OK);
    for name in ["x-forwarded-for", "forwarded", "x-real-ip", "via", "x-forwarded-proto", "x-forwarded-host"] {
        let passed_on = [HERE[0], (name, "127.0.0.1")];
        assert_eq!(metrics(&named, "127.0.0.1:1", &passed_on).await.status, StatusCode::NOT_FOUND, "{name}");
    }
    // A proxy that nobody named may pass requests on as if they were its own.
    let unnamed = with(|config| config.base_url = "https://wegmarken.example".into()).await;
    assert_eq!(metrics(&unnamed, "127.0.0.1:1", HERE).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_token_opens_the_counters_from_anywhere_and_nothing_else_does() {
    let app = with(|config| config.metrics = MetricsAccess::Token(TOKEN.into())).await;
    let bearer = format!("Bearer {TOKEN}");
    assert_eq!(metrics(&app, "192.0.2.7:1", &[("authorization", &bearer)]).await.status, StatusCode::OK);
    for wrong in ["Bearer ", "Bearer a token", &format!("Basic {TOKEN}"), TOKEN] {
        let answer = metrics(&app, "127.0.0.1:1", &[HERE[0], ("authorization", wrong)]).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{wrong}");
    }
    assert_eq!(metrics(&app, "127.0.0.1:1", HERE).await.status, StatusCode::NOT_FOUND);
    let off = with(|config| config.metrics = MetricsAccess::Off).await;
    assert_eq!(metrics(&off, "127.0.0.1:1", HERE).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn counters_tell_what_happened_and_never_who_or_where_exactly() {
    let routes = Router::new().route("/test/panic", get(async || -> &'static str { panic!("on purpose") }));
    let app = TestApp::with(|_| {}, routes, Capacity::default()).await;
    app.get("/vorschlaege/4711").await;
    app.get("/geheimer-pfad/zeisig").await;
    app.get("/vorschlaege?q=zeisig").await;
    app.get("/test/panic").await;
    app.post("/vorschlaege/neu", "thema=verkehr").await;
    for _ in 0..121 {
        app.post("/vorschlaege/1/unterstuetzung", "").await;
    }
    app.send(Request::post("/beleg").header("sec-fetch-site", "cross-site").body(Body::empty()).unwrap()).await;

    let answer = metrics(&app, "127.0.0.1:1", HERE).await;
    assert!(answer.header("content-type").starts_with("application/openmetrics-text"));
    assert_eq!(answer.header("cache-control"), "no-store");
    let text = answer.text();
    for line in [
        "wegmarken_http_requests_total{route=\"/vorschlaege/{id}\",method=\"GET\",status=\"4xx\"} 1",
        "wegmarken_http_requests_total{route=\"other\",method=\"GET\",status=\"4xx\"} 1",
        "wegmarken_http_requests_total{route=\"/vorschlaege\",method=\"GET\",status=\"2xx\"} 1",
        "wegmarken_http_request_duration_seconds_count{route=\"/vorschlaege\",method=\"GET\"} 1",
        // Asking is a request too.
        "wegmarken_http_requests_in_flight 1",
        "wegmarken_http_incidents_total{kind=\"panic\"} 1",
        "wegmarken_http_incidents_total{kind=\"rate_limit\"} 1",
        "wegmarken_http_incidents_total{kind=\"other_site\"} 1",
        "wegmarken_http_incidents_total{kind=\"overload\"} 0",
        "wegmarken_store_writes_total{outcome=\"busy\"} 0",
        &format!("wegmarken_build_info{{version=\"{}\"}} 1", env!("CARGO_PKG_VERSION")),
        "# EOF",
    ] {
        assert!(text.lines().any(|found| found == line), "{line} is not in\n{text}");
    }
    assert!(value(&text, "wegmarken_store_writes_total{outcome=\"stored\"}") >= 1);
    assert!(value(&text, "wegmarken_store_statements") >= 1);
    assert!(value(&text, "wegmarken_database_size_bytes") > 100_000);
    assert!(value(&text, "wegmarken_database_connections{state=\"open\"}") >= 1);
    assert!(!text.contains("zeisig") && !text.contains("4711"), "{text}");
}

fn value(text: &str, name: &str) -> i64 {
    let line = text.lines().find_map(|line| line.strip_prefix(name)).unwrap_or_else(|| panic!("{name} is missing"));
    line.trim().parse().unwrap()
}

#[tokio::test]
async fn what_is_for_those_who_build_is_closed_and_nothing_is_echoed() {
    let app = TestApp::new().await;
    for address in ["/styleguide", "/pkg", "/.git/HEAD", "/.env", "/Cargo.toml"] {
        assert_eq!(app.get(address).await.status, StatusCode::NOT_FOUND, "{address}");
    }
    for address in ["/", "/vorschlaege", "/api/v1/proposals"] {
        let request = Request::builder().method("TRACE").uri(address).header("cookie", "wegmarken-sitzung=zeisig");
        let answer = app.send(request.body(Body::empty()).unwrap()).await;
        assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED, "{address}");
        assert!(!answer.text().contains("zeisig"), "{address}");
    }
}

#[tokio::test]
async fn a_server_whose_schema_does_not_fit_is_not_ready_and_says_why() {
    let app = TestApp::new().await;
    assert_eq!(app.get("/readyz").await.text(), "ready\n");
    store::schema::undo(&app.store, 1).await.unwrap();
    let answer = app.get("/readyz").await;
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(answer.text().starts_with("migrations are pending: m00"), "{}", answer.text());
    assert_eq!(app.get("/healthz").await.status, StatusCode::OK);
    store::schema::bring_up_to_date(&app.store).await.unwrap();
    assert_eq!(app.get("/readyz").await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_server_without_its_database_lives_but_is_not_ready_and_tells_nothing_of_it() {
    let app = TestApp::new().await;
    assert_eq!(app.get("/readyz").await.status, StatusCode::OK);
    app.store.clone().close().await.unwrap();
    let answer = app.get("/readyz").await;
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(answer.text(), "the database does not answer\n");
    assert_eq!(app.get("/healthz").await.status, StatusCode::OK);
}

#[tokio::test]
async fn who_finds_a_weakness_finds_out_whom_to_tell() {
    let app = with(|config| config.security_contact = Some("mailto:sicherheit@stadt.example".into())).await;
    let answer = app.get("/.well-known/security.txt").await;
    assert_eq!((answer.status, answer.header("content-type")), (StatusCode::OK, "text/plain; charset=utf-8"));
    assert!(answer.text().starts_with("Contact: mailto:sicherheit@stadt.example\nExpires: 2"));
    let without = TestApp::new().await.get("/.well-known/security.txt").await.text();
    assert!(without.contains("Contact: http://127.0.0.1:3000/impressum\n"), "{without}");
}

fn doc(name: &str) -> String {
    let docs = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs");
    std::fs::read_to_string(docs.join(name)).unwrap()
}

/// What operators copy onto devices that strangers share.
fn policy(name: &str) -> serde_json::Value {
    serde_json::from_str(&doc(name)).unwrap()
}

#[test]
fn a_kiosk_prints_without_a_dialogue_and_nobody_zooms_it_for_the_next_one() {
    let text = doc("betrieb.md");
    let started = text.lines().find(|line| line.starts_with("chromium --kiosk ")).expect("how a kiosk is started");
    for flag in ["--kiosk-printing", "--disable-pinch"] {
        assert!(started.contains(flag), "{flag}: {started}");
    }
    let denied = policy("chromium-kiosk.json")["PrinterTypeDenyList"].clone();
    assert!(denied.as_array().unwrap().contains(&"pdf".into()), "a file is no receipt");
}

#[test]
fn shared_browsers_fill_in_nothing_and_remember_nothing_and_a_kiosk_keeps_what_waits() {
    let (kiosk, counter) = (policy("chromium-kiosk.json"), policy("chromium-schalter.json"));
    for policy in [&kiosk, &counter] {
        for off in ["AutofillAddressEnabled", "AutofillCreditCardEnabled", "PasswordManagerEnabled"] {
            assert_eq!(policy[off], false, "{off}");
        }
        assert_eq!((&policy["SavingBrowserHistoryDisabled"], &policy["SyncDisabled"]), (&true.into(), &true.into()));
    }
    assert_eq!(counter["IncognitoModeAvailability"], 2, "forced");
    // The key of the device and what waits for a network lie in its profile.
    assert_eq!(kiosk["IncognitoModeAvailability"], 1, "never");
    for loses in ["ForceEphemeralProfiles", "ClearBrowsingDataOnExitList", "BrowsingDataLifetime"] {
        assert!(kiosk.get(loses).is_none(), "{loses}");
    }
}
