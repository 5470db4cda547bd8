use domain::{
    ids::ProposalId,
    policy::{Acting, Refusal},
    proposals::Status,
};
use sea_orm::PaginatorTrait;

use super::*;
use crate::{
    proposals::{answer, find, samples::*, submit},
    testing::NOW,
};

#[tokio::test]
async fn one_person_counts_once_and_may_go_again() {
    for city in cities().await {
        let id = published(&city, 1, "Mehr Bänke am Hafen").await;
        for _ in 0..3 {
            assert_eq!(support(&city, id, &person(9), NOW).await.unwrap(), Supports { count: 1, mine: true });
        }
        assert!(mine(&city, id, &person(9)).await.unwrap());
        for _ in 0..3 {
            assert_eq!(withdraw(&city, id, &person(9), NOW).await.unwrap(), Supports { count: 0, mine: false });
        }
        assert!(!mine(&city, id, &person(9)).await.unwrap());
        assert_eq!(events_of_kind(&city, "supported").await, 1);
        assert_eq!(events_of_kind(&city, "support_withdrawn").await, 1);
    }
}

#[tokio::test]
async fn a_hundred_people_at_once_count_a_hundred_times_and_reach_the_goal_once() {
    for city in cities().await {
        let id = published(&city, 1, "Mehr Bänke am Hafen").await;
        at_once(&city, id, |number| number).await;
        assert_eq!(rows_and_number(&city, id).await, (100, 100), "{}", city.store.name);
        assert_eq!(events_of_kind(&city, "goal_reached").await, 1);
    }
}

#[tokio::test]
async fn a_goal_that_was_reached_is_not_reached_again() {
    for city in cities().await {
        let id = published(&city, 1, "Mehr Bänke am Hafen").await;
        supported_by(&city, id, 0..GOAL as u64).await;
        withdraw(&city, id, &person(0), NOW).await.unwrap();
        supported_by(&city, id, [0]).await;
        let told = find(&city, id).await.unwrap().unwrap().timeline;
        let reached = told.iter().filter(|entry| entry.happening == Happening::GoalReached { supports: GOAL }).count();
        assert_eq!(reached, 1);
    }
}

#[tokio::test]
async fn what_waits_what_is_decided_and_what_does_not_exist_takes_no_support() {
    for city in cities().await {
        let waiting = submit(&city, submission(1), &person(1), proposal("Noch ungeprüft"), NOW).await.unwrap().id;
        let refused = support(&city, waiting, &person(9), NOW).await;
        assert!(matches!(refused, Err(StoreError::Refused(Refusal::Unseen))), "{refused:?}");
        let declined = published(&city, 2, "Ein Schloss für alle").await;
        answer(&city, &Acting::OPERATOR, declined, answer_to(Status::Rejected), NOW).await.unwrap();
        let refused = support(&city, declined, &person(9), NOW).await;
        assert!(matches!(refused, Err(StoreError::Refused(Refusal::NotInThisStatus))), "{refused:?}");
        let nothing = support(&city, ProposalId(999), &person(9), NOW).await;
        assert!(matches!(nothing, Err(StoreError::NotFound)), "{nothing:?}");
        assert_eq!(support::Entity::find().count(city.read()).await.unwrap(), 0);
    }
}

async fn at_once(city: &City, id: ProposalId, who: impl Fn(u64) -> u64) {
    let tasks: Vec<_> = (0..100)
        .map(|number| {
            let (store, person) = (city.store.store.clone(), person(who(number)));
            tokio::spawn(async move { support(&store, id, &person, NOW).await })
        })
        .collect();
    for task in tasks {
        assert!(task.await.unwrap().unwrap().mine);
    }
}

async fn rows_and_number(city: &City, id: ProposalId) -> (u64, i64) {
    let rows = support::Entity::find().count(city.read()).await.unwrap();
    (rows, find(city, id).await.unwrap().unwrap().card.supports)
}
