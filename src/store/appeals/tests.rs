mod parallel;

use domain::{
    Language,
    moderation::{Ground, NewReport, Rule, Step, Verdict},
    policy::{Role, Scope},
};

use super::*;
use crate::{
    accounts,
    moderation::{Recipient, decide as decided, decisions},
    proposals::{find, samples::*, submit},
    receipts::{self, Receipt},
    reports,
    testing::NOW,
};

async fn moderator(store: &Store, name: &str) -> Acting {
    let account = accounts::open(store, accounts::tests::new(&format!("{name}@example.org")), NOW).await.unwrap();
    Acting { account: Some(account), role: Role::Moderator, scope: Scope::Everywhere }
}

/// Somebody reports it and gives `NUMBER@example.org`.
async fn reported(city: &City, item: Item, number: u64) -> ReceiptCode {
    let new = NewReport {
        ground: Ground::Illegal,
        text: format!("Das beleidigt mich, {number}."),
        name: None,
        email: Some(format!("{number}@example.org")),
        language: Language::De,
    };
    reports::send(city, item, submission(number), &new, None, NOW).await.unwrap()
}

fn verdict(step: Step) -> Verdict {
    Verdict::new(step, Rule::NO_HATE, "So haben wir es gesehen.")
}

fn ending(outcome: Outcome) -> Ending {
    Ending { outcome, rule: Some(Rule::NO_HATE), reason: "Wir haben neu gelesen.".into(), takes_over: false }
}

async fn end(city: &City, by: &Acting, id: i64, outcome: Outcome) {
    decide(city, by, id, &ending(outcome), &[], NOW).await.unwrap();
}

async fn of(city: &City, code: &ReceiptCode) -> Standing {
    standing(city, code, NOW).await.unwrap().unwrap()
}

/// The words of one's appeals, and how they ended.
async fn made(city: &City, code: &ReceiptCode) -> Vec<(String, Option<Outcome>)> {
    of(city, code).await.appeals.into_iter().map(|one| (one.words, one.ended.map(|(outcome, ..)| outcome))).collect()
}

fn addresses(people: &[Recipient]) -> Vec<&str> {
    people.iter().map(|to| to.email.as_str()).collect()
}

/// A public proposal with the address of its author, the receipt of it, and those of two who reported it; it was kept.
async fn kept(city: &City, by: &Acting) -> (Item, ReceiptCode, [ReceiptCode; 2]) {
    let new = domain::proposals::NewProposal { email: Some("ada@example.org".into()), ..proposal("Bänke am Hafen") };
    let done = submit(city, submission(1), &person(1), new, NOW).await.unwrap();
    crate::proposals::publish(city, done.id, NOW).await.unwrap();
    let item = Item::proposal(done.id);
    let codes = [reported(city, item, 21).await, reported(city, item, 22).await];
    decided(city, by, item, None, &verdict(Step::Keep), NOW).await.unwrap();
    (item, done.code, codes)
}

