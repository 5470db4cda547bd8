//! An appeal is decided while its author takes something out of the text: both lock the contribution first, so that neither
//! waits for the other for ever, and neither overwrites what the other wrote.

use super::*;
use crate::redact::{self, Removal};

const ROUNDS: u64 = 25;

const NUMBER: &str = "0381 1234567";

fn removal() -> Removal {
    Removal { words: vec![(NUMBER.into(), "[Telefonnummer]")], author: false }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn an_appeal_is_decided_while_its_author_redacts_and_nothing_is_lost() {
    for city in cities().await {
        let (mo, li) = (moderator(&city, "mo").await, moderator(&city, "li").await);
        for round in 0..ROUNDS {
            let number = 100 + round * 2;
            let text = format!("Am Hafen fehlen Bänke, auf denen sich alle ausruhen können. Ruft mich an: {NUMBER}.");
            let new = domain::proposals::NewProposal { text, ..proposal("Bänke am Hafen") };
            let done = submit(&city, submission(number), &person(number), new, NOW).await.unwrap();
            crate::proposals::publish(&city, done.id, NOW).await.unwrap();
            let item = Item::proposal(done.id);
            let report = reported(&city, item, number + 1).await;
            let keep = Verdict::new(Step::Keep, Rule::NO_HATE, &format!("Wer {NUMBER} anruft, wird beraten."));
            decided(&city, &mo, item, None, &keep, NOW).await.unwrap();
            make(&city, &report, &format!("Unter {NUMBER} meldet sich niemand."), NOW).await.unwrap();
            let id = open(&city, &li).await.unwrap().pop().unwrap().id;
            let outcome = if round % 2 == 0 { Outcome::Upheld } else { Outcome::Overturned };

            let (one, two) = (city.store.store.clone(), city.store.store.clone());
            let redacting = tokio::spawn(async move { redact::proposal(&one, done.id, &removal(), NOW).await });
            let deciding = tokio::spawn(async move { decide(&two, &li, id, &ending(outcome), &[], NOW).await });
            let (redacted, ended) = (redacting.await.unwrap(), deciding.await.unwrap());
            assert!(matches!(redacted, Ok(true)), "{} {round}: {redacted:?}", city.store.name);
            assert!(ended.is_ok(), "{} {round}: {ended:?}", city.store.name);

            let found = find_appeal(&city, &li, id).await;
            assert_eq!(found.words, "Unter [Telefonnummer] meldet sich niemand.", "{} {round}", city.store.name);
            assert_eq!(found.decision.reason, "Wer [Telefonnummer] anruft, wird beraten.");
            assert_eq!(found.ended, Some((outcome, "Wir haben neu gelesen.".into(), NOW)));
        }
    }
}

async fn find_appeal(city: &City, by: &Acting, id: i64) -> Appeal {
    super::super::find(city, by, id).await.unwrap().unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_two_appeals_that_are_made_while_one_is_decided_none_is_left_open_against_what_is_undone() {
    for city in cities().await {
        let (mo, li) = (moderator(&city, "mo").await, moderator(&city, "li").await);
        for round in 0..ROUNDS {
            let number = 100 + round * 3;
            let id = published(&city, number, "Bänke am Hafen").await;
            let item = Item::proposal(id);
            let codes = [reported(&city, item, number + 1).await, reported(&city, item, number + 2).await];
            decided(&city, &mo, item, None, &verdict(Step::Keep), NOW).await.unwrap();
            let [one, two] = codes;
            make(&city, &one, "Das meint mich.", NOW).await.unwrap();
            let first = open(&city, &li).await.unwrap().pop().unwrap().id;
            let (here, there) = (city.store.store.clone(), city.store.store.clone());
            let making = tokio::spawn(async move { make(&here, &two, "Das meint mich auch.", NOW).await });
            let deciding =
                tokio::spawn(async move { decide(&there, &li, first, &ending(Outcome::Overturned), &[], NOW).await });
            let (second, ended) = (making.await.unwrap(), deciding.await.unwrap());
            assert!(ended.is_ok(), "{} {round}: {ended:?}", city.store.name);
            // It came before and ended with the other, or it came too late and is told so.
            assert!(matches!(second, Ok(()) | Err(StoreError::Verdict(_))), "{} {round}: {second:?}", city.store.name);
            assert_eq!(open(&city, &li).await.unwrap(), [], "{} {round}", city.store.name);
        }
    }
}
