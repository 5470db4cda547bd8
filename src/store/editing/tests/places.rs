//! Deciding about a page starts from where somebody saw it.

use domain::editing::{Between, Life, Unit, Whereabouts};

use super::*;

/// A page as somebody finds it who looks just now; of one that there is not, nothing that could be true.
async fn seen(store: &Store, by: &Acting, address: &str) -> (i64, Whereabouts) {
    let nothing = || (0, Whereabouts { address: address.to_owned(), life: Life::Public, unit: None });
    let Some(page) = page_at(store, address, Language::De).await.unwrap() else { return nothing() };
    let asking = Acting { role: Role::Administrator, scope: Scope::Everywhere, ..*by };
    (page, open(store, &asking, page).await.unwrap().whereabouts())
}

type Done = Result<(), StoreError>;

pub(super) async fn relocate_now(store: &Store, by: &Acting, from: &str, to: &str, now: Moment) -> Done {
    let (page, seen) = seen(store, by, from).await;
    relocate(store, by, (page, &seen), to, now).await
}

pub(super) async fn retire_now(store: &Store, by: &Acting, address: &str, way_on: Option<&str>, now: Moment) -> Done {
    let (page, seen) = seen(store, by, address).await;
    retire(store, by, (page, &seen), way_on, now).await
}

pub(super) async fn bring_back_now(store: &Store, by: &Acting, address: &str, now: Moment) -> Done {
    let (page, seen) = seen(store, by, address).await;
    bring_back(store, by, (page, &seen), now).await
}

pub(super) async fn assign_now(store: &Store, by: &Acting, address: &str, unit: Option<Unit>, now: Moment) -> Done {
    let (page, seen) = seen(store, by, address).await;
    assign(store, by, (page, &seen), unit, now).await
}

pub(super) async fn discard_now(store: &Store, by: &Acting, page: i64, now: Moment) -> Done {
    let draft = open(store, by, page).await.unwrap();
    discard(store, by, ((page, &draft.whereabouts()), draft.change), now).await
}

#[tokio::test]
async fn whoever_decides_from_what_is_old_decides_nothing() {
    for world in World::all().await {
        let (store, ada, name) = (&world.store, &world.ada, world.store.name);
        let (page, old) = seen(store, ada, "regeln").await;
        relocate_now(store, ada, "regeln", "spielregeln", NOW).await.unwrap();
        let (_, moved) = seen(store, ada, "spielregeln").await;
        for done in [
            relocate(store, ada, (page, &old), "hausordnung", NOW).await,
            retire(store, ada, (page, &old), None, NOW).await,
            bring_back(store, ada, (page, &old), NOW).await,
            assign(store, ada, (page, &old), Some(Unit::Editors), NOW).await,
        ] {
            assert!(matches!(done, Err(StoreError::Outdated)), "{name} {done:?}");
        }
        assign(store, ada, (page, &moved), Some(Unit::Editors), NOW).await.unwrap();
        let given = retire(store, ada, (page, &moved), None, NOW).await;
        assert!(matches!(given, Err(StoreError::Outdated)), "{name}: somebody else looks after it: {given:?}");
        let (_, now) = seen(store, ada, "spielregeln").await;
        retire(store, ada, (page, &now), None, NOW).await.unwrap();
        let again = retire(store, ada, (page, &now), Some("mitmachen"), NOW).await;
        assert!(matches!(again, Err(StoreError::Outdated)), "{name}: it is retired already: {again:?}");
    }
}

#[tokio::test]
async fn nobody_throws_away_what_they_did_not_see() {
    for world in World::all().await {
        let (store, ada, name) = (&world.store, &world.ada, world.store.name);
        let page = create(store, ada, ("mitmachen/fest", Language::De), "Das Fest", NOW).await.unwrap();
        let draft = open(store, ada, page).await.unwrap();
        let text = NewBlock { save: id(1), key: id(100), kind: BlockKind::Text, body: "Am Strand".into(), after: None };
        insert(store, &world.bea, page, &text, NOW).await.unwrap();
        let stale = discard(store, ada, ((page, &draft.whereabouts()), draft.change), NOW).await;
        assert!(matches!(stale, Err(StoreError::Outdated)), "{name} {stale:?}");
        discard_now(store, ada, page, NOW).await.unwrap();
        assert!(matches!(open(store, ada, page).await, Err(StoreError::NotFound)), "{name}");
    }
}

#[tokio::test]
async fn a_block_goes_one_further_from_where_somebody_saw_it() {
    for world in World::all().await {
        let (store, ada, page, name) = (&world.store, &world.ada, world.page, world.store.name);
        let order = async || world.draft().await.blocks.into_iter().map(|block| block.key).collect::<Vec<_>>();
        let before = order().await;
        let (first, second) = (before[0].as_str(), before[1].as_str());
        let seen = Between::of(&before, second).unwrap();
        let up = shift(store, ada, page, second, (&id(1), To::Up(&seen)), NOW).await.unwrap();
        assert_eq!(up[..2], [second, first], "{name}");
        let stale = shift(store, ada, page, second, (&id(2), To::Down(&seen)), NOW).await;
        assert!(matches!(stale, Err(StoreError::Outdated)), "{name} {stale:?}");
        let seen = Between::of(&up, second).unwrap();
        let top = shift(store, ada, page, second, (&id(3), To::Up(&seen)), NOW).await.unwrap();
        assert_eq!(top, up, "{name}: it is at the top already");
        let down = shift(store, ada, page, second, (&id(4), To::Down(&seen)), NOW).await.unwrap();
        assert_eq!(down, before, "{name}");

        let revision = world.draft().await.blocks[0].revision;
        remove(store, ada, page, (first, revision), NOW).await.unwrap().unwrap();
        let stale = restore(store, ada, page, (first, &id(5), Some(revision + 1)), NOW).await;
        assert!(matches!(stale, Err(StoreError::Outdated)), "{name} {stale:?}");
        restore(store, ada, page, (first, &id(6), Some(revision)), NOW).await.unwrap();
        assert_eq!(order().await, before, "{name}");
    }
}
