use domain::{
    moderation::{Item, Kind, Rule, Side, Step, Verdict as Decided},
    policy::{Acting, Role, Scope},
};

use super::*;
use crate::{
    accounts::{self, NewAccount},
    appeals::{self, Ending, Outcome},
    moderation,
    receipts::{self, Receipt},
    redact,
};

async fn marked(store: &Store, number: u8, text: &str) -> Added {
    add(store, OPEN, submission(number), &person("jana"), mark(text), NOW).await.unwrap()
}

fn item(added: &Added) -> Item {
    Item { kind: Kind::PlaceMark, id: added.id.0 }
}

async fn opened(store: &Store, added: &Added) -> MarkReceipt {
    match receipts::open(store, &added.code).await.unwrap() {
        Some(Receipt::PlaceMark(receipt)) => *receipt,
        other => panic!("{other:?}"),
    }
}

async fn decide(store: &Store, added: &Added, step: Step) {
    let verdict = match step {
        Step::Publish => Decided::PUBLISH,
        step => Decided::new(step, Rule::NO_PERSONAL_DATA, "Nennt Jana mit ihrer Nummer."),
    };
    moderation::decide(store, &Acting::OPERATOR, item(added), None, &verdict, NOW).await.unwrap();
}

async fn on_the_map(store: &Store, added: &Added) -> bool {
    marks(store, OPEN).await.unwrap().iter().any(|mark| mark.id == added.id)
}

#[tokio::test]
async fn the_code_of_a_mark_opens_it_and_nobody_else_is_shown_the_code() {
    for store in with_demo().await {
        let added = marked(&store, 1, "Ein guter Platz.").await;
        assert_eq!(marked(&store, 1, "Ein guter Platz.").await, added, "the same answer again");
        let receipt = opened(&store, &added).await;
        assert_eq!((receipt.mark.text.as_str(), receipt.category.as_str()), ("Ein guter Platz.", "Treffen und Sitzen"));
        assert_eq!((receipt.call_slug.as_str(), receipt.state), (OPEN, Visibility::Waiting), "{}", store.name);
        let own = of_own(&store, OPEN, added.id, &person("jana")).await.unwrap();
        assert_eq!(own, Some((added.code.clone(), false)));
        for (slug, who) in [(OPEN, "mehmet"), (ENDED, "jana"), ("nirgends", "jana")] {
            assert_eq!(of_own(&store, slug, added.id, &person(who)).await.unwrap(), None, "{slug} {who}");
        }
        let of_demo = marks(&store, OPEN).await.unwrap()[0].id;
        assert_eq!(of_own(&store, OPEN, of_demo, &person("jana")).await.unwrap(), None);
    }
}

#[tokio::test]
async fn a_mark_is_taken_off_the_map_for_good_by_whoever_holds_its_receipt() {
    for store in with_demo().await {
        let added = marked(&store, 1, "Ein guter Platz.").await;
        decide(&store, &added, Step::Publish).await;
        assert!(on_the_map(&store, &added).await, "{}", store.name);
        for _ in 0..2 {
            withdraw(&store, &added.code, NOW).await.unwrap();
        }
        assert!(!on_the_map(&store, &added).await);
        assert_eq!(opened(&store, &added).await.state, Visibility::Withdrawn);
        let again = moderation::publish(&store, &Acting::OPERATOR, item(&added), NOW).await;
        assert!(again.is_err(), "nobody puts it back: {again:?}");

        let refused = marked(&store, 2, "Kauft meine Bänke.").await;
        decide(&store, &refused, Step::Hide).await;
        let late = withdraw(&store, &refused.code, NOW).await;
        assert!(matches!(late, Err(StoreError::Refused(Refusal::NotInThisStatus))), "{late:?}");
    }
}

