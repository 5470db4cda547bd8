use sea_orm::{ActiveModelTrait, ActiveValue::Set, IntoActiveModel};

use super::*;
use crate::testing::{NOW, TestStore, stores};

async fn change(store: &TestStore, address: &str, change: impl FnOnce(&mut page::ActiveModel)) {
    let found = page::Entity::find().filter(page::Column::Address.eq(address)).one(store.read()).await.unwrap();
    let mut row = found.unwrap().into_active_model();
    change(&mut row);
    row.update(&store.write).await.unwrap();
}

#[tokio::test]
async fn a_second_import_touches_nothing_and_an_edited_page_is_kept() {
    for store in stores().await {
        let first = import(&store, NOW).await.unwrap();
        assert!(first.created > 60 && first.updated == 0, "{first:?}");
        let again = import(&store, NOW.plus_days(1)).await.unwrap();
        assert_eq!(again, ImportReport { unchanged: first.created, ..ImportReport::default() });

        change(&store, "impressum", |row| {
            row.source_hash = Set("old".into());
            row.is_edited = Set(true);
            row.title = Set("Von Hand".into());
        })
        .await;
        change(&store, "regeln", |row| row.source_hash = Set("old".into())).await;
        let third = import(&store, NOW.plus_days(2)).await.unwrap();
        assert_eq!((third.created, third.updated, third.kept), (0, 1, 1), "{}", store.name);
    }
}

#[tokio::test]
async fn a_page_is_found_in_its_language_or_in_german() {
    for store in stores().await {
        import(&store, NOW).await.unwrap();
        let (page, language) = find(&store, "themen/kultur", Language::En).await.unwrap().unwrap();
        assert_eq!(language, Language::En);
        assert!(!page.blocks.is_empty());
        page::Entity::delete_many()
            .filter(page::Column::Address.eq("themen/kultur"))
            .filter(page::Column::Language.eq("en"))
            .exec(&store.write)
            .await
            .unwrap();
        let (_, language) = find(&store, "themen/kultur", Language::En).await.unwrap().unwrap();
        assert_eq!(language, Language::De, "{}", store.name);
        assert!(find(&store, "nirgendwo", Language::De).await.unwrap().is_none());
        assert!(
            search(&store, Language::De, "Datenschutz", 5).await.unwrap().iter().any(|p| p.address == "datenschutz")
        );
        assert!(addresses(&store, Language::De).await.unwrap().len() > 20);
    }
}

#[tokio::test]
async fn blocks_keep_their_keys_when_a_newer_program_brings_other_words() {
    for store in stores().await {
        import(&store, NOW).await.unwrap();
        let page =
            page::Entity::find().filter(page::Column::Address.eq("regeln")).one(store.read()).await.unwrap().unwrap();
        let blocks = async || {
            let all = block::Entity::find().filter(block::Column::PageId.eq(page.id));
            let all = all.order_by_asc(block::Column::Position).all(store.read()).await.unwrap();
            all.into_iter().map(|block| (block.key, block.revision)).collect::<Vec<_>>()
        };
        let before = blocks().await;
        let first = block::Entity::find().filter(block::Column::Key.eq(&before[0].0)).one(store.read()).await.unwrap();
        let mut older = first.unwrap().into_active_model();
        older.body = Set("Ältere Worte".into());
        older.update(&store.write).await.unwrap();
        let row = page::ActiveModel { id: Set(page.id), source_hash: Set("old".into()), ..Default::default() };
        row.update(&store.write).await.unwrap();
        assert_eq!(import(&store, NOW).await.unwrap().updated, 1);
        let mut expected = before.clone();
        expected[0].1 = 2;
        assert_eq!(blocks().await, expected, "{}", store.name);
        assert!(before.iter().all(|(key, _)| domain::editing::uuid(key).as_ref() == Some(key)), "{before:?}");
    }
}

#[tokio::test]
async fn several_pages_are_found_at_once_as_each_of_them_is_found_by_itself() {
    for store in stores().await {
        import(&store, NOW).await.unwrap();
        let addresses = ["mitmachen", "datenschutz", "nirgends"];
        let before = store.statements();
        let all = find_all(&store, &addresses).await.unwrap();
        assert_eq!(store.statements() - before, 3, "{}", store.name);
        let of = |address: &str, language: Language| {
            all.iter().find(|(page, spoken)| page.address == address && *spoken == language).cloned()
        };
        for address in addresses {
            for language in Language::ALL {
                let one = find(&store, address, language).await.unwrap();
                assert_eq!(of(address, language).or_else(|| of(address, Language::De)), one, "{address}");
            }
        }
    }
}
