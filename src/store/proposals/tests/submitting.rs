use domain::{
    boards::Moderation,
    fields::{Field, Problem},
    history::Happening,
    places::LonLat,
    policy::{Refusal, Role},
    proposals::{PlaceChoice, Status},
};
use sea_orm::{EntityTrait, PaginatorTrait};

use crate::{
    StoreError,
    entity::{event, proposal as table},
    proposals::{find, find_as, samples::*, submit},
    testing::NOW,
};

#[tokio::test]
async fn a_submission_waits_for_its_check_and_its_author_sees_it() {
    for city in cities().await {
        let done = submit(&city, submission(1), &person(1), proposal("Mehr Bänke am Hafen"), NOW).await.unwrap();
        assert!(!done.is_public);
        assert_eq!(find(&city, done.id).await.unwrap(), None);
        let detail = find_as(&city, done.id, Role::Author).await.unwrap().unwrap();
        assert_eq!(detail.card.status, Status::Submitted);
        assert_eq!(detail.card.published_at, None);
        assert_eq!(detail.timeline.len(), 1);
    }
}

#[tokio::test]
async fn on_a_board_that_checks_afterwards_it_is_seen_at_once() {
    for city in cities().await {
        set_moderation(&city, Moderation::After).await;
        let done = submit(&city, submission(1), &person(1), proposal("Mehr Bänke am Hafen"), NOW).await.unwrap();
        assert!(done.is_public);
        let told: Vec<_> = find(&city, done.id).await.unwrap().unwrap().timeline;
        let told: Vec<_> = told.into_iter().map(|entry| entry.happening).collect();
        assert_eq!(told, [Happening::Submitted, Happening::Published]);
    }
}

#[tokio::test]
async fn a_repeated_submission_gets_the_same_answer_and_counts_once() {
    for city in cities().await {
        let first = submit(&city, submission(1), &person(1), proposal("Mehr Bänke am Hafen"), NOW).await.unwrap();
        // The board may be closed when the repetition arrives.
        close_board(&city).await;
        let again = submit(&city, submission(1), &person(1), proposal("Mehr Bänke am Hafen"), NOW).await.unwrap();
        assert_eq!(first, again);
        assert_eq!(table::Entity::find().count(city.read()).await.unwrap(), 1);
        assert_eq!(event::Entity::find().count(city.read()).await.unwrap(), 1);
    }
}

#[tokio::test]
async fn an_id_that_was_used_for_something_else_is_refused() {
    for city in cities().await {
        submit(&city, submission(1), &person(1), proposal("Mehr Bänke am Hafen"), NOW).await.unwrap();
        let other = submit(&city, submission(1), &person(1), proposal("Mehr Bäume am Hafen"), NOW).await;
        assert!(matches!(other, Err(StoreError::SubmissionConflict)), "{other:?}");
    }
}

#[tokio::test]
async fn fifty_repetitions_at_once_make_one_proposal() {
    for city in cities().await {
        let tasks: Vec<_> = (0..50)
            .map(|_| {
                let store = city.store.store.clone();
                tokio::spawn(async move {
                    submit(&store, submission(7), &person(7), proposal("Mehr Bänke am Hafen"), NOW).await
                })
            })
            .collect();
        let mut answers = Vec::new();
        for task in tasks {
            answers.push(task.await.unwrap().unwrap());
        }
        answers.dedup();
        assert_eq!(answers.len(), 1, "{}", city.store.name);
        assert_eq!(events_of_kind(&city, "submitted").await, 1);
    }
}

#[tokio::test]
async fn a_closed_board_takes_nothing_and_keeps_nothing() {
    for city in cities().await {
        close_board(&city).await;
        let late = submit(&city, submission(1), &person(1), proposal("Mehr Bänke am Hafen"), NOW).await;
        assert!(matches!(late, Err(StoreError::Refused(Refusal::BoardClosed))), "{late:?}");
        assert_eq!(table::Entity::find().count(city.read()).await.unwrap(), 0);
        assert_eq!(event::Entity::find().count(city.read()).await.unwrap(), 0);
    }
}

#[tokio::test]
async fn a_pin_names_its_district_and_a_pin_outside_the_city_is_an_error_of_its_field() {
    for city in cities().await {
        let at = |lon, lat| domain::proposals::NewProposal {
            place: PlaceChoice::Pin(LonLat { lon, lat }),
            ..proposal("Mehr Bänke am Hafen")
        };
        let id = published_at(&city, 1, at(12.051, 54.121), NOW).await;
        let card = find(&city, id).await.unwrap().unwrap().card;
        assert_eq!(card.district.map(|area| area.slug).as_deref(), Some("evershagen"));
        let outside = submit(&city, submission(2), &person(2), at(13.4, 52.5), NOW).await;
        let Err(StoreError::Invalid(errors)) = outside else { panic!("{outside:?}") };
        assert_eq!(errors.of(Field::Place), Some(Problem::OutsideTheCity));
    }
}
