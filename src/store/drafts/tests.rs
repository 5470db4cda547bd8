use domain::{
    fields::{Field, Problem},
    moderation::{Item, Rule},
    policy::{Acting, Refusal},
};
use sea_orm::PaginatorTrait;

use super::*;
use crate::{
    entity::proposal,
    moderation,
    pictures::{self, Album, NewPicture, Viewer},
    proposals::{find, find_as, samples::*},
    receipts::{self, Receipt},
    testing::NOW,
};

const KEY: &str = "00000000000000000000000000000abc";
const ALBUM: Album<'_> = Album::Draft(KEY);

fn typed() -> Draft {
    Draft {
        title: "Mehr Bänke am Stadthafen".into(),
        text: "Wer nicht gut zu Fuß ist, findet am Stadthafen kaum einen Platz zum Ausruhen.".into(),
        theme: "infrastruktur".into(),
        email: "jana@example.org".into(),
        ..Draft::default()
    }
}

fn picture(number: u8) -> NewPicture {
    NewPicture { width: 4, height: 3, alt: "Kai".into(), full_jpeg: vec![number; 9], thumb_jpeg: vec![number; 3] }
}

#[tokio::test]
async fn a_draft_keeps_what_was_typed_wherever_it_stopped() {
    for city in cities().await {
        let half = Draft { title: "Me".into(), ..Draft::default() };
        for _ in 0..2 {
            create(&city, KEY, Some(&person(1)), &half, NOW).await.unwrap();
        }
        save(&city, KEY, &typed(), &[Seen::of(&half)], DraftStep::Review, NOW.plus_days(1)).await.unwrap();
        let kept = load(&city, KEY).await.unwrap().unwrap();
        assert_eq!((kept.draft, kept.step, kept.submitted_as), (typed(), DraftStep::Review, None));
        let mine = of_person(&city, &person(1)).await.unwrap();
        assert_eq!(mine, [(KEY.to_owned(), "Mehr Bänke am Stadthafen".to_owned(), NOW.plus_days(1))]);
        assert_eq!(of_person(&city, &person(2)).await.unwrap(), []);
        delete(&city, KEY).await.unwrap();
        assert_eq!(load(&city, KEY).await.unwrap(), None);
        assert!(matches!(save(&city, KEY, &typed(), &[], DraftStep::Write, NOW).await, Err(StoreError::NotFound)));
    }
}

#[tokio::test]
async fn a_window_that_is_behind_changes_what_it_changed_and_nothing_else() {
    for city in cities().await {
        create(&city, KEY, None, &typed(), NOW).await.unwrap();
        let seen = [Seen::of(&typed())];
        let keep =
            async |draft: &Draft, seen: &[Seen]| save(&city, KEY, draft, seen, DraftStep::Write, NOW).await.unwrap();
        let stored = async || load(&city, KEY).await.unwrap().unwrap().draft;

        let there = Draft { title: "Bänke für alle".into(), author: "Jana".into(), ..typed() };
        assert_eq!(keep(&there, &seen).await.conflicts, []);
        let here = Draft { title: "Viele Bänke".into(), place_note: "am Kai".into(), ..typed() };
        let both = Draft { place_note: "am Kai".into(), ..there };
        for _ in 0..2 {
            let merged = keep(&here, &seen).await;
            assert_eq!((&merged.draft, &merged.conflicts[..]), (&both, &[Field::Title][..]), "{}", city.store.name);
            assert_eq!(stored().await, both);
        }
        let chosen = Draft { title: here.title, ..both.clone() };
        for _ in 0..2 {
            assert_eq!(keep(&chosen, &[Seen::of(&both)]).await.conflicts, []);
            assert_eq!(stored().await, chosen);
        }
    }
}

#[tokio::test]
async fn windows_that_save_at_once_lose_nothing_of_each_other() {
    for city in cities().await {
        create(&city, KEY, None, &Draft::default(), NOW).await.unwrap();
        let drafts = [
            Draft { title: "Bänke".into(), ..Draft::default() },
            Draft { text: "am Hafen".into(), ..Draft::default() },
            Draft { author: "Jana".into(), ..Draft::default() },
            Draft { goals: vec!["lernend".into()], ..Draft::default() },
        ];
        let tasks = drafts.map(|draft| {
            let store = city.store.store.clone();
            tokio::spawn(async move {
                save(&store, KEY, &draft, &[Seen::of(&Draft::default())], DraftStep::Write, NOW).await
            })
        });
        for task in tasks {
            assert_eq!(task.await.unwrap().unwrap().conflicts, []);
        }
        let all = load(&city, KEY).await.unwrap().unwrap().draft;
        let all = (all.title.as_str(), all.text.as_str(), all.author.as_str(), all.goals.len());
        assert_eq!(all, ("Bänke", "am Hafen", "Jana", 1), "{}", city.store.name);
    }
}

