//! Title and introduction: against what somebody started from, not against the whole draft.

use domain::editing::Opening;

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
