use domain::{
    Language,
    boards::Moderation,
    ids::SubmissionId,
    kiosk::State,
    moment::Period,
    outbox::{Answer, Reason},
    policy::{Refusal, Role},
};
use serde_json::json;

use super::*;
use crate::{
    entity::board,
    outbox::{Arriving, Numbered, Opened, by_receipt, deliver_numbered, visitor},
    proposals::{find as proposal_of, samples::*},
    testing::NOW,
};

const ADMIN: Acting = Acting { role: Role::Administrator, ..Acting::OPERATOR };

fn setup() -> Setup {
    Setup {
        name: "Ortsamt Mitte".into(),
        place: "Neuer Markt 1a".into(),
        languages: vec![Language::De, Language::Ls],
        boards: vec!["stadt".into()],
    }
}

async fn paired(city: &City) -> KioskId {
    let id = add(city, &ADMIN, &setup(), NOW).await.unwrap();
    let (code, _) = find(city, id, NOW).await.unwrap().unwrap().code.unwrap();
    assert_eq!(pair(city, &code, "Schlüssel", NOW).await.unwrap(), Paired { id, next: 1 });
    id
}

fn numbered(kiosk: KioskId, number: i64, hash: &str) -> Numbered {
    Numbered { kiosk, number, hash: hash.into() }
}

fn opened(city: &City, kiosk: KioskId, number: u64, entered: Moment) -> Opened {
    let typed = json!({ "fields": {
        "title": "Mehr Bänke am Stadthafen",
        "text": "Wer nicht gut zu Fuß ist, findet am Stadthafen kaum einen Platz zum Ausruhen.",
        "theme": "infrastruktur",
    }});
    Opened {
        arriving: Arriving::new(submission(number), "proposal", typed.to_string(), entered, Language::De),
        person: visitor(city.keys(), kiosk, &SubmissionId::from_bytes([3; 16])),
        receipt: Some(ReceiptCode::of_kiosk([number as u8; 8])),
    }
}

#[tokio::test]
async fn a_code_pairs_one_device_once_and_for_half_an_hour() {
    for city in cities().await {
        let admin = &ADMIN;
        let id = add(&city, admin, &setup(), NOW).await.unwrap();
        let kiosk = find(&city, id, NOW).await.unwrap().unwrap();
        assert_eq!((kiosk.state, &kiosk.setup, &kiosk.check), (State::Invited, &setup(), &None));
        let (code, until) = kiosk.code.unwrap();
        assert!(matches!(pair(&city, &code, "A", until).await, Err(StoreError::NotFound)), "{}", city.store.name);
        pair(&city, &code, "A", NOW).await.unwrap();
        assert!(matches!(pair(&city, &code, "B", NOW).await, Err(StoreError::NotFound)), "a code counts once");
        let kiosk = find(&city, id, NOW).await.unwrap().unwrap();
        assert_eq!((kiosk.state, kiosk.code.is_none()), (State::Working, true));
        assert_eq!(kiosk.check.unwrap().len(), 7);
        assert_eq!(key_of(&city, id).await.unwrap().as_deref(), Some("A"));

        revoke(&city, admin, id, NOW).await.unwrap();
        assert_eq!(key_of(&city, id).await.unwrap(), None);
        assert_eq!(list(&city, admin, NOW).await.unwrap().pop().unwrap().state, State::Revoked);
        invite(&city, admin, id, NOW).await.unwrap();
        assert_eq!(key_of(&city, id).await.unwrap(), None, "a code alone is no device");
        let (code, _) = find(&city, id, NOW).await.unwrap().unwrap().code.unwrap();
        pair(&city, &code, "C", NOW).await.unwrap();
        assert_eq!(key_of(&city, id).await.unwrap().as_deref(), Some("C"));
    }
}

#[tokio::test]
async fn nobody_but_administrators_looks_after_kiosks() {
    for city in cities().await {
        let clerk = Acting { role: Role::Clerk, ..Acting::OPERATOR };
        let refused = add(&city, &clerk, &setup(), NOW).await;
        assert!(matches!(refused, Err(StoreError::Refused(Refusal::NotYours(_)))), "{}", city.store.name);
        let id = KioskId(1);
        assert!(list(&city, &clerk, NOW).await.is_err() && invite(&city, &clerk, id, NOW).await.is_err());
        assert!(
            revoke(&city, &clerk, id, NOW).await.is_err() && change(&city, &clerk, id, &setup(), NOW).await.is_err()
        );
    }
}

#[tokio::test]
async fn a_sign_of_life_counts_once_and_an_old_one_never() {
    for city in cities().await {
        let id = paired(&city).await;
        let later = NOW.plus_days(1);
        let health = |beat: i64| Health { beat, waiting: 3, ..Health::default() };
        assert_eq!(find(&city, id, later).await.unwrap().unwrap().state, State::Silent);
        seen(&city, id, &health(2), later).await.unwrap();
        let kiosk = find(&city, id, later).await.unwrap().unwrap();
        assert_eq!((kiosk.state, kiosk.health.unwrap().waiting), (State::Working, 3));
        for old in [1, 2] {
            assert!(matches!(seen(&city, id, &health(old), later).await, Err(StoreError::SubmissionConflict)));
        }
    }
}

