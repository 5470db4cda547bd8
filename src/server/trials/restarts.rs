//! One process follows another, as with each new version, and nobody who comes meanwhile is refused.

use std::net::TcpListener;

use hyper::StatusCode;
use tokio::task::JoinSet;
use trial::{Client, Lost, Program, Running};

use super::program;

/// So many come while nobody serves.
const VISITORS: usize = 50;

async fn is_served(client: Result<Client, Lost>) -> bool {
    let Ok(mut client) = client else { return false };
    client.get("/vorschlaege").await.is_ok_and(|answer| answer.status == StatusCode::OK)
}

/// How many of those who came between two processes were served.
async fn served_between(held: Option<&TcpListener>) -> usize {
    let folder = tempfile::tempdir().unwrap();
    let program = program(&folder);
    let one = start(&program, held).await;
    let address = one.address;
    assert!(is_served(Client::connect(address).await).await);
    one.stop().unwrap();
    let mut visitors = JoinSet::new();
    for _ in 0..VISITORS {
        // Each has knocked before the next process begins.
        visitors.spawn(is_served(Client::connect(address).await));
    }
    let other = start(&program, held).await;
    let served = visitors.join_all().await.into_iter().filter(|served| *served).count();
    other.stop().unwrap();
    served
}

async fn start(program: &Program, held: Option<&TcpListener>) -> Running {
    match held {
        Some(port) => program.serve_on(port).await.unwrap(),
        None => program.serve().await.unwrap(),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_comes_while_one_process_follows_another_waits_and_is_served() {
    let held = TcpListener::bind("127.0.0.1:0").unwrap();
    assert_eq!(served_between(Some(&held)).await, VISITORS);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_trial_notices_when_nobody_holds_the_port_meanwhile() {
    assert_eq!(served_between(None).await, 0);
}
