//! Calls that staff make.

use domain::{
    announced::{Telling, Translations},
    boards::Name,
    place_calls::{CallContent, categories},
    policy::{Acting, Role},
};
use sea_orm::{ConnectionTrait, DbBackend};

use super::*;
use crate::{audit, seed, testing::with_content};

const EDITOR: Acting = Acting { role: Role::Editor, ..Acting::OPERATOR };
const SLUG: &str = "schatten";

fn content(title: &str) -> CallContent {
    let mut translations = Translations::default();
    translations.set(Language::En, Telling { title: "Shade".into(), text: "Where is it cool?".into() });
    CallContent {
        words: Telling { title: title.into(), text: "Wo ist es kühl?".into() },
        translations,
        period: Period { start: NOW, end: Some(NOW.plus_days(10)) },
        district: None,
        categories: categories("Treffen\nWasser", "", "Meeting\nWater", &[]).unwrap(),
    }
}

fn shade() -> Name {
    Name::of("Schatten", SLUG).unwrap()
}

fn is_refused<T>(done: &Result<T, StoreError>) -> bool {
    matches!(done, Err(StoreError::Refused(Refusal::NotInThisStatus)))
}

async fn set(store: &Store, number: u8) -> Result<Added, StoreError> {
    add(store, SLUG, submission(number), &person("jana"), mark("Ein guter Platz."), NOW).await
}

#[tokio::test]
async fn a_draft_takes_no_marks_and_is_seen_by_nobody_until_it_is_published() {
    for store in with_content().await {
        let clerk = Acting { role: Role::Clerk, ..Acting::OPERATOR };
        let refused = create(&store, &clerk, &shade(), &content("Schatten"), NOW).await;
        assert!(matches!(refused, Err(StoreError::Refused(Refusal::NotYours(_)))), "{}", store.name);
        create(&store, &EDITOR, &shade(), &content("Schatten"), NOW).await.unwrap();
        let again = create(&store, &EDITOR, &shade(), &content("Schatten"), NOW).await;
        assert!(matches!(again, Err(StoreError::Taken)), "{again:?}");
        assert!(list(&store, NOW).await.unwrap().is_empty());
        assert!(matches!(set(&store, 1).await, Err(StoreError::NotFound)), "{}", store.name);
        let draft = find(&store, &EDITOR, SLUG).await.unwrap().unwrap();
        assert_eq!(by_id(&store, draft.call.id).await.unwrap(), None);
        let late = publish(&store, &EDITOR, SLUG, 1, NOW.plus_days(10)).await;
        assert!(is_refused(&late), "{late:?}");
        for _ in 0..2 {
            publish(&store, &EDITOR, SLUG, 1, NOW).await.unwrap();
        }
        let public = by_slug(&store, SLUG).await.unwrap().unwrap();
        assert_eq!(public.told_in(Language::En).categories[0].label, "Meeting");
        set(&store, 1).await.unwrap();
        assert_eq!(find(&store, &EDITOR, SLUG).await.unwrap().unwrap().arrived, 1);
    }
}

#[tokio::test]
async fn from_the_first_mark_on_what_is_asked_stays_and_its_words_may_be_mended() {
    for store in with_content().await {
        create(&store, &EDITOR, &shade(), &content("Schatten"), NOW).await.unwrap();
        publish(&store, &EDITOR, SLUG, 1, NOW).await.unwrap();
        let other = CallContent {
            categories: categories("Treffen\nWasser\nWind", "", "", &[]).unwrap(),
            ..content("Schatten")
        };
        change(&store, &EDITOR, SLUG, 2, &other, NOW).await.unwrap();
        set(&store, 1).await.unwrap();
        let late = change(&store, &EDITOR, SLUG, 3, &content("Schatten"), NOW).await;
        assert!(is_refused(&late), "{} {late:?}", store.name);
        let mended = CallContent {
            categories: categories("Treffen\nWasser\nWind", "", "Meeting\nWater\nWind", &other.categories).unwrap(),
            ..content("Kühle Orte")
        };
        change(&store, &EDITOR, SLUG, 3, &mended, NOW).await.unwrap();
        let stale = change(&store, &EDITOR, SLUG, 3, &other, NOW).await;
        assert!(matches!(stale, Err(StoreError::Stale { current: 4 })), "{stale:?}");
        assert_eq!(by_slug(&store, SLUG).await.unwrap().unwrap().title, "Kühle Orte");
    }
}

