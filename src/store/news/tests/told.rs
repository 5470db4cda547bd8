//! Who is told of what, and who is not.

use domain::{
    comments::{NewComment, Stance},
    filter::BoardFilter,
    ids::ProposalId,
    news::{Tie, Topic},
    proposals::{PlaceChoice, Status},
};

use super::*;
use crate::{
    comments,
    proposals::{answer, publish, reject, samples::*, submit, withdraw},
    supports,
};

async fn follows(city: &City, number: u64, topic: Topic) {
    follow(city, &person(number), &topic, Delivery::Inbox, NOW).await.unwrap();
}

fn comment(text: &str) -> NewComment {
    NewComment { stance: Stance::For, text: text.into(), author: None, reply_to: None }
}

async fn said(city: &City, id: ProposalId, number: u64) -> domain::ids::CommentId {
    comments::add(city, id, submission(number), &person(number), comment("Gute Idee"), NOW).await.unwrap().id
}

#[tokio::test]
async fn whoever_wrote_or_supports_a_proposal_is_told_when_its_state_changes() {
    for city in cities().await {
        let id = published(&city, 1, "Mehr Bänke am Hafen").await;
        supported_by(&city, id, [2, 3]).await;
        for to in [Status::UnderReview, Status::Accepted, Status::InProgress, Status::Implemented] {
            answer(&city, &domain::policy::Acting::OPERATOR, id, answer_to(to), NOW).await.unwrap();
        }
        let changes = ["status_changed"; 4];
        assert_eq!(told(&city, 1).await, [&["published"], changes.as_slice()].concat(), "{}", city.store.name);
        assert_eq!(told(&city, 2).await, changes);
        assert_eq!(told(&city, 3).await, changes);
        assert_eq!(told(&city, 4).await, Vec::<&str>::new());
        let items = items_of(&city, 2).await;
        assert!(is_to(&items[0].happening, Status::Implemented), "the latest first");
        assert_eq!((items[0].title.as_deref(), items[0].tie), (Some("Mehr Bänke am Hafen"), Tie::Supporter));
    }
}

#[tokio::test]
async fn whoever_took_the_support_back_is_told_no_more() {
    for city in cities().await {
        let id = published(&city, 1, "Mehr Bänke am Hafen").await;
        supported_by(&city, id, [2, 3]).await;
        supports::withdraw(&city, id, &person(3), NOW).await.unwrap();
        answer(&city, &domain::policy::Acting::OPERATOR, id, answer_to(Status::UnderReview), NOW).await.unwrap();
        assert_eq!((told(&city, 2).await.len(), told(&city, 3).await.len()), (1, 0), "{}", city.store.name);
    }
}

#[tokio::test]
async fn nobody_is_told_of_what_they_did_themselves() {
    for city in open_cities().await {
        let id = submit(&city, submission(1), &person(1), proposal("Mehr Bänke am Hafen"), NOW).await.unwrap().id;
        spread_all(&city, NOW).await;
        follows(&city, 1, Topic::Proposal(id)).await;
        follows(&city, 1, Topic::Theme(domain::Theme::Verkehr)).await;
        follows(&city, 2, Topic::Proposal(id)).await;
        said(&city, id, 2).await;
        withdraw(&city, id, NOW).await.unwrap();
        assert_eq!(told(&city, 1).await, ["commented"], "{}", city.store.name);
        assert_eq!(told(&city, 2).await, ["withdrawn"]);
    }
}

