//! Below the rule stands the database: what it refuses once somebody answered, whatever program asks, and what it lets pass.

use sea_orm::{ConnectionTrait, DbBackend};

use super::*;
use crate::faults::is_noticed;

/// What would be another survey than the one that was answered.
const REFUSED: [&str; 8] = [
    "UPDATE survey SET questions = '[]'",
    "UPDATE survey SET title = 'Andere Wege'",
    "UPDATE survey SET intro = 'Drei Minuten.'",
    "UPDATE survey SET others = '{\"en\":{\"title\":\"Ways\",\"intro\":\"Two minutes.\"}}'",
    "UPDATE survey SET starts_at = starts_at + 1",
    "UPDATE survey SET edition = edition + 1",
    "UPDATE survey SET is_demo = TRUE",
    "UPDATE survey SET state = 'draft'",
];

const ALLOWED: [&str; 4] = [
    "UPDATE survey SET ends_at = ends_at + 1",
    "UPDATE survey SET needed_level = 'resident'",
    "UPDATE survey SET state = 'retired'",
    "UPDATE survey SET state = 'published', revision = revision + 1",
];

/// Another one in its place, under its id.
fn replaced(store: &TestStore) -> &'static str {
    match store.backend() {
        DbBackend::Sqlite => "INSERT OR REPLACE INTO survey SELECT * FROM survey",
        _ => "INSERT INTO survey SELECT * FROM survey ON CONFLICT (id) DO UPDATE SET questions = '[1]'",
    }
}

async fn goes_through(store: &TestStore, sql: &str) -> bool {
    match store.write.execute_unprepared(sql).await {
        Ok(_) => true,
        Err(error) => {
            assert!(error.to_string().contains("somebody answered"), "{} {sql}: {error}", store.name);
            false
        }
    }
}

/// Which attempts the database did not refuse; the last one removes the survey.
async fn tampered(store: &TestStore) -> Vec<&'static str> {
    let mut through = Vec::new();
    for sql in REFUSED.into_iter().chain([replaced(store), "DELETE FROM survey"]) {
        if goes_through(store, sql).await {
            through.push(sql);
        }
    }
    through
}

/// Public, with one answer, at revision 4.
async fn answered(store: &TestStore) {
    made(store).await;
    step(store, Doing::Publish, 3).await.unwrap();
    respond(store, SLUG, submission(1), &person("jana"), replies(), NOW).await.unwrap();
}

/// Whoever owns the database takes its guard away first.
async fn unguard(store: &TestStore) {
    let (on_table, names) = match store.backend() {
        DbBackend::Sqlite => ("", &["survey_is_not_changed", "survey_is_not_removed", "survey_is_not_replaced"][..]),
        _ => (" ON survey", &["survey_is_not_changed", "survey_is_not_removed"][..]),
    };
    for name in names {
        store.write.execute_unprepared(&format!("DROP TRIGGER {name}{on_table}")).await.unwrap();
    }
}

#[tokio::test]
async fn the_database_keeps_what_was_asked_once_somebody_answered() {
    for store in with_content().await {
        made(&store).await;
        step(&store, Doing::Publish, 3).await.unwrap();
        assert!(goes_through(&store, "UPDATE survey SET intro = 'Eine Minute.'").await, "nobody answered yet");
        respond(&store, SLUG, submission(1), &person("jana"), replies(), NOW).await.unwrap();
        let before = stored(&store).await;
        assert_eq!(tampered(&store).await, [""; 0], "{}", store.name);
        assert_eq!(stored(&store).await, before, "{}", store.name);
        for sql in ALLOWED {
            assert!(goes_through(&store, sql).await, "{} {sql}", store.name);
        }
        // Whoever answered took it back, as one who leaves does.
        assert!(goes_through(&store, "DELETE FROM survey_response").await);
        assert!(goes_through(&store, REFUSED[0]).await, "{}", store.name);
    }
}

#[tokio::test]
async fn without_its_triggers_the_database_refuses_nothing() {
    for store in with_content().await {
        answered(&store).await;
        unguard(&store).await;
        let all: Vec<_> = REFUSED.into_iter().chain([replaced(&store), "DELETE FROM survey"]).collect();
        assert_eq!(tampered(&store).await, all, "{}", store.name);
    }
}

#[tokio::test]
async fn for_the_database_a_sheet_that_waits_is_an_answer_as_well() {
    const CLERK: Acting = Acting { role: Role::Clerk, ..Acting::OPERATOR };
    for store in with_content().await {
        made(&store).await;
        step(&store, Doing::Publish, 3).await.unwrap();
        let form = FormId { form: Form::Survey, number: stored(&store).await.id.0 };
        let ballot = Ballot::Replies(replies());
        let entered = paper::enter(&store, &CLERK, form, &submission(1), &ballot, None, NOW).await.unwrap();
        assert!(!goes_through(&store, REFUSED[0]).await, "{}", store.name);
        paper::drop_sheet(&store, &CLERK, entered.sheet, NOW).await.unwrap();
        assert!(goes_through(&store, REFUSED[0]).await, "{}", store.name);
    }
}

async fn becomes_no_draft(store: &TestStore) {
    let before = stored(store).await;
    let done = step(store, Doing::TakeBack, before.revision).await;
    assert!(done.is_err() && stored(store).await == before, "{} {done:?}", store.name);
}

#[tokio::test]
async fn what_was_answered_becomes_no_draft() {
    for store in with_content().await {
        answered(&store).await;
        becomes_no_draft(&store).await;
    }
}

#[tokio::test]
async fn what_was_answered_becomes_no_draft_by_the_rule_alone() {
    for store in with_content().await {
        answered(&store).await;
        unguard(&store).await;
        becomes_no_draft(&store).await;
    }
}

/// One stands in for the other.
#[test]
fn it_is_noticed_when_neither_the_rule_nor_the_database_keeps_the_questions() {
    assert!(!is_noticed("forget-answers", what_was_answered_becomes_no_draft));
    assert!(is_noticed("forget-answers", what_was_answered_becomes_no_draft_by_the_rule_alone));
}
