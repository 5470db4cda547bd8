use domain::{history::Happening, policy::Refusal, proposals::Status};

use crate::{
    StoreError,
    proposals::{as_editable, correct, find, list, samples::*, submit, withdraw},
    testing::NOW,
};

#[tokio::test]
async fn a_correction_counts_up_the_revision_and_is_told() {
    for city in cities().await {
        let id = published(&city, 1, "Mehr Bänke am Hafen").await;
        assert_eq!(correct(&city, id, 1, proposal("Mehr Bänke am Stadthafen"), NOW).await.unwrap(), 2);
        let detail = find(&city, id).await.unwrap().unwrap();
        assert_eq!((detail.card.title.as_str(), detail.revision), ("Mehr Bänke am Stadthafen", 2));
        assert_eq!(detail.timeline.last().map(|entry| entry.happening.clone()), Some(Happening::Corrected));
        // It is found by its new words, and by its old ones no more.
        let by = |query: &str| domain::filter::BoardFilter { query: query.into(), ..Default::default() };
        assert_eq!(list(&city, &by("Stadthafen"), 5).await.unwrap().items.len(), 1);
    }
}

#[tokio::test]
async fn a_correction_that_arrives_twice_is_made_once() {
    for city in cities().await {
        let id = published(&city, 1, "Mehr Bänke am Hafen").await;
        for _ in 0..2 {
            assert_eq!(correct(&city, id, 1, proposal("Mehr Bänke am Stadthafen"), NOW).await.unwrap(), 2);
        }
        assert_eq!(events_of_kind(&city, "corrected").await, 1);
    }
}

#[tokio::test]
async fn a_correction_never_overwrites_one_that_the_author_did_not_see() {
    for city in cities().await {
        let id = published(&city, 1, "Mehr Bänke am Hafen").await;
        correct(&city, id, 1, proposal("Mehr Bänke am Stadthafen"), NOW).await.unwrap();
        let stale = correct(&city, id, 1, proposal("Mehr Bänke am Strand"), NOW).await;
        assert!(matches!(stale, Err(StoreError::Stale { current: 2 })), "{stale:?}");
    }
}

#[tokio::test]
async fn words_that_somebody_supports_stay() {
    for city in cities().await {
        let id = published(&city, 1, "Mehr Bänke am Hafen").await;
        supported_by(&city, id, [2]).await;
        let refused = correct(&city, id, 1, proposal("Keine Bänke am Hafen"), NOW).await;
        assert!(matches!(refused, Err(StoreError::Refused(Refusal::AlreadySupported))), "{refused:?}");
    }
}

#[tokio::test]
async fn a_withdrawn_proposal_leaves_the_board_and_keeps_its_address() {
    for city in cities().await {
        let id = published(&city, 1, "Mehr Bänke am Hafen").await;
        withdraw(&city, id, NOW).await.unwrap();
        withdraw(&city, id, NOW).await.unwrap();
        assert_eq!(find(&city, id).await.unwrap().unwrap().card.status, Status::Withdrawn);
        assert_eq!(list(&city, &Default::default(), 5).await.unwrap().items, []);
        assert_eq!(events_of_kind(&city, "withdrawn").await, 1);
    }
}

#[tokio::test]
async fn what_is_withdrawn_while_it_waits_is_never_seen() {
    for city in cities().await {
        let id = submit(&city, submission(1), &person(1), proposal("Mehr Bänke am Hafen"), NOW).await.unwrap().id;
        withdraw(&city, id, NOW).await.unwrap();
        assert_eq!(find(&city, id).await.unwrap(), None);
        let filter = domain::filter::BoardFilter { status: Some(Status::Withdrawn), ..Default::default() };
        assert_eq!(list(&city, &filter, 5).await.unwrap().items, []);
    }
}

#[tokio::test]
async fn what_the_form_shows_for_a_correction_is_accepted_as_it_is() {
    for city in cities().await {
        let id = published(&city, 1, "Mehr Bänke am Hafen").await;
        let draft = as_editable(&city, id).await.unwrap();
        assert_eq!(draft.check().unwrap(), proposal("Mehr Bänke am Hafen"));
        // Nothing changed, so nothing is recorded.
        assert_eq!(correct(&city, id, 1, draft.check().unwrap(), NOW).await.unwrap(), 1);
        assert_eq!(events_of_kind(&city, "corrected").await, 0);
    }
}

#[tokio::test]
async fn a_revision_that_no_page_ever_showed_is_stale() {
    for city in cities().await {
        let id = published(&city, 1, "Mehr Bänke am Hafen").await;
        for revision in [i64::MAX, i64::MIN, 0] {
            let stale = correct(&city, id, revision, proposal("Mehr Bänke am Strand"), NOW).await;
            assert!(matches!(stale, Err(StoreError::Stale { current: 1 })), "{revision}: {stale:?}");
        }
    }
}
