//! Splitting, and moving to another board.

use super::*;
use crate::{
    appeals, boards,
    receipts::{self, Receipt},
};
use domain::{
    Moment,
    boards::Name,
    history::Happening,
    ids::{BoardId, PersonKey},
    moderation::SplitOff,
    moment::Period,
    proposals::NewProposal,
};

const BENCHES: &str = "Am Stadthafen fehlen Bänke, auf denen sich alle ausruhen können.";
const LIGHT: &str = "Außerdem ist es am Kanonsberg nachts viel zu dunkel für alle.";

fn two_wishes() -> NewProposal {
    NewProposal {
        text: format!("{BENCHES} {LIGHT}"),
        email: Some("ada@example.org".into()),
        ..proposal("Bänke und Licht")
    }
}

fn split() -> Verdict {
    let split = SplitOff { title: "Mehr Licht am Kanonsberg".into(), marked: [1].into() };
    Verdict { split: Some(split), ..verdict(Step::Split) }
}

async fn divided(city: &City, item: Item) -> ProposalId {
    decide(city, &Acting::OPERATOR, item, None, &split(), NOW).await.unwrap();
    decisions(city, item).await.unwrap().last().unwrap().target.unwrap()
}

#[tokio::test]
async fn a_split_takes_the_marked_text_and_leaves_the_supports() {
    for city in cities().await {
        let id = published_at(&city, 1, two_wishes(), NOW).await;
        supported_by(&city, id, [11, 12]).await;
        let new = divided(&city, Item::proposal(id)).await;
        let (first, second) = (find(&city, id).await.unwrap().unwrap(), find(&city, new).await.unwrap().unwrap());
        assert_eq!((first.text.as_str(), second.text.as_str()), (BENCHES, LIGHT), "{}", city.store.name);
        assert_eq!((first.card.supports, second.card.supports), (2, 0));
        assert_eq!(second.card.title, "Mehr Licht am Kanonsberg");
        assert_eq!((second.card.theme, second.card.status), (first.card.theme, Status::Published));
        let told = |detail: &domain::proposals::ProposalDetail| detail.timeline.last().unwrap().happening.clone();
        assert!(matches!(told(&first), Happening::SplitInto { target, .. } if target == new));
        assert!(matches!(told(&second), Happening::SplitFrom { source, .. } if source == id));
        let found = |words: &str| domain::filter::BoardFilter { query: words.into(), ..Default::default() };
        let light = proposals::list(&city, &found("kanonsberg"), 10).await.unwrap();
        assert_eq!(light.items.iter().map(|card| card.id).collect::<Vec<_>>(), [new], "search finds what is there now");
    }
}

#[tokio::test]
async fn one_receipt_opens_both_parts_of_a_split() {
    for city in cities().await {
        let done = submit(&city, submission(1), &person(1), two_wishes(), NOW).await.unwrap();
        let new = divided(&city, Item::proposal(done.id)).await;
        let Some(Receipt::Proposal(receipt)) = receipts::open(&city, &done.code).await.unwrap() else { panic!() };
        let (code, title) = receipt.parts.first().unwrap();
        assert_eq!(title, "Mehr Licht am Kanonsberg", "{}", city.store.name);
        let Some(Receipt::Proposal(part)) = receipts::open(&city, code).await.unwrap() else { panic!() };
        assert_eq!((part.detail.card.id, part.is_public), (new, false), "it waits as the first one does");
        // Sent again from a phone that lost the answer, it is still the same.
        assert_eq!(submit(&city, submission(1), &person(1), two_wishes(), NOW).await.unwrap().code, done.code);
        // Each part can be split again.
        let again = Item::proposal(done.id);
        let short = decide(&city, &Acting::OPERATOR, again, None, &split(), NOW).await;
        assert!(matches!(short, Err(StoreError::Verdict(VerdictError::PartsMissing))), "{short:?}");
    }
}

#[tokio::test]
async fn an_appeal_joins_the_parts_of_a_split_again_and_counts_everybody_once() {
    for city in cities().await {
        let done = submit(&city, submission(1), &person(1), two_wishes(), NOW).await.unwrap();
        proposals::publish(&city, done.id, NOW).await.unwrap();
        let part = divided(&city, Item::proposal(done.id)).await;
        supported_by(&city, done.id, [11, 12]).await;
        supported_by(&city, part, [12, 13]).await;
        overturn(&city, &done.code).await;

        let (first, second) = (find(&city, done.id).await.unwrap().unwrap(), find(&city, part).await.unwrap().unwrap());
        assert_eq!(first.text, format!("{BENCHES}\n\n{LIGHT}"), "{}", city.store.name);
        assert_eq!((first.card.supports, second.card.status), (3, Status::Merged));
        let told = &first.timeline.last().unwrap().happening;
        assert!(matches!(told, Happening::MergedFrom { source, .. } if *source == part), "{told:?}");
        let found = domain::filter::BoardFilter { query: "kanonsberg".into(), ..Default::default() };
        let found = proposals::list(&city, &found, 10).await.unwrap();
        assert_eq!(found.items.iter().map(|card| card.id).collect::<Vec<_>>(), [done.id]);
    }
}

