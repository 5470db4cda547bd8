//! A vote race cannot be won, tried many times over. The oracle counts rows past the functions under test.

use std::sync::Arc;

use sea_orm::{ConnectionTrait, DbBackend, PaginatorTrait};

use super::*;
use crate::{
    proposals::{find, samples::*},
    testing::NOW,
};

const ROUNDS: u64 = 200;
const AT_ONCE: u64 = 100;

/// Runs one task a number, all at the same time.
async fn race<T: Send + 'static>(runner: impl Fn(u64) -> tokio::task::JoinHandle<T>) -> Vec<T> {
    let mut done = Vec::new();
    for task in (0..AT_ONCE).map(runner).collect::<Vec<_>>() {
        done.push(task.await.unwrap());
    }
    done
}

async fn rows(city: &City, id: ProposalId) -> u64 {
    support::Entity::find().filter(support::Column::ProposalId.eq(id.0)).count(city.read()).await.unwrap()
}

async fn number(city: &City, id: ProposalId) -> u64 {
    u64::try_from(find(city, id).await.unwrap().unwrap().card.supports).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn identical_supports_at_once_count_once_in_every_round() {
    for city in cities().await {
        let id = published(&city, 1, "Mehr Bänke am Hafen").await;
        for round in 1..=ROUNDS {
            race(|_| {
                let store = city.store.store.clone();
                tokio::spawn(async move { assert!(support(&store, id, &person(round), NOW).await.unwrap().mine) })
            })
            .await;
            assert_eq!((rows(&city, id).await, number(&city, id).await), (round, round), "{}", city.store.name);
        }
        assert_eq!(events_of_kind(&city, "supported").await, ROUNDS, "{}", city.store.name);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn support_and_withdrawal_at_once_leave_one_of_both() {
    for city in cities().await {
        let id = published(&city, 1, "Mehr Bänke am Hafen").await;
        for round in 1..=ROUNDS / 10 {
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

/// Looking first and writing then, without the key, is what loses such races: if the race does not show it here, the tests
/// above prove nothing.
#[tokio::test(flavor = "multi_thread")]
async fn without_the_key_of_its_table_the_race_is_lost() {
    for city in cities().await {
        let id = published(&city, 1, "Mehr Bänke am Hafen").await;
        drop_key(&city).await;
        // Nobody is counted by a table without its key, rather than somebody twice.
        let refused = support(&city, id, &person(1), NOW).await;
        assert!(matches!(refused, Err(StoreError::Db(_))), "{}: {refused:?}", city.store.name);
        // Everybody has looked before anybody writes: what a busy hour brings by itself, now and then.
        let all_looked = Arc::new(tokio::sync::Barrier::new(usize::try_from(AT_ONCE).unwrap()));
        race(|_| {
            let (store, all_looked) = (city.store.store.clone(), all_looked.clone());
            tokio::spawn(async move {
                let is_there = mine(&store, id, &person(1)).await.unwrap();
                all_looked.wait().await;
                if is_there {
                    return;
                }
                let row = support::ActiveModel {
                    proposal_id: Set(id.0),
                    person_key: Set(person(1).0),
                    at: Set(NOW.0),
                    is_demo: Set(false),
                    merged_from: Set(None),
                    level: Set("guest".into()),
                    channel: Set("web".into()),
                };
                let insert = support::Entity::insert(row);
                store.write(async |tx| Ok(insert.exec_without_returning(tx).await?)).await.unwrap();
            })
        })
        .await;
        assert_eq!(rows(&city, id).await, AT_ONCE, "{}", city.store.name);
    }
}
