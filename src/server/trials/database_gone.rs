//! The database server goes away and comes back: the platform says so to whoever watches it, and mends itself.

use std::{
    net::SocketAddr,
    time::{Duration, Instant},
};

use hyper::{Method, StatusCode};
use trial::{Client, Running};

use super::{ledger::proposal_body, oracle::fresh_postgres, program, proxy::Proxy};

const PATIENCE: Duration = Duration::from_secs(30);

/// Longer than the probe waits for the database by itself.
const LONG_ENOUGH: Duration = Duration::from_secs(5);

/// Asks until the answer is this one, and then says what it says; `None` when it never is.
async fn readiness(server: &Running, wanted: StatusCode, patience: Duration) -> Option<String> {
    let deadline = Instant::now() + patience;
    while Instant::now() < deadline {
        let answer = Client::connect(server.address).await.unwrap().get("/readyz").await.unwrap();
        if answer.status == wanted {
            return Some(answer.text());
        }
    }
    None
}

/// A server, and between it and its database something that can be cut.
async fn behind_a_line(url: &str, fault: &str) -> (Running, Proxy, SocketAddr) {
    let (start, rest) = url.split_once('@').unwrap();
    let (host, name) = rest.split_once('/').unwrap();
    let database: SocketAddr = host.parse().unwrap();
    let line = Proxy::to(vec![database]).await;
    let folder = tempfile::tempdir().unwrap();
    let address = format!("{start}@{}/{name}", line.address);
    let program = program(&folder).with("DATABASE_URL", address).with("WEGMARKEN_FAULT", fault);
    (program.serve().await.unwrap(), line, database)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_whose_database_goes_away_is_not_ready_until_it_is_back() {
    let Some(url) = fresh_postgres().await else { return };
    let (server, line, database) = behind_a_line(&url, "").await;
    let address = line.address;
    let mut client = Client::connect(server.address).await.unwrap();

    line.cut().await;
    let said = readiness(&server, StatusCode::SERVICE_UNAVAILABLE, PATIENCE).await.expect("it never says so");
    assert!(said.starts_with("the database does not answer"), "{said}");
    assert_eq!(client.get("/healthz").await.unwrap().status, StatusCode::OK);
    let json = [("content-type", "application/json")];
    let body = proposal_body(&format!("{:032x}", 1));
    let refused = client.send(Method::POST, "/api/v1/proposals", &json, body.clone()).await.unwrap();
    assert_eq!(refused.status, StatusCode::SERVICE_UNAVAILABLE, "{}", refused.text());

    let _line = Proxy::at(address, vec![database]).await;
    assert_eq!(readiness(&server, StatusCode::OK, PATIENCE).await.as_deref(), Some("ready\n"));
    let taken = client.send(Method::POST, "/api/v1/proposals", &json, body).await.unwrap();
    assert_eq!(taken.status, StatusCode::CREATED, "{}", taken.text());
    server.stop().unwrap();
}

/// A probe that does not look says "ready" all the time, and the same questions find that out.
#[tokio::test(flavor = "multi_thread")]
async fn the_trial_notices_when_readiness_is_said_without_looking() {
    let Some(url) = fresh_postgres().await else { return };
    let (server, line, _) = behind_a_line(&url, "always-ready").await;
    line.cut().await;
    assert_eq!(readiness(&server, StatusCode::SERVICE_UNAVAILABLE, LONG_ENOUGH).await, None);
    let json = [("content-type", "application/json")];
    let body = proposal_body(&format!("{:032x}", 1));
    let mut client = Client::connect(server.address).await.unwrap();
    let refused = client.send(Method::POST, "/api/v1/proposals", &json, body).await.unwrap();
    assert_eq!(refused.status, StatusCode::SERVICE_UNAVAILABLE, "the line was not cut: {}", refused.text());
}