#[tokio::test]
async fn a_part_that_went_its_own_way_stays_though_the_appeal_succeeds() {
    for city in cities().await {
        let done = submit(&city, submission(1), &person(1), two_wishes(), NOW).await.unwrap();
        proposals::publish(&city, done.id, NOW).await.unwrap();
        let part = divided(&city, Item::proposal(done.id)).await;
        proposals::withdraw(&city, part, NOW).await.unwrap();
        overturn(&city, &done.code).await;
        let (first, second) = (find(&city, done.id).await.unwrap().unwrap(), find(&city, part).await.unwrap().unwrap());
        assert_eq!((first.text.as_str(), second.card.status), (BENCHES, Status::Withdrawn), "{}", city.store.name);
    }
}

async fn overturn(city: &City, code: &domain::receipts::ReceiptCode) {
    let li = moderator(city, "li").await;
    appeals::make(city, code, "Das gehört zusammen.", NOW).await.unwrap();
    let appeal = appeals::open(city, &li).await.unwrap().remove(0);
    appeals::decide(city, &li, appeal.id, &overturned(), &[], NOW).await.unwrap();
}

fn overturned() -> appeals::Ending {
    appeals::Ending {
        outcome: appeals::Outcome::Overturned,
        rule: Some(Rule::ABOUT_ROSTOCK),
        reason: "Das stimmt.".into(),
        takes_over: false,
    }
}

#[tokio::test]
async fn what_an_office_decided_is_neither_split_nor_moved() {
    for city in cities().await {
        let id = published_at(&city, 1, two_wishes(), NOW).await;
        proposals::withdraw(&city, id, NOW).await.unwrap();
        let late = decide(&city, &Acting::OPERATOR, Item::proposal(id), None, &split(), NOW).await;
        assert!(matches!(late, Err(StoreError::Verdict(VerdictError::NotPossible))), "{late:?}");
    }
}

async fn second_board(city: &City) -> BoardId {
    let name = Name::of("Der Hafen von morgen", "hafen").unwrap();
    let always = Period { start: Moment(0), end: None };
    boards::open(city, &Acting::OPERATOR, &name, always, NOW).await.unwrap()
}

#[tokio::test]
async fn a_moved_proposal_says_from_where_and_an_appeal_brings_it_back() {
    for city in cities().await {
        let done = submit(&city, submission(1), &person(1), two_wishes(), NOW).await.unwrap();
        let item = Item::proposal(done.id);
        let (mo, li) = (moderator(&city, "mo").await, moderator(&city, "li").await);
        assert!(!case(&city, &mo, item).await.unwrap().possible.contains(&Step::Move), "there is one board only");
        let harbour = second_board(&city).await;
        assert!(case(&city, &mo, item).await.unwrap().possible.contains(&Step::Move));
        proposals::publish(&city, done.id, NOW).await.unwrap();
        supported_by(&city, done.id, [11]).await;

        for board in [None, Some(BoardId(999))] {
            let nowhere = Verdict { board, ..verdict(Step::Move) };
            let refused = decide(&city, &mo, item, None, &nowhere, NOW).await;
            assert!(matches!(refused, Err(StoreError::Verdict(VerdictError::BoardMissing))), "{refused:?}");
        }
        let there = Verdict { board: Some(harbour), ..verdict(Step::Move) };
        decide(&city, &mo, item, None, &there, NOW).await.unwrap();
        let moved = find(&city, done.id).await.unwrap().unwrap();
        assert_eq!((moved.board.id, moved.card.supports), (harbour, 1), "{}", city.store.name);
        let told = &moved.timeline.last().unwrap().happening;
        assert!(matches!(told, Happening::Moved { to, .. } if to == "Der Hafen von morgen"), "{told:?}");

        appeals::make(&city, &done.code, "Das gehört nicht an den Hafen.", NOW).await.unwrap();
        let appeal = appeals::open(&city, &li).await.unwrap().remove(0);
        appeals::decide(&city, &li, appeal.id, &overturned(), &[], NOW).await.unwrap();
        assert_ne!(find(&city, done.id).await.unwrap().unwrap().board.id, harbour);
    }
}

#[tokio::test]
async fn who_follows_both_of_two_merged_proposals_is_told_once() {
    for city in cities().await {
        let (source, target) = (published(&city, 1, "Bänke am Hafen").await, published(&city, 2, "Sitzplätze").await);
        let both: PersonKey = person(21);
        while crate::news::spread(&city, NOW).await.unwrap() {}
        for (who, id) in [(21, source), (21, target), (22, source), (23, target)] {
            let topic = domain::news::Topic::Proposal(id);
            crate::news::follow(&city, &person(who), &topic, Default::default(), NOW).await.unwrap();
        }
        let merge = Verdict { into: Some(target), rule: Some(Rule::MERGING), ..verdict(Step::Merge) };
        decide(&city, &Acting::OPERATOR, Item::proposal(source), None, &merge, NOW).await.unwrap();
        let followed = |who: PersonKey| {
            let store = city.store.store.clone();
            async move { crate::news::followed(&store, &who).await.unwrap().len() }
        };
        assert_eq!((followed(both).await, followed(person(22)).await), (2, 2), "{}", city.store.name);
        while crate::news::spread(&city, NOW).await.unwrap() {}
        for who in 21..=23 {
            assert_eq!(crate::news::unread(&city, &person(who)).await.unwrap(), 1, "{who} {}", city.store.name);
        }
    }
}
