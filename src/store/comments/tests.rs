use domain::{
    boards::Moderation,
    comments::{ByStance, CommentSort, NewComment, Stance},
    ids::{CommentId, ProposalId},
    moderation::{Item, Rule, Step, Verdict},
    policy::{Acting, Refusal},
};

use super::*;
use crate::{
    Store, moderation,
    proposals::{find, find_for, samples::*},
    receipts::{self, Receipt},
    testing::NOW,
};

fn saying(text: &str, stance: Stance) -> NewComment {
    NewComment { stance, text: text.into(), author: None, reply_to: None }
}

async fn publish(store: &Store, id: CommentId) -> Result<(), StoreError> {
    moderation::publish(store, &Acting::OPERATOR, Item::comment(id), NOW).await
}

async fn refuse(store: &Store, id: CommentId, reason: &str) -> Result<(), StoreError> {
    moderation::hide(store, &Acting::OPERATOR, Item::comment(id), Rule::NO_HATE, reason, NOW).await
}

async fn said(store: &Store, id: ProposalId, number: u64, new: NewComment) -> CommentId {
    add(store, id, submission(number), &person(number), new, NOW.plus_days(number as i64)).await.unwrap().id
}

async fn first_page(store: &Store, id: ProposalId) -> domain::comments::Discussion {
    list(store, id, CommentSort::Oldest, 1, None).await.unwrap()
}

#[tokio::test]
async fn what_waits_is_seen_by_its_writer_alone_until_it_is_published() {
    for city in cities().await {
        let id = published(&city, 1, "Mehr Bänke am Hafen").await;
        let comment = said(&city, id, 5, saying("Gute Idee", Stance::For)).await;
        assert_eq!(first_page(&city, id).await.threads, []);
        let own = list(&city, id, CommentSort::Oldest, 1, Some(&person(5))).await.unwrap();
        assert!(own.threads[0].is_waiting);
        assert_eq!(own.stances, ByStance::default());
        for _ in 0..2 {
            publish(&city, comment).await.unwrap();
        }
        let seen = first_page(&city, id).await;
        assert_eq!((seen.threads.len(), seen.stances.in_favour.total(), seen.pages), (1, 1, 1));
        assert_eq!(find(&city, id).await.unwrap().unwrap().card.comments, 1);
        assert_eq!(events_of_kind(&city, "comment_published").await, 1);
    }
}

#[tokio::test]
async fn replies_that_are_too_many_for_a_page_are_counted() {
    for city in open_cities().await {
        let id = published(&city, 1, "Mehr Bänke am Hafen").await;
        let thread = said(&city, id, 5, saying("Gute Idee", Stance::For)).await;
        city.write(async |tx| {
            for number in 10..1_013 {
                let new = NewComment { reply_to: Some(thread), ..saying("Ja", Stance::For) };
                let (submission, person, at) = (submission(number), person(number), NOW.plus_days(number as i64));
                add_in(tx, city.keys(), id, &submission, &person, &new, crate::floods::Origin::Demo, at).await?;
            }
            Ok(())
        })
        .await
        .unwrap();
        let page = first_page(&city, id).await;
        assert_eq!((page.threads[0].replies.len(), page.replies_left_out), (1_000, 3), "{}", city.store.name);
        assert_eq!(page.threads[0].replies.last().unwrap().at, NOW.plus_days(1_012));
    }
}

#[tokio::test]
async fn a_writer_finds_their_receipt_and_nobody_elses() {
    for city in cities().await {
        let id = published(&city, 1, "Mehr Bänke am Hafen").await;
        let added = add(&city, id, submission(5), &person(5), saying("Gute Idee", Stance::For), NOW).await.unwrap();
        let other = published(&city, 2, "Mehr Schatten am Hafen").await;
        let of = async |proposal, who| {
            let met = find_for(&city, proposal, Some(&person(who)), Some(added.id)).await.unwrap();
            met.unwrap().receipt
        };
        assert_eq!(of(id, 5).await, Some(added.code.clone()), "{}", city.store.name);
        assert_eq!(of(id, 6).await, None);
        assert_eq!(of(other, 5).await, None);
    }
}

#[tokio::test]
async fn whoever_holds_the_receipt_takes_a_contribution_back_for_good() {
    for city in open_cities().await {
        let id = published(&city, 1, "Mehr Bänke am Hafen").await;
        let added = add(&city, id, submission(5), &person(5), saying("Gute Idee", Stance::For), NOW).await.unwrap();
        said(&city, id, 6, NewComment { reply_to: Some(added.id), ..saying("Stimmt", Stance::For) }).await;
        for _ in 0..2 {
            withdraw(&city, &added.code, NOW).await.unwrap();
        }
        let page = list(&city, id, CommentSort::Oldest, 1, Some(&person(5))).await.unwrap();
        let texts: Vec<_> = page.threads.iter().map(|comment| comment.text.as_str()).collect();
        assert_eq!((texts, page.stances.in_favour.total()), (vec!["Stimmt"], 1), "{}", city.store.name);
        assert_eq!(find(&city, id).await.unwrap().unwrap().card.comments, 1);
        assert_eq!(events_of_kind(&city, "comment_withdrawn").await, 1);
        let Some(Receipt::Comment(receipt)) = receipts::open(&city, &added.code).await.unwrap() else { panic!() };
        assert!(receipt.state == crate::visibility::Visibility::Withdrawn && !receipt.is_public);
        assert!(publish(&city, added.id).await.is_err());

        let refused = add(&city, id, submission(7), &person(5), saying("Kauft!", Stance::For), NOW).await.unwrap();
        refuse(&city, refused.id, "Werbung").await.unwrap();
        assert!(withdraw(&city, &refused.code, NOW).await.is_err());
    }
}

