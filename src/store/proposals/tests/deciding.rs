use domain::{
    filter::BoardFilter,
    history::Happening,
    moderation::{Item, Rule},
    policy::Acting,
    proposals::{NewAnswer, Status, StatusError},
};

use crate::{
    StoreError, moderation,
    proposals::{answer, find, list, publish, samples::*, submit},
    supports,
    testing::NOW,
};

#[tokio::test]
async fn an_answer_sets_the_status_and_tells_the_office_and_the_reasons() {
    for city in cities().await {
        let id = published(&city, 1, "Mehr Bänke am Hafen").await;
        let said = NewAnswer { cost_eur: Some(12_000), ..answer_to(Status::Accepted) };
        answer(&city, &Acting::OPERATOR, id, said, NOW).await.unwrap();
        let detail = find(&city, id).await.unwrap().unwrap();
        assert_eq!(detail.card.status, Status::Accepted);
        assert_eq!(detail.answers.len(), 1);
        assert_eq!(detail.answers[0].cost_eur, Some(12_000));
        let Some(Happening::StatusChanged { from, to, office, reasons }) =
            detail.timeline.last().map(|entry| entry.happening.clone())
        else {
            panic!("{:?}", detail.timeline)
        };
        assert_eq!((from, to), (Status::Published, Status::Accepted));
        assert_eq!(office.as_deref(), Some("Tiefbauamt"));
        assert_eq!(reasons.as_deref(), Some("Wir haben es geprüft."));
    }
}

#[tokio::test]
async fn an_answer_against_the_rules_changes_nothing() {
    for city in cities().await {
        let id = published(&city, 1, "Mehr Bänke am Hafen").await;
        let bare = NewAnswer { text: "  ".into(), ..answer_to(Status::Rejected) };
        let refused = answer(&city, &Acting::OPERATOR, id, bare, NOW).await;
        assert!(matches!(refused, Err(StoreError::Status(StatusError::ReasonsMissing))), "{refused:?}");
        let leap = answer(&city, &Acting::OPERATOR, id, answer_to(Status::Implemented), NOW).await;
        assert!(matches!(leap, Err(StoreError::Status(StatusError::NotAllowed { .. }))), "{leap:?}");
        let detail = find(&city, id).await.unwrap().unwrap();
        assert_eq!((detail.card.status, detail.answers.len()), (Status::Published, 0));
    }
}

#[tokio::test]
async fn who_supports_both_of_two_merged_proposals_counts_once() {
    for city in cities().await {
        let source = published(&city, 1, "Bänke am Hafen").await;
        let target = published(&city, 2, "Sitzplätze am Stadthafen").await;
        supported_by(&city, source, [11, 12, 13]).await;
        supported_by(&city, target, [13, 14]).await;
        let merge = NewAnswer { merge_into: Some(target), ..answer_to(Status::Merged) };
        answer(&city, &Acting::OPERATOR, source, merge.clone(), NOW).await.unwrap();

        let (of_source, of_target) =
            (find(&city, source).await.unwrap().unwrap(), find(&city, target).await.unwrap().unwrap());
        assert_eq!(of_target.card.supports, 4);
        assert_eq!(of_source.merged_into.as_ref().map(|(id, _)| *id), Some(target));
        assert_eq!(of_target.merged_from, [(source, "Bänke am Hafen".to_owned())]);
        assert!(supports::mine(&city, target, &person(11)).await.unwrap());
        let told = |detail: &domain::proposals::ProposalDetail, kind: &str| {
            detail.timeline.iter().filter(|entry| entry.happening.kind() == kind).count()
        };
        assert_eq!((told(&of_source, "merged_into"), told(&of_target, "merged_from")), (1, 1));
        // The goal of three was reached by each once: the source by its third supporter, the target by the merge.
        assert_eq!(events_of_kind(&city, "goal_reached").await, 2);
        let board: Vec<_> = list(&city, &BoardFilter::default(), 5).await.unwrap().items;
        assert_eq!(board.iter().map(|card| card.id).collect::<Vec<_>>(), [target]);
        assert!(answer(&city, &Acting::OPERATOR, source, merge, NOW).await.is_err());
    }
}

