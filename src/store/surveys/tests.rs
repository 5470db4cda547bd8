use domain::{
    ids::AccountId,
    policy::{Acting, Refusal, Role, Scope},
    residents::{Resident, Typed},
};

use super::*;
use crate::{
    accounts,
    leaving::{self, Texts},
    residents,
    testing::{NOW, person, submission, with_demo},
};

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
        let texts = written(&store, &Acting::OPERATOR, ENDED, NOW).await.unwrap();
        assert!(texts.iter().any(|(_, texts)| texts.len() > 1), "{texts:?}");
        let moderator = Acting { role: Role::Moderator, ..Acting::OPERATOR };
        let nobody = written(&store, &moderator, ENDED, NOW).await;
        assert!(nobody.is_err(), "{nobody:?}");
        let early = written(&store, &Acting::OPERATOR, OPEN, NOW).await;
        assert!(matches!(early, Err(StoreError::Refused(Refusal::NotInThisStatus))), "{early:?}");
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

#[tokio::test]
async fn a_survey_takes_those_of_whom_the_platform_is_sure_enough() {
    for store in with_demo().await {
        let by = Acting::OPERATOR;
        set_needed_level(&store, &by, OPEN, Level::EmailConfirmed, NOW).await.unwrap();
        let survey = by_slug(&store, OPEN).await.unwrap().unwrap();
        assert_eq!(survey.needed_level, Level::EmailConfirmed, "{}", store.name);
        let guest = respond(&store, OPEN, submission(1), &person("jana"), replies(0), NOW).await;
        let needed = matches!(guest, Err(StoreError::Refused(Refusal::LevelNeeded(Level::EmailConfirmed))));
        assert!(needed, "{guest:?}");
        assert_eq!(by_slug(&store, OPEN).await.unwrap().unwrap().responses, survey.responses);

        let (_, ada) = account(&store, "ada@example.org").await;
        let before = confirmed(&store, survey.id).await.unwrap();
        respond(&store, OPEN, submission(1), &ada, replies(0), NOW).await.unwrap();
        let after = confirmed(&store, survey.id).await.unwrap();
        assert_eq!((after.by_email, after.residents), (before.by_email + 1, before.residents), "{}", store.name);

        // Whoever responded already gets the same answer again, whatever was set in between.
        set_needed_level(&store, &by, OPEN, Level::ResidentConfirmed, NOW).await.unwrap();
        respond(&store, OPEN, submission(1), &ada, replies(0), NOW).await.unwrap();
        assert!(respond(&store, OPEN, submission(2), &ada, replies(1), NOW).await.is_err());
        let moderator = Acting { role: Role::Moderator, ..by };
        let refused = set_needed_level(&store, &moderator, OPEN, Level::Guest, NOW).await;
        assert!(matches!(refused, Err(StoreError::Refused(_))), "{refused:?}");
    }
}

async fn account(store: &Store, email: &str) -> (AccountId, PersonKey) {
    let id = accounts::open(store, accounts::tests::new(email), NOW).await.unwrap();
    (id, accounts::find(store, id).await.unwrap().unwrap().person)
}

#[tokio::test]
async fn a_response_counts_at_the_level_that_its_person_has_now() {
    for store in with_demo().await {
        let id = by_slug(&store, OPEN).await.unwrap().unwrap().id;
        let counted = async || confirmed(&store, id).await.unwrap();
        let before = counted().await;
        respond(&store, OPEN, submission(1), &person("jana"), replies(0), NOW).await.unwrap();
        assert_eq!(counted().await, before, "{}", store.name);
        let (account, ada) = account(&store, "ada@example.org").await;
        store.write(async |tx| crate::people::adopt(tx, &person("jana"), &ada, NOW).await).await.unwrap();
        assert_eq!(counted().await.by_email, before.by_email + 1, "{}", store.name);
        residents::confirm(&store, &CLERK, account, &resident(), NOW).await.unwrap();
        let after = counted().await;
        assert_eq!((after.by_email, after.residents), (before.by_email, before.residents + 1), "{}", store.name);
    }
}

const CLERK: Acting = Acting { account: None, role: Role::Clerk, scope: Scope::Everywhere };

fn resident() -> Resident {
    let typed = Typed { name: "Ada Groß".into(), born: "24.12.1990".into(), postal_code: "18055".into() };
    typed.check().ok().unwrap()
}

#[tokio::test]
async fn a_resident_who_comes_back_with_another_account_responds_once() {
    for store in with_demo().await {
        set_needed_level(&store, &Acting::OPERATOR, OPEN, Level::ResidentConfirmed, NOW).await.unwrap();
        let id = by_slug(&store, OPEN).await.unwrap().unwrap().id;
        let responses = async || by_slug(&store, OPEN).await.unwrap().unwrap().responses;
        let before = responses().await;
        for (turn, email) in (1..).zip(["ada@example.org", "ada@example.org", "eve@example.org"]) {
            let (account, ada) = account(&store, email).await;
            residents::confirm(&store, &CLERK, account, &resident(), NOW).await.unwrap();
            respond(&store, OPEN, submission(turn), &ada, replies(0), NOW).await.unwrap();
            assert_eq!(responses().await, before + 1, "{turn} {}", store.name);
            assert_eq!(mine(&store, id, &ada).await.unwrap(), Some(replies(0)));
            leaving::leave(&store, account, Texts::Leave, NOW).await.unwrap();
            assert_eq!(mine(&store, id, &ada).await.unwrap(), None, "nothing tells whose it was");
        }
        // Who responds first and is known again afterwards has one too.
        set_needed_level(&store, &Acting::OPERATOR, OPEN, Level::Guest, NOW).await.unwrap();
        let (account, ada) = account(&store, "ada@example.org").await;
        respond(&store, OPEN, submission(9), &ada, replies(3), NOW).await.unwrap();
        assert_eq!(responses().await, before + 2, "{}", store.name);
        residents::confirm(&store, &CLERK, account, &resident(), NOW).await.unwrap();
        assert_eq!(responses().await, before + 1, "{}", store.name);
        assert_eq!(mine(&store, id, &ada).await.unwrap(), Some(replies(3)), "the later word counts");
    }
}
