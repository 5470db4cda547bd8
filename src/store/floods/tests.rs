use domain::{
    boards::Moderation,
    comments::{NewComment, Stance},
    ids::ProposalId,
    place_calls::{NewPlaceMark, Verdict},
    places::LonLat,
    proposals::{Draft, PlaceChoice},
};

use super::*;
use crate::{
    comments, drafts, place_calls,
    proposals::{find, samples::*, submit},
    testing::{self, NOW, with_demo},
};

fn minutes(more: i64) -> Moment {
    Moment(NOW.0 + more * 60_000)
}

async fn said(store: &Store, id: ProposalId, number: u64, doubt: Option<Doubt>, now: Moment) -> comments::Added {
    let new =
        NewComment { stance: Stance::For, text: format!("Gute Idee Nummer {number}"), author: None, reply_to: None };
    comments::add_by(store, id, submission(number), &person(number), new, Way::Own(doubt), now).await.unwrap()
}

#[tokio::test]
async fn what_is_doubtful_waits_for_a_check_and_is_not_lost() {
    for city in open_cities().await {
        let id = published(&city, 1, "Mehr Bänke am Hafen").await;
        assert!(said(&city, id, 5, None, NOW).await.is_public);
        let held = said(&city, id, 6, Some(Doubt::Trap), NOW).await;
        assert!(!held.is_public, "{}", city.store.name);
        // Sent again it is the same, and still waits.
        assert_eq!(said(&city, id, 6, None, NOW).await, held);
        let queue = crate::moderation::queue(&city, &policy::Acting::OPERATOR, NOW).await.unwrap();
        assert_eq!(queue.iter().map(|item| item.excerpt.as_str()).collect::<Vec<_>>(), ["Gute Idee Nummer 6"]);
        let hint = crate::spam::hint(&city, crate::moderation::Kind::Comment, held.id.0).await.unwrap();
        assert_eq!(hint.doubt, Some(Doubt::Trap));
    }
}

#[tokio::test]
async fn a_doubtful_proposal_and_a_doubtful_mark_wait_as_well() {
    for city in open_cities().await {
        let draft = Draft {
            title: "Mehr Bänke am Stadthafen".into(),
            text: "Wer nicht gut zu Fuß ist, findet am Stadthafen kaum einen Platz zum Ausruhen.".into(),
            theme: "infrastruktur".into(),
            ..Draft::default()
        };
        let key = submission(7);
        drafts::create(&city, key.as_str(), None, &draft, NOW).await.unwrap();
        let doubt = Some(Doubt::Haste);
        let held = drafts::submit_by(&city, key.as_str(), None, &person(7), Way::Own(doubt), domain::Language::De, NOW)
            .await
            .unwrap();
        assert!(!held.is_public, "{}", city.store.name);
        assert_eq!(find(&city, held.id).await.unwrap(), None);
    }
    for store in with_demo().await {
        boards::set_moderation(&store, "stadt", Moderation::After, NOW).await.unwrap();
        let place = PlaceChoice::Pin(LonLat { lon: 12.1405, lat: 54.0887 });
        let text = "Ein guter Platz.".to_owned();
        let mark = NewPlaceMark { category: "treffen".into(), verdict: Verdict::Good, text, place };
        let (id, who) = (testing::submission(1), testing::person("jana"));
        let doubt = Some(Doubt::Trap);
        let added = place_calls::add_by(&store, "orte-die-verbinden", id, &who, mark, Way::Own(doubt), NOW).await;
        assert!(!added.unwrap().is_public, "{}", store.name);
    }
}

