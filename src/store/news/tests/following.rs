//! What can be followed.

use domain::{
    Theme,
    ids::ProposalId,
    news::{MOST_FOLLOWED, Topic},
};

use super::*;
use crate::{StoreError, proposals::samples::*};

#[tokio::test]
async fn following_twice_changes_how_and_not_how_often() {
    for city in cities().await {
        let topic = Topic::Theme(Theme::Verkehr);
        follow(&city, &person(1), &topic, Delivery::Inbox, NOW).await.unwrap();
        follow(&city, &person(1), &topic, Delivery::Daily, NOW).await.unwrap();
        let all = followed(&city, &person(1)).await.unwrap();
        assert_eq!(all.len(), 1, "{}", city.store.name);
        assert_eq!(delivery(&city, &person(1), &topic).await.unwrap(), Some(Delivery::Daily));
        for _ in 0..2 {
            unfollow(&city, &person(1), &topic).await.unwrap();
        }
        assert_eq!(delivery(&city, &person(1), &topic).await.unwrap(), None);
    }
}

#[tokio::test]
async fn what_is_not_there_cannot_be_followed() {
    for city in cities().await {
        let waiting = submit_only(&city, 1).await;
        for topic in [Topic::Proposal(ProposalId(4711)), Topic::Proposal(waiting), Topic::District("mond".into())] {
            let refused = follow(&city, &person(2), &topic, Delivery::Inbox, NOW).await;
            assert!(matches!(refused, Err(StoreError::NotFound)), "{}: {topic:?}", city.store.name);
        }
    }
}

async fn submit_only(city: &City, number: u64) -> ProposalId {
    crate::proposals::submit(city, submission(number), &person(number), proposal("Mehr Bänke"), NOW).await.unwrap().id
}

#[tokio::test]
async fn nobody_follows_more_than_a_person_can_read() {
    for city in cities().await {
        let search = |number: u64| {
            let words = format!("wort{number}");
            Topic::of_board(&domain::filter::BoardFilter::from_pairs([("q", words.as_str())])).unwrap()
        };
        for number in 0..MOST_FOLLOWED {
            follow(&city, &person(1), &search(number), Delivery::Inbox, NOW).await.unwrap();
        }
        let refused = follow(&city, &person(1), &search(MOST_FOLLOWED), Delivery::Inbox, NOW).await;
        assert!(matches!(refused, Err(StoreError::Invalid(_))), "{}", city.store.name);
        assert_eq!(followed(&city, &person(1)).await.unwrap().len() as u64, MOST_FOLLOWED);
        // What is followed already can still be changed.
        follow(&city, &person(1), &search(0), Delivery::Weekly, NOW).await.unwrap();
    }
}