#[tokio::test]
async fn each_of_two_who_reported_appeals_and_sees_their_own_appeal_alone() {
    for city in cities().await {
        let (mo, li) = (moderator(&city, "mo").await, moderator(&city, "li").await);
        let (item, author, [one, two]) = kept(&city, &mo).await;
        make(&city, &one, "Das meint mich.", NOW).await.unwrap();
        let again = make(&city, &one, "Und noch einmal.", NOW).await;
        assert!(matches!(again, Err(StoreError::Verdict(VerdictError::NotPossible))), "once: {again:?}");
        assert!(made(&city, &two).await.is_empty() && of(&city, &two).await.decision.is_some(), "{}", city.store.name);
        make(&city, &two, "Das meint meine Nachbarn.", NOW).await.unwrap();
        make(&city, &author, "Lasst es doch stehen.", NOW).await.unwrap();
        let again = make(&city, &author, "Und noch einmal.", NOW).await;
        assert!(matches!(again, Err(StoreError::Verdict(VerdictError::NotPossible))), "once: {again:?}");
        for (code, words) in [(&one, "Das meint mich."), (&two, "Das meint meine Nachbarn.")] {
            assert_eq!(made(&city, code).await, [(words.to_owned(), None)], "{}", city.store.name);
        }

        // One is upheld; the other still waits and is decided for itself.
        let ids: Vec<i64> = open(&city, &li).await.unwrap().into_iter().map(|appeal| appeal.id).collect();
        let [first, second, third] = ids[..] else { panic!("{ids:?}") };
        let opened = super::find(&city, &li, first).await.unwrap().unwrap();
        let besides: Vec<i64> = besides(&city, &li, &opened).await.unwrap().iter().map(|one| one.id).collect();
        assert_eq!(besides, [second, third], "whoever decides reads them all");
        let told = recipients(&city, &li, first, Outcome::Upheld).await.unwrap();
        assert_eq!((addresses(&told.appealed), told.undone.is_none()), (vec!["21@example.org"], true));
        end(&city, &li, first, Outcome::Upheld).await;
        assert_eq!(made(&city, &one).await[0].1, Some(Outcome::Upheld));
        assert_eq!(made(&city, &two).await[0].1, None, "{}", city.store.name);

        // The other succeeds: what waits against the same decision ends with it, and the first is told.
        end(&city, &li, second, Outcome::Overturned).await;
        assert_eq!(made(&city, &two).await[0].1, Some(Outcome::Overturned));
        assert_eq!(made(&city, &author).await[0].1, Some(Outcome::Overturned));
        let late = decide(&city, &li, third, &ending(Outcome::Upheld), &[], NOW).await;
        assert!(matches!(late, Err(StoreError::Outdated)), "{late:?}");
        let first = of(&city, &one).await;
        assert_eq!(first.appeals[0].ended.as_ref().unwrap().0, Outcome::Upheld);
        assert_eq!(first.undone, Some(("Wir haben neu gelesen.".into(), NOW)), "{}", city.store.name);
        assert_eq!((of(&city, &two).await.undone, of(&city, &author).await.undone), (None, None));
        assert_eq!(decisions(&city, item).await.unwrap().last().unwrap().step, Step::Hide);
        let log = crate::audit::list(&city, &crate::audit::Search::default()).await.unwrap();
        assert_eq!(log.iter().filter(|entry| entry.action == "appeal_decided").count(), 3);
    }
}

#[tokio::test]
async fn nobody_appeals_against_a_decision_that_another_appeal_undid() {
    for city in cities().await {
        let (mo, li) = (moderator(&city, "mo").await, moderator(&city, "li").await);
        let (_, _, [one, two]) = kept(&city, &mo).await;
        make(&city, &one, "Das meint mich.", NOW).await.unwrap();
        let id = open(&city, &li).await.unwrap()[0].id;
        end(&city, &li, id, Outcome::Overturned).await;
        let other = of(&city, &two).await;
        assert_eq!((other.decision, other.appeals.len()), (None, 0), "{}", city.store.name);
        assert!(other.undone.is_some());
        let late = make(&city, &two, "Das meint mich auch.", NOW).await;
        assert!(matches!(late, Err(StoreError::Verdict(VerdictError::NotPossible))), "{late:?}");
    }
}

