use super::*;
use crate::testing::{NOW, person, submission, with_demo};

const OPEN: &str = "stadt-und-digitale-hilfe";
const ENDED: &str = "mit-dem-rad-durch-den-winter";

fn replies(choice: usize) -> Vec<Option<Reply>> {
    vec![Some(Reply::Choices(vec![choice])), None, Some(Reply::Scale(4)), None, None]
}

#[tokio::test]
async fn the_later_response_of_a_person_replaces_the_earlier_one() {
    for store in with_demo().await {
        let before = by_slug(&store, OPEN).await.unwrap().unwrap();
        respond(&store, OPEN, submission(1), &person("jana"), replies(0), NOW).await.unwrap();
        respond(&store, OPEN, submission(1), &person("jana"), replies(0), NOW).await.unwrap();
        respond(&store, OPEN, submission(2), &person("jana"), replies(3), NOW).await.unwrap();
        let after = by_slug(&store, OPEN).await.unwrap().unwrap();
        assert_eq!(after.responses, before.responses + 1, "{}", store.name);
        assert_eq!(mine(&store, after.id, &person("jana")).await.unwrap(), Some(replies(3)));
    }
}

#[tokio::test]
async fn a_late_repetition_of_an_earlier_response_does_not_change_it_back() {
    for store in with_demo().await {
        let id = by_slug(&store, OPEN).await.unwrap().unwrap().id;
        let say = async |number, choice| {
            respond(&store, OPEN, submission(number), &person("jana"), replies(choice), NOW).await
        };
        let said = async || mine(&store, id, &person("jana")).await.unwrap();
        say(1, 0).await.unwrap();
        say(2, 1).await.unwrap();
        say(3, 2).await.unwrap();
        for (number, choice) in [(1, 0), (2, 1)] {
            say(number, choice).await.unwrap();
            assert_eq!(said().await, Some(replies(2)), "{}", store.name);
        }
        // An old form with other answers is a new wish, and needs an id of its own.
        assert!(matches!(say(1, 3).await, Err(StoreError::SubmissionConflict)));
        let stranger = respond(&store, OPEN, submission(1), &person("mehmet"), replies(0), NOW).await;
        assert!(matches!(stranger, Err(StoreError::SubmissionConflict)), "{stranger:?}");
        say(4, 0).await.unwrap();
        assert_eq!(said().await, Some(replies(0)));
    }
}

#[tokio::test]
async fn the_same_submission_with_other_content_is_a_conflict() {
    for store in with_demo().await {
        respond(&store, OPEN, submission(1), &person("jana"), replies(0), NOW).await.unwrap();
        for (who, what) in [("jana", 1), ("mehmet", 0)] {
            let other = respond(&store, OPEN, submission(1), &person(who), replies(what), NOW).await;
            assert!(matches!(other, Err(StoreError::SubmissionConflict)), "{} {other:?}", store.name);
        }
    }
}

#[tokio::test]
async fn results_are_shown_after_the_end_and_not_before() {
    for store in with_demo().await {
        assert!(matches!(results(&store, OPEN, NOW).await, Err(StoreError::Refused(Refusal::NotInThisStatus))));
        let tallies = results(&store, ENDED, NOW).await.unwrap().all;
        let survey = by_slug(&store, ENDED).await.unwrap().unwrap();
        assert_eq!(tallies.len(), survey.questions.len());
        assert_eq!(tallies[0].counts.iter().sum::<i64>(), survey.responses);
        let late = respond(&store, ENDED, submission(9), &person("jana"), replies(0), NOW).await;
        assert!(matches!(late, Err(StoreError::Refused(Refusal::BoardClosed))), "{late:?}");
        let order: Vec<_> = list(&store, NOW).await.unwrap().iter().map(|survey| survey.period.state(NOW)).collect();
        assert_eq!(order, [PeriodState::Open, PeriodState::Upcoming, PeriodState::Ended]);
    }
}

#[tokio::test]
async fn an_invented_option_is_refused_whatever_door_it_came_through() {
    for store in with_demo().await {
        let wrong = respond(&store, OPEN, submission(1), &person("jana"), replies(77), NOW).await;
        assert!(matches!(wrong, Err(StoreError::Invalid(_))), "{wrong:?}");
    }
}
