mod making;
mod receipts;

use domain::{
    accounts::Level, boards::Moderation, ids::PersonKey, place_calls::NewPlaceMark, policy::Refusal,
    proposals::PlaceChoice,
};

use migrations::{Migrator, MigratorTrait};

use super::*;
use crate::{
    accounts, boards, schema,
    testing::{NOW, person, submission, with_demo},
};

const OPEN: &str = "orte-die-verbinden";
const ENDED: &str = "kuehle-orte";

fn mark(text: &str) -> NewPlaceMark {
    let place = PlaceChoice::Pin(LonLat { lon: 12.1405, lat: 54.0887 });
    NewPlaceMark { category: "treffen".into(), verdict: Verdict::Good, text: text.into(), place }
}

#[tokio::test]
async fn a_repeated_mark_is_kept_once_and_waits_for_its_check() {
    for store in with_demo().await {
        let before = marks(&store, OPEN).await.unwrap().len();
        for _ in 0..2 {
            let added = add(&store, OPEN, submission(1), &person("jana"), mark("Ein guter Platz."), NOW).await;
            assert!(!added.unwrap().is_public, "{}", store.name);
        }
        assert_eq!(marks(&store, OPEN).await.unwrap().len(), before);
        let other = add(&store, OPEN, submission(1), &person("jana"), mark("Ein anderer Platz."), NOW).await;
        assert!(matches!(other, Err(StoreError::SubmissionConflict)));
    }
}

#[tokio::test]
async fn on_a_board_that_checks_afterwards_a_mark_is_seen_at_once() {
    for store in with_demo().await {
        boards::set_moderation(&store, "stadt", Moderation::After, NOW).await.unwrap();
        let before = by_slug(&store, OPEN).await.unwrap().unwrap().marks;
        let added = add(&store, OPEN, submission(1), &person("jana"), mark("Ein guter Platz."), NOW).await;
        assert!(added.unwrap().is_public);
        assert_eq!(by_slug(&store, OPEN).await.unwrap().unwrap().marks, before + 1, "{}", store.name);
        assert_eq!(marks(&store, OPEN).await.unwrap()[0].district.as_ref().unwrap().slug, "stadtmitte");
    }
}

fn in_district(id: AreaId) -> NewPlaceMark {
    NewPlaceMark { place: PlaceChoice::District(id), ..mark("Ein guter Platz.") }
}

#[tokio::test]
async fn who_names_the_ortsteil_alone_sets_no_point() {
    for store in with_demo().await {
        boards::set_moderation(&store, "stadt", Moderation::After, NOW).await.unwrap();
        let districts = areas::districts(&store).await.unwrap();
        let set = async |at: usize| {
            add(&store, OPEN, submission(1), &person("jana"), in_district(districts[at].id), NOW).await
        };
        let first = set(0).await.unwrap();
        assert_eq!(set(0).await.unwrap(), first, "the same answer again");
        assert!(matches!(set(1).await, Err(StoreError::SubmissionConflict)), "{}", store.name);
        let shown = marks(&store, OPEN).await.unwrap();
        let newest = &shown[0];
        assert_eq!((newest.id, newest.point), (first.id, None), "{}", store.name);
        assert_eq!(newest.district.as_ref().map(|area| area.id), Some(districts[0].id));
        assert!(shown[1..].iter().all(|mark| mark.point.is_some()), "the others were set by somebody");
    }
}

#[tokio::test]
async fn a_middle_that_was_stored_for_an_ortsteil_is_forgotten_and_a_point_that_somebody_set_stays() {
    for store in with_demo().await {
        let district = areas::districts(&store).await.unwrap()[0].id;
        let set = async |number: u8, new: NewPlaceMark| {
            add(&store, OPEN, submission(number), &person("jana"), new, NOW).await.unwrap().id
        };
        let with = set(1, mark("Ein guter Platz.")).await;
        let without = set(2, in_district(district)).await;
        let mut latest_first = Migrator::migrations().into_iter().rev();
        let later = latest_first.position(|one| one.name() == "m0086_place_of_a_mark").unwrap();
        schema::undo(&store, u32::try_from(later + 1).unwrap()).await.unwrap();
        schema::bring_up_to_date(&store).await.unwrap();
        let point = async |id: PlaceMarkId| {
            let row = mark::Entity::find_by_id(id.0).one(store.read()).await.unwrap().unwrap();
            row.lon.zip(row.lat)
        };
        assert_eq!(point(with).await, Some((12.1405, 54.0887)), "{}", store.name);
        assert_eq!(point(without).await, None, "{}", store.name);
    }
}

#[tokio::test]
async fn a_call_that_ended_takes_no_marks() {
    for store in with_demo().await {
        let unknown = add(&store, ENDED, submission(1), &person("jana"), mark("Ein guter Platz."), NOW).await;
        assert!(matches!(unknown, Err(StoreError::Invalid(_))), "no such category: {unknown:?}");
        let category = by_slug(&store, ENDED).await.unwrap().unwrap().categories[0].key.clone();
        let late = NewPlaceMark { category, ..mark("Ein guter Platz.") };
        let late = add(&store, ENDED, submission(1), &person("jana"), late, NOW).await;
        assert!(matches!(late, Err(StoreError::Refused(Refusal::BoardClosed))));
        assert_eq!(list(&store, NOW).await.unwrap()[0].slug, OPEN);
    }
}

#[tokio::test]
async fn a_call_takes_those_of_whom_its_board_is_sure_enough() {
    for store in with_demo().await {
        let set = |number: u8, who: PersonKey| {
            let store = &store;
            async move { add(store, OPEN, submission(number), &who, mark("Ein guter Platz."), NOW).await }
        };
        let first = set(1, person("jana")).await.unwrap();
        boards::set_needed_level(&store, "stadt", Level::EmailConfirmed, NOW).await.unwrap();
        let guest = set(2, person("jana")).await;
        let needed = matches!(guest, Err(StoreError::Refused(Refusal::LevelNeeded(Level::EmailConfirmed))));
        assert!(needed, "{} {guest:?}", store.name);
        // What was taken before gets the same answer again.
        assert_eq!(set(1, person("jana")).await.unwrap(), first);
        let ada = accounts::open(&store, accounts::tests::new("ada@example.org"), NOW).await.unwrap();
        let ada = accounts::find(&store, ada).await.unwrap().unwrap().person;
        assert!(set(3, ada).await.is_ok(), "{}", store.name);
    }
}
