//! Links for people without an account, and what is written down of them.

use super::*;
use crate::audit;

#[tokio::test]
async fn a_link_shows_the_draft_until_it_is_ended_or_old() {
    for world in World::all().await {
        let (store, ada, page) = (&world.store, &world.ada, world.page);
        world.prepared("Neue Worte").await;
        share(store, ada, page, NOW).await.unwrap();
        share(store, ada, page, NOW).await.unwrap();
        let links = shares(store, ada, page, NOW).await.unwrap();
        let seen =
            async |token: &str, now: Moment| shared(store, token, now).await.unwrap().map(|d| d.blocks[0].body.clone());
        assert_eq!(seen(&links[0].token, NOW).await.as_deref(), Some("Neue Worte"), "{}", store.name);
        assert_eq!(seen(&links[0].token, NOW.plus_days(15)).await, None, "too old");
        let other = links[0].token.split('-').next_back().unwrap();
        for wrong in ["", "1", "x-y", &format!("{}-{other}", links[1].id), &format!("{}-", links[0].id)] {
            assert_eq!(seen(wrong, NOW).await, None, "{wrong}");
        }
        for _ in 0..2 {
            unshare(store, ada, page, links[0].id, NOW).await.unwrap();
        }
        assert_eq!(seen(&links[0].token, NOW).await, None, "ended");
        assert!(seen(&links[1].token, NOW).await.is_some());
        let log = audit::list(store, &audit::Search::default()).await.unwrap();
        let told: Vec<(&str, i64)> =
            log.iter().take(3).map(|entry| (entry.action.as_str(), entry.subject_id)).collect();
        assert_eq!(told, [("page_unshared", page), ("page_shared", page), ("page_shared", page)], "{}", store.name);
    }
}
