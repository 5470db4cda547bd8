//! A page of another site makes a visitor's browser send things here: nothing changes.

use hyper::StatusCode;
use rand::{SeedableRng, rngs::SmallRng};
use trial::Client;

use super::{
    database_url,
    kills::begin,
    ledger::{Ledger, act},
    oracle::Oracle,
    program, seed,
};

/// Enough that everything a visitor can send is among it.
const MANY: u32 = 200;

/// Whatever a visitor can leave behind.
const TABLES: [&str; 6] = ["proposal", "comment", "support", "draft", "report", "barrier"];

async fn rows(folder: &tempfile::TempDir) -> Vec<i64> {
    let oracle = Oracle::open(&database_url(folder)).await;
    let mut all = Vec::new();
    for table in TABLES {
        all.push(oracle.number(&format!("SELECT count(*) FROM {table}")).await);
    }
    oracle.close().await;
    all
}

/// What the other site was answered, and how many rows there are of everything before and after.
async fn sent_from_elsewhere(fault: &str) -> (Vec<StatusCode>, Vec<i64>, Vec<i64>) {
    let folder = tempfile::tempdir().unwrap();
    let program = program(&folder);
    for arguments in [["seed"].as_slice(), &["board", "set", "--moderation", "after", "--flood-limit", "100000"]] {
        assert!(program.run(arguments).unwrap().status.success());
    }
    let server = program.with("WEGMARKEN_FAULT", fault).serve().await.unwrap();
    let proposals = begin(&server).await;
    let before = rows(&folder).await;
    let mut dice = SmallRng::seed_from_u64(seed());
    let mut client = Client::connect(server.address).await.unwrap().of_another_site();
    let mut answers = Vec::new();
    for _ in 0..MANY {
        answers.push(act(&mut client, &proposals, &mut dice, &mut Ledger::default()).await.unwrap().status);
    }
    server.stop().unwrap();
    (answers, before, rows(&folder).await)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_of_another_site_changes_nothing() {
    let (answers, before, after) = sent_from_elsewhere("").await;
    assert!(answers.iter().all(|status| *status == StatusCode::FORBIDDEN), "{answers:?}");
    assert_eq!(before, after, "{TABLES:?}");
}

/// Without the check the same forms leave something behind in every one of these tables.
#[tokio::test(flavor = "multi_thread")]
async fn the_trial_notices_when_other_sites_are_trusted() {
    let (answers, before, after) = sent_from_elsewhere("trust-all-origins").await;
    assert!(!answers.contains(&StatusCode::FORBIDDEN), "{answers:?}");
    for (table, (before, after)) in TABLES.iter().zip(before.iter().zip(&after)) {
        assert!(after > before, "nobody could leave a {table}, so nothing was shown");
    }
}
