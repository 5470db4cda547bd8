//! A fresh database for each test: a temporary SQLite file, or one of the PostgreSQL server that `TEST_DATABASE_URL` names.

use std::{
    panic::AssertUnwindSafe,
    path::Path,
    sync::atomic::{AtomicU32, Ordering},
};

use domain::ids::{PersonKey, SubmissionId};
use sea_orm::{ConnectionTrait, Database, DbBackend, Statement};
use tokio::sync::OnceCell;

use crate::{Settings, Store, faults::choose_here, seed};

/// 23 November 2026, 12:00 UTC.
pub(crate) const NOW: domain::Moment = domain::Moment(1_795_435_200_000);

/// Where chance comes from. Printed, so that `WEGMARKEN_SEED` can repeat what failed.
pub(crate) fn seed() -> u64 {
    let named = std::env::var("WEGMARKEN_SEED").ok().and_then(|text| text.parse().ok());
    let seed = named.unwrap_or_else(rand::random);
    println!("WEGMARKEN_SEED={seed}");
    seed
}

/// How many times more than every day: `WEGMARKEN_TRIALS` of the night.
pub(crate) fn trials() -> u64 {
    std::env::var("WEGMARKEN_TRIALS").ok().and_then(|text| text.parse().ok()).unwrap_or(1)
}

/// Whether a test that works on several threads fails once a switch is set for each of them.
pub(crate) fn is_noticed_on_threads<F: Future<Output = ()>>(fault: &'static str, test: impl FnOnce() -> F) -> bool {
    let mut runtime = tokio::runtime::Builder::new_multi_thread();
    let runtime = runtime.worker_threads(4).enable_all().on_thread_start(move || choose_here(Some(fault)));
    let runtime = runtime.build().unwrap();
    choose_here(Some(fault));
    let outcome = std::panic::catch_unwind(AssertUnwindSafe(|| runtime.block_on(test())));
    choose_here(None);
    outcome.is_err()
}

/// One migrated database with what it needs to live; gone when dropped.
pub(crate) struct TestStore {
    pub(crate) store: Store,
    pub(crate) name: &'static str,
    folder: Option<tempfile::TempDir>,
}

impl TestStore {
    /// Whether these bytes stand anywhere in the files of the database.
    pub(crate) async fn holds(&self, word: &str) -> bool {
        let Some(folder) = &self.folder else { return self.holds_in_postgres(word).await };
        let files = std::fs::read_dir(folder.path()).unwrap();
        let mut bytes = files.map(|file| std::fs::read(file.unwrap().path()).unwrap());
        bytes.any(|bytes| bytes.windows(word.len()).any(|part| part == word.as_bytes()))
    }

    /// In what it keeps of tables, indexes and long values, once everything in its memory is there too. Its log is one for
    /// all tests that run at this moment, and is written over by itself.
    async fn holds_in_postgres(&self, word: &str) -> bool {
        self.write.execute_unprepared("CHECKPOINT").await.unwrap();
        let sql = format!(
            "SELECT count(*) FROM pg_class WHERE relkind IN ('r', 'i', 't', 'm', 'S') AND NOT relisshared
             AND position('{word}'::bytea IN
                 pg_read_binary_file(pg_relation_filepath(oid), 0, pg_relation_size(oid), true)) > 0"
        );
        let found = self.write.query_one_raw(Statement::from_string(DbBackend::Postgres, sql)).await.unwrap();
        found.unwrap().try_get_by_index::<i64>(0).unwrap() > 0
    }
}

impl std::ops::Deref for TestStore {
    type Target = Store;

    fn deref(&self) -> &Store {
        &self.store
    }
}

/// What a test finds. Made once in a run, and copied for each test: that takes a part of the time.
#[derive(Clone, Copy)]
enum Beginning {
    Schema,
    /// The city's areas, pages and board.
    Content,
    /// The demo contributions as well.
    Demo,
}

