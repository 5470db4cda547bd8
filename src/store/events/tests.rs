use domain::{
    announced::Translations,
    boards::Name,
    events::Accessibility,
    policy::{Acting, Refusal, Role},
};

use super::*;
use crate::{
    audit, seed,
    testing::{NOW, with_content},
};

const EDITOR: Acting = Acting { role: Role::Editor, ..Acting::OPERATOR };

fn content(title: &str) -> EventContent {
    let mut translations = Translations::default();
    translations.set(Language::En, Telling { title: "A walk".into(), text: "We walk.".into() });
    EventContent {
        words: Telling { title: title.into(), text: "Wir gehen.".into() },
        translations,
        starts_at: NOW.plus_days(7),
        ends_at: NOW.plus_days(8),
        place_name: "Hafen".into(),
        address: "Am Strande 1".into(),
        district: None,
        accessibility: vec![Accessibility::StepFree],
        registration: Some("Ada, 0381 1".into()),
        theme: Some(Theme::Verkehr),
        leads_to: Some("/umfragen/wege".into()),
    }
}

fn walk() -> Name {
    Name::of("Spaziergang", "spaziergang").unwrap()
}

#[tokio::test]
async fn a_draft_is_seen_by_nobody_until_it_is_published() {
    for store in with_content().await {
        let clerk = Acting { role: Role::Clerk, ..Acting::OPERATOR };
        let refused = create(&store, &clerk, &walk(), &content("Spaziergang"), NOW).await;
        assert!(matches!(refused, Err(StoreError::Refused(Refusal::NotYours(_)))), "{}", store.name);
        create(&store, &EDITOR, &walk(), &content("Spaziergang"), NOW).await.unwrap();
        let again = create(&store, &EDITOR, &walk(), &content("Spaziergang"), NOW).await;
        assert!(matches!(again, Err(StoreError::Taken)), "{again:?}");
        assert!(upcoming(&store, NOW).await.unwrap().is_empty());
        assert_eq!(by_slug(&store, "spaziergang").await.unwrap(), None);
        let draft = find(&store, &EDITOR, "spaziergang").await.unwrap().unwrap();
        assert_eq!((draft.standing, draft.revision), (Standing::Draft, 1));
        for _ in 0..2 {
            publish(&store, &EDITOR, "spaziergang", 1, NOW).await.unwrap();
        }
        let public = by_slug(&store, "spaziergang").await.unwrap().unwrap();
        assert_eq!((public.theme, public.leads_to.as_deref()), (Some(Theme::Verkehr), Some("/umfragen/wege")));
        assert_eq!(public.clone().told_in(Language::En).title, "A walk");
        assert_eq!(upcoming(&store, NOW).await.unwrap(), [public]);
    }
}

#[tokio::test]
async fn who_changes_what_somebody_else_changed_meanwhile_is_told_and_not_obeyed() {
    for store in with_content().await {
        create(&store, &EDITOR, &walk(), &content("Spaziergang"), NOW).await.unwrap();
        change(&store, &EDITOR, "spaziergang", 1, &content("Rundgang"), NOW).await.unwrap();
        // Sent twice is stored once.
        change(&store, &EDITOR, "spaziergang", 1, &content("Rundgang"), NOW).await.unwrap();
        let late = change(&store, &EDITOR, "spaziergang", 1, &content("Lauf"), NOW).await;
        assert!(matches!(late, Err(StoreError::Stale { current: 2 })), "{late:?}");
        for late in [
            publish(&store, &EDITOR, "spaziergang", 1, NOW).await,
            discard(&store, &EDITOR, "spaziergang", 1, NOW).await,
        ] {
            assert!(matches!(late, Err(StoreError::Stale { current: 2 })), "{late:?}");
        }
        let found = find(&store, &EDITOR, "spaziergang").await.unwrap().unwrap();
        assert_eq!((found.title.as_str(), found.revision), ("Rundgang", 2), "{}", store.name);
        let backwards = EventContent { ends_at: NOW, ..content("Rundgang") };
        assert!(change(&store, &EDITOR, "spaziergang", 2, &backwards, NOW).await.is_err());
    }
}

#[tokio::test]
async fn what_was_public_is_cancelled_with_a_reason_and_never_deleted() {
    for store in with_content().await {
        create(&store, &EDITOR, &walk(), &content("Spaziergang"), NOW).await.unwrap();
        let draft = cancel(&store, &EDITOR, "spaziergang", 1, "Sturm", NOW).await;
        assert!(matches!(draft, Err(StoreError::Refused(Refusal::NotInThisStatus))), "{draft:?}");
        publish(&store, &EDITOR, "spaziergang", 1, NOW).await.unwrap();
        let kept = discard(&store, &EDITOR, "spaziergang", 2, NOW).await;
        assert!(matches!(kept, Err(StoreError::Refused(Refusal::NotInThisStatus))), "{kept:?}");
        let later = Moment(NOW.0 + 1);
        cancel(&store, &EDITOR, "spaziergang", 2, "Sturm", later).await.unwrap();
        cancel(&store, &EDITOR, "spaziergang", 2, "Sturm", later).await.unwrap();
        let found = by_slug(&store, "spaziergang").await.unwrap().unwrap();
        assert!(found.is_cancelled() && found.updated_at == later, "{}", store.name);
        assert_eq!(found.cancelled_because.as_deref(), Some("Sturm"));
        let back = publish(&store, &EDITOR, "spaziergang", 3, NOW).await;
        assert!(matches!(back, Err(StoreError::Refused(Refusal::NotInThisStatus))), "{back:?}");

        let spare = Name::of("Lauf", "").unwrap();
        create(&store, &EDITOR, &spare, &content("Lauf"), NOW).await.unwrap();
        discard(&store, &EDITOR, "lauf", 1, NOW).await.unwrap();
        assert_eq!(find(&store, &EDITOR, "lauf").await.unwrap(), None);
        let told = audit::list(&store, &audit::Search::default()).await.unwrap();
        let actions: Vec<_> = told.iter().rev().map(|entry| entry.action.as_str()).collect();
        let expected = ["event_created", "event_published", "event_cancelled", "event_created", "event_discarded"];
        assert_eq!(actions, expected, "{}", store.name);
        assert!(told.iter().all(|entry| !entry.data.contains("Ada")), "the log names nobody");
    }
}

#[tokio::test]
async fn demo_content_neither_overwrites_nor_takes_along_what_staff_made() {
    const DEMO: &str = "auftakt-wegmarken";
    for store in with_content().await {
        let name = Name::of("Unser Auftakt", DEMO).unwrap();
        create(&store, &EDITOR, &name, &content("Unser Auftakt"), NOW).await.unwrap();
        seed::demo(&store, NOW).await.unwrap();
        assert!(upcoming(&store, NOW).await.unwrap().len() > 3);
        seed::content(&store, NOW).await.unwrap();
        seed::remove_demo(&store, NOW).await.unwrap();
        let own = find(&store, &EDITOR, DEMO).await.unwrap().unwrap();
        assert_eq!((own.title.as_str(), own.standing), ("Unser Auftakt", Standing::Draft), "{}", store.name);
        assert!(upcoming(&store, NOW).await.unwrap().is_empty());
    }
}
