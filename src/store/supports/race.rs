//! A vote race cannot be won, tried many times over. The oracle counts rows past the functions under test.

use std::sync::Arc;

use sea_orm::{ConnectionTrait, PaginatorTrait, Statement};

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

/// Looking first and writing then, without a constraint, is what loses such races: if the race does not show it here, the
/// tests above prove nothing.
#[tokio::test(flavor = "multi_thread")]
async fn the_race_is_lost_by_a_check_instead_of_a_constraint() {
    for city in cities().await {
        let sql = |text: &str| Statement::from_string(city.backend(), text);
        city.write(async |tx| Ok(tx.execute_raw(sql("CREATE TABLE naive (person TEXT NOT NULL)")).await?))
            .await
            .unwrap();
        // Everybody has looked before anybody writes: what a busy hour brings by itself, now and then.
        let all_looked = Arc::new(tokio::sync::Barrier::new(usize::try_from(AT_ONCE).unwrap()));
        race(|_| {
            let (store, all_looked) = (city.store.store.clone(), all_looked.clone());
            tokio::spawn(async move {
                let sql = |text: &str| Statement::from_string(store.backend(), text);
                let found =
                    store.read().query_one_raw(sql("SELECT person FROM naive WHERE person = 'x'")).await.unwrap();
                all_looked.wait().await;
                if found.is_none() {
                    let insert = sql("INSERT INTO naive (person) VALUES ('x')");
                    store.write(async |tx| Ok(tx.execute_raw(insert).await?)).await.unwrap();
                }
            })
        })
        .await;
        let counted = city.read().query_one_raw(sql("SELECT count(*) FROM naive")).await.unwrap().unwrap();
        let counted: i64 = counted.try_get_by_index(0).unwrap();
        assert_eq!(counted, 100, "{}", city.store.name);
    }
}
