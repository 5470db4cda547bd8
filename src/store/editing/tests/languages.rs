use domain::editing::Standing;

use super::*;

const GROUP: &str = "Lesekreis Hafen";

impl World {
    /// Publishes the page with these words in its first block.
    async fn put_out(&self, page: i64, number: u32, body: &str, now: Moment) {
        let first = open(&self.store, &self.ada, page).await.unwrap().blocks.remove(0);
        let what = at(first.revision, number, body);
        stored(save(&self.store, &self.ada, page, &first.key, &what, now).await.unwrap());
        let change = open(&self.store, &self.ada, page).await.unwrap().change;
        publish(&self.store, &self.ada, page, (change, ""), now).await.unwrap();
    }

    async fn in_language(&self, language: Language) -> i64 {
        page_at(&self.store, "regeln", language).await.unwrap().unwrap()
    }

    async fn seen_by_visitors(&self, language: Language) -> Standing {
        pages::find(&self.store, "regeln", language).await.unwrap().unwrap().0.standing
    }

    async fn updated_at(&self, page: i64) -> Moment {
        open(&self.store, &self.ada, page).await.unwrap().updated_at
    }
}

#[tokio::test]
async fn when_the_german_text_changes_the_others_say_of_when_they_are_until_somebody_confirms_them() {
    for world in World::all().await {
        let (store, ada, name) = (&world.store, &world.ada, world.store.name);
        let english = world.in_language(Language::En).await;
        let (monday, tuesday, friday) = (NOW.plus_days(1), NOW.plus_days(2), NOW.plus_days(5));
        assert_eq!(world.seen_by_visitors(Language::En).await, Standing::default(), "{name}");
        world.prepared("Neue Worte").await;
        assert_eq!(world.seen_by_visitors(Language::En).await.outdated, None, "{name}: a draft concerns nobody");

        world.put_out(world.page, 2, "Neue Regeln", monday).await;
        for language in [Language::En, Language::Ls] {
            let outdated = world.seen_by_visitors(language).await.outdated.unwrap();
            assert_eq!((outdated.since, outdated.as_of), (monday, NOW), "{name}");
        }
        assert_eq!(world.seen_by_visitors(Language::De).await, Standing::default(), "{name}");
        world.put_out(world.page, 3, "Noch neuere Regeln", tuesday).await;
        assert_eq!(
            world.seen_by_visitors(Language::En).await.outdated.unwrap().since,
            monday,
            "{name}: since the first"
        );
        let all_variants = variants(store, ada, "regeln").await.unwrap();
        let languages: Vec<_> = all_variants.iter().map(|one| one.language).collect();
        assert_eq!(languages, [Language::De, Language::En, Language::Ls]);
        let base = all_variants[1].source_version.unwrap();
        let base = snapshot(store, ada, world.page, base).await.unwrap();
        assert_ne!(base.blocks[0].body, "Neue Regeln", "{name}: what it still says is from before");

        world.put_out(english, 4, "New rules", friday).await;
        let outdated = world.seen_by_visitors(Language::En).await.outdated.unwrap();
        assert_eq!(
            (outdated.since, outdated.as_of),
            (monday, friday),
            "{name}: other words need not be the right ones"
        );
        let listed = all(store, ada).await.unwrap().into_iter().find(|one| one.page == english).unwrap();
        assert_eq!(listed.standing.outdated, Some(outdated), "{name}");

        let stale = confirm(store, ada, english, monday, friday).await;
        assert!(matches!(stale, Err(StoreError::Outdated)), "{name} {stale:?}");
        confirm(store, ada, english, world.updated_at(world.page).await, friday).await.unwrap();
        assert_eq!(world.seen_by_visitors(Language::En).await, Standing::default(), "{name}");
        assert!(world.seen_by_visitors(Language::Ls).await.outdated.is_some(), "{name}: each on its own");
        let itself = confirm(store, ada, world.page, tuesday, friday).await;
        assert!(matches!(itself, Err(StoreError::NotFound)), "{name}: the source confirms nothing");
    }
}

