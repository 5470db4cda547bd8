//! Title and introduction: against what somebody started from, not against the whole draft.

use domain::editing::{Opening, Part};

use super::*;

const LEAD: &str = "Was hier gilt, wer es entscheidet und wo man sich beschwert.";

impl World {
    pub(super) async fn opening(&self) -> Opening {
        let draft = self.draft().await;
        Opening::new(&draft.title, &draft.summary)
    }

    async fn describe(&self, by: &Acting, start: &Opening, new: &Opening) -> Result<(), Opening> {
        describe(&self.store, by, self.page, (start, new), NOW).await.unwrap()
    }

    async fn save_part(&self, by: &Acting, part: Part, what: &Save) -> Result<StoredPart, PartClash> {
        save_part(&self.store, by, self.page, (part, what), NOW).await.unwrap()
    }
}

#[tokio::test]
async fn what_others_do_to_blocks_is_no_matter_and_different_places_come_together() {
    for world in World::all().await {
        let (name, ada, bea) = (world.store.name, &world.ada, &world.bea);
        let start = Opening::new("Regeln", LEAD);
        world.describe(ada, &world.opening().await, &start).await.unwrap();
        let before = world.draft().await.change;
        world.prepared("Ein Block dazwischen").await;
        let title = Opening::new("Spielregeln", LEAD);
        world.describe(ada, &start, &title).await.unwrap();
        assert_eq!(world.opening().await, title, "{name}");
        let lead = Opening::new("Regeln", &LEAD.replace("gilt", "für alle gilt"));
        world.describe(bea, &start, &lead).await.unwrap();
        let both = Opening { title: title.title.clone(), ..lead };
        assert_eq!(world.opening().await, both, "{name}: her title and the other's introduction");
        let draft = world.draft().await;
        assert_eq!((draft.change, draft.state), (before + 3, State::Draft), "{name}");
        world.describe(ada, &start, &both).await.unwrap();
        assert_eq!(world.draft().await.change, draft.change, "{name}: what stands there is no change");
        let empty = describe(&world.store, ada, world.page, (&both, &Opening::new(" ", LEAD)), NOW).await;
        assert!(matches!(empty, Err(StoreError::Unstorable)), "{name} {empty:?}");
    }
}

#[tokio::test]
async fn the_same_place_is_asked_about_and_so_is_what_comes_while_somebody_decides() {
    for world in World::all().await {
        let (name, ada, bea) = (world.store.name, &world.ada, &world.bea);
        let start = world.opening().await;
        let of = |title: &str| Opening { title: title.into(), ..start.clone() };
        world.describe(ada, &start, &of("Spielregeln")).await.unwrap();
        let theirs = world.describe(bea, &start, &of("Hausordnung")).await.unwrap_err();
        assert_eq!(theirs, of("Spielregeln"), "{name}");
        world.describe(ada, &theirs, &of("Regeln des Hauses")).await.unwrap();
        let newer = world.describe(bea, &theirs, &of("Hausordnung")).await.unwrap_err();
        assert_eq!(newer, of("Regeln des Hauses"), "{name}: she had not seen it");
        world.describe(bea, &newer, &of("Hausordnung")).await.unwrap();
        assert_eq!(world.opening().await, of("Hausordnung"), "{name}: she had seen it");
    }
}

