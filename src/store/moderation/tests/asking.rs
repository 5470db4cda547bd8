use super::*;
use crate::receipts::{self, CommentReceipt, Receipt};

fn saying(text: &str) -> NewComment {
    NewComment { stance: Stance::Note, text: text.into(), author: None, reply_to: None }
}

async fn receipt_of(city: &City, code: &domain::receipts::ReceiptCode) -> CommentReceipt {
    match receipts::open(city, code).await.unwrap() {
        Some(Receipt::Comment(receipt)) => receipt,
        other => panic!("{other:?}"),
    }
}

/// Who waits for whom: in the queue, and for an author.
async fn waiting_for(city: &City, by: &Acting) -> (Vec<Item>, Vec<Item>) {
    let items = |all: Vec<QueueItem>| all.iter().map(QueueItem::item).collect();
    (items(queue(city, by, NOW).await.unwrap()), items(asked(city, by).await.unwrap()))
}

#[tokio::test]
async fn the_author_of_a_comment_is_asked_to_change_it_and_then_it_is_checked_again() {
    for city in cities().await {
        let (id, by) = (published(&city, 1, "Bänke am Hafen").await, moderator(&city, "mo").await);
        let new = saying("Ruft Jana an: 0381 1234567");
        let added = comments::add(&city, id, submission(7), &person(7), new, NOW).await.unwrap();
        let item = Item::comment(added.id);
        decide(&city, &by, item, None, &verdict(Step::AskToChange), NOW).await.unwrap();
        assert_eq!(waiting_for(&city, &by).await, (vec![], vec![item]), "{}", city.store.name);
        let told = receipt_of(&city, &added.code).await;
        assert!(told.comment.is_waiting && !told.is_public, "asking publishes nothing");
        assert_eq!((told.decisions[0].step, told.decisions[0].is_done), (Step::AskToChange, false));
        let again = decide(&city, &by, item, None, &verdict(Step::AskToChange), NOW).await;
        assert!(matches!(again, Err(StoreError::Verdict(VerdictError::NotPossible))), "{again:?}");

        let (seen, better) = (told.version, saying("Bänke mit Lehnen, bitte."));
        let shown_before = shown(&city, &by, item).await;
        comments::revise(&city, &added.code, &seen, &better, NOW).await.unwrap();
        comments::revise(&city, &added.code, &seen, &better, NOW).await.unwrap();
        assert_eq!(waiting_for(&city, &by).await, (vec![item], vec![]), "{}", city.store.name);
        let late = decide(&city, &by, item, Some(&shown_before), &Verdict::PUBLISH, NOW).await;
        assert!(matches!(late, Err(StoreError::Outdated)), "{late:?}");
        decide(&city, &by, item, None, &Verdict::PUBLISH, NOW).await.unwrap();
        let done = receipt_of(&city, &added.code).await;
        assert_eq!((done.comment.text.as_str(), done.is_public), ("Bänke mit Lehnen, bitte.", true));
    }
}

#[tokio::test]
async fn a_comment_is_changed_while_it_waits_and_not_past_another_window() {
    for city in cities().await {
        let id = published(&city, 1, "Bänke am Hafen").await;
        let added = comments::add(&city, id, submission(7), &person(7), saying("Gute Idee"), NOW).await.unwrap();
        let seen = receipt_of(&city, &added.code).await.version;
        let say = async |seen: &str, text: &str| comments::revise(&city, &added.code, seen, &saying(text), NOW).await;
        say(&seen, "Gute Idee!").await.unwrap();
        let behind = say(&seen, "Andere Idee").await;
        assert!(matches!(behind, Err(StoreError::Outdated)), "{behind:?}");
        decide(&city, &Acting::OPERATOR, Item::comment(added.id), None, &Verdict::PUBLISH, NOW).await.unwrap();
        let seen = receipt_of(&city, &added.code).await.version;
        let late = say(&seen, "Kauft meine Bänke").await;
        assert!(matches!(late, Err(StoreError::Refused(Refusal::NotInThisStatus))), "{late:?}");
        assert_eq!(receipt_of(&city, &added.code).await.comment.text, "Gute Idee!", "{}", city.store.name);
    }
}

