//! Records that nobody could open.

use super::*;
use crate::outbox::{Kept, begin_tries, forget_contents, next_kept};

async fn all(city: &City) -> Vec<Numbered> {
    let (mut found, mut last) = (Vec::new(), 0);
    while let Some(Kept { id, from }) = next_kept(city, &ADMIN, last).await.unwrap() {
        last = id;
        found.push(from);
    }
    found
}

async fn kept(city: &City, id: KioskId) -> (i64, i64) {
    let Numbers { unreadable, kept, .. } = find(city, id, NOW).await.unwrap().unwrap().numbers;
    (unreadable, kept)
}

#[tokio::test]
async fn what_nobody_could_open_stays_as_it_came_and_counts_as_when_it_came_once_somebody_can() {
    for city in open_cities().await {
        set_moderation(&city, Moderation::After).await;
        let id = paired(&city).await;
        for (number, hash) in [(1, "a"), (2, "b")] {
            let came = deliver_numbered(&city, &numbered(id, number, hash), None, NOW).await.unwrap();
            assert_eq!(came, Answer::Refused(Reason::Unreadable), "{}", city.store.name);
        }
        let as_it_came = |number, hash| Numbered { came: Some(NOW), ..numbered(id, number, hash) };
        assert_eq!(all(&city).await, [as_it_came(1, "a"), as_it_came(2, "b")], "{}", city.store.name);
        assert_eq!(kept(&city, id).await, (2, 2));

        // The board closed two days after it came; it is opened a month later.
        let row = board::Entity::find().one(city.read()).await.unwrap().unwrap();
        city.write(async |tx| {
            let closes_at = Set(Some(NOW.plus_days(2).0));
            board::ActiveModel { id: Unchanged(row.id), closes_at, ..Default::default() }.update(tx).await?;
            Ok(())
        })
        .await
        .unwrap();
        let (later, one) = (NOW.plus_days(30), opened(&city, id, 1, NOW));
        let taken = deliver_numbered(&city, &as_it_came(1, "a"), Some(&one), later).await.unwrap();
        assert!(matches!(taken, Answer::Accepted { .. }), "{} {taken:?}", city.store.name);
        assert_eq!(by_receipt(&city, one.receipt.as_ref().unwrap()).await.unwrap(), Some(taken.clone()));
        assert_eq!((all(&city).await, kept(&city, id).await), (vec![as_it_came(2, "b")], (1, 1)));
        // Pressed twice, or repeated by the device: the same answer, and one proposal.
        for from in [as_it_came(1, "a"), numbered(id, 1, "a")] {
            assert_eq!(deliver_numbered(&city, &from, Some(&one), later).await.unwrap(), taken);
        }
        assert_eq!(proposal::Entity::find().all(city.read()).await.unwrap().len(), 1);

        // What cannot be accepted when it is opened is set aside with what was in it.
        let other = opened_with(&city, id, 2, NOW, json!({ "board": "mond" }));
        let refused_now = deliver_numbered(&city, &as_it_came(2, "b"), Some(&other), later).await.unwrap();
        assert_eq!(refused_now, Answer::Refused(Reason::Gone), "{}", city.store.name);
        assert!(refused(&city, &ADMIN, None, 10).await.unwrap()[0].content.as_ref().unwrap().contains("mond"));
        assert_eq!(kept(&city, id).await, (0, 0));
    }
}

#[tokio::test]
async fn another_content_of_an_id_that_a_kiosk_used_is_kept_and_its_code_never_shows_the_first() {
    for city in open_cities().await {
        let id = paired(&city).await;
        let first = opened(&city, id, 1, NOW);
        let taken = deliver_numbered(&city, &numbered(id, 1, "a"), Some(&first), NOW).await.unwrap();
        assert!(matches!(taken, Answer::Accepted { .. }), "{} {taken:?}", city.store.name);
        // The same id under the next number, and one more that is opened only later.
        let other = |code: u8, said: &str| Opened {
            receipt: Some(ReceiptCode::of_kiosk([code; 8])),
            ..opened_with(&city, id, 1, NOW, json!({ "asked": said }))
        };
        deliver_numbered(&city, &numbered(id, 3, "c"), None, NOW).await.unwrap();
        for (number, hash, one) in [(2, "b", other(8, "Zweites")), (3, "c", other(9, "Drittes"))] {
            for _ in 0..2 {
                let answer = deliver_numbered(&city, &numbered(id, number, hash), Some(&one), NOW).await.unwrap();
                assert_eq!(answer, Answer::Refused(Reason::Conflict), "{} {number}", city.store.name);
            }
            let told = by_receipt(&city, one.receipt.as_ref().unwrap()).await.unwrap();
            assert_eq!(told, Some(Answer::Refused(Reason::Conflict)), "{} {number}", city.store.name);
        }
        let aside = refused(&city, &ADMIN, None, 10).await.unwrap();
        let texts: Vec<&str> = aside.iter().map(|one| one.content.as_deref().unwrap()).collect();
        assert!(
            matches!(texts[..], [last, before] if last.contains("Drittes") && before.contains("Zweites")),
            "{texts:?}"
        );
        assert_eq!(by_receipt(&city, first.receipt.as_ref().unwrap()).await.unwrap(), Some(taken));
        assert_eq!(proposal::Entity::find().all(city.read()).await.unwrap().len(), 1, "{}", city.store.name);
    }
}

#[tokio::test]
async fn what_nobody_opened_goes_with_the_texts_that_were_refused_and_its_number_stays() {
    for city in open_cities().await {
        let id = paired(&city).await;
        deliver_numbered(&city, &numbered(id, 1, "a"), None, NOW).await.unwrap();
        // A text that PostgreSQL does not store is no reason to ask for it again and again.
        let odd = Numbered { sealed: "a\0b".into(), ..numbered(id, 2, "b") };
        let came = deliver_numbered(&city, &odd, None, NOW).await.unwrap();
        assert_eq!((came, kept(&city, id).await), (Answer::Refused(Reason::Unreadable), (2, 1)), "{}", city.store.name);
        let gone = async |until: Moment| city.write(async |tx| forget_contents(tx, until).await).await.unwrap();
        assert_eq!(gone(NOW).await, 0, "{}", city.store.name);
        assert_eq!(gone(NOW.plus_days(1)).await, 1);
        assert_eq!(kept(&city, id).await, (2, 0));
        assert_eq!(next_number(&city, id).await.unwrap(), 3);
    }
}

#[tokio::test]
async fn only_who_looks_after_kiosks_has_it_tried_again_and_each_try_is_written_down() {
    let clerk = Acting { role: Role::Clerk, ..Acting::OPERATOR };
    for city in open_cities().await {
        let id = paired(&city).await;
        deliver_numbered(&city, &numbered(id, 1, "a"), None, NOW).await.unwrap();
        assert!(begin_tries(&city, &clerk, NOW).await.is_err() && next_kept(&city, &clerk, 0).await.is_err());
        begin_tries(&city, &ADMIN, NOW).await.unwrap();
        let tried = audit::Search { action: Some("kiosk_records_tried".into()), ..Default::default() };
        let told = audit::list(&city, &tried).await.unwrap();
        assert!(matches!(&told[..], [one] if one.data == r#"{"waiting":1}"#), "{told:?}");
    }
}