#[tokio::test]
async fn a_german_text_that_comes_back_makes_its_translations_right_again() {
    for world in World::all().await {
        let before = world.public().await.blocks[0].body.clone();
        world.put_out(world.page, 2, "Ein Irrtum", NOW.plus_days(1)).await;
        world.put_out(world.page, 3, "Ein zweiter", NOW.plus_days(2)).await;
        assert!(world.seen_by_visitors(Language::En).await.outdated.is_some());
        world.put_out(world.page, 4, &before, NOW.plus_days(3)).await;
        assert_eq!(world.seen_by_visitors(Language::En).await, Standing::default(), "{}", world.store.name);
        let draft = world.draft().await;
        publish(&world.store, &world.ada, world.page, (draft.change, ""), NOW.plus_days(4)).await.unwrap();
        assert_eq!(world.seen_by_visitors(Language::En).await, Standing::default(), "the same words change nothing");
    }
}

#[tokio::test]
async fn a_check_is_said_of_the_words_that_were_checked_and_of_no_others() {
    for world in World::all().await {
        let (store, ada, name) = (&world.store, &world.ada, world.store.name);
        let easy = world.in_language(Language::Ls).await;
        let seen = world.updated_at(easy).await;
        let day = NOW.plus_days(-3);
        let long = "x".repeat(121);
        for (group, at) in [(" ", day), (GROUP, NOW.plus_days(1)), (long.as_str(), day)] {
            let refused = check(store, ada, easy, (seen, Some((group, at))), NOW).await;
            assert!(matches!(refused, Err(StoreError::Unstorable)), "{name} {group} {refused:?}");
        }
        let german = check(store, ada, world.page, (seen, Some((GROUP, day))), NOW).await;
        assert!(matches!(german, Err(StoreError::Unstorable)), "{name}: German is not easy");
        check(store, ada, easy, (seen, Some((GROUP, day))), NOW).await.unwrap();
        let sign = world.seen_by_visitors(Language::Ls).await.check.unwrap();
        assert_eq!((sign.by.as_str(), sign.at), (GROUP, day), "{name}");

        world.put_out(world.page, 2, "Neue Regeln", NOW.plus_days(1)).await;
        let standing = world.seen_by_visitors(Language::Ls).await;
        assert!(standing.check.is_some() && standing.outdated.is_some(), "{name}: the easy words are the same");
        world.put_out(easy, 3, "Neue Regeln in leicht", NOW.plus_days(2)).await;
        assert_eq!(world.seen_by_visitors(Language::Ls).await.check, None, "{name}");
        let kept = open(store, ada, easy).await.unwrap().standing.check.unwrap();
        assert_eq!((kept.by.as_str(), kept.lost_at), (GROUP, Some(NOW.plus_days(2))), "{name}: editors know");

        let stale = check(store, ada, easy, (seen, Some((GROUP, NOW))), NOW.plus_days(3)).await;
        assert!(matches!(stale, Err(StoreError::Outdated)), "{name} {stale:?}");
        let seen = world.updated_at(easy).await;
        check(store, ada, easy, (seen, Some((GROUP, NOW))), NOW.plus_days(3)).await.unwrap();
        assert!(world.seen_by_visitors(Language::Ls).await.check.is_some(), "{name}");
        check(store, ada, easy, (seen, None), NOW.plus_days(3)).await.unwrap();
        assert_eq!(world.seen_by_visitors(Language::Ls).await.check, None, "{name}");
        let clerk = Acting { role: Role::Clerk, ..world.ada };
        assert!(matches!(check(store, &clerk, easy, (seen, None), NOW).await, Err(StoreError::Refused(_))));
        assert!(matches!(confirm(store, &clerk, easy, seen, NOW).await, Err(StoreError::Refused(_))));
    }
}

#[tokio::test]
async fn a_translation_by_an_editor_is_out_of_date_when_the_program_brings_another_german_text() {
    for world in World::all().await {
        let english = world.in_language(Language::En).await;
        world.put_out(english, 2, "New rules", NOW.plus_days(1)).await;
        let old = sea_orm::ActiveValue::Set("old".to_owned());
        let row = page::ActiveModel {
            id: sea_orm::ActiveValue::Unchanged(world.page),
            source_hash: old,
            ..Default::default()
        };
        sea_orm::ActiveModelTrait::update(row, &world.store.write).await.unwrap();
        pages::import(&world.store, NOW.plus_days(2)).await.unwrap();
        let outdated = world.seen_by_visitors(Language::En).await.outdated.unwrap();
        assert_eq!((outdated.since, outdated.as_of), (NOW.plus_days(2), NOW.plus_days(1)), "{}", world.store.name);
        assert_eq!(world.seen_by_visitors(Language::Ls).await.outdated, None, "it came with the same program");
        let english = &variants(&world.store, &world.ada, "regeln").await.unwrap()[1];
        assert_eq!(english.source_version, None, "what it was before nobody kept");
    }
}
