use std::collections::HashSet;

use domain::{
    jobs::MOST_ATTEMPTS,
    policy::{Acting, Role},
};
use serde_json::json;

use super::*;
use crate::testing::{NOW, stores};

fn later(milliseconds: i64) -> Moment {
    Moment(NOW.0 + milliseconds)
}

fn temporary() -> Failure {
    Failure { words: "The mail server does not answer.".into(), is_final: false }
}

async fn enter(store: &Store, key: &str, run_at: Moment) -> bool {
    store
        .write(async |tx| enqueue(tx, "test", key, &json!({ "to": "a@example.org" }), run_at, NOW).await)
        .await
        .unwrap()
}

#[tokio::test]
async fn what_has_the_same_key_is_done_once_however_often_it_is_asked_for() {
    for store in stores().await {
        assert!(enter(&store, "a", NOW).await);
        assert!(!enter(&store, "a", NOW).await);
        let job = claim(&store, NOW).await.unwrap().unwrap();
        assert_eq!(job.payload::<serde_json::Value>().unwrap()["to"], "a@example.org");
        assert_eq!(claim(&store, NOW).await.unwrap(), None, "somebody works on it");
        assert!(done(&store, &job, NOW).await.unwrap());
        assert!(!enter(&store, "a", NOW).await, "{}: it is done", store.name);
        assert_eq!(claim(&store, later(LEASE * 2)).await.unwrap(), None);
    }
}

#[tokio::test]
async fn a_job_whose_cause_failed_was_never_there() {
    for store in stores().await {
        let cause = store.write(async |tx| {
            enqueue(tx, "test", "a", &json!({}), NOW, NOW).await?;
            Err::<(), _>(StoreError::NotFound)
        });
        cause.await.unwrap_err();
        assert_eq!(claim(&store, NOW).await.unwrap(), None, "{}", store.name);
    }
}

#[tokio::test]
async fn nothing_is_begun_before_its_time() {
    for store in stores().await {
        enter(&store, "tomorrow", later(Moment::DAY)).await;
        assert_eq!(claim(&store, later(Moment::DAY - 1)).await.unwrap(), None, "{}", store.name);
        assert!(claim(&store, later(Moment::DAY)).await.unwrap().is_some());
    }
}

#[tokio::test]
async fn what_a_killed_worker_left_behind_is_taken_over_and_a_slow_one_is_no_longer_heard() {
    for store in stores().await {
        enter(&store, "a", NOW).await;
        let slow = claim(&store, NOW).await.unwrap().unwrap();
        assert_eq!(claim(&store, later(LEASE - 1)).await.unwrap(), None);
        let next = claim(&store, later(LEASE)).await.unwrap().unwrap();
        assert_eq!((next.id, next.attempt), (slow.id, 2), "{}", store.name);
        assert!(!done(&store, &slow, later(LEASE)).await.unwrap());
        assert_eq!(failed(&store, &slow, &temporary(), 0.5, later(LEASE)).await.unwrap(), Fate::TakenOver);
        assert!(done(&store, &next, later(LEASE)).await.unwrap());
    }
}

#[tokio::test]
async fn what_fails_comes_back_later_and_later_and_then_waits_for_an_administrator() {
    for store in stores().await {
        enter(&store, "a", NOW).await;
        let mut now = NOW;
        for attempt in 1..=MOST_ATTEMPTS {
            let job = claim(&store, now).await.unwrap().unwrap();
            assert_eq!(job.attempt, attempt, "{}", store.name);
            match failed(&store, &job, &temporary(), 0.5, now).await.unwrap() {
                Fate::TriedAgain(at) => {
                    assert_eq!(claim(&store, Moment(at.0 - 1)).await.unwrap(), None);
                    now = at;
                }
                fate => assert_eq!((fate, attempt), (Fate::GivenUp, MOST_ATTEMPTS)),
            }
        }
        assert_eq!(claim(&store, now.plus_days(30)).await.unwrap(), None);
        let [listed] = list(&store, Some(State::Failed), None, 10).await.unwrap().try_into().unwrap();
        assert_eq!(listed.last_error, Some(temporary().words));

        let refused = retry(&store, &Acting { role: Role::Moderator, ..Acting::OPERATOR }, listed.id, now).await;
        assert!(matches!(refused, Err(StoreError::Refused(_))), "{refused:?}");
        retry(&store, &Acting::OPERATOR, listed.id, now).await.unwrap();
        let job = claim(&store, now).await.unwrap().unwrap();
        assert_eq!(job.attempt, 1);
        done(&store, &job, now).await.unwrap();
        assert_eq!(counts(&store).await.unwrap()[2], (State::Done, 1));
    }
}

#[tokio::test]
async fn what_cannot_succeed_is_given_up_at_once() {
    for store in stores().await {
        enter(&store, "a", NOW).await;
        let job = claim(&store, NOW).await.unwrap().unwrap();
        let failure = Failure { words: "550".into(), is_final: true };
        assert_eq!(failed(&store, &job, &failure, 0.5, NOW).await.unwrap(), Fate::GivenUp, "{}", store.name);
    }
}

#[tokio::test]
async fn a_job_that_ends_its_worker_each_time_is_given_up_too() {
    for store in stores().await {
        enter(&store, "a", NOW).await;
        for attempt in 0..MOST_ATTEMPTS {
            assert!(claim(&store, later(LEASE * i64::from(attempt))).await.unwrap().is_some());
        }
        assert_eq!(claim(&store, later(LEASE * i64::from(MOST_ATTEMPTS))).await.unwrap(), None);
        assert_eq!(list(&store, Some(State::Failed), None, 10).await.unwrap().len(), 1, "{}", store.name);
    }
}

#[tokio::test]
async fn workers_side_by_side_never_get_the_same_job() {
    for store in stores().await {
        for number in 0..24 {
            enter(&store, &number.to_string(), NOW).await;
        }
        let worker = async || {
            let mut mine = Vec::new();
            while let Some(job) = claim(&store, NOW).await.unwrap() {
                mine.push(job.id);
            }
            mine
        };
        let (a, b, c, d) = tokio::join!(worker(), worker(), worker(), worker());
        let all: Vec<i64> = [a, b, c, d].concat();
        let different: HashSet<i64> = all.iter().copied().collect();
        assert_eq!(all.len(), different.len(), "{}", store.name);
        // On PostgreSQL a worker may have seen only jobs that others were just taking; what is left is still there.
        let mut rest = 0;
        while claim(&store, NOW).await.unwrap().is_some() {
            rest += 1;
        }
        assert_eq!(all.len() + rest, 24);
    }
}

#[tokio::test]
async fn what_was_done_keeps_no_payload_and_is_forgotten_after_a_while() {
    for store in stores().await {
        enter(&store, "a", NOW).await;
        let job = claim(&store, NOW).await.unwrap().unwrap();
        done(&store, &job, NOW).await.unwrap();
        let row = job::Entity::find_by_id(job.id).one(store.read()).await.unwrap().unwrap();
        assert_eq!(row.payload, "{}", "{}", store.name);
        let tidied = async |before: Moment| store.write(async |tx| tidy(tx, before).await).await.unwrap();
        assert_eq!((tidied(NOW).await, tidied(later(1)).await), (0, 1));
    }
}
