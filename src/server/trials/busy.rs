//! Nobody is ever told that the database is busy: two servers on one SQLite file, readers beside them, commands of an
//! operator, and whoever deletes what is no longer needed.

use std::net::SocketAddr;

use hyper::StatusCode;
use rand::{RngExt, SeedableRng, rngs::SmallRng};
use store::{Settings, Store, retention};
use tokio::task::JoinSet;
use trial::{Client, Program};
use web::site::now;

use super::{
    SECRET, database_url,
    kills::begin,
    ledger::{Ledger, act},
    oracle::Oracle,
    program, seed,
};

const WRITERS: u64 = 8;
const READERS: u64 = 4;
const EACH: u32 = 25;

/// So many nights. Fewer than the days that anything is kept, or what the crowd writes would go as well.
const NIGHTS: i64 = 8;

/// Everything that a crowd on two servers was answered and that was no success, and what it was told.
async fn refusals(change: impl FnOnce(Program) -> Program) -> (Vec<StatusCode>, Ledger, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let program = program(&folder);
    for arguments in [["seed"].as_slice(), &["board", "set", "--moderation", "after", "--flood-limit", "100000"]] {
        assert!(program.run(arguments).unwrap().status.success());
    }
    let first = program.serve().await.unwrap();
    let proposals = begin(&first).await;
    first.stop().unwrap();

    let program = change(program);
    let servers = [program.serve().await.unwrap(), program.serve().await.unwrap()];
    let mut dice = SmallRng::seed_from_u64(seed());
    let mut crowd = JoinSet::new();
    for server in &servers {
        for _ in 0..WRITERS {
            crowd.spawn(writer(server.address, proposals.clone(), SmallRng::seed_from_u64(dice.random())));
        }
        for _ in 0..READERS {
            crowd.spawn(reader(server.address, proposals.clone(), SmallRng::seed_from_u64(dice.random())));
        }
    }
    crowd.spawn(keeper(database_url(&folder)));
    let mut failed = Vec::new();
    tokio::task::block_in_place(|| {
        let copy = folder.path().join("copy.db");
        for arguments in [
            // In one transaction each: what the servers are asked meanwhile waits for its end.
            ["seed", "--demo"].as_slice(),
            &["backup", "--force", copy.to_str().unwrap()],
            &["board", "set", "--support-goal", "40"],
            &["moderation", "list"],
            &["seed", "--remove-demo"],
        ] {
            let ran = program.run(arguments).unwrap();
            // A command that is refused counts as well.
            failed.extend((!ran.status.success()).then_some(StatusCode::SERVICE_UNAVAILABLE));
        }
    });
    let mut ledger = Ledger::default();
    while let Some(one) = crowd.join_next().await {
        let (refused, told) = one.unwrap();
        failed.extend(refused);
        ledger.add(told);
    }
    for server in servers {
        server.stop().unwrap();
    }
    (failed, ledger, folder)
}

async fn writer(address: SocketAddr, proposals: Vec<i64>, mut dice: SmallRng) -> (Vec<StatusCode>, Ledger) {
    let (mut refused, mut ledger) = (Vec::new(), Ledger::default());
    let mut client = Client::connect(address).await.unwrap();
    for _ in 0..EACH {
        let status = act(&mut client, &proposals, &mut dice, &mut ledger).await.unwrap().status;
        refused.extend((!status.is_success() && !status.is_redirection()).then_some(status));
    }
    (refused, ledger)
}

async fn reader(address: SocketAddr, proposals: Vec<i64>, mut dice: SmallRng) -> (Vec<StatusCode>, Ledger) {
    let mut refused = Vec::new();
    let mut client = Client::connect(address).await.unwrap();
    for _ in 0..EACH {
        let id = proposals[dice.random_range(0..proposals.len())];
        for page in [format!("/vorschlaege/{id}"), "/vorschlaege?q=hafen".into(), "/api/v1/proposals".into()] {
            let status = client.get(&page).await.unwrap().status;
            refused.extend((!status.is_success()).then_some(status));
        }
    }
    (refused, Ledger::default())
}

/// Deletes as each server does at night, and empties the log of the database, for which writers wait.
async fn keeper(url: String) -> (Vec<StatusCode>, Ledger) {
    let store = Store::open(&Settings { secret: Some(SECRET.into()), ..Settings::new(url) }).await.unwrap();
    let (mut refused, begun) = (Vec::new(), now());
    for night in 1..=NIGHTS {
        match retention::run_if_due(&store, begun.plus_days(night)).await {
            Ok(run) => assert!(run.is_some(), "night {night} was somebody else's"),
            Err(error) => {
                println!("night {night}: {error}");
                refused.push(StatusCode::SERVICE_UNAVAILABLE);
            }
        }
    }
    store.close().await.unwrap();
    (refused, Ledger::default())
}

#[tokio::test(flavor = "multi_thread")]
async fn no_answer_is_ever_caused_by_a_busy_database() {
    let (refused, ledger, folder) = refusals(|program| program).await;
    assert_eq!(refused, Vec::<StatusCode>::new());
    let oracle = Oracle::open(&database_url(&folder)).await;
    assert_eq!(oracle.missing(&ledger).await, 0);
    oracle.check().await;
    oracle.close().await;
}

/// A transaction that takes the write lock only when it first writes is refused at once where somebody wrote in between.
#[tokio::test(flavor = "multi_thread")]
async fn the_trial_notices_when_a_transaction_takes_its_lock_too_late() {
    let (refused, ledger, _folder) = refusals(|program| program.with("WEGMARKEN_FAULT", "begin-deferred")).await;
    assert!(refused.contains(&StatusCode::SERVICE_UNAVAILABLE), "{} writes, none refused", ledger.len());
}