#[tokio::test]
async fn a_comment_is_news_once_it_can_be_read_and_only_once() {
    for city in cities().await {
        let id = published(&city, 1, "Mehr Bänke am Hafen").await;
        spread_all(&city, NOW).await;
        follows(&city, 2, Topic::Proposal(id)).await;
        let waiting = said(&city, id, 3).await;
        assert_eq!(told(&city, 2).await, Vec::<&str>::new(), "{}", city.store.name);
        comments::publish(&city, waiting, NOW).await.unwrap();
        let refused = said(&city, id, 4).await;
        comments::refuse(&city, refused, "Regel 6: nennt eine Person.", NOW).await.unwrap();
        assert_eq!(told(&city, 2).await, ["comment_published"]);
        assert_eq!(told(&city, 3).await, ["comment_published"], "its writer");
        assert_eq!(told(&city, 4).await, ["comment_refused"], "its writer");
        // Both events of the log are read at once here.
        let at_once = said(&city, id, 5).await;
        comments::publish(&city, at_once, NOW).await.unwrap();
        assert_eq!(told(&city, 2).await, ["comment_published"; 2]);
    }
}

#[tokio::test]
async fn a_theme_an_ortsteil_and_a_search_tell_of_new_proposals_that_fit() {
    for city in cities().await {
        let search = |pairs: &[(&str, &str)]| Topic::of_board(&BoardFilter::from_pairs(pairs.iter().copied())).unwrap();
        follows(&city, 10, Topic::Theme(domain::Theme::Verkehr)).await;
        follows(&city, 11, Topic::District("evershagen".into())).await;
        follows(&city, 12, search(&[("q", "bank"), ("thema", "verkehr")])).await;
        follows(&city, 13, search(&[("q", "fähre")])).await;
        follows(&city, 14, Topic::Theme(domain::Theme::Kultur)).await;
        let place = PlaceChoice::District(city.evershagen);
        let new = domain::proposals::NewProposal { place, ..proposal("Mehr Bänke im Park") };
        published_at(&city, 1, new, NOW).await;
        published(&city, 2, "Eine Fähre nach Gehlsdorf").await;
        assert_eq!(told(&city, 10).await.len(), 2, "{}", city.store.name);
        for (number, tie, title) in [
            (11, Tie::District, "Mehr Bänke im Park"),
            (12, Tie::Search, "Mehr Bänke im Park"),
            (13, Tie::Search, "Eine Fähre nach Gehlsdorf"),
        ] {
            let items = items_of(&city, number).await;
            let [item] = items.as_slice() else { panic!("{number}: {items:?}") };
            assert_eq!((item.tie, item.title.as_deref()), (tie, Some(title)));
            assert!(item.topic.is_some(), "which one it was");
        }
        assert_eq!(told(&city, 14).await.len(), 0);
    }
}

#[tokio::test]
async fn a_search_for_a_status_tells_of_proposals_that_come_into_it() {
    for city in cities().await {
        let filter = BoardFilter::from_pairs([("q", "bank"), ("status", "angenommen")]);
        follows(&city, 10, Topic::of_board(&filter).unwrap()).await;
        let id = published(&city, 1, "Mehr Bänke am Hafen").await;
        answer(&city, &domain::policy::Acting::OPERATOR, id, answer_to(Status::UnderReview), NOW).await.unwrap();
        assert_eq!(told(&city, 10).await.len(), 0, "{}", city.store.name);
        answer(&city, &domain::policy::Acting::OPERATOR, id, answer_to(Status::Accepted), NOW).await.unwrap();
        assert_eq!(told(&city, 10).await, ["status_changed"]);
    }
}

#[tokio::test]
async fn what_happened_before_somebody_followed_is_no_news_to_them() {
    for city in cities().await {
        let id = published(&city, 1, "Mehr Bänke am Hafen").await;
        let later = Moment(NOW.0 + 1);
        follow(&city, &person(2), &Topic::Proposal(id), Delivery::Inbox, later).await.unwrap();
        assert_eq!(told(&city, 2).await, Vec::<&str>::new(), "{}", city.store.name);
        answer(&city, &domain::policy::Acting::OPERATOR, id, answer_to(Status::UnderReview), later).await.unwrap();
        assert_eq!(told(&city, 2).await, ["status_changed"]);
    }
}

