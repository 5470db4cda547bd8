use std::{
    collections::HashSet,
    fs,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
};

use domain::{
    history::{Actor, Happening},
    ids::ProposalId,
};
use sea_orm::{ConnectionTrait, EntityTrait, QuerySelect};
use tempfile::TempDir;

use super::*;
use crate::{
    Settings, Store,
    entity::event,
    history::{Subject, record},
    testing::NOW,
};

struct Place {
    folder: TempDir,
}

impl Place {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    async fn open(&self, name: &str) -> Store {
        let url = format!("sqlite://{}?mode=rwc", self.file(name).display());
        Store::open_and_migrate(&Settings::new(url)).await.unwrap()
    }

    /// A closed database with these events.
    async fn database(&self, name: &str, events: std::ops::Range<i64>) -> PathBuf {
        let store = self.open(name).await;
        for id in events {
            note(&store, id).await;
        }
        store.close().await.unwrap();
        self.file(name)
    }

    async fn events(&self, name: &str) -> HashSet<i64> {
        let store = self.open(name).await;
        let found = events(&store).await;
        store.close().await.unwrap();
        found
    }

    fn names(&self) -> Vec<String> {
        let names =
            fs::read_dir(self.folder.path()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
        let mut names: Vec<String> = names.collect();
        names.sort();
        names
    }
}

async fn note(store: &Store, id: i64) {
    let subject = Subject::Proposal(ProposalId(id));
    store.write(async |tx| record(tx, NOW, subject, Actor::Guest, &Happening::Supported).await).await.unwrap();
}

async fn events(store: &Store) -> HashSet<i64> {
    let ids = event::Entity::find().select_only().column(event::Column::SubjectId).into_tuple();
    ids.all(store.read()).await.unwrap().into_iter().collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_under_full_load_holds_all_that_was_acknowledged_before_it_began() {
    let place = Place::new();
    let store = place.open("live.db").await;
    let (told, stop) = (Arc::new(Mutex::new(HashSet::new())), Arc::new(AtomicBool::new(false)));
    let writers: Vec<_> = (0..8)
        .map(|writer| {
            let (store, told, stop) = (store.clone(), told.clone(), stop.clone());
            tokio::spawn(async move {
                for number in 0.. {
                    if stop.load(Ordering::Relaxed) {
                        return;
                    }
                    let id = writer * 1_000_000 + number;
                    note(&store, id).await;
                    told.lock().unwrap().insert(id);
                }
            })
        })
        .collect();
    let told_so_far = || told.lock().unwrap().clone();
    let wait_for = async |more: usize| {
        let wanted = told_so_far().len() + more;
        while told_so_far().len() < wanted {
            tokio::task::yield_now().await;
        }
    };
    wait_for(200).await;
    let before = told_so_far();
    backup(&place.file("live.db"), &place.file("copy.db"), false).await.unwrap();
    // Nobody was kept from writing.
    wait_for(200).await;
    stop.store(true, Ordering::Relaxed);
    for writer in writers {
        writer.await.unwrap();
    }
    store.close().await.unwrap();
    let kept = place.events("copy.db").await;
    assert!(before.is_subset(&kept), "{} of {} are missing", before.difference(&kept).count(), before.len());
    assert!(kept.len() < told_so_far().len());
}

#[tokio::test]
async fn a_backup_never_replaces_a_file_unasked_and_leaves_nothing_half_done() {
    let place = Place::new();
    let live = place.database("live.db", 0..3).await;
    backup(&live, &place.file("copy.db"), false).await.unwrap();
    let refused = backup(&live, &place.file("copy.db"), false).await;
    assert!(matches!(refused, Err(BackupError::Exists(_))), "{refused:?}");
    backup(&live, &place.file("copy.db"), true).await.unwrap();
    let missing = backup(&place.file("nowhere.db"), &place.file("other.db"), false).await;
    assert!(missing.is_err());
    assert_eq!(place.names(), ["copy.db", "live.db"]);
    assert_eq!(place.events("copy.db").await, (0..3).collect());
}

#[cfg(unix)]
#[tokio::test]
async fn a_backup_is_readable_for_its_owner_alone() {
    use std::os::unix::fs::PermissionsExt;
    let place = Place::new();
    let live = place.database("live.db", 0..1).await;
    backup(&live, &place.file("copy.db"), false).await.unwrap();
    assert_eq!(fs::metadata(place.file("copy.db")).unwrap().permissions().mode() & 0o777, 0o600);
}

#[tokio::test]
async fn a_restored_database_takes_the_place_of_the_old_one_which_is_kept() {
    let place = Place::new();
    let live = place.database("live.db", 0..3).await;
    backup(&live, &place.file("copy.db"), false).await.unwrap();
    place.database("live.db", 3..9).await;
    let restored = restore(&place.file("copy.db"), &live, NOW).await.unwrap();
    let aside = restored.aside.unwrap();
    assert_eq!(aside, place.file("live.db.before-20261123T120000Z"));
    assert_eq!(place.events("live.db").await, (0..3).collect());
    assert_eq!(place.events("live.db.before-20261123T120000Z").await, (0..9).collect());
    // A second one in the same second would cost the first one's copy.
    assert!(matches!(restore(&place.file("copy.db"), &live, NOW).await, Err(BackupError::Exists(_))));
    let fresh = restore(&place.file("copy.db"), &place.file("new.db"), NOW).await.unwrap();
    assert_eq!(fresh.aside, None);
    assert_eq!(place.events("new.db").await, (0..3).collect());
}

#[tokio::test]
async fn nothing_is_restored_under_an_open_database() {
    let place = Place::new();
    let copy = place.database("copy.db", 0..3).await;
    let store = place.open("live.db").await;
    note(&store, 7).await;
    let refused = restore(&copy, &place.file("live.db"), NOW).await;
    assert!(matches!(refused, Err(BackupError::InUse(_))), "{refused:?}");
    note(&store, 8).await;
    assert_eq!(events(&store).await, [7, 8].into());
    store.close().await.unwrap();
    restore(&copy, &place.file("live.db"), NOW).await.unwrap();
    assert_eq!(place.events("live.db").await, (0..3).collect());
}

#[tokio::test]
async fn what_is_no_whole_database_of_ours_is_not_restored() {
    let place = Place::new();
    let live = place.database("live.db", 0..5).await;
    let good = place.database("good.db", 0..200).await;
    let broken = |name: &str, change: &dyn Fn(&mut Vec<u8>)| {
        let mut bytes = fs::read(&good).unwrap();
        change(&mut bytes);
        fs::write(place.file(name), bytes).unwrap();
        place.file(name)
    };
    let mut cases = vec![
        broken("cut.db", &|bytes| bytes.truncate(bytes.len() / 2)),
        broken("text.db", &|bytes| *bytes = b"just some words, and no database".to_vec()),
        broken("empty.db", &|bytes| bytes.clear()),
        broken("holes.db", &|bytes| {
            let middle = bytes.len() / 2;
            bytes[middle..middle + 8_192].fill(0xff);
        }),
    ];
    fs::write(broken("running.db", &|_| ()).with_extension("db-wal"), "a log").unwrap();
    cases.push(place.file("running.db"));
    for case in cases {
        let refused = restore(&case, &live, NOW).await;
        assert!(matches!(&refused, Err(BackupError::Damaged { file, .. }) if *file == case), "{case:?}: {refused:?}");
    }
    let store = place.open("newer.db").await;
    store
        .write(async |tx| {
            tx.execute_unprepared("INSERT INTO seaql_migrations VALUES ('m9999_future', 0)").await?;
            Ok(())
        })
        .await
        .unwrap();
    store.close().await.unwrap();
    let refused = restore(&place.file("newer.db"), &live, NOW).await;
    assert!(matches!(refused, Err(BackupError::Store(StoreError::BadSchema(_)))), "{refused:?}");
    assert!(
        !place.names().iter().any(|name| name.ends_with(".part") || name.contains("before")),
        "{:?}",
        place.names()
    );
    assert_eq!(place.events("live.db").await, (0..5).collect());
}

#[tokio::test]
async fn a_broken_database_is_replaced_with_what_is_left_of_its_log() {
    let place = Place::new();
    let copy = place.database("copy.db", 0..3).await;
    fs::write(place.file("live.db"), "broken beyond repair").unwrap();
    fs::write(place.file("live.db-wal"), "a log of something else").unwrap();
    restore(&copy, &place.file("live.db"), NOW).await.unwrap();
    assert!(place.names().contains(&"live.db.before-20261123T120000Z-wal".to_owned()), "{:?}", place.names());
    assert_eq!(place.events("live.db").await, (0..3).collect());
}

#[tokio::test]
async fn an_older_backup_is_taken_and_says_what_the_next_start_adds() {
    let place = Place::new();
    let store = place.open("older.db").await;
    crate::schema::undo(&store, 1).await.unwrap();
    store.close().await.unwrap();
    let restored = restore(&place.file("older.db"), &place.file("live.db"), NOW).await.unwrap();
    assert_eq!(restored.checked.pending.len(), 1);
    place.open("live.db").await;
}

#[tokio::test]
async fn a_database_that_was_put_back_guards_its_audit_log_as_before() {
    let place = Place::new();
    let store = place.open("live.db").await;
    let acting = domain::policy::Acting::OPERATOR;
    let entry = async |store: &Store| {
        let nothing = serde_json::json!({});
        store
            .write(async |tx| crate::audit::write(tx, &acting, "tried", "board", 1, &nothing, NOW).await)
            .await
            .unwrap();
    };
    entry(&store).await;
    backup(&place.file("live.db"), &place.file("copy.db"), false).await.unwrap();
    store.close().await.unwrap();
    restore(&place.file("copy.db"), &place.file("live.db"), NOW).await.unwrap();
    let store = place.open("live.db").await;
    entry(&store).await;
    let refused = store.write.execute_unprepared("UPDATE audit SET action = 'other'").await.unwrap_err().to_string();
    assert!(refused.contains("takes new entries only"), "{refused}");
    assert_eq!(crate::audit::verify(&store).await.unwrap(), Ok(2));
}
