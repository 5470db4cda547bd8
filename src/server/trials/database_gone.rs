//! The database server goes away and comes back: the platform says so to whoever watches it, and mends itself.

use std::{
    net::SocketAddr,
    time::{Duration, Instant},
};

use hyper::{Method, StatusCode};
use trial::{Client, Running};

use super::{ledger::proposal_body, oracle::fresh_postgres, program, proxy::Proxy};

/// Asks until the answer is this one, and then says what it says.
async fn readiness(server: &Running, wanted: StatusCode) -> String {
    let deadline = Instant::now() + Duration::from_secs(30);
    loop {
        let answer = Client::connect(server.address).await.unwrap().get("/readyz").await.unwrap();
        if answer.status == wanted {
            return answer.text();
        }
        assert!(Instant::now() < deadline, "{} for too long: {}", answer.status, answer.text());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_whose_database_goes_away_is_not_ready_until_it_is_back() {
    let Some(url) = fresh_postgres().await else { return };
    // Between the two there is something that can be cut.
    let (start, rest) = url.split_once('@').unwrap();
    let (host, name) = rest.split_once('/').unwrap();
    let database: SocketAddr = host.parse().unwrap();
    let line = Proxy::to(vec![database]).await;
    let address = line.address;
    let folder = tempfile::tempdir().unwrap();
    let program = program(&folder).with("DATABASE_URL", format!("{start}@{address}/{name}"));
    let server = program.serve().await.unwrap();
    let mut client = Client::connect(server.address).await.unwrap();

    line.cut().await;
    let said = readiness(&server, StatusCode::SERVICE_UNAVAILABLE).await;
    assert!(said.starts_with("the database does not answer"), "{said}");
    assert_eq!(client.get("/healthz").await.unwrap().status, StatusCode::OK);
    let json = [("content-type", "application/json")];
    let body = proposal_body(&format!("{:032x}", 1));
    let refused = client.send(Method::POST, "/api/v1/proposals", &json, body.clone()).await.unwrap();
    assert_eq!(refused.status, StatusCode::SERVICE_UNAVAILABLE, "{}", refused.text());

    let _line = Proxy::at(address, vec![database]).await;
    assert_eq!(readiness(&server, StatusCode::OK).await, "ready\n");
    let taken = client.send(Method::POST, "/api/v1/proposals", &json, body).await.unwrap();
    assert_eq!(taken.status, StatusCode::CREATED, "{}", taken.text());
    server.stop().unwrap();
}