#[tokio::test]
async fn each_part_is_saved_against_its_own_revision_and_the_same_save_counts_once() {
    for world in World::all().await {
        let (name, ada, bea) = (world.store.name, &world.ada, &world.bea);
        world.describe(ada, &world.opening().await, &Opening::new("Regeln", LEAD)).await.unwrap();
        let draft = world.draft().await;
        let (title, lead) = (draft.part(Part::Title).1, draft.part(Part::Introduction).1);
        let first = at(title, 1, "  Spiel\nregeln ");
        let stored = world.save_part(ada, Part::Title, &first).await.unwrap();
        assert_eq!(
            (stored.words.as_str(), stored.revision, stored.merged),
            ("Spiel regeln", title + 1, false),
            "{name}"
        );
        assert_eq!(world.save_part(ada, Part::Title, &first).await.unwrap(), stored, "{name}: sent again");
        // Of the other part nobody changed anything.
        let mine = LEAD.replace("gilt", "für alle gilt");
        let stored = world.save_part(bea, Part::Introduction, &at(lead, 2, &mine)).await.unwrap();
        assert_eq!((stored.revision, stored.merged), (lead + 1, false), "{name}");
        let other = LEAD.replace("beschwert", "beschweren kann");
        let stored = world.save_part(ada, Part::Introduction, &at(lead, 3, &other)).await.unwrap();
        assert_eq!(stored.words, mine.replace("beschwert", "beschweren kann"), "{name}: both are in it");
        assert_eq!((stored.revision, stored.merged), (lead + 2, true), "{name}");

        let clash = world.save_part(bea, Part::Title, &at(title, 4, "Hausordnung")).await.unwrap_err();
        let sides = (clash.base.as_str(), clash.mine.as_str(), clash.theirs.as_str());
        assert_eq!(sides, ("Regeln", "Hausordnung", "Spiel regeln"), "{name}");
        let unknown = world.save_part(bea, Part::Title, &at(99, 5, "Hausordnung")).await.unwrap_err();
        assert_eq!((unknown.revision, unknown.base.as_str()), (title + 1, ""), "{name}: nobody knows what it was");
        let stored = world.save_part(bea, Part::Title, &at(clash.revision, 6, "Hausordnung")).await.unwrap();
        let draft = world.draft().await;
        assert_eq!(draft.part(Part::Title), ("Hausordnung", stored.revision), "{name}");
        assert!(draft.by.contains(&("titel".into(), "bea".into())), "{name} {:?}", draft.by);
        let kept = words_at(&world.store, ada, world.page, Part::Title, title).await.unwrap();
        assert_eq!(kept.as_deref(), Some("Regeln"), "{name}");
        let change = draft.change;
        let same = world.save_part(ada, Part::Title, &at(stored.revision, 7, "Hausordnung")).await.unwrap();
        assert_eq!((same.revision, world.draft().await.change), (stored.revision, change), "{name}: no change");
        for empty in ["", " \n "] {
            let save = at(stored.revision, 8, empty);
            let refused = save_part(&world.store, ada, world.page, (Part::Title, &save), NOW).await;
            assert!(matches!(refused, Err(StoreError::Unstorable)), "{name} {refused:?}");
        }
        let none = at(draft.part(Part::Introduction).1, 9, "");
        assert_eq!(world.save_part(ada, Part::Introduction, &none).await.unwrap().words, "", "{name}");
    }
}

#[tokio::test]
async fn whatever_else_changes_them_is_a_revision_too() {
    for world in World::all().await {
        let (name, ada) = (world.store.name, &world.ada);
        let before = world.draft().await;
        let (words, start) = before.part(Part::Title);
        assert_eq!(start, 1, "{name}: nobody ever changed it");
        world.save_part(ada, Part::Title, &at(1, 1, "Hausordnung")).await.unwrap();
        let change = world.draft().await.change;
        restore_version(&world.store, ada, world.page, (change, 1), NOW).await.unwrap();
        let draft = world.draft().await;
        assert_eq!(draft.part(Part::Title), (words, 3), "{name}");
        // Read just before others came, words have the revision that they had.
        let read =
            crate::editing::opening::latest(world.store.read(), world.page, Part::Title, "Hausordnung").await.unwrap();
        assert_eq!(read.revision, 2, "{name}");
        let clash = world.save_part(&world.bea, Part::Title, &at(2, 2, "Ordnung")).await.unwrap_err();
        assert_eq!((clash.base.as_str(), clash.theirs.as_str()), ("Hausordnung", words), "{name}");
    }
}

#[tokio::test]
async fn what_is_typed_into_them_is_kept_until_it_is_stored_and_who_types_there_is_seen() {
    for world in World::all().await {
        let (store, ada, page, name) = (&world.store, &world.ada, world.page, world.store.name);
        let key = Part::Title.key();
        let kept = Typed { body: "Haus ".into(), base_revision: 1, sequence: 4 };
        keep(store, ada, page, key, &kept, NOW).await.unwrap();
        assert_eq!(typed(store, ada, page).await.unwrap().get(key), Some(&kept), "{name}");
        here(store, ada, page, (&id(1), Some(key)), NOW).await.unwrap();
        let seen = present(store, &world.bea, page, NOW).await.unwrap();
        assert_eq!(seen[0].block.as_deref(), Some(key), "{name}");
        world.save_part(ada, Part::Title, &at(1, 1, "Hausordnung")).await.unwrap();
        assert_eq!(typed(store, ada, page).await.unwrap().get(key), Some(&kept), "{name}: something else was typed");
        world.save_part(ada, Part::Title, &at(2, 2, "Haus ")).await.unwrap();
        assert!(typed(store, ada, page).await.unwrap().is_empty(), "{name}");
        let nowhere = keep(store, ada, 999_999, key, &kept, NOW).await;
        assert!(matches!(nowhere, Err(StoreError::NotFound)), "{name} {nowhere:?}");
    }
}
