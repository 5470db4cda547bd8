//! Surveys that staff make.

mod guard;

use domain::{
    boards::Name,
    moment::Period,
    paper::{Ballot, Form, FormId},
    policy::{Acting, Refusal, Role},
    surveys::{
        ChangeKind, Heading, Others, Question,
        making::{AT_ONCE, Basics, Kind, QuestionDraft, TypedWording},
    },
};

use super::*;
use crate::{
    audit, paper, seed,
    testing::{NOW, TestStore, person, submission, with_content},
};

const EDITOR: Acting = Acting { role: Role::Editor, ..Acting::OPERATOR };
const SLUG: &str = "wege";
const REASON: &str = "Der Saal war zu.";

fn basics(title: &str, end: Option<Moment>) -> Basics {
    let heading = Heading { title: title.into(), intro: "Zwei Minuten.".into() };
    Basics { heading, others: Others::default(), period: Period { start: AT_ONCE, end } }
}

fn ways(text: &str) -> Question {
    let parts = ["Mit dem Rad", "Zu Fuß"].map(str::to_owned).into();
    let german = TypedWording { text: text.into(), help: String::new(), parts };
    QuestionDraft { kind: Kind::One, is_required: true, german, ..QuestionDraft::default() }.check("frage-1").unwrap()
}

/// With one question, at revision 3.
async fn made(store: &TestStore) {
    make(store, &EDITOR, &Name::of("Wege", SLUG).unwrap(), NOW).await.unwrap();
    describe(store, &EDITOR, SLUG, &basics("Wege", Some(NOW.plus_days(7))), 1, NOW).await.unwrap();
    edit_questions(store, &EDITOR, SLUG, Edit::Put(&ways("Wie kommst Du?")), 2, NOW).await.unwrap();
}

async fn step(store: &TestStore, doing: Doing, seen: i64) -> Result<(), StoreError> {
    take_step(store, &EDITOR, SLUG, &doing, seen, NOW).await
}

async fn stored(store: &TestStore) -> Survey {
    open(store, &EDITOR, SLUG).await.unwrap().unwrap()
}

fn reason() -> String {
    REASON.to_owned()
}

fn replies() -> Vec<Option<Reply>> {
    vec![Some(Reply::Choices(vec![1]))]
}

fn is_refused<T: std::fmt::Debug>(done: Result<T, StoreError>) {
    assert!(matches!(done, Err(StoreError::Refused(Refusal::NotInThisStatus))), "{done:?}");
}

#[tokio::test]
async fn a_draft_is_found_by_nobody_but_those_who_make_it() {
    for store in with_content().await {
        made(&store).await;
        assert_eq!(by_slug(&store, SLUG).await.unwrap(), None, "{}", store.name);
        assert_eq!(list(&store, NOW).await.unwrap(), []);
        let id = stored(&store).await.id;
        assert_eq!(paper::survey_of(&store, FormId { form: Form::Survey, number: id.0 }).await.unwrap(), None);
        let answer = respond(&store, SLUG, submission(1), &person("jana"), replies(), NOW).await;
        assert!(matches!(answer, Err(StoreError::NotFound)), "{answer:?}");
        assert_eq!(all(&store, &EDITOR).await.unwrap().len(), 1);
        let moderator = Acting { role: Role::Moderator, ..Acting::OPERATOR };
        assert!(all(&store, &moderator).await.is_err() && open(&store, &moderator, SLUG).await.is_err());
        let name = Name::of("Andere Wege", SLUG).unwrap();
        assert!(make(&store, &moderator, &name, NOW).await.is_err());
        let again = make(&store, &EDITOR, &name, NOW).await;
        assert!(matches!(again, Err(StoreError::Taken)), "{again:?}");
    }
}