#[tokio::test]
async fn nobody_submits_words_that_they_did_not_read() {
    for city in cities().await {
        create(&city, KEY, None, &typed(), NOW).await.unwrap();
        let read = Seen::of(&typed());
        let changed = Draft { title: "Bänke für alle".into(), ..typed() };
        save(&city, KEY, &changed, std::slice::from_ref(&read), DraftStep::Write, NOW).await.unwrap();
        let refused = submit(&city, KEY, Some(&read), &person(1), NOW).await;
        assert!(matches!(refused, Err(StoreError::DraftChanged)), "{refused:?}");
        let done = submit(&city, KEY, Some(&Seen::of(&changed)), &person(1), NOW).await.unwrap();
        // The same press again, after its answer was lost.
        assert_eq!(submit(&city, KEY, Some(&Seen::of(&changed)), &person(1), NOW).await.unwrap(), done);
    }
}

#[tokio::test]
async fn of_many_drafts_the_latest_are_listed() {
    for city in cities().await {
        for number in 0..25 {
            let at = NOW.plus_days(number);
            create(&city, &format!("{number:032x}"), Some(&person(1)), &typed(), at).await.unwrap();
        }
        let mine = of_person(&city, &person(1)).await.unwrap();
        assert_eq!((mine.len(), mine[0].2), (20, NOW.plus_days(24)), "{}", city.store.name);
    }
}

#[tokio::test]
async fn a_submitted_draft_becomes_one_proposal_with_its_pictures() {
    for city in cities().await {
        create(&city, KEY, Some(&person(1)), &typed(), NOW).await.unwrap();
        let first = pictures::add(&city, ALBUM, picture(1), NOW).await.unwrap();
        pictures::describe(&city, ALBUM, first, "Die Kaikante", NOW).await.unwrap();
        pictures::add(&city, ALBUM, picture(2), NOW).await.unwrap();

        let done = submit(&city, KEY, None, &person(1), NOW).await.unwrap();
        for _ in 0..3 {
            assert_eq!(submit(&city, KEY, None, &person(1), NOW).await.unwrap(), done);
        }
        assert_eq!(proposal::Entity::find().count(city.read()).await.unwrap(), 1);
        let kept = load(&city, KEY).await.unwrap().unwrap();
        assert_eq!((kept.submitted_as, kept.pictures.len()), (Some(done.id), 0));
        assert!(kept.draft.is_blank());
        assert_eq!(of_person(&city, &person(1)).await.unwrap(), []);
        assert!(save(&city, KEY, &typed(), &[], DraftStep::Write, NOW).await.is_err());
        delete(&city, KEY).await.unwrap();
        assert_eq!(submit(&city, KEY, None, &person(1), NOW).await.unwrap(), done);

        let Some(Receipt::Proposal(receipt)) = receipts::open(&city, &done.code).await.unwrap() else {
            panic!("no receipt")
        };
        assert_eq!(receipt.detail.pictures.len(), 2);
        assert_eq!(receipt.detail.pictures[0].alt, "Die Kaikante");
        assert_eq!(receipt.detail.card.picture, Some(first));
        assert!(!receipt.is_public);
    }
}

#[tokio::test]
async fn fifty_submissions_of_a_draft_at_once_make_one_proposal() {
    for city in cities().await {
        create(&city, KEY, Some(&person(1)), &typed(), NOW).await.unwrap();
        let tasks: Vec<_> = (0..50)
            .map(|_| {
                let store = city.store.store.clone();
                tokio::spawn(async move { submit(&store, KEY, None, &person(1), NOW).await })
            })
            .collect();
        let mut answers = Vec::new();
        for task in tasks {
            answers.push(task.await.unwrap().unwrap());
        }
        answers.dedup();
        assert_eq!(answers.len(), 1, "{}", city.store.name);
        assert_eq!(proposal::Entity::find().count(city.read()).await.unwrap(), 1);
    }
}

#[tokio::test]
async fn a_draft_with_errors_is_not_submitted_and_not_lost() {
    for city in cities().await {
        let bad = Draft { email: "jana@".into(), ..typed() };
        create(&city, KEY, None, &bad, NOW).await.unwrap();
        let refused = submit(&city, KEY, None, &person(1), NOW).await;
        let Err(StoreError::Invalid(errors)) = refused else { panic!("{refused:?}") };
        assert_eq!(errors.of(Field::Email), Some(Problem::NotAnEmail));
        assert_eq!(load(&city, KEY).await.unwrap().unwrap().draft, bad);
    }
}

