use super::*;

#[tokio::test]
async fn everybody_reads_how_a_page_changed_where_the_administration_opened_it() {
    for world in World::all().await {
        let (store, ada, page, name) = (&world.store, &world.ada, world.page, world.store.name);
        let admin = Acting { role: Role::Administrator, ..world.ada };
        let read = async |version: Option<i64>| opened_history(store, "regeln", Language::De, version).await.unwrap();
        let before = world.public().await.blocks[0].body.clone();
        world.prepared("Neue Worte").await;
        let change = world.draft().await.change;
        publish(store, ada, page, (change, "nur für uns"), NOW.plus_days(1)).await.unwrap();
        assert_eq!(read(None).await, None, "{name}");
        let refused = open_history(store, ada, page, true, NOW).await;
        assert!(matches!(refused, Err(StoreError::Refused(Refusal::NotYours(Role::Administrator)))), "{refused:?}");

        open_history(store, &admin, page, true, NOW).await.unwrap();
        assert!(world.public().await.is_history_public, "{name}");
        let history = read(None).await.unwrap();
        assert_eq!(history.versions, [(2, NOW.plus_days(1)), (1, NOW)], "{name}");
        let compared = history.compared.clone().unwrap();
        assert_eq!((compared.number, compared.old.blocks[0].body.as_str()), (2, before.as_str()), "{name}");
        assert_eq!(compared.new.blocks[0].body, "Neue Worte", "{name}");
        assert!(!format!("{history:?}").contains("nur für uns"), "{name}: notes are for editors");
        assert_eq!(read(Some(1)).await.unwrap().compared, None, "{name}: before the first there was none");
        for wrong in [0, 3, i64::MIN, i64::MAX] {
            assert_eq!(read(Some(wrong)).await, None, "{name} {wrong}");
        }
        let english = opened_history(store, "regeln", Language::En, None).await.unwrap();
        assert_eq!(english, None, "{name}: each language on its own");
        open_history(store, &admin, page, false, NOW).await.unwrap();
        assert_eq!(read(None).await, None, "{name}");
    }
}
