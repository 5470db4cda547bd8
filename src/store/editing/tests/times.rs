//! What becomes of a draft when its page is taken back at a time.

use domain::editing::Opening;

use super::*;

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
        schedule(store, ada, page, (Due::TakeBack, change, Some(tuesday)), NOW).await.unwrap();

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