#[tokio::test]
async fn two_who_make_a_survey_do_not_overwrite_each_other() {
    for store in with_content().await {
        made(&store).await;
        let other = describe(&store, &EDITOR, SLUG, &basics("Andere Wege", None), 2, NOW).await;
        assert!(matches!(other, Err(StoreError::Stale { current: 3 })), "{} {other:?}", store.name);
        let question = ways("Wie gehst Du?");
        for edit in [Edit::Put(&question), Edit::Shift { key: "frage-1", is_up: true }, Edit::Remove { key: "frage-1" }]
        {
            let late = edit_questions(&store, &EDITOR, SLUG, edit, 2, NOW).await;
            assert!(matches!(late, Err(StoreError::Stale { current: 3 })), "{late:?}");
        }
        let late = step(&store, Doing::Publish, 2).await;
        assert!(matches!(late, Err(StoreError::Stale { current: 3 })), "{late:?}");
        let administrator = Acting { role: Role::Administrator, ..Acting::OPERATOR };
        let level = Level::ResidentConfirmed;
        let late = choose_level(&store, &administrator, SLUG, level, Some(1), NOW).await;
        assert!(matches!(late, Err(StoreError::Stale { current: 3 })), "{late:?}");
        choose_level(&store, &administrator, SLUG, level, Some(3), NOW).await.unwrap();
        let survey = stored(&store).await;
        assert_eq!((survey.title.as_str(), survey.revision, survey.needed_level), ("Wege", 4, level));
        let gone = edit_questions(&store, &EDITOR, SLUG, Edit::Remove { key: "frage-9" }, 4, NOW).await;
        assert!(matches!(gone, Err(StoreError::NotFound)), "{gone:?}");
    }
}

#[tokio::test]
async fn what_is_published_is_found_answered_and_its_questions_stay() {
    for store in with_content().await {
        make(&store, &EDITOR, &Name::of("Wege", SLUG).unwrap(), NOW).await.unwrap();
        is_refused(step(&store, Doing::Publish, 1).await);
        describe(&store, &EDITOR, SLUG, &basics("Wege", None), 1, NOW).await.unwrap();
        edit_questions(&store, &EDITOR, SLUG, Edit::Put(&ways("Wie kommst Du?")), 2, NOW).await.unwrap();
        step(&store, Doing::Publish, 3).await.unwrap();
        let survey = by_slug(&store, SLUG).await.unwrap().unwrap();
        assert_eq!((survey.period.start, survey.edition, survey.is_demo), (NOW, 1, false), "{}", store.name);
        assert_eq!(list(&store, NOW).await.unwrap(), [survey]);
        is_refused(describe(&store, &EDITOR, SLUG, &basics("Andere", None), 4, NOW).await);
        is_refused(edit_questions(&store, &EDITOR, SLUG, Edit::Remove { key: "frage-1" }, 4, NOW).await);
        is_refused(step(&store, Doing::Discard, 4).await);

        // Nobody answered: it can be a draft again, and whoever has the old form open is told.
        step(&store, Doing::TakeBack, 4).await.unwrap();
        edit_questions(&store, &EDITOR, SLUG, Edit::Put(&ways("Wie gehst Du?")), 5, NOW).await.unwrap();
        step(&store, Doing::Publish, 6).await.unwrap();
        let say = async |edition| {
            let way = crate::floods::Way::Own(None);
            respond_by(&store, (SLUG, edition), submission(1), &person("jana"), replies(), way, NOW).await
        };
        let old = say(Some(1)).await;
        assert!(matches!(old, Err(StoreError::Outdated)), "{old:?}");
        say(Some(2)).await.unwrap();
        is_refused(step(&store, Doing::TakeBack, 7).await);
        let told = audit::list(&store, &audit::Search::default()).await.unwrap();
        let told: Vec<_> = told.iter().rev().map(|entry| entry.action.as_str()).collect();
        let expected = "survey_made survey_described survey_question_added survey_published survey_taken_back \
            survey_question_changed survey_published";
        assert_eq!(told.join(" "), expected);
    }
}

