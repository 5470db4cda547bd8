//! Surveys that visitors answer at a kiosk.

use domain::{
    accounts::Level,
    outbox::Kind,
    surveys::{Reply, Survey},
};

use super::*;
use crate::{
    entity::{survey, survey_response as response},
    outbox::ResponseReceipt,
    surveys,
    testing::with_demo,
};

const OPEN: &str = "stadt-und-digitale-hilfe";

async fn asked(store: &Store) -> Survey {
    surveys::by_slug(store, OPEN).await.unwrap().unwrap()
}

/// As the device writes it down: for each question what its inputs held.
fn choosing(choice: usize) -> Value {
    let answers = json!([[choice.to_string()], [], ["4"], ["0", "2"], [" Mehr Termine "]]);
    json!({ "survey": OPEN, "edition": 1, "answers": answers })
}

fn understood(choice: usize) -> Vec<Option<Reply>> {
    let (some, words) = (Reply::Choices(vec![0, 2]), Reply::Text("Mehr Termine".into()));
    vec![Some(Reply::Choices(vec![choice])), None, Some(Reply::Scale(4)), Some(some), Some(words)]
}

fn answered(store: &Store, kiosk: KioskId, number: u64, entered: Moment, content: &Value) -> Opened {
    Opened {
        arriving: Arriving::new(submission(number), "survey", content.to_string(), entered, Language::De),
        person: visitor(store.keys(), kiosk, &SubmissionId::from_bytes([3; 16])),
        receipt: Some(ReceiptCode::of_kiosk([number as u8; 8])),
    }
}

