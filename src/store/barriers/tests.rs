use domain::policy::{Refusal, Role, Scope};

use super::*;
use crate::{
    jobs,
    testing::{NOW, stores, submission, with_content},
};

const EDITOR: Acting = Acting { account: None, role: Role::Editor, scope: Scope::Everywhere };

fn new(text: &str) -> NewBarrier {
    NewBarrier {
        page: Some("/vorschlaege/1".into()),
        text: text.into(),
        author: None,
        email: Some("ada@example.org".into()),
    }
}

fn letter() -> Mail {
    Mail {
        key: "barrier-1".into(),
        to: "ada@example.org".into(),
        subject: "Antwort".into(),
        text: "Danke".into(),
        html: "<p>Danke</p>".into(),
        list_unsubscribe: None,
    }
}

#[tokio::test]
async fn a_report_sent_twice_is_one_and_another_one_under_its_id_is_refused() {
    for store in stores().await {
        let id = submission(1);
        let first = report(&store, &id, &new("Der Knopf hat keinen Namen."), Language::De, NOW).await.unwrap();
        let again = report(&store, &id, &new("Der Knopf hat keinen Namen."), Language::De, NOW).await.unwrap();
        assert_eq!((first, open(&store).await.unwrap().len()), (again, 1), "{}", store.name);
        let other = report(&store, &id, &new("Der Text ist zu hell."), Language::De, NOW).await;
        assert!(matches!(other, Err(StoreError::SubmissionConflict)), "{}", store.name);
    }
}

#[tokio::test]
async fn an_answer_is_read_with_the_code_sent_by_letter_and_given_once() {
    for store in stores().await {
        let code =
            report(&store, &submission(1), &new("Der Knopf hat keinen Namen."), Language::En, NOW).await.unwrap();
        let id = by_code(&store, &code).await.unwrap().unwrap().id;
        let later = NOW.plus_days(3);
        answer(&store, &EDITOR, id, "Danke, er hat jetzt einen.", Some(&letter()), later).await.unwrap();
        let read = by_code(&store, &code).await.unwrap().unwrap();
        assert_eq!(
            read.answer,
            Some(Answer { text: "Danke, er hat jetzt einen.".into(), at: later }),
            "{}",
            store.name
        );
        assert_eq!((read.email, read.language), (None, Language::En), "the address is forgotten");
        let second = answer(&store, &EDITOR, id, "Noch einmal.", Some(&letter()), later).await;
        assert!(matches!(second, Err(StoreError::Taken)));
        assert_eq!(jobs::list(&store, None, None, 9).await.unwrap().len(), 1, "one letter");
        assert_eq!((open(&store).await.unwrap().len(), answered(&store).await.unwrap().len()), (0, 1));
        let told = audit::list(&store, &audit::Search::default()).await.unwrap();
        assert_eq!((told[0].action.as_str(), told[0].data.as_str()), ("barrier_answered", "{\"days\":3}"));
    }
}

#[tokio::test]
async fn nobody_answers_without_the_role() {
    for store in stores().await {
        let code =
            report(&store, &submission(1), &new("Der Knopf hat keinen Namen."), Language::De, NOW).await.unwrap();
        let id = by_code(&store, &code).await.unwrap().unwrap().id;
        let clerk = Acting { role: Role::Clerk, ..EDITOR };
        let refused = answer(&store, &clerk, id, "Danke, er hat jetzt einen.", None, NOW).await;
        assert!(matches!(refused, Err(StoreError::Refused(Refusal::NotYours(_)))), "{}", store.name);
        assert!(matches!(review(&store, &clerk, NOW).await, Err(StoreError::Refused(_))));
        assert_eq!(by_code(&store, &code).await.unwrap().unwrap().answer, None);
    }
}

#[tokio::test]
async fn what_waits_longest_is_on_top() {
    for store in stores().await {
        for (number, days) in [(1, 5), (2, 0), (3, 9)] {
            let text = format!("Der Knopf {number} hat keinen Namen.");
            report(&store, &submission(number), &new(&text), Language::De, NOW.plus_days(days)).await.unwrap();
        }
        let days: Vec<i64> = open(&store).await.unwrap().iter().map(|report| report.at.days_since(NOW)).collect();
        assert_eq!(days, [0, 5, 9], "{}", store.name);
    }
}

#[tokio::test]
async fn the_declaration_counts_as_reviewed_when_it_was_written_and_then_when_somebody_says_so() {
    for store in with_content().await {
        assert_eq!(reviewed_at(&store).await.unwrap(), NOW, "{}", store.name);
        for days in [300, 700] {
            review(&store, &EDITOR, NOW.plus_days(days)).await.unwrap();
            assert_eq!(reviewed_at(&store).await.unwrap(), NOW.plus_days(days));
        }
    }
}