#[tokio::test]
async fn a_sheet_that_waits_is_an_answer() {
    const CLERK: Acting = Acting { role: Role::Clerk, ..Acting::OPERATOR };
    for store in with_content().await {
        made(&store).await;
        step(&store, Doing::Publish, 3).await.unwrap();
        let id = stored(&store).await.id;
        let form = FormId { form: Form::Survey, number: id.0 };
        let ballot = Ballot::Replies(replies());
        let entered = paper::enter(&store, &CLERK, form, &submission(1), &ballot, None, NOW).await.unwrap();
        assert!(is_answered(&store, id).await.unwrap(), "{}", store.name);
        is_refused(step(&store, Doing::TakeBack, 4).await);
        paper::drop_sheet(&store, &CLERK, entered.sheet, NOW).await.unwrap();
        step(&store, Doing::TakeBack, 4).await.unwrap();
    }
}

#[tokio::test]
async fn another_end_has_a_reason_that_everybody_reads() {
    for store in with_content().await {
        made(&store).await;
        step(&store, Doing::Publish, 3).await.unwrap();
        let later = NOW.plus_days(14);
        is_refused(step(&store, Doing::SetEnd { end: NOW, reason: reason() }, 4).await);
        step(&store, Doing::SetEnd { end: later, reason: reason() }, 4).await.unwrap();
        assert_eq!(stored(&store).await.period.end, Some(later), "{}", store.name);
        step(&store, Doing::Close { reason: reason() }, 5).await.unwrap();
        let survey = stored(&store).await;
        assert_eq!(survey.period.state(NOW), PeriodState::Ended);
        let told = changes(&store, survey.id).await.unwrap();
        let told: Vec<_> = told.iter().map(|one| (one.kind, one.reason.as_str(), one.end)).collect();
        assert_eq!(told, [(ChangeKind::Prolonged, REASON, Some(later)), (ChangeKind::Closed, REASON, Some(NOW))]);
        // The results are there, so nobody answers any more.
        is_refused(step(&store, Doing::SetEnd { end: later, reason: reason() }, 6).await);
        assert!(results(&store, SLUG, NOW).await.is_ok());
    }
}

#[tokio::test]
async fn what_is_retired_takes_no_answers_shows_no_results_and_comes_back() {
    for store in with_content().await {
        made(&store).await;
        step(&store, Doing::Publish, 3).await.unwrap();
        respond(&store, SLUG, submission(1), &person("jana"), replies(), NOW).await.unwrap();
        step(&store, Doing::Retire { reason: reason() }, 4).await.unwrap();
        assert_eq!(list(&store, NOW).await.unwrap(), [], "{}", store.name);
        assert_eq!(by_slug(&store, SLUG).await.unwrap().unwrap().state, State::Retired);
        let late = respond(&store, SLUG, submission(2), &person("mehmet"), replies(), NOW).await;
        assert!(matches!(late, Err(StoreError::Refused(Refusal::BoardClosed))), "{late:?}");
        // What a bad line repeats is answered as before.
        respond(&store, SLUG, submission(1), &person("jana"), replies(), NOW).await.unwrap();
        is_refused(results(&store, SLUG, NOW.plus_days(30)).await);
        step(&store, Doing::Restore { reason: reason() }, 5).await.unwrap();
        assert_eq!(list(&store, NOW).await.unwrap().len(), 1);
    }
}

#[tokio::test]
async fn content_that_ships_with_the_program_leaves_the_surveys_of_staff_alone() {
    for store in with_content().await {
        let taken = "stadt-und-digitale-hilfe";
        made(&store).await;
        make(&store, &EDITOR, &Name::of("Unsere", taken).unwrap(), NOW).await.unwrap();
        let (ours, wege) = (open(&store, &EDITOR, taken).await.unwrap(), stored(&store).await);
        seed::demo(&store, NOW).await.unwrap();
        assert_eq!(open(&store, &EDITOR, taken).await.unwrap(), ours, "{}", store.name);
        assert_eq!(list(&store, NOW).await.unwrap().len(), 2, "the others of the demo are there");
        seed::content(&store, NOW).await.unwrap();
        seed::remove_demo(&store, NOW).await.unwrap();
        assert_eq!(open(&store, &EDITOR, taken).await.unwrap(), ours);
        assert_eq!(stored(&store).await, wege);
        step(&store, Doing::Discard, 3).await.unwrap();
        assert_eq!(open(&store, &EDITOR, SLUG).await.unwrap(), None);
    }
}