#[tokio::test]
async fn personal_data_goes_out_of_a_mark_and_of_what_was_decided_about_it() {
    for store in with_demo().await {
        let added = marked(&store, 1, "Ruft Jana an: 0381 1234567").await;
        let hidden = Decided::new(Step::Hide, Rule::NO_PERSONAL_DATA, "Nennt die Nummer 0381 1234567.");
        moderation::decide(&store, &Acting::OPERATOR, item(&added), None, &hidden, NOW).await.unwrap();
        let removal = redact::Removal { words: vec![("0381 1234567".into(), "[Telefonnummer]")], author: false };
        assert!(redact::mark(&store, &added.code, &removal, NOW).await.unwrap());
        assert!(!redact::mark(&store, &added.code, &removal, NOW).await.unwrap(), "nothing is left to take out");
        let receipt = opened(&store, &added).await;
        assert_eq!(receipt.mark.text, "Ruft Jana an: [Telefonnummer]", "{}", store.name);
        let told = [receipt.decisions[0].reason.clone(), receipt.refused_because.unwrap()];
        assert!(told.iter().all(|reason| !reason.contains("1234567")), "{told:?}");
    }
}

#[tokio::test]
async fn a_decision_about_a_mark_is_told_and_appealed_against() {
    for store in with_demo().await {
        let added = marked(&store, 1, "Ein guter Platz.").await;
        decide(&store, &added, Step::Publish).await;
        decide(&store, &added, Step::Hide).await;
        let told = opened(&store, &added).await.decisions.pop().unwrap();
        assert_eq!((told.step, told.rule), (Step::Hide, Some(Rule::NO_PERSONAL_DATA)), "{}", store.name);
        let line = &moderation::journal(&store, None, 10).await.unwrap()[0];
        assert_eq!((line.item, line.step), (item(&added), Step::Hide));

        let standing = appeals::standing(&store, &added.code, NOW).await.unwrap().unwrap();
        assert_eq!((standing.side, standing.decision.map(|about| about.id)), (Side::Author, Some(told.id)));
        appeals::make(&store, &added.code, "Die Nummer ist meine eigene.", NOW).await.unwrap();
        let new = NewAccount {
            email: domain::accounts::Email::parse("li@example.org").unwrap(),
            name: None,
            password_hash: None,
            language: Language::De,
            is_confirmed: true,
        };
        let account = Some(accounts::open(&store, new, NOW).await.unwrap());
        let li = Acting { account, role: Role::Moderator, scope: Scope::Everywhere };
        let appeal = appeals::open(&store, &li).await.unwrap().remove(0);
        let (rule, reason) = (Some(Rule::NO_PERSONAL_DATA), "Das stimmt.".to_owned());
        let ending = Ending { outcome: Outcome::Overturned, rule, reason, takes_over: false };
        appeals::decide(&store, &li, appeal.id, &ending, &[], NOW).await.unwrap();
        assert!(on_the_map(&store, &added).await);
        assert_eq!(opened(&store, &added).await.refused_because, None);
    }
}

#[tokio::test]
async fn the_words_beside_a_mark_are_changed_when_moderators_ask_and_checked_again() {
    for store in with_demo().await {
        let waiting = async || moderation::queue(&store, &Acting::OPERATOR, NOW).await.unwrap().len();
        let before = waiting().await;
        let added = marked(&store, 1, "Ruft Jana an: 0381 1234567").await;
        decide(&store, &added, Step::AskToChange).await;
        let asked = moderation::asked(&store, &Acting::OPERATOR).await.unwrap();
        assert_eq!(asked.iter().map(|entry| entry.item()).collect::<Vec<_>>(), [item(&added)], "{}", store.name);
        assert_eq!(waiting().await, before);
        let seen = opened(&store, &added).await.version;
        revise(&store, &added.code, &seen, "Ein guter Platz.", NOW).await.unwrap();
        assert_eq!(
            (waiting().await, moderation::asked(&store, &Acting::OPERATOR).await.unwrap().len()),
            (before + 1, 0)
        );
        let behind = revise(&store, &added.code, &seen, "Ein anderer Platz.", NOW).await;
        assert!(matches!(behind, Err(StoreError::Outdated)), "{behind:?}");
        decide(&store, &added, Step::Publish).await;
        let seen = opened(&store, &added).await.version;
        let late = revise(&store, &added.code, &seen, "Kauft meine Bänke.", NOW).await;
        assert!(matches!(late, Err(StoreError::Refused(Refusal::NotInThisStatus))), "{late:?}");
    }
}
