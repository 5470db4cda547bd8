//! Which letters leave, when, and what is in them.

use domain::{news::Topic, proposals::Status};

use super::*;
use crate::proposals::{answer, publish, reject, samples::*, submit};

const LATER: Moment = Moment(NOW.0 + 30 * Moment::DAY);

#[tokio::test]
async fn each_event_makes_one_letter_for_whoever_wants_them_at_once() {
    for city in cities().await {
        with_email(&city, &person(2), "ada@example.org").await;
        let id = published(&city, 1, "Mehr Bänke am Hafen").await;
        supported_by(&city, id, [2]).await;
        answer(&city, &domain::policy::Acting::OPERATOR, id, answer_to(Status::UnderReview), NOW).await.unwrap();
        answer(&city, &domain::policy::Acting::OPERATOR, id, answer_to(Status::Accepted), NOW).await.unwrap();
        let letters = letters_until(&city, NOW).await;
        let found: Vec<_> = letters.iter().map(|letter| (letter.to.as_str(), letter.items.len())).collect();
        assert_eq!(found, [("ada@example.org", 1); 2], "{}", city.store.name);
        assert_eq!(letters_until(&city, LATER).await, []);
    }
}

#[tokio::test]
async fn a_day_or_a_week_is_collected_into_one_letter() {
    for city in cities().await {
        for (number, delivery) in [(2, Delivery::Daily), (3, Delivery::Weekly), (4, Delivery::Inbox)] {
            with_email(&city, &person(number), &format!("{number}@example.org")).await;
            follow(&city, &person(number), &Topic::Theme(domain::Theme::Verkehr), delivery, NOW).await.unwrap();
        }
        for number in 10..13 {
            published(&city, number, &format!("Vorschlag Nummer {number}")).await;
        }
        assert_eq!(letters_until(&city, NOW).await, [], "{}", city.store.name);
        let tomorrow = letters_until(&city, NOW.plus_days(1)).await;
        assert_eq!(tomorrow.len(), 1);
        assert_eq!((tomorrow[0].to.as_str(), tomorrow[0].items.len()), ("2@example.org", 3));
        // The next day has a letter of its own.
        published_at(&city, 13, proposal("Vorschlag Nummer 13"), NOW.plus_days(1)).await;
        assert_eq!(letters_until(&city, NOW.plus_days(1)).await, []);
        let rest = letters_until(&city, NOW.plus_days(8)).await;
        let mut found: Vec<_> = rest.iter().map(|letter| (letter.to.as_str(), letter.items.len())).collect();
        found.sort_unstable();
        assert_eq!(found, [("2@example.org", 1), ("3@example.org", 4)]);
        assert_eq!(letters_until(&city, LATER).await, []);
    }
}

/// A worker took the letter of the day just before more came for it.
#[tokio::test]
async fn what_comes_too_late_for_a_collected_letter_is_in_the_next_one() {
    for city in cities().await {
        with_email(&city, &person(2), "ada@example.org").await;
        follow(&city, &person(2), &Topic::Theme(domain::Theme::Verkehr), Delivery::Daily, NOW).await.unwrap();
        published(&city, 10, "Vorschlag Nummer 10").await;
        spread_all(&city, NOW).await;
        let morning = NOW.plus_days(1);
        let taken = claimed(&city, morning).await.unwrap();
        published(&city, 11, "Vorschlag Nummer 11").await;
        // A clock that runs behind the one of whoever took it.
        spread_all(&city, NOW).await;
        let sent = open(&city, &taken).await.unwrap().unwrap();
        jobs::done(&city, &taken, morning).await.unwrap();
        assert_eq!(sent.items.len(), 1, "{}", city.store.name);
        let next = letters_until(&city, NOW.plus_days(3)).await;
        assert_eq!(next.iter().map(|letter| letter.items.len()).collect::<Vec<_>>(), [1]);
        assert_eq!(next[0].items[0].title.as_deref(), Some("Vorschlag Nummer 11"));
    }
}

#[tokio::test]
async fn the_address_that_came_with_a_proposal_is_told_of_every_change_until_it_is_ended() {
    for city in cities().await {
        let new = domain::proposals::NewProposal { email: Some("ada@example.org".into()), ..proposal("Mehr Bänke") };
        let id = submit(&city, submission(1), &person(1), new, NOW).await.unwrap().id;
        publish(&city, id, NOW).await.unwrap();
        answer(&city, &domain::policy::Acting::OPERATOR, id, answer_to(Status::UnderReview), NOW).await.unwrap();
        let letters = letters_until(&city, NOW).await;
        assert_eq!(letters.len(), 2, "{}", city.store.name);
        assert!(letters.iter().all(|letter| letter.to == "ada@example.org" && letter.is_for_author));
        stop(&city, &letters[0].stop, NOW).await.unwrap();
        answer(&city, &domain::policy::Acting::OPERATOR, id, answer_to(Status::Accepted), NOW).await.unwrap();
        assert_eq!(letters_until(&city, LATER).await, []);
        assert_eq!(items_of(&city, 1).await.len(), 3);
    }
}

#[tokio::test]
async fn an_author_with_both_gets_one_letter_at_the_confirmed_address() {
    for city in cities().await {
        let new = domain::proposals::NewProposal { email: Some("form@example.org".into()), ..proposal("Mehr Bänke") };
        with_email(&city, &person(1), "ada@example.org").await;
        let id = submit(&city, submission(1), &person(1), new, NOW).await.unwrap().id;
        publish(&city, id, NOW).await.unwrap();
        let [letter] = letters_until(&city, NOW).await.try_into().unwrap();
        assert_eq!(letter.to, "ada@example.org", "{}", city.store.name);
        set_delivery(&city, &person(1), Delivery::Inbox, Language::De, NOW).await.unwrap();
        answer(&city, &domain::policy::Acting::OPERATOR, id, answer_to(Status::UnderReview), NOW).await.unwrap();
        assert_eq!(letters_until(&city, LATER).await, []);
    }
}

#[tokio::test]
async fn a_letter_that_leaves_later_does_not_repeat_what_was_hidden_meanwhile() {
    for city in cities().await {
        with_email(&city, &person(2), "ada@example.org").await;
        follow(&city, &person(2), &Topic::Theme(domain::Theme::Verkehr), Delivery::Daily, NOW).await.unwrap();
        let id = published(&city, 1, "Die Nachbarin Erika Beispiel stört").await;
        spread_all(&city, NOW).await;
        reject(&city, id, "Regel 6", NOW).await.unwrap();
        let letters = letters_until(&city, NOW.plus_days(1)).await;
        assert!(!format!("{letters:?}").contains("Erika"), "{}: {letters:?}", city.store.name);
    }
}

#[tokio::test]
async fn at_once_wins_over_collected_where_there_are_two_reasons() {
    for city in cities().await {
        with_email(&city, &person(2), "ada@example.org").await;
        let id = published(&city, 1, "Mehr Bänke am Hafen").await;
        spread_all(&city, NOW).await;
        set_delivery(&city, &person(2), Delivery::Weekly, Language::De, NOW).await.unwrap();
        supported_by(&city, id, [2]).await;
        follow(&city, &person(2), &Topic::Proposal(id), AT_ONCE, NOW).await.unwrap();
        answer(&city, &domain::policy::Acting::OPERATOR, id, answer_to(Status::UnderReview), NOW).await.unwrap();
        assert_eq!(letters_until(&city, NOW).await.len(), 1, "{}", city.store.name);
        assert_eq!(letters_until(&city, LATER).await, []);
    }
}
