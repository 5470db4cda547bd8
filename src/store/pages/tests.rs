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
