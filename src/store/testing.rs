//! A fresh database for each test: a temporary SQLite file, or one of the PostgreSQL server that `TEST_DATABASE_URL` names.

use std::sync::atomic::{AtomicU32, Ordering};

use domain::ids::{PersonKey, SubmissionId};
use sea_orm::{ConnectionTrait, Database};

use crate::{Settings, Store};

/// 23 November 2026, 12:00 UTC.
pub(crate) const NOW: domain::Moment = domain::Moment(1_795_435_200_000);

/// One migrated database with what it needs to live; gone when dropped.
pub(crate) struct TestStore {
    pub(crate) store: Store,
    pub(crate) name: &'static str,
    folder: Option<tempfile::TempDir>,
}

impl TestStore {
    /// Whether these bytes stand anywhere in the files of the database; `None` where it has none of its own.
    pub(crate) fn holds(&self, word: &str) -> Option<bool> {
        let files = std::fs::read_dir(self.folder.as_ref()?.path()).unwrap();
        let mut bytes = files.map(|file| std::fs::read(file.unwrap().path()).unwrap());
        Some(bytes.any(|bytes| bytes.windows(word.len()).any(|part| part == word.as_bytes())))
    }
}

impl std::ops::Deref for TestStore {
    type Target = Store;

    fn deref(&self) -> &Store {
        &self.store
    }
}

/// A store on a temporary file.
pub(crate) async fn sqlite() -> TestStore {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite://{}?mode=rwc", folder.path().join("test.db").display());
    TestStore { store: open(url).await, name: "sqlite", folder: Some(folder) }
}

/// One fresh store. What SQLite does is tried where no server is named.
pub(crate) async fn stores() -> Vec<TestStore> {
    match empty_postgres().await {
        Some(url) => vec![TestStore { store: open(url).await, name: "postgres", folder: None }],
        None => vec![sqlite().await],
    }
}

/// The address of a fresh database without any table, when there is a server.
pub(crate) async fn empty_postgres() -> Option<String> {
    let server = std::env::var("TEST_DATABASE_URL").ok()?;
    let name = fresh_name();
    let admin = Database::connect(&server).await.unwrap();
    admin.execute_unprepared(&format!("CREATE DATABASE {name}")).await.unwrap();
    admin.close().await.unwrap();
    let (server, _) = server.rsplit_once('/').unwrap();
    Some(format!("{server}/{name}"))
}

/// An address of each kind, and the folder that goes with the first.
pub(crate) async fn empty_databases() -> (Vec<String>, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let mut urls = vec![format!("sqlite://{}?mode=rwc", folder.path().join("empty.db").display())];
    urls.extend(empty_postgres().await);
    (urls, folder)
}

/// The same with the city's areas, pages and board.
pub(crate) async fn with_content() -> Vec<TestStore> {
    let stores = stores().await;
    for store in &stores {
        crate::seed::content(store, NOW).await.unwrap();
    }
    stores
}

/// The same with the demo contributions as well.
pub(crate) async fn with_demo() -> Vec<TestStore> {
    let stores = with_content().await;
    for store in &stores {
        crate::seed::demo(store, NOW).await.unwrap();
    }
    stores
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
