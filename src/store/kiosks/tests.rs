mod kept;
mod replaced;
mod surveys;

use domain::{
    Language,
    boards::Moderation,
    ids::{BoardId, SubmissionId},
    kiosk::{Offer, Process, State},
    moment::Period,
    outbox::{Answer, Reason},
    policy::{Refusal, Role},
};
use serde_json::{Value, json};

use super::*;
use crate::{
    entity::{board, proposal},
    outbox::{Arriving, Numbered, Opened, by_receipt, deliver_numbered, refused, take_back_support, visitor},
    proposals::{find as proposal_of, samples::*},
    receipts::{self, Receipt},
    testing::NOW,
};

const ADMIN: Acting = Acting { role: Role::Administrator, ..Acting::OPERATOR };

fn setup() -> Setup {
    Setup {
        name: "Ortsamt Mitte".into(),
        place: "Neuer Markt 1a".into(),
        languages: vec![Language::De, Language::Ls],
        boards: vec!["stadt".into()],
        offer: Offer { kinds: vec![Process::Survey, Process::Event], left_out: vec!["umfragen/wege".into()] },
    }
}

async fn paired(store: &Store) -> KioskId {
    let id = add(store, &ADMIN, &setup(), NOW).await.unwrap();
    let (code, _) = find(store, id, NOW).await.unwrap().unwrap().code.unwrap();
    assert_eq!(pair(store, &code, "Schlüssel", NOW).await.unwrap(), Paired { id, next: 1 });
    id
}

fn numbered(kiosk: KioskId, number: i64, hash: &str) -> Numbered {
    Numbered { kiosk, number, hash: hash.into(), sealed: format!("versiegelt {hash}"), came: None }
}

/// As versions wrote it that asked for no board.
fn opened(city: &City, kiosk: KioskId, number: u64, entered: Moment) -> Opened {
    opened_with(city, kiosk, number, entered, json!({}))
}