#[tokio::test]
async fn a_silence_is_noticed_once_and_the_next_one_again() {
    for city in cities().await {
        let id = paired(&city).await;
        let after = |minutes: i64| Moment(NOW.0 + minutes * Moment::MINUTE);
        let notice = async |now: Moment| notice_silence(&city, Moment(0), now).await.unwrap();
        assert!(!notice(after(10)).await, "{}", city.store.name);
        let knows = notice_silence(&city, after(5), after(11)).await.unwrap();
        assert!(!knows, "who began to listen five minutes ago cannot know");
        assert!(notice(after(11)).await && !notice(after(12)).await, "{}", city.store.name);
        seen(&city, id, &Health { beat: 1, ..Health::default() }, after(20)).await.unwrap();
        assert!(!notice(after(30)).await && notice(after(31)).await, "{}", city.store.name);
        revoke(&city, &ADMIN, id, after(32)).await.unwrap();
        assert!(!notice(after(90)).await, "what is no kiosk is not silent");
    }
}

#[tokio::test]
async fn each_number_counts_once_and_what_is_missing_or_comes_otherwise_is_seen() {
    for city in open_cities().await {
        let id = paired(&city).await;
        let one = opened(&city, id, 1, NOW);
        let first = deliver_numbered(&city, &numbered(id, 1, "a"), Some(&one), NOW).await.unwrap();
        assert!(matches!(first, Answer::Accepted { .. }), "{first:?}");
        let again = deliver_numbered(&city, &numbered(id, 1, "a"), Some(&one), NOW.plus_days(1)).await.unwrap();
        assert_eq!(again, first, "{}", city.store.name);
        let other = opened(&city, id, 2, NOW);
        let repeated = deliver_numbered(&city, &numbered(id, 1, "b"), Some(&other), NOW).await.unwrap();
        assert_eq!(repeated, Answer::Refused(Reason::Conflict));
        let closed = deliver_numbered(&city, &numbered(id, 4, "d"), None, NOW).await.unwrap();
        assert_eq!(closed, Answer::Refused(Reason::Unreadable));
        let numbers = find(&city, id, NOW).await.unwrap().unwrap().numbers;
        let told = Numbers { arrived: 2, last: 4, missing: vec![2, 3], gaps: 2, unreadable: 1, repeats: 1 };
        assert_eq!(numbers, told, "{}", city.store.name);

        let page = crate::proposals::list(&city, &Default::default(), 10).await.unwrap();
        assert_eq!(page.channels.map(|split| (split.kiosk, split.web)), Some((1, 0)), "it came by the kiosk");

        let receipt = one.receipt.unwrap();
        assert_eq!(by_receipt(&city, &receipt).await.unwrap(), Some(first));
        assert_eq!(by_receipt(&city, &other.receipt.unwrap()).await.unwrap(), None, "it has not arrived");
    }
}

#[tokio::test]
async fn what_was_entered_before_a_deadline_counts_for_a_week_and_no_longer() {
    for city in open_cities().await {
        set_moderation(&city, Moderation::After).await;
        let id = paired(&city).await;
        let ends = NOW.plus_days(-2);
        let row = board::Entity::find().one(city.read()).await.unwrap().unwrap();
        let period = Period { start: NOW.plus_days(-90), end: Some(ends) };
        city.write(async |tx| {
            let closing = board::ActiveModel {
                id: Unchanged(row.id),
                opens_at: Set(period.start.0),
                closes_at: Set(period.end.map(|end| end.0)),
                ..Default::default()
            };
            closing.update(tx).await?;
            Ok(())
        })
        .await
        .unwrap();
        let before = ends.plus_days(-1);
        let in_time = opened(&city, id, 1, before);
        let taken = deliver_numbered(&city, &numbered(id, 1, "a"), Some(&in_time), NOW).await.unwrap();
        assert!(matches!(taken, Answer::Accepted { .. }), "{} {taken:?}", city.store.name);
        let after = opened(&city, id, 2, ends);
        let refused = deliver_numbered(&city, &numbered(id, 2, "b"), Some(&after), NOW).await.unwrap();
        assert_eq!(refused, Answer::Refused(Reason::Closed));
        let too_late = opened(&city, id, 3, before);
        let refused = deliver_numbered(&city, &numbered(id, 3, "c"), Some(&too_late), NOW.plus_days(8)).await.unwrap();
        assert_eq!(refused, Answer::Refused(Reason::Closed));
        assert!(proposal_of(&city, domain::ids::ProposalId(1)).await.unwrap().is_some());
    }
}

#[tokio::test]
async fn what_is_written_at_a_kiosk_goes_to_the_first_board_that_it_offers() {
    for city in open_cities().await {
        let name = domain::boards::Name::of("Der Hafen von morgen", "hafen").unwrap();
        let always = Period { start: Moment(0), end: None };
        let harbour = crate::boards::open(&city, &ADMIN, &name, always, NOW).await.unwrap();
        let id = paired(&city).await;
        for (number, offered, harbours) in [(1, vec!["stadt", "hafen"], 0), (2, vec!["hafen"], 1)] {
            let boards = offered.into_iter().map(str::to_owned).collect();
            change(&city, &ADMIN, id, &Setup { boards, ..setup() }, NOW).await.unwrap();
            let one = opened(&city, id, number as u64, NOW);
            let taken = deliver_numbered(&city, &numbered(id, number, "a"), Some(&one), NOW).await.unwrap();
            assert!(matches!(taken, Answer::Accepted { .. }), "{taken:?}");
            let there = crate::entity::proposal::Column::BoardId.eq(harbour.0);
            let found = crate::entity::proposal::Entity::find().filter(there).all(city.read()).await.unwrap();
            assert_eq!(found.len(), harbours, "{}", city.store.name);
        }
    }
}
