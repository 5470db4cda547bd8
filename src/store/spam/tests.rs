use domain::{
    comments::{NewComment, Stance},
    ids::{CommentId, ProposalId},
};

use super::*;
use crate::{
    comments,
    proposals::{self, samples::*},
    testing::NOW,
};

const RUBBISH: &str = "Gratis Kredit und Casino, jetzt klicken: https://kredit.example";
const MEANT: &str = "Der Radweg am Hafen ist zu schmal, bitte mehr Bänke im Schatten";

async fn said(store: &Store, id: ProposalId, number: u64, text: &str) -> CommentId {
    let new = NewComment { stance: Stance::Note, text: text.into(), author: None, reply_to: None };
    comments::add(store, id, submission(number), &person(number), new, NOW).await.unwrap().id
}

async fn weight(city: &City, word: &str) -> Option<(i64, i64)> {
    let row = word_weight::Entity::find_by_id(word).one(city.read()).await.unwrap();
    row.map(|row| (row.kept, row.refused))
}

#[tokio::test]
async fn what_moderators_decide_is_learned_once_and_can_be_taken_back() {
    for city in cities().await {
        let id = published(&city, 1, "Mehr Bänke am Hafen").await;
        assert_eq!(weight(&city, "baenke").await, Some((1, 0)), "{}", city.store.name);
        let comment = said(&city, id, 5, RUBBISH).await;
        for _ in 0..2 {
            comments::refuse(&city, comment, "Werbung", NOW).await.unwrap();
        }
        assert_eq!(weight(&city, "kredit").await, Some((0, 1)));
        assert_eq!(weight(&city, DECISIONS).await, Some((1, 1)));
        comments::publish(&city, comment, NOW).await.unwrap();
        assert_eq!(weight(&city, "kredit").await, Some((1, 0)));
        assert_eq!(weight(&city, DECISIONS).await, Some((2, 0)));
    }
}

#[tokio::test]
async fn a_decision_that_fails_teaches_nothing() {
    for city in cities().await {
        let id = published(&city, 1, "Mehr Bänke am Hafen").await;
        let refused = proposals::reject(&city, id, " ", NOW).await;
        assert!(refused.is_err());
        assert_eq!(weight(&city, DECISIONS).await, Some((1, 0)), "{}", city.store.name);
    }
}

#[tokio::test]
async fn after_enough_decisions_the_queue_says_which_words_weigh() {
    for city in cities().await {
        let id = published(&city, 1, "Mehr Bänke am Hafen").await;
        for number in 100..130 {
            let kept = said(&city, id, number, &format!("{MEANT} {number}")).await;
            comments::publish(&city, kept, NOW).await.unwrap();
            if number < 129 {
                let refused = said(&city, id, number + 100, RUBBISH).await;
                comments::refuse(&city, refused, "Werbung", NOW).await.unwrap();
            }
        }
        assert_eq!(explain(&city, RUBBISH).await.unwrap(), None, "29 refusals are too few");
        let refused = said(&city, id, 300, RUBBISH).await;
        comments::refuse(&city, refused, "Werbung", NOW).await.unwrap();

        let waiting = said(&city, id, 301, "Jetzt gratis Kredit! Ruf an: 0381 1234567").await;
        let verdict = hint(&city, Kind::Comment, waiting.0).await.unwrap().verdict.unwrap();
        assert!(verdict.probability > 0.9, "{}: {verdict:?}", city.store.name);
        assert!(verdict.words.iter().any(|word| word.word == "kredit"), "{verdict:?}");
        let meant = explain(&city, "Mehr Bänke im Schatten am Hafen").await.unwrap().unwrap();
        assert!(meant.probability < 0.1, "{meant:?}");
    }
}

#[tokio::test]
async fn whom_a_text_names_is_in_no_list_of_words() {
    for city in cities().await {
        let id = published(&city, 1, "Mehr Bänke am Hafen").await;
        let text = "Frau Kowalski hat die Nummer 0381 1234567 und schreibt an kowalski@example.org";
        let comment = said(&city, id, 5, text).await;
        comments::refuse(&city, comment, "Nennt eine Person", NOW).await.unwrap();
        let words: Vec<String> =
            word_weight::Entity::find().all(city.read()).await.unwrap().into_iter().map(|row| row.word).collect();
        assert!(words.iter().any(|word| word == "schreibt"), "{words:?}");
        for part in ["kowalski", "1234567", "example"] {
            assert!(!words.iter().any(|word| word.contains(part)), "{part}: {words:?}");
        }
    }
}