#[tokio::test]
async fn taking_out_what_was_asked_for_is_the_change() {
    for city in cities().await {
        let (id, by) = (published(&city, 1, "Bänke am Hafen").await, moderator(&city, "mo").await);
        let new = saying("Ruft Jana an: 0381 1234567");
        let added = comments::add(&city, id, submission(7), &person(7), new, NOW).await.unwrap();
        let item = Item::comment(added.id);
        decide(&city, &by, item, None, &verdict(Step::AskToChange), NOW).await.unwrap();
        let removal = crate::redact::Removal { words: vec![("0381 1234567".into(), "[Telefonnummer]")], author: false };
        assert!(crate::redact::comment(&city, &added.code, &removal, NOW).await.unwrap());
        assert_eq!(waiting_for(&city, &by).await, (vec![item], vec![]), "{}", city.store.name);
    }
}

#[tokio::test]
async fn who_confirmed_an_address_is_written_to_about_a_comment() {
    for city in cities().await {
        let (id, by) = (published(&city, 1, "Bänke am Hafen").await, moderator(&city, "mo").await);
        let account = accounts::find(&city, by.account.unwrap()).await.unwrap().unwrap();
        let mut codes = Vec::new();
        for (number, writer) in [(7, &account.person), (8, &person(8))] {
            let text = saying(&format!("Gute Idee {number}"));
            let added = comments::add(&city, id, submission(number), writer, text, NOW).await.unwrap();
            let people = recipients(&city, Item::comment(added.id), Step::AskToChange).await.unwrap();
            codes.extend(people.into_iter().map(|to| (to.email, to.code, added.code.clone(), to.is_author)));
        }
        let [(email, to, code, true)] = codes.as_slice() else { panic!("{} letters", codes.len()) };
        assert_eq!((email.as_str(), to), ("mo@example.org", code), "{}", city.store.name);
    }
}

#[tokio::test]
async fn who_is_asked_to_change_something_is_told_once_and_until_they_did() {
    for city in cities().await {
        let (id, by) = (published(&city, 1, "Bänke am Hafen").await, moderator(&city, "mo").await);
        let own = waiting(&city, 7).await;
        let added = comments::add(&city, id, submission(8), &person(7), saying("Kauft Bänke"), NOW).await.unwrap();
        let comment = Item::comment(added.id);
        for item in [own, comment] {
            decide(&city, &by, item, None, &verdict(Step::AskToChange), NOW).await.unwrap();
        }
        let asked = async |who: u64| requests(&city, &person(who)).await.unwrap();
        let told = asked(7).await;
        assert_eq!(told.iter().map(|one| one.item).collect::<Vec<_>>(), [comment, own], "{}", city.store.name);
        let first = told.first().unwrap();
        assert_eq!((first.name.as_str(), first.reason.as_str()), ("Kauft Bänke", "Der Text nennt eine Person."));
        assert_eq!((first.rule, &first.code), (Some(Rule::NO_PERSONAL_DATA), &added.code));
        assert_eq!((asked(1).await, asked(8).await), (vec![], vec![]), "nobody else");

        let seen = receipt_of(&city, &added.code).await.version;
        comments::revise(&city, &added.code, &seen, &saying("Bänke mit Lehnen"), NOW).await.unwrap();
        assert_eq!(asked(7).await.iter().map(|one| one.item).collect::<Vec<_>>(), [own], "{}", city.store.name);
        // It was not enough: asked again, told again.
        decide(&city, &by, comment, None, &verdict(Step::AskToChange), NOW).await.unwrap();
        assert_eq!(asked(7).await.len(), 2);
        decide(&city, &by, comment, None, &verdict(Step::Hide), NOW).await.unwrap();
        proposals::withdraw(&city, ProposalId(own.id), NOW).await.unwrap();
        assert_eq!(asked(7).await, [], "there is nothing to change any more: {}", city.store.name);
    }
}
