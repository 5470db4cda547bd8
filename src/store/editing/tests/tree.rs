use super::{places::*, *};

impl World {
    async fn reads(&self, address: &str, language: Language) -> Option<String> {
        pages::find(&self.store, address, language).await.unwrap().map(|(page, _)| page.title)
    }

    async fn is_listed(&self, address: &str) -> bool {
        pages::addresses(&self.store, Language::De).await.unwrap().iter().any(|(known, _)| known == address)
    }

    async fn moved_to(&self, address: &str) -> Option<String> {
        match past(&self.store, address, Language::De).await.unwrap() {
            Some(Past::Moved { to }) => Some(to),
            _ => None,
        }
    }
}

#[tokio::test]
async fn a_new_page_is_for_editors_until_it_is_published_and_its_translations_begin_with_its_words() {
    for world in World::all().await {
        let (store, ada, name) = (&world.store, &world.ada, world.store.name);
        let place = ("mitmachen/vor-ort", Language::De);
        assert!(matches!(create(store, ada, place, " ", NOW).await, Err(StoreError::Unstorable)), "{name}");
        let early = create(store, ada, (place.0, Language::En), "", NOW).await;
        assert!(matches!(early, Err(StoreError::NotFound)), "{name}: {early:?}");
        let page = create(store, ada, place, " Vor  Ort ", NOW).await.unwrap();
        let again = create(store, ada, place, "Anders", NOW).await;
        assert!(matches!(again, Err(StoreError::Taken)), "{name}: {again:?}");
        assert_eq!(world.reads(place.0, Language::De).await, None, "{name}");
        assert!(!world.is_listed(place.0).await, "{name}");
        assert!(pages::search(store, Language::De, "Vor Ort", 50).await.unwrap().iter().all(|p| p.address != place.0));
        let draft = open(store, ada, page).await.unwrap();
        assert_eq!((draft.title.as_str(), draft.state, draft.is_public), ("Vor Ort", State::Draft, false), "{name}");

        // Who reads aloud there reads German.
        let body = format!("Vorlesen: {}\n\nIm Ortsamt.", "0f".repeat(16));
        let text = NewBlock { save: id(1), key: id(100), kind: BlockKind::Text, body, after: None };
        insert(store, ada, page, &text, NOW).await.unwrap();
        let change = open(store, ada, page).await.unwrap().change;
        publish(store, ada, page, (change, ""), NOW.plus_days(1)).await.unwrap();
        assert_eq!(world.reads(place.0, Language::De).await.as_deref(), Some("Vor Ort"), "{name}");
        assert!(world.is_listed(place.0).await, "{name}");
        let numbers: Vec<_> =
            versions(store, ada, page).await.unwrap().into_iter().map(|one| (one.number, one.by)).collect();
        assert_eq!(numbers, [(1, Some("ada".into()))], "{name}: what nobody read is no version");

        let english = create(store, ada, (place.0, Language::En), "", NOW.plus_days(2)).await.unwrap();
        let draft = open(store, ada, english).await.unwrap();
        assert_eq!((draft.title.as_str(), draft.blocks[0].body.as_str()), ("Vor Ort", "Im Ortsamt."), "{name}");
        assert_eq!(draft.blocks[0].key, id(100), "{name}: block by block");
        let (_, language) = pages::find(store, place.0, Language::En).await.unwrap().unwrap();
        assert_eq!(language, Language::De, "{name}: until it is published");
        publish(store, ada, english, (draft.change, ""), NOW.plus_days(3)).await.unwrap();
        let (shown, language) = pages::find(store, place.0, Language::En).await.unwrap().unwrap();
        assert_eq!((language, shown.standing.outdated), (Language::En, None), "{name}");

        let lost = create(store, ada, ("mitmachen/irrtum", Language::De), "Irrtum", NOW).await.unwrap();
        assert!(
            matches!(discard_now(store, ada, page, NOW).await, Err(StoreError::Unstorable)),
            "{name}: somebody read it"
        );
        discard_now(store, ada, lost, NOW).await.unwrap();
        assert!(matches!(open(store, ada, lost).await, Err(StoreError::NotFound)), "{name}");
        pages::import(store, NOW.plus_days(4)).await.unwrap();
        assert_eq!(world.reads(place.0, Language::De).await.as_deref(), Some("Vor Ort"), "{name}");
    }
}

#[tokio::test]
async fn a_page_moves_with_all_below_it_and_its_old_addresses_lead_there() {
    for world in World::all().await {
        let (store, ada, name) = (&world.store, &world.ada, world.store.name);
        create(store, ada, ("regeln/kurz", Language::De), "Kurz", NOW).await.unwrap();
        for (from, to) in [("start", "anfang"), ("regeln", "themen/regeln"), ("regeln", "regeln/neu")] {
            let fixed = relocate_now(store, ada, from, to, NOW).await;
            assert!(matches!(fixed, Err(StoreError::Unstorable)), "{name} {from} {to}: {fixed:?}");
        }
        let taken = relocate_now(store, ada, "regeln", "zaehlung", NOW).await;
        assert!(matches!(taken, Err(StoreError::Taken)), "{name} {taken:?}");
        let lost = relocate_now(store, ada, "gibt-es-nicht", "woanders", NOW).await;
        assert!(matches!(lost, Err(StoreError::NotFound)), "{name} {lost:?}");

        let title = world.reads("regeln", Language::En).await.unwrap();
        relocate_now(store, ada, "regeln", "mitmachen/regeln", NOW).await.unwrap();
        assert_eq!(world.reads("regeln", Language::En).await, None, "{name}");
        assert_eq!(world.reads("mitmachen/regeln", Language::En).await, Some(title.clone()), "{name}: all languages");
        assert_eq!(world.moved_to("regeln").await.as_deref(), Some("mitmachen/regeln"), "{name}");
        assert_eq!(world.moved_to("regeln/kurz").await.as_deref(), Some("mitmachen/regeln/kurz"), "{name}");
        relocate_now(store, ada, "mitmachen/regeln", "spielregeln", NOW).await.unwrap();
        for old in ["regeln", "mitmachen/regeln"] {
            assert_eq!(world.moved_to(old).await.as_deref(), Some("spielregeln"), "{name} {old}: no chain");
        }
        let report = pages::import(store, NOW.plus_days(1)).await.unwrap();
        assert_eq!((report.created, report.kept), (0, 3), "{name}: the program does not bring it back");
        relocate_now(store, ada, "spielregeln", "regeln", NOW).await.unwrap();
        assert_eq!(world.reads("regeln", Language::En).await, Some(title), "{name}");
        assert_eq!(world.moved_to("regeln").await, None, "{name}: no circle");
        assert_eq!(world.moved_to("spielregeln").await.as_deref(), Some("regeln"), "{name}");
    }
}

