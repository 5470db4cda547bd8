//! A bug strikes again and again, anywhere between two statements: it harms no other request, nothing that was acknowledged
//! is lost, and the log says where it was.

use std::fs;

use hyper::StatusCode;
use rand::{RngExt, SeedableRng, rngs::SmallRng};
use tokio::task::JoinSet;
use trial::Client;

use super::{
    kills::begin,
    ledger::{Ledger, act},
    oracle::Oracle,
    program, seed,
};

const CITIZENS: u64 = 8;
const EACH: u32 = 60;

#[tokio::test(flavor = "multi_thread")]
async fn a_panic_harms_no_other_request_and_is_logged() {
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
    let fault = format!("panic-every-{}", dice.random_range(250..350));
    let struck =
        program.with("WEGMARKEN_FAULT", &fault).with("WEGMARKEN_LOG_FORMAT", "json").under(&["sh", "-c", &shell]);
    let server = struck.serve().await.unwrap();
    let mut crowd = JoinSet::new();
    for _ in 0..CITIZENS {
        let (address, proposals) = (server.address, proposals.clone());
        let mut dice = SmallRng::seed_from_u64(dice.random());
        crowd.spawn(async move {
            let (mut answers, mut ledger) = (Vec::new(), Ledger::default());
            let mut client = Client::connect(address).await.unwrap();
            for _ in 0..EACH {
                // The connection outlives it as well.
                let answer = act(&mut client, &proposals, &mut dice, &mut ledger).await.unwrap();
                answers.push((answer.status, answer.text()));
            }
            (answers, ledger)
        });
    }
    let (mut failed, mut done, mut ledger) = (0, 0, Ledger::default());
    while let Some(one) = crowd.join_next().await {
        let (answers, told) = one.unwrap();
        ledger.add(told);
        for (status, text) in answers {
            assert!(!text.contains("on purpose") && !text.contains(".rs"), "{text}");
            match status {
                // Whoever shared the group of writes of one that could not be committed may try again.
                StatusCode::INTERNAL_SERVER_ERROR | StatusCode::SERVICE_UNAVAILABLE => failed += 1,
                status => {
                    assert!(status.is_success() || status.is_redirection(), "{status} {text}");
                    done += 1;
                }
            }
        }
    }
    server.kill().unwrap();
    let text = fs::read_to_string(&log).unwrap();
    let panics = text.matches("\"message\":\"Panic\"").count();
    assert!(panics > 3 && text.contains("faults.rs:"), "{fault}: {panics} panics\n{text}");
    // A panic is felt by its own request, and at most by those that shared its group of writes.
    assert!(done > failed * 5, "{fault}: {panics} panics, {failed} failed, {done} done");
    assert_eq!(done, ledger.len());
    let oracle = Oracle::open(&format!("sqlite://{}", folder.path().join("trial.db").display())).await;
    assert_eq!(oracle.missing(&ledger).await, 0);
    oracle.check().await;
    oracle.close().await;
    println!("{panics} panics, {failed} requests failed, {done} done");
}