#[tokio::test]
async fn a_repeated_contribution_counts_once_and_another_one_needs_another_id() {
    for city in open_cities().await {
        let id = published(&city, 1, "Mehr Bänke am Hafen").await;
        let say = async |text| add(&city, id, submission(5), &person(5), saying(text, Stance::Note), NOW).await;
        let first = say("Ein Hinweis").await.unwrap();
        close_board(&city).await;
        assert_eq!(say("Ein Hinweis").await.unwrap(), first);
        assert!(matches!(say("Etwas anderes").await, Err(StoreError::SubmissionConflict)));
        assert_eq!(find(&city, id).await.unwrap().unwrap().card.comments, 1);
        let new = add(&city, id, submission(6), &person(5), saying("Zu spät", Stance::Note), NOW).await;
        assert!(matches!(new, Err(StoreError::Refused(Refusal::BoardClosed))), "{new:?}");
    }
}

#[tokio::test]
async fn a_reply_to_a_reply_stands_in_the_same_thread() {
    for city in open_cities().await {
        let id = published(&city, 1, "Mehr Bänke am Hafen").await;
        let other = published(&city, 2, "Etwas ganz anderes").await;
        let first = said(&city, id, 5, saying("Gute Idee", Stance::For)).await;
        let reply = NewComment { reply_to: Some(first), ..saying("Warum?", Stance::Note) };
        let second = said(&city, id, 6, reply.clone()).await;
        said(&city, id, 7, NewComment { reply_to: Some(second), ..saying("Darum.", Stance::For) }).await;
        let page = first_page(&city, id).await;
        assert_eq!(page.threads.len(), 1);
        let replies: Vec<_> = page.threads[0].replies.iter().map(|reply| reply.text.as_str()).collect();
        assert_eq!(replies, ["Warum?", "Darum."]);
        assert_eq!((page.stances.in_favour.total(), page.stances.note.total()), (2, 1));
        let astray = add(&city, other, submission(8), &person(8), reply, NOW).await;
        assert!(matches!(astray, Err(StoreError::NotFound)), "{astray:?}");
    }
}

#[tokio::test]
async fn a_long_discussion_has_pages_of_twenty_threads_in_both_orders() {
    for city in open_cities().await {
        let id = published(&city, 1, "Mehr Bänke am Hafen").await;
        for number in 1..=45 {
            said(&city, id, number, saying(&format!("Beitrag {number}"), Stance::Against)).await;
        }
        for (sort, first, last) in
            [(CommentSort::Oldest, "Beitrag 1", "Beitrag 45"), (CommentSort::Newest, "Beitrag 45", "Beitrag 1")]
        {
            let one = list(&city, id, sort, 1, None).await.unwrap();
            // A page that does not exist is the last one.
            let three = list(&city, id, sort, 99, None).await.unwrap();
            assert_eq!((one.pages, three.page, one.threads.len(), three.threads.len()), (3, 3, 20, 5));
            assert_eq!(one.threads[0].text, first);
            assert_eq!(three.threads[4].text, last);
        }
    }
}

#[tokio::test]
async fn a_refused_contribution_goes_and_the_replies_to_it_stay() {
    for city in open_cities().await {
        let id = published(&city, 1, "Mehr Bänke am Hafen").await;
        let first = said(&city, id, 5, saying("Eine Beleidigung", Stance::Against)).await;
        said(&city, id, 6, NewComment { reply_to: Some(first), ..saying("Bitte sachlich", Stance::Note) }).await;
        assert!(refuse(&city, first, "  ").await.is_err());
        for _ in 0..2 {
            refuse(&city, first, "Beleidigt andere").await.unwrap();
        }
        let page = first_page(&city, id).await;
        let texts: Vec<_> = page.threads.iter().map(|thread| thread.text.as_str()).collect();
        assert_eq!(texts, ["Bitte sachlich"]);
        assert_eq!(find(&city, id).await.unwrap().unwrap().card.comments, 1);

        let code = city.keys().receipt_code(&submission(5));
        let Some(Receipt::Comment(receipt)) = receipts::open(&city, &code).await.unwrap() else { panic!("no receipt") };
        assert_eq!(receipt.refused_because.as_deref(), Some("Beleidigt andere"));
        assert!(!receipt.is_public);
        // A mistake of the moderators is mended.
        let restore = Verdict::new(Step::Restore, Rule::NO_HATE, "Das war eine Frage.");
        moderation::decide(&city, &Acting::OPERATOR, Item::comment(first), None, &restore, NOW).await.unwrap();
        assert_eq!(find(&city, id).await.unwrap().unwrap().card.comments, 2);
    }
}

#[tokio::test]
async fn fifty_repetitions_at_once_are_one_contribution() {
    for city in cities().await {
        set_moderation(&city, Moderation::After).await;
        let id = published(&city, 1, "Mehr Bänke am Hafen").await;
        let tasks: Vec<_> = (0..50)
            .map(|_| {
                let store = city.store.store.clone();
                tokio::spawn(async move {
                    add(&store, id, submission(9), &person(9), saying("Gute Idee", Stance::For), NOW).await
                })
            })
            .collect();
        for task in tasks {
            task.await.unwrap().unwrap();
        }
        assert_eq!(find(&city, id).await.unwrap().unwrap().card.comments, 1, "{}", city.store.name);
        assert_eq!(events_of_kind(&city, "commented").await, 1);
    }
}
