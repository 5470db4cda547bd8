//! Whose address is used for what.

use super::*;
use crate::proposals::samples::*;

/// Asks, and answers with the token of the link.
async fn asked(store: &Store, number: u64, email: &str, now: Moment) -> (Asked, String) {
    let token = std::sync::Mutex::new(String::new());
    let write = |key: &str, made: &str| {
        *token.lock().unwrap() = made.to_owned();
        mail(key, email)
    };
    let asked = ask_for_email(store, &person(number), email, Language::En, write, now).await.unwrap();
    (asked, token.into_inner().unwrap())
}

async fn email_of(store: &Store, number: u64) -> Option<String> {
    contact(store, &person(number)).await.unwrap().and_then(|contact| contact.email)
}

#[tokio::test]
async fn an_address_is_used_only_after_its_link_was_pressed() {
    for city in cities().await {
        let (asked_now, token) = asked(&city, 1, "ada@example.org", NOW).await;
        assert_eq!((asked_now, email_of(&city, 1).await), (Asked::Sent, None), "{}", city.store.name);
        for forged in ["", "1", "x.y", "999.00", &format!("{token}0"), &token.replace('.', "0.")] {
            assert!(!confirm(&city, forged, NOW).await.unwrap(), "{forged}");
        }
        for _ in 0..2 {
            assert!(confirm(&city, &token, NOW).await.unwrap());
        }
        assert_eq!(email_of(&city, 1).await.as_deref(), Some("ada@example.org"));
        assert_eq!(asked(&city, 1, "ada@example.org", NOW).await.0, Asked::Confirmed);
    }
}

#[tokio::test]
async fn a_link_is_good_for_its_own_address_and_for_three_days() {
    for city in cities().await {
        let (_, first) = asked(&city, 1, "ada@example.org", NOW).await;
        let (_, second) = asked(&city, 1, "eve@example.org", NOW).await;
        assert!(!confirm(&city, &first, NOW).await.unwrap(), "{}", city.store.name);
        assert!(!confirm(&city, &second, NOW.plus_days(4)).await.unwrap());
        assert!(confirm(&city, &second, NOW.plus_days(2)).await.unwrap());
        assert_eq!(email_of(&city, 1).await.as_deref(), Some("eve@example.org"));
        // Until the new one is confirmed the old one stays.
        asked(&city, 1, "ada@example.org", NOW).await;
        assert_eq!(email_of(&city, 1).await.as_deref(), Some("eve@example.org"));
    }
}

#[tokio::test]
async fn nobody_fills_another_persons_mailbox_with_questions() {
    for city in cities().await {
        for number in 1..=3 {
            assert_eq!(asked(&city, number, "ada@example.org", NOW).await.0, Asked::Sent, "{}", city.store.name);
        }
        assert_eq!(asked(&city, 4, "ada@example.org", NOW).await.0, Asked::TooOften);
        assert_eq!(asked(&city, 4, "eve@example.org", NOW).await.0, Asked::Sent);
        assert_eq!(asked(&city, 4, "ada@example.org", NOW.plus_days(1)).await.0, Asked::Sent);
        let keys: Vec<String> =
            jobs::list(&city, None, None, 9).await.unwrap().into_iter().map(|job| job.key).collect();
        assert!(keys.iter().all(|key| !key.contains('@')), "administrators see keys: {keys:?}");
    }
}

#[tokio::test]
async fn a_link_ends_the_letters_and_the_address_is_forgotten() {
    for city in cities().await {
        with_email(&city, &person(1), "ada@example.org").await;
        let id = published(&city, 1, "Mehr Bänke am Hafen").await;
        let [letter] = letters_until(&city, NOW).await.try_into().unwrap();
        for forged in ["", "c1", "c1.00", &format!("{}0", letter.stop), &letter.stop.replace('c', "p")] {
            assert!(!stop_is_valid(&city, forged) && !stop(&city, forged, NOW).await.unwrap(), "{forged}");
        }
        assert!(stop_is_valid(&city, &letter.stop));
        for _ in 0..2 {
            assert!(stop(&city, &letter.stop, NOW).await.unwrap());
        }
        assert_eq!(email_of(&city, 1).await, None);
        crate::proposals::answer(
            &city,
            &domain::policy::Acting::OPERATOR,
            id,
            answer_to(domain::proposals::Status::UnderReview),
            NOW,
        )
        .await
        .unwrap();
        assert_eq!(letters_until(&city, NOW).await, []);
        assert_eq!(items_of(&city, 1).await.len(), 2, "{}: the inbox stays", city.store.name);
    }
}
