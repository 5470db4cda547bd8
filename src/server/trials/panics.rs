//! A bug strikes again and again, anywhere between two statements: it harms no other request, nothing that was acknowledged
//! is lost, and the log says where it was.

use std::{fs, net::SocketAddr};

use hyper::StatusCode;
use rand::{RngExt, SeedableRng, rngs::SmallRng};
use tokio::task::JoinSet;
use trial::Client;

use super::{
    database_url,
    kills::begin,
    ledger::{Ledger, act},
    oracle::Oracle,
    program, seed,
};

const CITIZENS: u64 = 8;
const EACH: u32 = 60;

/// What came of it.
#[derive(Default)]
struct Struck {
    panics: usize,
    /// Requests whose connection broke.
    broken: u32,
    failed: usize,
    done: usize,
    ledger: Ledger,
    /// Of what was acknowledged.
    missing: usize,
    log: String,
}

/// Somebody takes part; whose connection breaks makes a new one.
async fn citizen(address: SocketAddr, proposals: Vec<i64>, mut dice: SmallRng) -> (Vec<(StatusCode, String)>, Struck) {
    let (mut answers, mut seen) = (Vec::new(), Struck::default());
    let mut client = Client::connect(address).await.unwrap();
    for _ in 0..EACH {
        match act(&mut client, &proposals, &mut dice, &mut seen.ledger).await {
            Ok(answer) => answers.push((answer.status, answer.text())),
            Err(_) => {
                seen.broken += 1;
                client = Client::connect(address).await.unwrap();
            }
        }
    }
    (answers, seen)
}

/// Lets a crowd take part in a server where a bug strikes again and again.
async fn strike(more_faults: &str) -> Struck {
    let folder = tempfile::tempdir().unwrap();
    let program = program(&folder);
    for arguments in [["seed"].as_slice(), &["board", "set", "--moderation", "after", "--flood-limit", "100000"]] {
        assert!(program.run(arguments).unwrap().status.success());
    }
    let server = program.serve().await.unwrap();
    let proposals = begin(&server).await;
    server.stop().unwrap();

    let mut dice = SmallRng::seed_from_u64(seed());
    let log = folder.path().join("log");
    let shell = format!("exec \"$0\" \"$@\" 2>'{}'", log.display());
    let faults = format!("panic-every-{}{more_faults}", dice.random_range(250..350));
    let struck =
        program.with("WEGMARKEN_FAULT", &faults).with("WEGMARKEN_LOG_FORMAT", "json").under(&["sh", "-c", &shell]);
    let server = struck.serve().await.unwrap();
    let mut crowd = JoinSet::new();
    for _ in 0..CITIZENS {
        crowd.spawn(citizen(server.address, proposals.clone(), SmallRng::seed_from_u64(dice.random())));
    }
    let mut all = Struck::default();
    while let Some(one) = crowd.join_next().await {
        let (answers, told) = one.unwrap();
        all.ledger.add(told.ledger);
        all.broken += told.broken;
        for (status, text) in answers {
            assert!(!text.contains("on purpose") && !text.contains(".rs"), "{text}");
            match status {
                // Whoever shared the group of writes of one that could not be committed may try again.
                StatusCode::INTERNAL_SERVER_ERROR | StatusCode::SERVICE_UNAVAILABLE => all.failed += 1,
                status => {
                    assert!(status.is_success() || status.is_redirection(), "{status} {text}");
                    all.done += 1;
                }
            }
        }
    }
    server.kill().unwrap();
    all.log = fs::read_to_string(&log).unwrap();
    all.panics = all.log.matches("\"message\":\"Panic\"").count();
    let oracle = Oracle::open(&database_url(&folder)).await;
    all.missing = oracle.missing(&all.ledger).await;
    oracle.check().await;
    oracle.close().await;
    all
}

#[tokio::test(flavor = "multi_thread")]
async fn a_panic_harms_no_other_request_and_is_logged() {
    let Struck { panics, broken, failed, done, ledger, missing, log } = strike("").await;
    assert!(panics > 3 && log.contains("faults.rs:"), "{panics} panics\n{log}");
    // Every one was answered, and the connection outlives it as well.
    assert_eq!(broken, 0, "{panics} panics");
    // A panic is felt by its own request, and one in a commit by those that shared it.
    assert!(failed < panics + CITIZENS as usize, "{panics} panics, {failed} failed, {done} done");
    assert_eq!(done + failed, CITIZENS as usize * EACH as usize);
    assert_eq!((done, missing), (ledger.len(), 0));
    println!("{panics} panics, {failed} requests failed, {done} done");
}

/// Where nobody catches it, a panic tears the connection down, and whoever asked gets no answer.
#[tokio::test(flavor = "multi_thread")]
async fn the_trial_notices_when_panics_are_not_caught() {
    let struck = strike(",no-catch-panic").await;
    assert!(struck.panics > 3 && struck.broken > 0, "{} panics, no connection broke", struck.panics);
}
