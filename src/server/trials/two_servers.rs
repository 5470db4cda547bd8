//! Two servers on one PostgreSQL serve one city: one is killed under load, the other goes on, and nothing is lost that
//! either of them acknowledged.

use rand::{RngExt, SeedableRng, rngs::SmallRng};

use std::{
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use tokio::task::JoinSet;
use trial::Client;

use super::{
    kills::begin,
    ledger::{Crowd, Ledger, act},
    oracle::{Oracle, fresh_postgres},
    program,
    proxy::Proxy,
    seed,
};

/// Of everything that clients sent, so much may come to nothing while a server dies: those requests that were on their way.
const MOST_LOST: f64 = 0.05;

const ROUNDS: u32 = 5;
const CITIZENS: u64 = 16;

#[tokio::test(flavor = "multi_thread")]
async fn killing_one_of_two_servers_loses_nothing_that_either_acknowledged() {
    let Some(url) = fresh_postgres().await else { return };
    let folder = tempfile::tempdir().unwrap();
    let program = program(&folder).with("DATABASE_URL", &url);
    // Both begin with an empty database, at once.
    let (one, other) = tokio::join!(program.serve(), program.serve());
    let (mut one, other) = (one.unwrap(), other.unwrap());
    assert!(program.run(&["board", "set", "--moderation", "after"]).unwrap().status.success());
    let proposals = begin(&other).await;
    let mut dice = SmallRng::seed_from_u64(seed());
    let mut ledger = Ledger::default();
    let mut steady = Crowd::of(CITIZENS, other.address, &proposals, || SmallRng::seed_from_u64(dice.random()));
    for round in 1..=ROUNDS {
        let mut crowd = Crowd::of(CITIZENS, one.address, &proposals, || SmallRng::seed_from_u64(dice.random()));
        crowd.has_seen(dice.random_range(1..200)).await;
        one.kill().unwrap();
        ledger.add(crowd.ledger().await);
        // The other one has not even noticed.
        steady.has_seen(50).await;
        let oracle = Oracle::open(&url).await;
        assert_eq!(oracle.missing(&ledger).await, 0, "acknowledged and lost in round {round}");
        oracle.close().await;
        one = program.serve().await.unwrap();
    }
    one.stop().unwrap();
    other.kill().unwrap();
    ledger.add(steady.ledger().await);
    let oracle = Oracle::open(&url).await;
    assert_eq!(oracle.missing(&ledger).await, 0);
    oracle.check().await;
    oracle.close().await;
    println!("{} kills, {} acknowledgements by two servers, none lost", ROUNDS + 1, ledger.len());
}

/// What one of the clients saw.
#[derive(Default)]
struct Seen {
    ledger: Ledger,
    answered: usize,
    lost: usize,
}

/// Contributes through one address until `stop`; a connection that breaks is made anew, as browsers do.
async fn client(address: SocketAddr, proposals: Vec<i64>, mut dice: SmallRng, stop: Arc<AtomicBool>) -> Seen {
    let mut seen = Seen::default();
    while !stop.load(Ordering::Relaxed) {
        let Ok(mut client) = Client::connect(address).await else {
            seen.lost += 1;
            continue;
        };
        while !stop.load(Ordering::Relaxed) {
            let Ok(answer) = act(&mut client, &proposals, &mut dice, &mut seen.ledger).await else {
                seen.lost += 1;
                break;
            };
            let is_good = answer.status.is_success() || answer.status.is_redirection();
            assert!(is_good, "{} {}", answer.status, answer.text());
            seen.answered += 1;
        }
    }
    seen
}

#[tokio::test(flavor = "multi_thread")]
async fn behind_one_address_a_server_that_dies_is_hardly_noticed() {
    let Some(url) = fresh_postgres().await else { return };
    let folder = tempfile::tempdir().unwrap();
    let program = program(&folder).with("DATABASE_URL", &url);
    let (mut one, other) = (program.serve().await.unwrap(), program.serve().await.unwrap());
    let settings = ["board", "set", "--moderation", "after", "--flood-limit", "100000"];
    assert!(program.run(&settings).unwrap().status.success());
    let proposals = begin(&other).await;
    let proxy = Proxy::to(vec![one.address, other.address]).await;
    let mut dice = SmallRng::seed_from_u64(seed());
    let stop = Arc::new(AtomicBool::new(false));
    let mut clients = JoinSet::new();
    for _ in 0..CITIZENS {
        let dice = SmallRng::seed_from_u64(dice.random());
        clients.spawn(client(proxy.address, proposals.clone(), dice, stop.clone()));
    }
    for _ in 0..ROUNDS {
        // A crowd of its own says how far things are, and goes down with the server.
        let mut crowd = Crowd::of(2, one.address, &proposals, || SmallRng::seed_from_u64(dice.random()));
        crowd.has_seen(dice.random_range(20..60)).await;
        let address = one.address;
        one.kill().unwrap();
        crowd.ledger().await;
        one = program.serve_at(address).await.unwrap();
    }
    stop.store(true, Ordering::Relaxed);
    let (mut ledger, mut answered, mut lost) = (Ledger::default(), 0, 0);
    while let Some(seen) = clients.join_next().await {
        let seen = seen.unwrap();
        ledger.add(seen.ledger);
        (answered, lost) = (answered + seen.answered, lost + seen.lost);
    }
    one.stop().unwrap();
    other.stop().unwrap();
    println!("{ROUNDS} kills behind one address, {answered} answers, {lost} connections lost");
    assert!((lost as f64) < answered as f64 * MOST_LOST, "{lost} lost, {answered} answered");
    let oracle = Oracle::open(&url).await;
    assert_eq!(oracle.missing(&ledger).await, 0);
    oracle.check().await;
    oracle.close().await;
}