impl Beginning {
    async fn make(self, url: String) {
        let store = open(url).await;
        if matches!(self, Self::Content | Self::Demo) {
            seed::content(&store, NOW).await.unwrap();
        }
        if matches!(self, Self::Demo) {
            seed::demo(&store, NOW).await.unwrap();
        }
        store.close().await.unwrap();
    }

    async fn sqlite(self) -> TestStore {
        static FILES: [OnceCell<Vec<u8>>; 3] = [const { OnceCell::const_new() }; 3];
        let made = async || {
            let folder = tempfile::tempdir().unwrap();
            self.make(sqlite_url(&folder.path().join("made.db"))).await;
            std::fs::read(folder.path().join("made.db")).unwrap()
        };
        let bytes = FILES[self as usize].get_or_init(made).await;
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("test.db");
        std::fs::write(&file, bytes).unwrap();
        TestStore { store: open(sqlite_url(&file)).await, name: "sqlite", folder: Some(folder) }
    }

    async fn postgres(self) -> Option<TestStore> {
        static NAMES: [OnceCell<String>; 3] = [const { OnceCell::const_new() }; 3];
        if !has_postgres() {
            return None;
        }
        let made = async || {
            let url = new_postgres("").await;
            self.make(url.clone()).await;
            url.rsplit_once('/').unwrap().1.to_owned()
        };
        let name = NAMES[self as usize].get_or_init(made).await;
        let url = new_postgres(&format!(" TEMPLATE {name}")).await;
        Some(TestStore { store: open(url).await, name: "postgres", folder: None })
    }

    /// What SQLite does is tried where no server is named.
    async fn stores(self) -> Vec<TestStore> {
        match self.postgres().await {
            Some(store) => vec![store],
            None => vec![self.sqlite().await],
        }
    }
}

fn sqlite_url(file: &Path) -> String {
    format!("sqlite://{}?mode=rwc", file.display())
}

/// A store on a temporary file.
pub(crate) async fn sqlite() -> TestStore {
    Beginning::Schema.sqlite().await
}

/// One fresh store.
pub(crate) async fn stores() -> Vec<TestStore> {
    Beginning::Schema.stores().await
}

/// The same with the city's areas, pages and board.
pub(crate) async fn with_content() -> Vec<TestStore> {
    Beginning::Content.stores().await
}

/// The same with the demo contributions as well.
pub(crate) async fn with_demo() -> Vec<TestStore> {
    Beginning::Demo.stores().await
}

fn has_postgres() -> bool {
    std::env::var_os("TEST_DATABASE_URL").is_some()
}

/// The address of a fresh database without any table, when there is a server.
pub(crate) async fn empty_postgres() -> Option<String> {
    if has_postgres() { Some(new_postgres("").await) } else { None }
}

async fn new_postgres(with: &str) -> String {
    let server = std::env::var("TEST_DATABASE_URL").unwrap();
    let name = fresh_name();
    let admin = Database::connect(&server).await.unwrap();
    admin.execute_unprepared(&format!("CREATE DATABASE {name}{with}")).await.unwrap();
    admin.close().await.unwrap();
    format!("{}/{name}", server.rsplit_once('/').unwrap().0)
}

/// An address of each kind, and the folder that goes with the first.
pub(crate) async fn empty_databases() -> (Vec<String>, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let mut urls = vec![sqlite_url(&folder.path().join("empty.db"))];
    urls.extend(empty_postgres().await);
    (urls, folder)
}

pub(crate) fn person(name: &str) -> PersonKey {
    PersonKey(format!("test-{name}"))
}

pub(crate) fn submission(number: u8) -> SubmissionId {
    SubmissionId::from_bytes([number; 16])
}

async fn open(url: String) -> Store {
    let settings = Settings { secret: Some(b"test".to_vec()), connections: 4, ..Settings::new(url) };
    Store::open_and_migrate(&settings).await.unwrap()
}

/// The server that the tests get is thrown away as a whole, so names need to differ within one run only.
fn fresh_name() -> String {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    format!("test_{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed))
}
