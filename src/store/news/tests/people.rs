//! Guests who become somebody else.

use domain::{Theme, news::Topic, proposals::Status};

use super::*;
use crate::proposals::{answer, samples::*};

#[tokio::test]
async fn a_guest_takes_everything_along_and_nothing_is_there_twice() {
    for city in cities().await {
        let (guest, account) = (person(2), person(3));
        let id = published(&city, 1, "Mehr Bänke am Hafen").await;
        supported_by(&city, id, [2, 3]).await;
        spread_all(&city, NOW).await;
        for (who, delivery) in [(&guest, Delivery::Daily), (&account, Delivery::Weekly)] {
            follow(&city, who, &Topic::Theme(Theme::Verkehr), delivery, NOW).await.unwrap();
        }
        follow(&city, &guest, &Topic::Proposal(id), Delivery::Inbox, NOW).await.unwrap();
        with_email(&city, &guest, "ada@example.org").await;
        answer(&city, &domain::policy::Acting::OPERATOR, id, answer_to(Status::UnderReview), NOW).await.unwrap();
        spread_all(&city, NOW).await;
        city.write(async |tx| adopt(tx, &guest, &account).await).await.unwrap();
        assert_eq!(inbox(&city, &guest, None, 9).await.unwrap(), [], "{}", city.store.name);
        assert_eq!(followed(&city, &guest).await.unwrap(), []);
        assert_eq!(inbox(&city, &account, None, 9).await.unwrap().len(), 1);
        assert_eq!(followed(&city, &account).await.unwrap().len(), 2);
        let theirs = contact(&city, &account).await.unwrap().unwrap();
        assert_eq!(theirs.email.as_deref(), Some("ada@example.org"));
        // The letter that was planned before still leaves.
        assert_eq!(letters_until(&city, NOW.plus_days(1)).await.len(), 1);
    }
}

#[tokio::test]
async fn whoever_is_forgotten_is_nowhere_any_more() {
    for city in cities().await {
        let id = published(&city, 1, "Mehr Bänke am Hafen").await;
        follow(&city, &person(1), &Topic::Proposal(id), Delivery::Daily, NOW).await.unwrap();
        with_email(&city, &person(1), "ada@example.org").await;
        spread_all(&city, NOW).await;
        city.write(async |tx| forget(tx, &person(1)).await).await.unwrap();
        assert_eq!(inbox(&city, &person(1), None, 9).await.unwrap(), [], "{}", city.store.name);
        assert_eq!(followed(&city, &person(1)).await.unwrap(), []);
        assert_eq!(contact(&city, &person(1)).await.unwrap(), None);
        assert_eq!(letters_until(&city, NOW.plus_days(9)).await, []);
    }
}

#[tokio::test]
async fn an_address_that_nobody_confirmed_and_what_is_old_are_forgotten_and_nothing_else() {
    for city in cities().await {
        published(&city, 1, "Mehr Bänke am Hafen").await;
        follow(&city, &person(1), &Topic::Theme(Theme::Kultur), Delivery::Daily, NOW).await.unwrap();
        with_email(&city, &person(1), "ada@example.org").await;
        let write = |key: &str, _: &str| mail(key, "eve@example.org");
        ask_for_email(&city, &person(2), "eve@example.org", Language::De, write, NOW).await.unwrap();
        spread_all(&city, NOW).await;
        let forget = async |until: Moment, now: Moment| {
            let old = city.write(async |tx| forget_old(tx, until, now).await).await.unwrap();
            old + city.write(async |tx| forget_told(tx, until).await).await.unwrap()
        };
        assert_eq!(forget(NOW, NOW.plus_days(8)).await, 0, "{}", city.store.name);
        assert_eq!(contact(&city, &person(2)).await.unwrap().unwrap().wanted_email, None);
        assert_eq!(contact(&city, &person(1)).await.unwrap().unwrap().email.as_deref(), Some("ada@example.org"));
        // Two contacts, one thing followed, one notice.
        assert_eq!(forget(Moment(NOW.0 + 1), NOW.plus_days(800)).await, 4);
        assert_eq!(followed(&city, &person(1)).await.unwrap(), []);
    }
}