#[tokio::test]
async fn a_retired_page_tells_where_to_go_on_and_can_be_brought_back() {
    for world in World::all().await {
        let (store, ada, name) = (&world.store, &world.ada, world.store.name);
        let title = world.reads("regeln", Language::De).await.unwrap();
        for fixed in ["impressum", "themen/kultur"] {
            assert!(
                matches!(retire_now(store, ada, fixed, None, NOW).await, Err(StoreError::Unstorable)),
                "{name} {fixed}"
            );
        }
        let itself = retire_now(store, ada, "regeln", Some("regeln"), NOW).await;
        assert!(matches!(itself, Err(StoreError::Unstorable)), "{name} {itself:?}");
        retire_now(store, ada, "regeln", Some("mitmachen"), NOW).await.unwrap();
        for language in Language::ALL {
            assert_eq!(world.reads("regeln", language).await, None, "{name}");
            let gone = past(store, "regeln", language).await.unwrap();
            assert!(
                matches!(gone, Some(Past::Retired { at: NOW, way_on: Some(to), .. }) if to == "mitmachen"),
                "{name}"
            );
        }
        assert!(!world.is_listed("regeln").await, "{name}");
        pages::import(store, NOW.plus_days(1)).await.unwrap();
        world.prepared("Neue Worte").await;
        let change = world.draft().await.change;
        publish(store, ada, world.page, (change, ""), NOW.plus_days(1)).await.unwrap();
        assert_eq!(world.reads("regeln", Language::De).await, None, "{name}: nothing but bringing back brings it back");
        bring_back_now(store, ada, "regeln", NOW.plus_days(2)).await.unwrap();
        assert_eq!(world.reads("regeln", Language::De).await, Some(title), "{name}");
        assert_eq!(past(store, "regeln", Language::De).await.unwrap(), None, "{name}");
        let clerk = Acting { role: Role::Clerk, ..world.ada };
        assert!(matches!(retire_now(store, &clerk, "regeln", None, NOW).await, Err(StoreError::Refused(_))));
        assert!(matches!(relocate_now(store, &clerk, "regeln", "x", NOW).await, Err(StoreError::Refused(_))));
        assert!(matches!(create(store, &clerk, ("x", Language::De), "X", NOW).await, Err(StoreError::Refused(_))));
    }
}

#[tokio::test]
async fn a_page_that_is_taken_back_before_it_had_a_second_version_is_gone_and_the_programs_own_stay() {
    for world in World::all().await {
        let (store, ada, name) = (&world.store, &world.ada, world.store.name);
        let (monday, tuesday) = (NOW.plus_days(1), NOW.plus_days(2));
        let fresh = create(store, ada, ("mitmachen/fest", Language::De), "Das Fest", NOW).await.unwrap();
        for page in [fresh, world.page] {
            let change = open(store, ada, page).await.unwrap().change;
            if page == fresh {
                publish(store, ada, page, (change, ""), monday).await.unwrap();
            }
            let due = (Due::TakeBack, change, Some(tuesday));
            schedule(store, ada, page, due, " Das Fest ist  vorbei ", monday).await.unwrap();
        }
        assert!(pages::find(store, "mitmachen/fest", Language::De).await.unwrap().is_some(), "{name}: not yet");
        while let Some(job) = crate::jobs::claim(store, tuesday).await.unwrap() {
            run_scheduled(store, &job, tuesday).await.unwrap();
            crate::jobs::done(store, &job, tuesday).await.unwrap();
        }
        assert!(pages::find(store, "mitmachen/fest", Language::De).await.unwrap().is_none(), "{name}");
        let gone = past(store, "mitmachen/fest", Language::De).await.unwrap();
        assert!(matches!(gone, Some(Past::Retired { .. })), "{name} {gone:?}");
        let why = TakenAway { at: tuesday, note: "Das Fest ist vorbei".into() };
        assert_eq!(
            taken_away(store, ada, fresh).await.unwrap(),
            std::slice::from_ref(&why),
            "{name}: the history says why"
        );
        assert!(taken_away(store, ada, world.page).await.unwrap().is_empty(), "{name}: nobody took it away");
        assert!(
            pages::find(store, "regeln", Language::De).await.unwrap().is_some(),
            "{name}: there was no other version"
        );
        bring_back_now(store, ada, "mitmachen/fest", tuesday).await.unwrap();
        assert!(pages::find(store, "mitmachen/fest", Language::De).await.unwrap().is_some(), "{name}");
        retire_now(store, ada, "mitmachen/fest", None, tuesday).await.unwrap();
        assert_eq!(taken_away(store, ada, fresh).await.unwrap(), [why], "{name}: nobody said why this time");
    }
}