#[tokio::test]
async fn three_pictures_fit_and_the_same_one_counts_once() {
    for city in cities().await {
        create(&city, KEY, None, &typed(), NOW).await.unwrap();
        let first = pictures::add(&city, ALBUM, picture(1), NOW).await.unwrap();
        assert_eq!(pictures::add(&city, ALBUM, picture(1), NOW).await.unwrap(), first);
        for number in [2, 3] {
            pictures::add(&city, ALBUM, picture(number), NOW).await.unwrap();
        }
        let fourth = pictures::add(&city, ALBUM, picture(4), NOW).await;
        let Err(StoreError::Invalid(errors)) = fourth else { panic!("{fourth:?}") };
        assert_eq!(errors.of(Field::Pictures), Some(Problem::TooMany { most: 3 }));
        for _ in 0..2 {
            pictures::remove(&city, ALBUM, first, NOW).await.unwrap();
        }
        pictures::add(&city, ALBUM, picture(4), NOW).await.unwrap();
        assert_eq!(load(&city, KEY).await.unwrap().unwrap().pictures.len(), 3);
    }
}

#[tokio::test]
async fn a_picture_is_seen_by_those_who_may_see_what_it_belongs_to() {
    for city in cities().await {
        create(&city, KEY, None, &typed(), NOW).await.unwrap();
        let id = pictures::add(&city, ALBUM, picture(1), NOW).await.unwrap();
        let full = Some(vec![1; 9]);
        assert_eq!(pictures::full(&city, id).await.unwrap(), None);
        assert_eq!(pictures::full_for(&city, id, Viewer::Draft(KEY)).await.unwrap(), full);
        assert_eq!(pictures::full_for(&city, id, Viewer::Draft("other")).await.unwrap(), None);
        let done = submit(&city, KEY, None, &person(1), NOW).await.unwrap();
        assert_eq!(pictures::full(&city, id).await.unwrap(), None);
        assert_eq!(pictures::full_for(&city, id, Viewer::Receipt(&done.code)).await.unwrap(), full);
        moderation::publish(&city, &Acting::OPERATOR, Item::proposal(done.id), NOW).await.unwrap();
        assert_eq!(pictures::full(&city, id).await.unwrap(), full);
        assert_eq!(pictures::thumb(&city, id).await.unwrap(), Some(vec![1; 3]));
    }
}

#[tokio::test]
async fn pictures_of_a_proposal_change_while_nobody_supports_it() {
    for city in cities().await {
        create(&city, KEY, None, &typed(), NOW).await.unwrap();
        let first = pictures::add(&city, ALBUM, picture(1), NOW).await.unwrap();
        let done = submit(&city, KEY, None, &person(1), NOW).await.unwrap();
        moderation::publish(&city, &Acting::OPERATOR, Item::proposal(done.id), NOW).await.unwrap();
        let album = Album::Proposal(done.id);
        for number in [2, 3] {
            pictures::add(&city, album, picture(number), NOW).await.unwrap();
        }
        assert!(matches!(pictures::add(&city, album, picture(4), NOW).await, Err(StoreError::Invalid(_))));
        let second = pictures::add(&city, album, picture(2), NOW).await.unwrap();
        pictures::describe(&city, album, second, "Die Kaikante", NOW).await.unwrap();
        for _ in 0..2 {
            pictures::remove(&city, album, first, NOW).await.unwrap();
        }
        let shown = find(&city, done.id).await.unwrap().unwrap();
        let alts: Vec<_> = shown.pictures.iter().map(|picture| picture.alt.as_str()).collect();
        assert_eq!((alts, shown.card.picture), (vec!["Die Kaikante", "Kai"], Some(second)), "{}", city.store.name);
        assert_eq!(events_of_kind(&city, "corrected").await, 4);

        let stranger = pictures::remove(&city, Album::Draft(KEY), second, NOW).await;
        assert!(matches!(stranger, Err(StoreError::Refused(_))), "{stranger:?}");
        supported_by(&city, done.id, [7]).await;
        let late = pictures::remove(&city, album, second, NOW).await;
        assert!(matches!(late, Err(StoreError::Refused(Refusal::AlreadySupported))), "{late:?}");
        assert!(pictures::add(&city, album, picture(5), NOW).await.is_err());
        assert!(pictures::describe(&city, album, second, "Anders", NOW).await.is_err());
    }
}

#[tokio::test]
async fn the_moderators_see_what_waits_and_the_author_reads_why_it_was_refused() {
    for city in cities().await {
        create(&city, KEY, None, &typed(), NOW).await.unwrap();
        let done = submit(&city, KEY, None, &person(1), NOW).await.unwrap();
        let (by, rule) = (Acting::OPERATOR, Rule::of(8).unwrap());
        let queue = moderation::queue(&city, &by, NOW).await.unwrap();
        assert_eq!(queue.len(), 1);
        assert_eq!(queue[0].title.as_deref(), Some("Mehr Bänke am Stadthafen"));
        moderation::hide(&city, &by, queue[0].item(), rule, "Wirbt für eine Firma", NOW).await.unwrap();
        assert_eq!(moderation::queue(&city, &by, NOW).await.unwrap(), []);
        assert_eq!(find(&city, done.id).await.unwrap(), None);
        let detail = find_as(&city, done.id, Role::Author).await.unwrap().unwrap();
        let told = serde_json::to_string(&detail.timeline).unwrap();
        assert!(told.contains("Wirbt für eine Firma"), "{told}");
    }
}