#[tokio::test]
async fn who_is_concerned_by_what_is_undone_is_written_to_and_nobody_twice() {
    for city in cities().await {
        let (mo, li) = (moderator(&city, "mo").await, moderator(&city, "li").await);
        let (item, author, [one, _]) = kept(&city, &mo).await;
        make(&city, &one, "Das meint mich.", NOW).await.unwrap();
        let id = open(&city, &li).await.unwrap()[0].id;
        let told = recipients(&city, &li, id, Outcome::Overturned).await.unwrap();
        assert_eq!(addresses(&told.appealed), ["21@example.org"], "{}", city.store.name);
        let (step, others) = told.undone.unwrap();
        assert_eq!((step, addresses(&others)), (Step::Hide, vec!["ada@example.org", "22@example.org"]));
        assert_eq!(others.iter().map(|to| to.is_author).collect::<Vec<_>>(), [true, false]);
        assert_eq!(others[0].code, author);
        end(&city, &li, id, Outcome::Overturned).await;

        // Its author succeeds against that: those who were told that it is hidden are told again.
        make(&city, &author, "Das war keine Beleidigung.", NOW).await.unwrap();
        let id = open(&city, &mo).await.unwrap()[0].id;
        let told = recipients(&city, &mo, id, Outcome::Overturned).await.unwrap();
        assert_eq!(addresses(&told.appealed), ["ada@example.org"]);
        let (step, others) = told.undone.unwrap();
        assert_eq!((step, addresses(&others)), (Step::Restore, vec!["21@example.org", "22@example.org"]));
        end(&city, &mo, id, Outcome::Overturned).await;
        assert!(find(&city, domain::ids::ProposalId(item.id)).await.unwrap().is_some(), "{}", city.store.name);
        let Some(Receipt::Report(read)) = receipts::open(&city, &one).await.unwrap() else { panic!() };
        assert_eq!(read.later.iter().map(|one| one.step).collect::<Vec<_>>(), [Step::Hide, Step::Restore]);
    }
}

#[tokio::test]
async fn who_was_told_that_something_was_hidden_is_told_when_it_is_seen_again() {
    for city in cities().await {
        let (mo, li) = (moderator(&city, "mo").await, moderator(&city, "li").await);
        let new =
            domain::proposals::NewProposal { email: Some("ada@example.org".into()), ..proposal("Bänke am Hafen") };
        let done = submit(&city, submission(1), &person(1), new, NOW).await.unwrap();
        crate::proposals::publish(&city, done.id, NOW).await.unwrap();
        let item = Item::proposal(done.id);
        let report = reported(&city, item, 21).await;
        decided(&city, &mo, item, None, &verdict(Step::Hide), NOW).await.unwrap();
        make(&city, &done.code, "Das war keine Beleidigung.", NOW).await.unwrap();
        let id = open(&city, &li).await.unwrap()[0].id;
        let told = recipients(&city, &li, id, Outcome::Overturned).await.unwrap();
        assert_eq!(addresses(&told.appealed), ["ada@example.org"], "{}", city.store.name);
        let (step, others) = told.undone.unwrap();
        assert_eq!((step, addresses(&others)), (Step::Restore, vec!["21@example.org"]));

        let mail = |key: &str| crate::mail::Mail {
            key: key.into(),
            to: "ada@example.org".into(),
            subject: String::new(),
            text: String::new(),
            html: String::new(),
            list_unsubscribe: None,
        };
        let letters =
            [("a", false), ("b", true)].map(|(key, undoing)| Letter { mail: mail(key), tells_undoing: undoing });
        decide(&city, &li, id, &ending(Outcome::Overturned), &letters, NOW).await.unwrap();
        let sent = crate::jobs::list(&city, None, None, 10).await.unwrap().len();
        assert_eq!(sent, 2, "{}", city.store.name);
        assert!(of(&city, &report).await.undone.is_some());
    }
}

#[tokio::test]
async fn what_cannot_be_undone_any_more_is_told_to_nobody() {
    for city in cities().await {
        let (mo, li) = (moderator(&city, "mo").await, moderator(&city, "li").await);
        let (item, _, [one, _]) = kept(&city, &mo).await;
        make(&city, &one, "Das meint mich.", NOW).await.unwrap();
        // A colleague hid it meanwhile.
        decided(&city, &mo, item, None, &verdict(Step::Hide), NOW).await.unwrap();
        let id = open(&city, &li).await.unwrap()[0].id;
        let mail = crate::mail::Mail {
            key: "c".into(),
            to: "ada@example.org".into(),
            subject: String::new(),
            text: String::new(),
            html: String::new(),
            list_unsubscribe: None,
        };
        let letters = [Letter { mail, tells_undoing: true }];
        decide(&city, &li, id, &ending(Outcome::Overturned), &letters, NOW).await.unwrap();
        assert_eq!(crate::jobs::list(&city, None, None, 10).await.unwrap().len(), 0, "{}", city.store.name);
        assert_eq!(made(&city, &one).await[0].1, Some(Outcome::Overturned));
    }
}