#[tokio::test]
async fn several_reasons_make_one_piece_of_news() {
    for city in cities().await {
        let id = published(&city, 1, "Mehr Bänke am Hafen").await;
        spread_all(&city, NOW).await;
        supported_by(&city, id, [1]).await;
        follows(&city, 1, Topic::Proposal(id)).await;
        answer(&city, &domain::policy::Acting::OPERATOR, id, answer_to(Status::UnderReview), NOW).await.unwrap();
        let items = items_of(&city, 1).await;
        assert_eq!(items.len(), 2, "{}", city.store.name);
        assert_eq!(items[0].tie, Tie::Author, "the first reason counts");
    }
}

#[tokio::test]
async fn what_was_taken_off_the_board_is_told_without_its_words_to_all_but_its_author() {
    for city in cities().await {
        let id = published(&city, 1, "Die Nachbarin Erika Beispiel stört").await;
        supported_by(&city, id, [2]).await;
        follows(&city, 3, Topic::Theme(domain::Theme::Verkehr)).await;
        reject(&city, id, "Regel 6: nennt Erika Beispiel.", NOW).await.unwrap();
        let shown = |items: &[Item]| format!("{items:?}");
        let supporter = items_of(&city, 2).await;
        assert_eq!(supporter.len(), 1, "{}", city.store.name);
        assert!(!shown(&supporter).contains("Erika"), "{supporter:?}");
        // It is off the board before the follower was told of it.
        assert_eq!(items_of(&city, 3).await, []);
        let author = items_of(&city, 1).await;
        assert!(shown(&author).contains("Erika") && is_to(&author[0].happening, Status::Rejected));
        let own: Vec<_> = followed(&city, &person(3)).await.unwrap().into_iter().map(|one| one.title).collect();
        assert_eq!(own, [None]);
    }
}

#[tokio::test]
async fn the_people_of_a_merged_proposal_are_told_where_it_lives_on() {
    for city in cities().await {
        let (id, target) = (published(&city, 1, "Mehr Bänke").await, published(&city, 2, "Bänke am Hafen").await);
        supported_by(&city, id, [3]).await;
        spread_all(&city, NOW).await;
        let merge = domain::proposals::NewAnswer { merge_into: Some(target), ..answer_to(Status::Merged) };
        answer(&city, &domain::policy::Acting::OPERATOR, id, merge, NOW).await.unwrap();
        let items = items_of(&city, 3).await;
        assert_eq!(items.len(), 1, "{}: {items:?}", city.store.name);
        assert_eq!((items[0].proposal, items[0].lives_on), (id, Some(target)));
        assert_eq!(told(&city, 2).await, ["published", "merged_from"]);
    }
}

#[tokio::test]
async fn invented_people_are_told_nothing() {
    for city in cities().await {
        let id = published(&city, 1, "Mehr Bänke am Hafen").await;
        let invented = PersonKey("demo-0001".into());
        supports::support(&city, id, &invented, NOW).await.unwrap();
        answer(&city, &domain::policy::Acting::OPERATOR, id, answer_to(Status::UnderReview), NOW).await.unwrap();
        spread_all(&city, NOW).await;
        assert_eq!(inbox(&city, &invented, None, 9).await.unwrap(), [], "{}", city.store.name);
    }
}

#[tokio::test]
async fn what_is_read_is_no_longer_new() {
    for city in cities().await {
        let id = submit(&city, submission(1), &person(1), proposal("Mehr Bänke am Hafen"), NOW).await.unwrap().id;
        publish(&city, id, NOW).await.unwrap();
        let items = items_of(&city, 1).await;
        assert!(items[0].is_new, "{}", city.store.name);
        mark_read(&city, &person(1), items[0].id, NOW).await.unwrap();
        answer(&city, &domain::policy::Acting::OPERATOR, id, answer_to(Status::UnderReview), NOW).await.unwrap();
        let items = items_of(&city, 1).await;
        assert_eq!(items.iter().map(|item| item.is_new).collect::<Vec<_>>(), [true, false]);
        assert_eq!(unread(&city, &person(1)).await.unwrap(), 1);
        let older = inbox(&city, &person(1), Some(items[0].id), 9).await.unwrap();
        assert_eq!(older.len(), 1);
    }
}
