//! Devices whose answers get lost on the way, and a server that is killed in between: a record that comes again later does
//! nothing a second time.

use hyper::{Method, StatusCode};
use rand::{RngExt, SeedableRng, rngs::SmallRng};
use trial::{Client, Program};

use super::{database_url, kills::begin, oracle::Oracle, program, seed};

const DEVICES: u32 = 12;

struct Device {
    cookie: String,
    gave: String,
}

/// Delivers a record; the cookie that came with the answer.
async fn deliver(client: &mut Client, cookie: &str, record: &str) -> Option<String> {
    let headers = [("content-type", "application/json"), ("cookie", cookie)];
    let answer = client.send(Method::POST, "/api/v1/outbox", &headers, record.to_owned()).await.unwrap();
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    assert!(answer.text().contains("accepted"), "{}", answer.text());
    answer.cookie()
}

fn record(dice: &mut SmallRng, proposal: i64, support: bool) -> String {
    let id = dice.random::<u128>();
    format!(
        r#"{{"id":"{id:032x}","kind":"support","content":"{{\"proposal\":{proposal},\"support\":{support}}}","entered_at":1}}"#
    )
}

/// Everybody supports something and takes it back; then each first record comes again. How many supports are there?
async fn after_repetitions(change: impl FnOnce(Program) -> Program) -> i64 {
    let folder = tempfile::tempdir().unwrap();
    let program = change(program(&folder));
    for arguments in [["seed"].as_slice(), &["board", "set", "--moderation", "after"]] {
        assert!(program.run(arguments).unwrap().status.success());
    }
    let mut dice = SmallRng::seed_from_u64(seed());
    let server = program.serve().await.unwrap();
    let proposals = begin(&server).await;
    let mut client = Client::connect(server.address).await.unwrap();
    let mut devices = Vec::new();
    for _ in 0..DEVICES {
        let proposal = proposals[dice.random_range(0..proposals.len())];
        let (gave, took) = (record(&mut dice, proposal, true), record(&mut dice, proposal, false));
        let cookie = deliver(&mut client, "", &gave).await.unwrap();
        deliver(&mut client, &cookie, &took).await;
        devices.push(Device { cookie, gave });
    }
    server.kill().unwrap();

    let server = program.serve().await.unwrap();
    let mut client = Client::connect(server.address).await.unwrap();
    for device in &devices {
        deliver(&mut client, &device.cookie, &device.gave).await;
    }
    server.kill().unwrap();
    let oracle = Oracle::open(&database_url(&folder)).await;
    let found = oracle.number("SELECT count(*) FROM support").await;
    oracle.check().await;
    oracle.close().await;
    found
}

#[tokio::test(flavor = "multi_thread")]
async fn a_record_that_comes_again_after_a_kill_does_nothing_a_second_time() {
    assert_eq!(after_repetitions(|program| program).await, 0);
}

/// Without the ids that were kept, what was taken back is back.
#[tokio::test(flavor = "multi_thread")]
async fn the_trial_notices_when_the_ids_of_records_are_forgotten() {
    let found = after_repetitions(|program| program.with("WEGMARKEN_FAULT", "forget-deliveries")).await;
    assert_eq!(found, i64::from(DEVICES));
}