fn opened_with(city: &City, kiosk: KioskId, number: u64, entered: Moment, more: Value) -> Opened {
    let mut typed = json!({ "fields": {
        "title": "Mehr Bänke am Stadthafen",
        "text": "Wer nicht gut zu Fuß ist, findet am Stadthafen kaum einen Platz zum Ausruhen.",
        "theme": "infrastruktur",
    }});
    typed.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
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
async fn a_call_for_help_waits_until_staff_tick_off_the_very_one_that_they_saw() {
    let clerk = Acting { role: Role::Clerk, ..Acting::OPERATOR };
    for city in cities().await {
        let id = paired(&city).await;
        let after = |minutes: i64| Moment(NOW.0 + minutes * Moment::MINUTE);
        let beat = async |beat: i64, help: bool| {
            seen(&city, id, &Health { beat, help, ..Health::default() }, after(beat)).await.unwrap();
        };
        beat(1, false).await;
        assert!(calls(&city, &clerk).await.unwrap().is_empty(), "{}", city.store.name);
        beat(2, true).await;
        beat(3, true).await;
        beat(4, false).await;
        let since = after(2);
        let Setup { name, place, .. } = setup();
        let call = Call { kiosk: id, name, place, since };
        assert_eq!(calls(&city, &clerk).await.unwrap(), std::slice::from_ref(&call), "{}", city.store.name);
        answer_call(&city, &clerk, id, after(1), NOW).await.unwrap();
        assert_eq!(calls(&city, &ADMIN).await.unwrap(), [call], "another one was seen");
        answer_call(&city, &clerk, id, since, NOW).await.unwrap();
        answer_call(&city, &ADMIN, id, since, NOW).await.unwrap();
        assert!(calls(&city, &clerk).await.unwrap().is_empty(), "{}", city.store.name);
        let helped = audit::Search { action: Some("kiosk_helped".into()), ..Default::default() };
        assert_eq!(audit::list(&city, &helped).await.unwrap().len(), 1, "{}", city.store.name);
        let editor = Acting { role: Role::Editor, ..Acting::OPERATOR };
        assert!(calls(&city, &editor).await.is_err() && answer_call(&city, &editor, id, since, NOW).await.is_err());
    }
}

#[tokio::test]
async fn a_call_for_help_goes_with_the_device_at_which_somebody_called() {
    for city in cities().await {
        let id = paired(&city).await;
        let call = async |beat: i64| {
            seen(&city, id, &Health { beat, help: true, ..Health::default() }, NOW).await.unwrap();
        };
        let waiting = async || calls(&city, &ADMIN).await.unwrap().len();
        let pair_anew = async |key: &str| {
            invite(&city, &ADMIN, id, NOW).await.unwrap();
            let (code, _) = find(&city, id, NOW).await.unwrap().unwrap().code.unwrap();
            pair(&city, &code, key, NOW).await.unwrap();
        };
        call(1).await;
        assert_eq!(waiting().await, 1, "{}", city.store.name);
        pair_anew("Ein anderer Schlüssel").await;
        assert_eq!(waiting().await, 0, "nobody called at the new device, {}", city.store.name);
        call(1).await;
        assert_eq!(waiting().await, 1, "{}", city.store.name);
        revoke(&city, &ADMIN, id, NOW).await.unwrap();
        assert_eq!(waiting().await, 0, "{}", city.store.name);
        call(2).await;
        assert_eq!(waiting().await, 0, "it was on its way, {}", city.store.name);
        pair_anew("Ein dritter Schlüssel").await;
        assert_eq!(waiting().await, 0, "{}", city.store.name);
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
        let closed = deliver_numbered(&city, &numbered(id, 4, "d"), None, NOW).await.unwrap();
        assert_eq!(closed, Answer::Refused(Reason::Unreadable));
        let numbers = find(&city, id, NOW).await.unwrap().unwrap().numbers;
        let told = Numbers { arrived: 2, last: 4, missing: vec![2, 3], gaps: 2, unreadable: 1, kept: 1, repeats: 0 };
        assert_eq!(numbers, told, "{}", city.store.name);

        let page = crate::proposals::list(&city, &Default::default(), 10).await.unwrap();
        assert_eq!(page.channels.map(|split| (split.kiosk, split.web)), Some((1, 0)), "it came by the kiosk");

        let receipt = one.receipt.unwrap();
        assert_eq!(by_receipt(&city, &receipt).await.unwrap(), Some(first));
        let other = opened(&city, id, 2, NOW).receipt.unwrap();
        assert_eq!(by_receipt(&city, &other).await.unwrap(), None, "it has not arrived");
    }
}

#[tokio::test]
async fn what_comes_under_numbers_of_before_is_that_of_a_kiosk_that_was_put_back_and_is_kept_once() {
    for city in open_cities().await {
        let id = paired(&city).await;
        let send = async |number: i64, hash: &str, one: &Opened| {
            deliver_numbered(&city, &numbered(id, number, hash), Some(one), NOW).await.unwrap()
        };
        for number in 1..=3_i64 {
            send(number, "before", &opened(&city, id, number as u64, NOW)).await;
        }
        assert_eq!(next_number(&city, id).await.unwrap(), 4, "{}", city.store.name);
        // Three other visitors; for the second there is no such board.
        for number in 1..=3_i64 {
            let board = if number == 2 { "mond" } else { "stadt" };
            let one = opened_with(&city, id, number as u64 + 3, NOW, json!({ "board": board }));
            let answer = send(number, "after", &one).await;
            assert_eq!(matches!(answer, Answer::Accepted { .. }), number != 2, "{} {answer:?}", city.store.name);
            assert_eq!(send(number, "after", &one).await, answer, "it comes again and counts once");
            assert_eq!(by_receipt(&city, &one.receipt.unwrap()).await.unwrap(), Some(answer));
        }
        let kept = proposal::Entity::find().all(city.read()).await.unwrap().len();
        assert_eq!(kept, 5, "{}", city.store.name);
        let aside = refused(&city, &ADMIN, None, 10).await.unwrap();
        assert!(matches!(&aside[..], [one] if one.content.as_ref().unwrap().contains("mond")), "{aside:?}");
        let numbers = find(&city, id, NOW).await.unwrap().unwrap().numbers;
        let told = Numbers { arrived: 3, last: 3, missing: vec![], gaps: 0, unreadable: 0, kept: 0, repeats: 3 };
        assert_eq!(numbers, told, "{}", city.store.name);
        // The same record, sealed anew, is the same record.
        let again = opened(&city, id, 1, NOW);
        assert!(matches!(send(1, "anew", &again).await, Answer::Accepted { .. }));
        assert_eq!(proposal::Entity::find().all(city.read()).await.unwrap().len(), 5);
    }
}

#[tokio::test]
async fn who_has_the_code_of_a_support_sees_it_and_takes_it_back() {
    for city in open_cities().await {
        let id = paired(&city).await;
        let proposal = deliver_numbered(&city, &numbered(id, 1, "a"), Some(&opened(&city, id, 1, NOW)), NOW).await;
        assert!(matches!(proposal, Ok(Answer::Accepted { .. })), "{} {proposal:?}", city.store.name);
        let given = json!({ "proposal": 1, "support": true }).to_string();
        let arriving = Arriving::new(submission(2), "support", given, NOW, Language::De);
        let support = Opened { arriving, ..opened(&city, id, 2, NOW) };
        let taken = deliver_numbered(&city, &numbered(id, 2, "b"), Some(&support), NOW).await.unwrap();
        assert_eq!(taken, Answer::Accepted { path: "/vorschlaege/1".into() }, "{}", city.store.name);

        let code = support.receipt.unwrap();
        let open = async || match receipts::open(&city, &code).await.unwrap() {
            Some(Receipt::Support(receipt)) => receipt,
            other => panic!("{other:?}"),
        };
        let receipt = open().await;
        assert_eq!((receipt.proposal, receipt.since), (domain::ids::ProposalId(1), Some(NOW)));
        take_back_support(&city, &receipt, NOW).await.unwrap();
        take_back_support(&city, &receipt, NOW).await.unwrap();
        assert_eq!(open().await.since, None, "{}", city.store.name);
        let detail = proposal_of(&city, domain::ids::ProposalId(1)).await.unwrap().unwrap();
        assert_eq!(detail.card.supports, 0);
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

async fn harbour(city: &City) -> BoardId {
    let name = domain::boards::Name::of("Der Hafen von morgen", "hafen").unwrap();
    let always = Period { start: Moment(0), end: None };
    crate::boards::open(city, &ADMIN, &name, always, NOW).await.unwrap()
}

async fn offers(city: &City, id: KioskId, boards: &[&str]) {
    let boards = boards.iter().map(|slug| (*slug).to_owned()).collect();
    change(city, &ADMIN, id, &Setup { boards, ..setup() }, NOW).await.unwrap();
}

async fn proposals_on(city: &City, board: BoardId) -> usize {
    let there = proposal::Column::BoardId.eq(board.0);
    proposal::Entity::find().filter(there).all(city.read()).await.unwrap().len()
}

#[tokio::test]
async fn what_names_no_board_goes_to_the_first_that_the_kiosk_offers() {
    for city in open_cities().await {
        let harbour = harbour(&city).await;
        let id = paired(&city).await;
        for (number, offered, harbours) in [(1, vec!["stadt", "hafen"], 0), (2, vec!["hafen"], 1)] {
            offers(&city, id, &offered).await;
            let one = opened(&city, id, number as u64, NOW);
            let taken = deliver_numbered(&city, &numbered(id, number, "a"), Some(&one), NOW).await.unwrap();
            assert!(matches!(taken, Answer::Accepted { .. }), "{taken:?}");
            assert_eq!(proposals_on(&city, harbour).await, harbours, "{}", city.store.name);
        }
    }
}

#[tokio::test]
async fn a_proposal_goes_to_the_chosen_board_and_one_for_a_board_of_others_is_set_aside() {
    for city in open_cities().await {
        let harbour = harbour(&city).await;
        let id = paired(&city).await;
        offers(&city, id, &["stadt", "hafen"]).await;
        let send = async |number: i64, board: &str| {
            let one = opened_with(&city, id, number as u64, NOW, json!({ "board": board }));
            deliver_numbered(&city, &numbered(id, number, "a"), Some(&one), NOW).await.unwrap()
        };
        for (number, board, harbours) in [(1, "hafen", 1), (2, "stadt", 1)] {
            let taken = send(number, board).await;
            assert!(matches!(taken, Answer::Accepted { .. }), "{board} {taken:?}");
            assert_eq!(proposals_on(&city, harbour).await, harbours, "{board} {}", city.store.name);
        }
        offers(&city, id, &["stadt"]).await;
        for (number, board) in [(3, "hafen"), (4, "mond"), (5, "")] {
            assert_eq!(send(number, board).await, Answer::Refused(Reason::Gone), "{board} {}", city.store.name);
        }
        // It stands in nobody's way.
        assert!(matches!(send(6, "stadt").await, Answer::Accepted { .. }));
        assert_eq!(proposals_on(&city, harbour).await, 1, "{}", city.store.name);
        let aside = refused(&city, &ADMIN, None, 10).await.unwrap();
        assert_eq!(aside.len(), 3, "staff see each of them");
    }
}