/// Below the rule the database refuses what would be another question, and its words may still be mended.
#[tokio::test]
async fn the_database_keeps_what_a_call_asks_for_from_the_first_mark_on() {
    const OTHERS: [&str; 2] = ["UPDATE place_call SET categories = '[]'", "UPDATE place_call SET district_id = 1"];
    for store in with_content().await {
        create(&store, &EDITOR, &shade(), &content("Schatten"), NOW).await.unwrap();
        publish(&store, &EDITOR, SLUG, 1, NOW).await.unwrap();
        set(&store, 1).await.unwrap();
        for sql in OTHERS {
            let refused = store.write.execute_unprepared(sql).await.unwrap_err().to_string();
            assert!(refused.contains("somebody answered this call"), "{} {sql}: {refused}", store.name);
        }
        store.write.execute_unprepared("UPDATE place_call SET title = 'Kühle Orte', ends_at = NULL").await.unwrap();
        let on_table = if store.backend() == DbBackend::Sqlite { "" } else { " ON place_call" };
        let drop = format!("DROP TRIGGER place_call_asks_the_same{on_table}");
        store.write.execute_unprepared(&drop).await.unwrap();
        for sql in OTHERS {
            store.write.execute_unprepared(sql).await.unwrap();
        }
    }
}

#[tokio::test]
async fn announced_times_are_prolonged_or_ended_with_a_reason() {
    for store in with_content().await {
        create(&store, &EDITOR, &shade(), &content("Schatten"), NOW).await.unwrap();
        publish(&store, &EDITOR, SLUG, 1, NOW).await.unwrap();
        let shorter = CallContent { period: Period { start: NOW, end: Some(NOW.plus_days(5)) }, ..content("Schatten") };
        assert!(is_refused(&change(&store, &EDITOR, SLUG, 2, &shorter, NOW).await), "{}", store.name);
        assert!(is_refused(&prolong(&store, &EDITOR, SLUG, 2, Some(NOW.plus_days(5)), NOW).await));
        prolong(&store, &EDITOR, SLUG, 2, Some(NOW.plus_days(20)), NOW).await.unwrap();
        let later = NOW.plus_days(12);
        close(&store, &EDITOR, SLUG, 3, "Wir haben genug Orte.", later).await.unwrap();
        close(&store, &EDITOR, SLUG, 3, "Wir haben genug Orte.", later).await.unwrap();
        let closed = by_slug(&store, SLUG).await.unwrap().unwrap();
        assert_eq!((closed.period.end, closed.closed_because.as_deref()), (Some(later), Some("Wir haben genug Orte.")));
        assert!(is_refused(&discard(&store, &EDITOR, SLUG, 4, later).await), "it was public");
        prolong(&store, &EDITOR, SLUG, 4, None, later).await.unwrap();
        let open = by_slug(&store, SLUG).await.unwrap().unwrap();
        assert_eq!((open.period.end, open.closed_because, open.revision), (None, None, 5));
        let told = audit::list(&store, &audit::Search::default()).await.unwrap();
        let actions: Vec<_> = told.iter().rev().map(|entry| entry.action.as_str()).collect();
        let expected = ["call_created", "call_published", "call_prolonged", "call_closed", "call_prolonged"];
        assert_eq!(actions, expected, "{}", store.name);
    }
}

#[tokio::test]
async fn one_that_has_not_begun_is_called_off() {
    for store in with_content().await {
        let to_come = Period { start: NOW.plus_days(2), end: Some(NOW.plus_days(10)) };
        let wanted = CallContent { period: to_come, ..content("Schatten") };
        create(&store, &EDITOR, &shade(), &wanted, NOW).await.unwrap();
        publish(&store, &EDITOR, SLUG, 1, NOW).await.unwrap();
        close(&store, &EDITOR, SLUG, 2, "Der Platz wird schon gebaut.", NOW).await.unwrap();
        let call = by_slug(&store, SLUG).await.unwrap().unwrap();
        assert_eq!(call.period.state(NOW), domain::moment::PeriodState::Ended, "{}", store.name);
    }
}

#[tokio::test]
async fn demo_content_neither_overwrites_nor_takes_along_what_staff_made() {
    for store in with_content().await {
        let name = Name::of("Unsere Orte", OPEN).unwrap();
        create(&store, &EDITOR, &name, &content("Unsere Orte"), NOW).await.unwrap();
        seed::demo(&store, NOW).await.unwrap();
        assert!(by_slug(&store, ENDED).await.unwrap().is_some(), "{}", store.name);
        seed::content(&store, NOW).await.unwrap();
        seed::remove_demo(&store, NOW).await.unwrap();
        let own = find(&store, &EDITOR, OPEN).await.unwrap().unwrap();
        assert_eq!((own.call.title.as_str(), own.call.is_draft, own.arrived), ("Unsere Orte", true, 0));
        discard(&store, &EDITOR, OPEN, 1, NOW).await.unwrap();
        assert!(find(&store, &EDITOR, OPEN).await.unwrap().is_none());
    }
}
