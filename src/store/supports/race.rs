//! A vote race cannot be won, tried many times over. The oracle is SQL past everything under test.

use sea_orm::{ConnectionTrait, DbBackend, Statement};

use super::*;
use crate::{
    faults::is_noticed,
    proposals::samples::*,
    testing::{NOW, is_noticed_on_threads, trials},
};

const ROUNDS: u64 = 200;

/// Rounds in which the same person supports and takes it back at the same time.
const WAVERING: u64 = 20;
const WAVERING_AT_NIGHT: u64 = 1_000;
const AT_ONCE: u64 = 100;

/// Runs one task a number, all at the same time.
async fn race<T: Send + 'static>(runner: impl Fn(u64) -> tokio::task::JoinHandle<T>) -> Vec<T> {
    let mut done = Vec::new();
    for task in (0..AT_ONCE).map(runner).collect::<Vec<_>>() {
        done.push(task.await.unwrap());
    }
    done
}

/// The first number that the database answers with.
async fn told(city: &City, sql: String) -> u64 {
    let row = city.read().query_one_raw(Statement::from_string(city.backend(), sql)).await.unwrap().unwrap();
    u64::try_from(row.try_get_by_index::<i64>(0).unwrap()).unwrap()
}

async fn rows(city: &City, id: ProposalId) -> u64 {
    told(city, format!("SELECT count(*) FROM support WHERE proposal_id = {id}")).await
}

async fn number(city: &City, id: ProposalId) -> u64 {
    told(city, format!("SELECT support_count FROM proposal WHERE id = {id}")).await
}

#[tokio::test(flavor = "multi_thread")]
async fn identical_supports_at_once_count_once_in_every_round() {
    identical_supports_at_once(ROUNDS * trials()).await;
}

async fn identical_supports_at_once(rounds: u64) {
    for city in cities().await {
        let id = published(&city, 1, "Mehr Bänke am Hafen").await;
        if faults::counts_by_looking() {
            drop_key(&city).await;
        }
        for round in 1..=rounds {
            race(|_| {
                let store = city.store.store.clone();
                tokio::spawn(async move { assert!(support(&store, id, &person(round), NOW).await.unwrap().mine) })
            })
            .await;
            assert_eq!((rows(&city, id).await, number(&city, id).await), (round, round), "{}", city.store.name);
        }
        assert_eq!(events_of_kind(&city, "supported").await, rounds, "{}", city.store.name);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn support_and_withdrawal_at_once_leave_one_of_both() {
    support_and_withdrawal_at_once(if trials() > 1 { WAVERING_AT_NIGHT } else { WAVERING }).await;
}

async fn support_and_withdrawal_at_once(rounds: u64) {
    for city in cities().await {
        let id = published(&city, 1, "Mehr Bänke am Hafen").await;
        if faults::counts_by_looking() {
            drop_key(&city).await;
        }
        for round in 1..=rounds {
            race(|number| {
                let store = city.store.store.clone();
                tokio::spawn(async move {
                    let done = match number % 2 {
                        0 => support(&store, id, &person(round), NOW).await,
                        _ => withdraw(&store, id, &person(round), NOW).await,
                    };
                    done.unwrap();
                })
            })
            .await;
            let rows = rows(&city, id).await;
            assert!(rows <= round, "{}: {rows} in round {round}", city.store.name);
            assert_eq!(rows, number(&city, id).await, "{}", city.store.name);
        }
        let change = events_of_kind(&city, "supported").await - events_of_kind(&city, "support_withdrawn").await;
        assert_eq!(change, rows(&city, id).await, "{}", city.store.name);
    }
}

/// The same table without the key that counts.
async fn drop_key(city: &City) {
    let sql: &[&str] = match city.backend() {
        DbBackend::Sqlite => {
            &["CREATE TABLE bare AS SELECT * FROM support", "DROP TABLE support", "ALTER TABLE bare RENAME TO support"]
        }
        _ => &["ALTER TABLE support DROP CONSTRAINT support_pkey"],
    };
    for statement in sql {
        city.write.execute_unprepared(statement).await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn without_the_key_of_its_table_nobody_is_counted_rather_than_somebody_twice() {
    for city in cities().await {
        let id = published(&city, 1, "Mehr Bänke am Hafen").await;
        drop_key(&city).await;
        let refused = support(&city, id, &person(1), NOW).await;
        assert!(matches!(refused, Err(StoreError::Db(_))), "{}: {refused:?}", city.store.name);
    }
}

/// A few rounds say what all of them would.
const FEW: u64 = 3;

#[tokio::test]
async fn identical_supports_at_once_count_once_on_one_thread() {
    identical_supports_at_once(FEW).await;
}

/// Looking first and writing then, without the key, is what loses such races: everybody has looked before anybody's
/// support is on the disk.
#[test]
fn it_is_noticed_when_looking_decides_and_not_the_key() {
    assert!(is_noticed("count-by-looking", identical_supports_at_once_count_once_on_one_thread));
    assert!(is_noticed_on_threads("count-by-looking", || identical_supports_at_once(FEW)));
}

#[test]
fn it_is_noticed_when_looking_decides_between_support_and_withdrawal() {
    assert!(is_noticed_on_threads("count-by-looking", || support_and_withdrawal_at_once(FEW)));
}

/// What fails above fails because of the switch.
#[test]
fn on_as_many_threads_nothing_is_noticed_while_the_key_decides() {
    assert!(!is_noticed_on_threads("nothing", || identical_supports_at_once(FEW)));
    assert!(!is_noticed_on_threads("nothing", || support_and_withdrawal_at_once(FEW)));
}
