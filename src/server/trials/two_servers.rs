//! Two servers on one PostgreSQL serve one city: one is killed under load, the other goes on, and nothing is lost that
//! either of them acknowledged.

use std::{
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use rand::{RngExt, SeedableRng, rngs::SmallRng};
use tokio::{
    sync::mpsc::{UnboundedSender, unbounded_channel},
    task::JoinSet,
};
use trial::Client;

use super::{
    kills::begin,
    ledger::{Crowd, Ledger, act, in_time},
    oracle::{Oracle, fresh_postgres},
    program,
    proxy::Proxy,
    seed, senders, trials, tries,
};

/// Of everything that clients sent, so much may come to nothing while a server dies: those requests that were on their way.
const MOST_LOST: f64 = 0.01;

const ROUNDS: u32 = 5;
const CITIZENS: u64 = 16;

/// Deaths of a server behind one address.
const BY_DAY: u32 = 3;
const BY_NIGHT: u32 = 50;

/// Behind that address, and how many answers they get at least for each death. Each waits for one answer at a time, as a
/// browser does: of the ten seconds in which a death may be noticed this is a part.
const CLIENTS: u64 = 4;
const ANSWERS: u32 = 500;

/// A connection is made anew after so many requests, so that both servers are asked, the one that came back as well.
const KEPT: u32 = 20;

/// Kills one of two servers under load, again and again, until something that was acknowledged is missing: how much, and
/// how much was acknowledged. The one that is killed has the fault.
async fn kill_one_of_two(url: &str, fault: &str) -> (usize, usize) {
    let folder = tempfile::tempdir().unwrap();
    let program = program(&folder).with("DATABASE_URL", url);
    // Both begin with an empty database, at once.
    let (one, other) = tokio::join!(program.serve(), program.serve());
    let (one, other) = (one.unwrap(), other.unwrap());
    assert!(
        program.run(&["board", "set", "--moderation", "after", "--flood-limit", "100000"]).unwrap().status.success()
    );
    let proposals = begin(&other).await;
    one.stop().unwrap();
    let faulty = program.with("WEGMARKEN_FAULT", fault);
    let mut dice = SmallRng::seed_from_u64(seed());
    let mut ledger = Ledger::default();
    let mut steady = Crowd::of(CITIZENS, other.address, &proposals, || SmallRng::seed_from_u64(dice.random()));
    let rounds = ROUNDS * trials();
    for _ in 0..rounds {
        let one = faulty.serve().await.unwrap();
        let mut crowd = Crowd::of(CITIZENS, one.address, &proposals, || SmallRng::seed_from_u64(dice.random()));
        senders::join(&mut crowd, one.address, &proposals, || SmallRng::seed_from_u64(dice.random()));
        crowd.has_seen(dice.random_range(1..200)).await;
        one.kill().unwrap();
        ledger.add(crowd.ledger().await);
        // The other one has not even noticed.
        steady.has_seen(50).await;
        let oracle = Oracle::open(url).await;
        let missing = oracle.missing(&ledger).await;
        oracle.close().await;
        if missing > 0 {
            return (missing, ledger.len());
        }
    }
    other.kill().unwrap();
    ledger.add(steady.ledger().await);
    let oracle = Oracle::open(url).await;
    let missing = oracle.missing(&ledger).await;
    oracle.check().await;
    oracle.close().await;
    (missing, ledger.len())
}

#[tokio::test(flavor = "multi_thread")]
async fn killing_one_of_two_servers_loses_nothing_that_either_acknowledged() {
    let Some(url) = fresh_postgres().await else { return };
    let (missing, acknowledged) = kill_one_of_two(&url, "").await;
    assert_eq!(missing, 0, "of {acknowledged} that were acknowledged");
    println!("{} kills, {acknowledged} acknowledgements by two servers, none lost", ROUNDS * trials() + 1);
}

/// With acknowledgements before the commit the server that is killed takes some with it.
#[tokio::test(flavor = "multi_thread")]
async fn the_trial_notices_when_one_of_two_servers_acknowledges_too_early() {
    let Some(url) = fresh_postgres().await else { return };
    let (missing, acknowledged) = kill_one_of_two(&url, "acknowledge-early").await;
    assert!(missing > 0, "{acknowledged} early acknowledgements, and no loss was noticed");
}

/// What one of the clients saw.
#[derive(Default)]
struct Seen {
    ledger: Ledger,
    answered: usize,
    lost: usize,
}

/// Contributes through one address until `stop`; a connection that breaks is made anew, as browsers do.
async fn client(
    address: SocketAddr,
    proposals: Vec<i64>,
    mut dice: SmallRng,
    tell: UnboundedSender<()>,
    stop: Arc<AtomicBool>,
) -> Seen {
    let mut seen = Seen::default();
    while !stop.load(Ordering::Relaxed) {
        let Ok(mut client) = Client::connect(address).await else {
            seen.lost += 1;
            continue;
        };
        for _ in 0..KEPT {
            let Ok(answer) = act(&mut client, &proposals, &mut dice, &mut seen.ledger).await else {
                seen.lost += 1;
                break;
            };
            let is_good = answer.status.is_success() || answer.status.is_redirection();
            assert!(is_good, "{} {}", answer.status, answer.text());
            seen.answered += 1;
            let _ = tell.send(());
        }
    }
    seen
}

/// How many answers there were behind one address while one of the servers was killed, and how many requests came to
/// nothing. Where nobody takes over, the address leads to that one alone.
async fn behind_one_address(url: &str, somebody_takes_over: bool, deaths: u32) -> (usize, usize) {
    let folder = tempfile::tempdir().unwrap();
    let program = program(&folder).with("DATABASE_URL", url);
    let (mut one, other) = (program.serve().await.unwrap(), program.serve().await.unwrap());
    let settings = ["board", "set", "--moderation", "after", "--flood-limit", "100000"];
    assert!(program.run(&settings).unwrap().status.success());
    let proposals = begin(&other).await;
    let mut servers = vec![one.address];
    servers.extend(somebody_takes_over.then_some(other.address));
    let proxy = Proxy::to(servers).await;
    let mut dice = SmallRng::seed_from_u64(seed());
    let (tell, mut answers) = unbounded_channel();
    let stop = Arc::new(AtomicBool::new(false));
    let mut clients = JoinSet::new();
    for _ in 0..CLIENTS {
        let dice = SmallRng::seed_from_u64(dice.random());
        clients.spawn(client(proxy.address, proposals.clone(), dice, tell.clone(), stop.clone()));
    }
    for _ in 0..deaths {
        // A crowd of its own says how far things are, and goes down with the server.
        let mut crowd = Crowd::of(2, one.address, &proposals, || SmallRng::seed_from_u64(dice.random()));
        crowd.has_seen(dice.random_range(20..60)).await;
        let address = one.address;
        one.kill().unwrap();
        crowd.ledger().await;
        one = program.serve_at(address).await.unwrap();
        for _ in 0..ANSWERS {
            let next = in_time(answers.recv(), "nobody is answered any more").await;
            next.expect("nobody takes part any more");
        }
    }
    stop.store(true, Ordering::Relaxed);
    let (mut ledger, mut answered, mut lost) = (Ledger::default(), 0, 0);
    while let Some(seen) = in_time(clients.join_next(), "a client waits for an answer").await {
        let seen = seen.unwrap();
        ledger.add(seen.ledger);
        (answered, lost) = (answered + seen.answered, lost + seen.lost);
    }
    one.stop().unwrap();
    other.stop().unwrap();
    let oracle = Oracle::open(url).await;
    assert_eq!(oracle.missing(&ledger).await, 0);
    oracle.check().await;
    oracle.close().await;
    println!("{deaths} deaths behind one address, {answered} answers, {lost} requests lost");
    (answered, lost)
}

fn is_hardly_noticed((answered, lost): (usize, usize)) -> bool {
    (lost as f64) < answered as f64 * MOST_LOST
}

#[tokio::test(flavor = "multi_thread")]
async fn behind_one_address_a_server_that_dies_is_hardly_noticed() {
    let Some(url) = fresh_postgres().await else { return };
    assert!(is_hardly_noticed(behind_one_address(&url, true, tries(BY_DAY, BY_NIGHT)).await));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_trial_notices_when_nobody_takes_over_for_a_server_that_dies() {
    let Some(url) = fresh_postgres().await else { return };
    assert!(!is_hardly_noticed(behind_one_address(&url, false, 1).await));
}
