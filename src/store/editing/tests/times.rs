//! What becomes of a draft when its page is taken back at a time, and what the history says of what happens at one.

use domain::editing::Opening;

use super::*;
use crate::leaving::{self, Texts};

async fn run(store: &Store, now: Moment) {
    while let Some(job) = crate::jobs::claim(store, now).await.unwrap() {
        run_scheduled(store, &job, now).await.unwrap();
        crate::jobs::done(store, &job, now).await.unwrap();
    }
}

#[tokio::test]
async fn what_somebody_writes_on_stays_beside_a_page_that_is_taken_back() {
    for world in World::all().await {
        let (store, ada, bea, page, name) = (&world.store, &world.ada, &world.bea, world.page, world.store.name);
        let tuesday = NOW.plus_days(2);
        let before = world.public().await;
        let (key, revision) = world.prepared("Bis Dienstag").await;
        let change = world.draft().await.change;
        publish(store, ada, page, (change, ""), NOW).await.unwrap();
        schedule(store, ada, page, (Due::TakeBack, change, Some(tuesday)), "", NOW).await.unwrap();

        stored(world.save(bea, &key, &at(revision, 2, "Was Bea danach schreibt")).await);
        let (start, new) = (world.opening().await, Opening::new("Neuer Titel", "Neue Einleitung"));
        describe(store, bea, page, (&start, &new), NOW).await.unwrap().unwrap();
        let change = world.draft().await.change;
        hand_in(store, bea, page, change, NOW).await.unwrap();
        let draft = world.draft().await;
        assert_eq!(draft.state, State::InReview, "{name}");
        run(store, tuesday).await;

        let public = world.public().await;
        assert_eq!(
            (public.title, public.blocks),
            (before.title, before.blocks),
            "{name}: everybody reads what was before"
        );
        let after = world.draft().await;
        let expected = Draft { take_back_at: None, updated_at: tuesday, ..draft };
        assert_eq!(after, expected, "{name}: the draft is as it was, also who handed it in");
        let numbers: Vec<i64> = versions(store, ada, page).await.unwrap().iter().map(|one| one.number).collect();
        assert_eq!(numbers, [3, 2, 1], "{name}");
        publish(store, ada, page, (after.change, ""), tuesday).await.unwrap();
        assert_eq!(world.public().await.blocks[0].body, "Was Bea danach schreibt", "{name}");
    }
}

#[tokio::test]
async fn a_note_waits_with_the_time_and_whoever_left_is_not_taken_for_the_program() {
    for world in World::all().await {
        let (store, ada, bea, page, name) = (&world.store, &world.ada, &world.bea, world.page, world.store.name);
        let (monday, tuesday) = (NOW.plus_days(1), NOW.plus_days(2));
        world.prepared("Ab Montag").await;
        let change = world.draft().await.change;
        schedule(store, ada, page, (Due::Publish, change, Some(monday)), "Der Hafen öffnet", NOW).await.unwrap();
        schedule(store, ada, page, (Due::TakeBack, change, Some(tuesday)), "Das Fest ist vorbei", NOW).await.unwrap();
        run(store, monday).await;
        leaving::leave(store, ada.account.unwrap(), Texts::Leave, monday).await.unwrap();
        run(store, tuesday).await;
        let told = versions(store, bea, page).await.unwrap();
        let told: Vec<_> = told.iter().map(|one| (one.by.as_deref(), one.is_from_program, one.note.as_str())).collect();
        let expected = [(None, false, "Das Fest ist vorbei"), (None, false, "Der Hafen öffnet"), (None, true, "")];
        assert_eq!(told, expected, "{name}");
    }
}

#[tokio::test]
async fn the_same_moment_set_again_is_done_in_the_name_and_with_the_note_of_whoever_set_it_last() {
    for world in World::all().await {
        let (store, ada, bea, page, name) = (&world.store, &world.ada, &world.bea, world.page, world.store.name);
        let (monday, tuesday) = (NOW.plus_days(1), NOW.plus_days(2));
        let set = async |by: &Acting, what: Due, at: Option<Moment>, note: &str| {
            let change = world.draft().await.change;
            schedule(store, by, page, (what, change, at), note, NOW).await.unwrap();
        };
        let (key, revision) = world.prepared("Ab Montag").await;
        set(ada, Due::Publish, Some(monday), "Ada, zuerst").await;
        set(ada, Due::TakeBack, Some(tuesday), "Ada nimmt zurück").await;
        set(ada, Due::Publish, None, "").await;
        set(ada, Due::Publish, Some(monday), "Ada, noch einmal").await;
        // The draft changes, which takes the time away.
        stored(world.save(bea, &key, &at(revision, 2, "Ab Montag, anders")).await);
        set(bea, Due::Publish, Some(monday), "Bea hat es gesehen").await;
        set(bea, Due::TakeBack, Some(tuesday), "Bea nimmt zurück").await;
        run(store, monday).await;
        assert_eq!(world.public().await.blocks[0].body, "Ab Montag, anders", "{name}");
        run(store, tuesday).await;
        let told = versions(store, ada, page).await.unwrap();
        let told: Vec<_> = told.iter().map(|one| (one.by.as_deref(), one.note.as_str())).collect();
        let expected = [(Some("bea"), "Bea nimmt zurück"), (Some("bea"), "Bea hat es gesehen"), (None, "")];
        assert_eq!(told, expected, "{name}");
    }
}