async fn receipt(store: &Store, one: &Opened) -> ResponseReceipt {
    match receipts::open(store, one.receipt.as_ref().unwrap()).await.unwrap() {
        Some(Receipt::Response(receipt)) => receipt,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn answers_count_once_as_those_of_a_kiosk_and_their_code_tells_whether_they_do() {
    for store in with_demo().await {
        let (kiosk, before) = (paired(&store).await, asked(&store).await);
        let one = answered(&store, kiosk, 1, NOW, &choosing(1));
        for _ in 0..2 {
            let taken = deliver_numbered(&store, &numbered(kiosk, 1, "a"), Some(&one), NOW).await.unwrap();
            assert_eq!(taken, Answer::Accepted { path: format!("/umfragen/{OPEN}") }, "{}", store.name);
        }
        let said = async || surveys::mine(&store, before.id, &one.person).await.unwrap();
        assert_eq!(said().await, Some(understood(1)), "{}", store.name);
        let is_it = response::Column::Submission.eq(one.arriving.id().as_str());
        let row = response::Entity::find().filter(is_it).one(store.read()).await.unwrap().unwrap();
        assert_eq!((row.channel.as_str(), row.level.as_str()), ("kiosk", "guest"));
        assert_eq!(receipt(&store, &one).await, ResponseReceipt { survey: OPEN.into(), since: Some(NOW) });

        // Another record under the id of the first is none.
        let other = Opened { arriving: answered(&store, kiosk, 1, NOW, &choosing(0)).arriving, ..one.clone() };
        let refused = deliver_numbered(&store, &numbered(kiosk, 2, "b"), Some(&other), NOW).await.unwrap();
        assert_eq!(refused, Answer::Refused(Reason::Conflict), "{}", store.name);

        // Who answers again in the same visit changes their mind, and what comes late does not change it back.
        let two = answered(&store, kiosk, 3, NOW, &choosing(3));
        for (number, hash, given) in [(3, "c", &two), (1, "a", &one)] {
            let taken = deliver_numbered(&store, &numbered(kiosk, number, hash), Some(given), NOW).await.unwrap();
            assert_eq!(taken.outcome(), "accepted", "{taken:?}");
        }
        assert_eq!(said().await, Some(understood(3)), "{}", store.name);
        assert_eq!(receipt(&store, &one).await.since, None);
        assert_eq!(receipt(&store, &two).await.since, Some(NOW));
        assert_eq!(asked(&store).await.responses, before.responses + 1, "{}", store.name);
    }
}

#[tokio::test]
async fn answers_that_do_not_fit_are_set_aside_with_their_reason_and_stand_in_nobodys_way() {
    for store in with_demo().await {
        let kiosk = paired(&store).await;
        let before = asked(&store).await.responses;
        let send = async |number: i64, content: Value| {
            let one = answered(&store, kiosk, number as u64, NOW, &content);
            deliver_numbered(&store, &numbered(kiosk, number, "a"), Some(&one), NOW).await.unwrap()
        };
        let with = |name: &str, value: Value| {
            let mut content = choosing(1);
            content[name] = value;
            content
        };
        let cases = [
            (with("answers", json!([[], [], ["4"]])), Reason::Invalid),
            (with("answers", json!([["77"], [], ["4"]])), Reason::Invalid),
            (with("answers", json!("1")), Reason::Unreadable),
            (with("edition", json!(2)), Reason::Outdated),
            (with("survey", json!("mond")), Reason::Gone),
            (with("survey", json!("mit-dem-rad-durch-den-winter")), Reason::Invalid),
        ];
        for (number, (content, reason)) in (1..).zip(&cases) {
            assert_eq!(send(number, content.clone()).await, Answer::Refused(*reason), "{} {content}", store.name);
        }
        let by = &Acting::OPERATOR;
        surveys::set_needed_level(&store, by, OPEN, Level::EmailConfirmed, NOW).await.unwrap();
        assert_eq!(send(20, choosing(1)).await, Answer::Refused(Reason::NeedsAccount), "{}", store.name);
        let aside = refused(&store, by, None, 50).await.unwrap();
        assert_eq!(aside.len(), cases.len() + 1);
        assert!(aside.iter().all(|one| one.kind == Some(Kind::Survey) && one.content.is_some()), "{aside:?}");

        surveys::set_needed_level(&store, by, OPEN, Level::Guest, NOW).await.unwrap();
        // Nobody knows to which questions it replies: it fits those that there are.
        let taken = send(21, with("edition", Value::Null)).await;
        assert_eq!(taken.outcome(), "accepted", "{} {taken:?}", store.name);
        assert_eq!(asked(&store).await.responses, before + 1, "{}", store.name);
    }
}

#[tokio::test]
async fn what_was_answered_before_the_end_counts_for_a_week_after_it_and_no_longer() {
    for store in with_demo().await {
        let (kiosk, survey, ends) = (paired(&store).await, asked(&store).await, NOW.plus_days(-2));
        store
            .write(async |tx| {
                let ended = survey::ActiveModel {
                    id: Unchanged(survey.id.0),
                    ends_at: Set(Some(ends.0)),
                    ..Default::default()
                };
                ended.update(tx).await?;
                Ok(())
            })
            .await
            .unwrap();
        let came = async || surveys::results(&store, OPEN, NOW).await.unwrap().channels;
        let (before, earlier) = (ends.plus_days(-1), came().await);
        for (number, entered, arrived, expected) in [
            (1, before, NOW, None),
            (2, ends, NOW, Some(Reason::Closed)),
            (3, before, NOW.plus_days(8), Some(Reason::Closed)),
        ] {
            let one = answered(&store, kiosk, number, entered, &choosing(1));
            let from = numbered(kiosk, number as i64, "a");
            let answer = deliver_numbered(&store, &from, Some(&one), arrived).await.unwrap();
            let reason = if let Answer::Refused(reason) = answer { Some(reason) } else { None };
            assert_eq!(reason, expected, "{number} {}", store.name);
        }
        let later = came().await;
        assert_eq!((later.kiosk, later.total()), (earlier.kiosk + 1, earlier.total() + 1), "{}", store.name);
    }
}