#[tokio::test]
async fn a_board_under_attack_checks_everything_first_until_it_has_been_calm_for_an_hour() {
    for city in open_cities().await {
        let id = published(&city, 1, "Mehr Bänke am Hafen").await;
        boards::set_flood_limit(&city, "stadt", 5, NOW).await.unwrap();
        for number in 10..15 {
            said(&city, id, number, Some(Doubt::Trap), NOW).await;
        }
        assert!(said(&city, id, 20, None, NOW).await.is_public, "five are borne");
        said(&city, id, 15, Some(Doubt::Haste), NOW).await;
        // What is meant well waits too now, whatever it is.
        assert!(!said(&city, id, 21, None, minutes(1)).await.is_public);
        assert!(
            !submit(&city, submission(40), &person(40), proposal("Mehr Bäume"), minutes(1)).await.unwrap().is_public
        );
        let board = boards::default_board(&city).await.unwrap();
        assert_eq!((board.moderation, board.moderation_now()), (Moderation::After, Moderation::Before));
        assert_eq!(board.attack.unwrap().reason, Reason::Doubtful);
        assert_eq!(events_of_kind(&city, "attack_began").await, 1);

        assert!(!said(&city, id, 22, None, minutes(50)).await.is_public);
        calm_down(&city, minutes(59)).await.unwrap();
        assert!(boards::default_board(&city).await.unwrap().attack.is_some());
        // The last sign was the second contribution in its first minute.
        assert!(said(&city, id, 23, None, minutes(62)).await.is_public);
        assert_eq!(boards::default_board(&city).await.unwrap().attack, None);
        assert_eq!(events_of_kind(&city, "attack_ended").await, 1);
    }
}

#[tokio::test]
async fn nobody_has_to_write_for_an_attack_to_end() {
    for city in open_cities().await {
        let id = published(&city, 1, "Mehr Bänke am Hafen").await;
        boards::set_flood_limit(&city, "stadt", 1, NOW).await.unwrap();
        for number in 10..12 {
            said(&city, id, number, Some(Doubt::Trap), NOW).await;
        }
        assert!(boards::default_board(&city).await.unwrap().attack.is_some());
        for _ in 0..2 {
            calm_down(&city, minutes(60)).await.unwrap();
        }
        assert_eq!(boards::default_board(&city).await.unwrap().attack, None, "{}", city.store.name);
        assert_eq!(events_of_kind(&city, "attack_ended").await, 1);
    }
}

#[tokio::test]
async fn a_flood_of_what_looks_well_meant_and_refusals_count_too() {
    for city in open_cities().await {
        let id = published(&city, 1, "Mehr Bänke am Hafen").await;
        boards::set_flood_limit(&city, "stadt", 2, NOW).await.unwrap();
        // One proposal of the sample has arrived already.
        for number in 10..15 {
            assert!(said(&city, id, number, None, NOW).await.is_public, "{number}");
        }
        assert!(!said(&city, id, 15, None, NOW).await.is_public, "{}", city.store.name);
        assert_eq!(boards::default_board(&city).await.unwrap().attack.unwrap().reason, Reason::Many);
    }
    for city in open_cities().await {
        let id = published(&city, 1, "Mehr Bänke am Hafen").await;
        boards::set_flood_limit(&city, "stadt", 2, NOW).await.unwrap();
        for number in 10..13 {
            let added = said(&city, id, number, None, NOW).await;
            comments::refuse(&city, added.id, "Werbung", NOW).await.unwrap();
        }
        assert!(!said(&city, id, 13, None, NOW).await.is_public, "{}", city.store.name);
        assert_eq!(boards::default_board(&city).await.unwrap().attack.unwrap().reason, Reason::Doubtful);
    }
}

#[tokio::test]
async fn of_many_at_once_one_begins_the_attack() {
    for city in open_cities().await {
        let id = published(&city, 1, "Mehr Bänke am Hafen").await;
        boards::set_flood_limit(&city, "stadt", 3, NOW).await.unwrap();
        let tasks: Vec<_> = (100..140)
            .map(|number| {
                let store = city.store.store.clone();
                tokio::spawn(async move { said(&store, id, number, Some(Doubt::Trap), NOW).await })
            })
            .collect();
        for task in tasks {
            task.await.unwrap();
        }
        assert!(boards::default_board(&city).await.unwrap().attack.is_some(), "{}", city.store.name);
        assert_eq!(events_of_kind(&city, "attack_began").await, 1, "{}", city.store.name);
    }
}