#[tokio::test]
async fn a_merge_by_mistake_is_undone_with_its_supports() {
    for city in cities().await {
        let source = published(&city, 1, "Bänke am Hafen").await;
        let target = published(&city, 2, "Sitzplätze am Stadthafen").await;
        supported_by(&city, source, [11, 12]).await;
        supported_by(&city, target, [12]).await;
        let merge = NewAnswer { merge_into: Some(target), ..answer_to(Status::Merged) };
        answer(&city, &Acting::OPERATOR, source, merge, NOW).await.unwrap();
        answer(&city, &Acting::OPERATOR, source, answer_to(Status::Published), NOW).await.unwrap();
        let supports = async |id| find(&city, id).await.unwrap().unwrap().card.supports;
        assert_eq!((supports(source).await, supports(target).await), (2, 1));
        assert_eq!(find(&city, target).await.unwrap().unwrap().merged_from, []);
    }
}

#[tokio::test]
async fn who_supports_the_target_after_the_merge_still_does_when_it_is_undone() {
    for city in cities().await {
        let source = published(&city, 1, "Bänke am Hafen").await;
        let target = published(&city, 2, "Sitzplätze am Stadthafen").await;
        supported_by(&city, source, [11, 12]).await;
        let merge = NewAnswer { merge_into: Some(target), ..answer_to(Status::Merged) };
        answer(&city, &Acting::OPERATOR, source, merge, NOW).await.unwrap();
        let after = supports::support(&city, target, &person(11), NOW).await.unwrap();
        assert_eq!(after.count, 2, "{}", city.store.name);
        answer(&city, &Acting::OPERATOR, source, answer_to(Status::Published), NOW).await.unwrap();
        assert_eq!(find(&city, target).await.unwrap().unwrap().card.supports, 1, "{}", city.store.name);
        assert!(supports::mine(&city, target, &person(11)).await.unwrap());
        assert!(!supports::mine(&city, target, &person(12)).await.unwrap());
    }
}

#[tokio::test]
async fn nothing_is_merged_into_itself_or_into_what_nobody_can_see() {
    for city in cities().await {
        let id = published(&city, 1, "Bänke am Hafen").await;
        let waiting = submit(&city, submission(2), &person(2), proposal("Noch ungeprüft"), NOW).await.unwrap().id;
        for target in [id, waiting, domain::ids::ProposalId(999)] {
            let merge = NewAnswer { merge_into: Some(target), ..answer_to(Status::Merged) };
            let refused = answer(&city, &Acting::OPERATOR, id, merge, NOW).await;
            assert!(matches!(refused, Err(StoreError::Status(StatusError::TargetMissing))), "{refused:?}");
        }
        assert_eq!(find(&city, id).await.unwrap().unwrap().card.status, Status::Published);
    }
}

#[tokio::test]
async fn what_breaks_the_rules_is_read_by_its_author_alone() {
    for city in open_cities().await {
        let id = published(&city, 1, "Etwas Verletzendes").await;
        let (by, item) = (Acting::OPERATOR, Item::proposal(id));
        assert!(moderation::hide(&city, &by, item, Rule::NO_HATE, "", NOW).await.is_err());
        moderation::hide(&city, &by, item, Rule::NO_HATE, "Verletzt die Regeln", NOW).await.unwrap();
        assert_eq!(find(&city, id).await.unwrap(), None);
        for status in [None, Some(Status::Rejected)] {
            let filter = BoardFilter { status, ..Default::default() };
            assert_eq!(list(&city, &filter, 5).await.unwrap().items, []);
        }
        assert!(supports::support(&city, id, &person(5), NOW).await.is_err());
    }
}

#[tokio::test]
async fn publishing_twice_is_publishing_once() {
    for city in cities().await {
        let id = submit(&city, submission(1), &person(1), proposal("Mehr Bänke am Hafen"), NOW).await.unwrap().id;
        publish(&city, id, NOW).await.unwrap();
        publish(&city, id, NOW.plus_days(1)).await.unwrap();
        assert_eq!(find(&city, id).await.unwrap().unwrap().card.published_at, Some(NOW));
        assert_eq!(events_of_kind(&city, "published").await, 1);
    }
}
