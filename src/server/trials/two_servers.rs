//! Two servers on one PostgreSQL serve one city: one is killed under load, the other goes on, and nothing is lost that
//! either of them acknowledged.

use rand::{RngExt, SeedableRng, rngs::SmallRng};

use super::{
    kills::begin,
    ledger::{Crowd, Ledger},
    oracle::{Oracle, fresh_postgres},
    program, seed,
};

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
