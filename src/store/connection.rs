//! Opening a database so that what is acknowledged stays: SQLite (one file, one writer) or PostgreSQL.

pub(crate) mod postgres;

use std::{
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use sea_orm::{
    ActiveValue::Set,
    ConnectOptions, Database, DatabaseConnection, DatabaseTransaction, DbBackend, EntityTrait, FromQueryResult,
    Statement,
    sea_query::OnConflict,
    sqlx::{
        self, ConnectOptions as _, Connection,
        sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous},
    },
};

use crate::{
    areas::Reference,
    entity::setting,
    errors::StoreError,
    faults, figures,
    keys::Keys,
    measure::Watcher,
    schema, transactions,
    version::{Lookout, unreachable},
    writer::Writer,
};

/// How long somebody waits for a connection before they are told that the database is busy.
const PATIENCE: Duration = Duration::from_secs(10);

/// How long a writer waits for other programs that write to the same file: as long as a request may wait, less what is left to do
/// then. SQLite lets whoever asks first in a pause have the file, so that among many one may have to ask often.
const TURN_PATIENCE: Duration = Duration::from_secs(20);

/// How long something is waited for that is tried again another day.
const LOOK: Duration = Duration::from_millis(500);

/// Between two tries for something that SQLite does not wait for.
const TURN: Duration = Duration::from_millis(50);

/// Below, SQLite has a race that can corrupt a database in WAL mode (fixed in 3.51.3).
const SQLITE_LEAST: [u32; 3] = [3, 51, 3];

const CONNECTIONS: u32 = 8;

#[derive(Clone, Debug)]
pub struct Settings {
    /// `sqlite://path?mode=rwc` or `postgres://…`
    pub url: String,
    /// What the operator configured; `None` makes one once and keeps it in the database.
    pub secret: Option<Vec<u8>>,
    /// What counted before, the latest first: whatever was made under it is still known.
    pub secrets_before: Vec<Vec<u8>>,
    /// Connections for everything (PostgreSQL), or for reading (SQLite), where a small machine opens fewer.
    pub connections: u32,
}

impl Settings {
    pub fn new(url: impl Into<String>) -> Self {
        Self { url: url.into(), secret: None, secrets_before: Vec::new(), connections: CONNECTIONS }
    }
}

/// The door to the database. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Store {
    pub(crate) read: DatabaseConnection,
    pub(crate) write: DatabaseConnection,
    /// SQLite's; on PostgreSQL every write has a connection of its own.
    pub(crate) writer: Option<Writer>,
    /// How many were sent to the database since the start.
    statements: Arc<AtomicU64>,
    pub(crate) keys: Keys,
    pub(crate) reference: Arc<Mutex<Option<Arc<Reference>>>>,
    pub(crate) figures: Arc<figures::Cache>,
    pub(crate) watcher: Arc<Watcher>,
    pub(crate) lookout: Arc<Lookout>,
}

impl Store {
    /// Opens a database whose schema is up to date, and refuses any other.
    pub async fn open(settings: &Settings) -> Result<Self, StoreError> {
        let (read, write, statements) = connect(settings).await?;
        let pending = schema::pending(&write).await?;
        if !pending.is_empty() {
            let names = pending.join(", ");
            return Err(StoreError::BadSchema(format!(
                "The database lacks migrations ({names}). Run `wegmarken migrate`."
            )));
        }
        Self::with_keys(settings, read, write, statements).await
    }

    /// Brings the schema up to date first.
    pub async fn open_and_migrate(settings: &Settings) -> Result<Self, StoreError> {
        let (read, write, statements) = connect(settings).await?;
        schema::migrate(&write).await?;
        Self::with_keys(settings, read, write, statements).await
    }

    async fn with_keys(
        settings: &Settings,
        read: DatabaseConnection,
        write: DatabaseConnection,
        statements: Arc<AtomicU64>,
    ) -> Result<Self, StoreError> {
        let keys = match &settings.secret {
            Some(secret) => Keys::with_before(secret, &settings.secrets_before),
            None => Keys::with_before(own_secret(&write).await?.as_bytes(), &settings.secrets_before),
        };
        let writer = (write.get_database_backend() == DbBackend::Sqlite).then(|| Writer::new(write.clone()));
        Ok(Self {
            read,
            write,
            writer,
            statements,
            keys,
            reference: Arc::default(),
            figures: Arc::default(),
            watcher: Arc::default(),
            lookout: Arc::default(),
        })
    }

    pub fn keys(&self) -> &Keys {
        &self.keys
    }

    /// The same database, as somebody opens it with other secrets.
    #[cfg(test)]
    pub(crate) fn under(&self, keys: Keys) -> Self {
        Self { keys, ..self.clone() }
    }

    /// For everything that only reads.
    pub(crate) fn read(&self) -> &DatabaseConnection {
        &self.read
    }

    /// How many statements were sent to the database since the start, those of transactions included.
    pub fn statements(&self) -> u64 {
        self.statements.load(Ordering::Relaxed)
    }

    /// How many commits SQLite's writer made since the start; PostgreSQL commits each write by itself.
    pub fn commits(&self) -> Option<u64> {
        self.writer.as_ref().map(Writer::commits)
    }

    pub(crate) fn backend(&self) -> DbBackend {
        self.read.get_database_backend()
    }

    /// Whether the database answers; for `/readyz`.
    pub async fn ping(&self) -> Result<(), StoreError> {
        self.read.ping().await?;
        Ok(())
    }

    /// Runs `work` in one transaction, everything or nothing, and returns when it is on the disk. The only way in which
    /// this crate writes.
    pub(crate) async fn write<T>(
        &self,
        work: impl AsyncFnOnce(&DatabaseTransaction) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let began = Instant::now();
        let done = self.write_untold(work).await;
        self.watcher.tell(&done, began.elapsed());
        done
    }

    async fn write_untold<T>(
        &self,
        work: impl AsyncFnOnce(&DatabaseTransaction) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        if let Some(writer) = &self.writer {
            return writer.write(work).await;
        }
        let transaction = transactions::begin(&self.write).await?;
        // An error drops the transaction, which undoes it.
        let value = work(&transaction).await?;
        if faults::acknowledges_early() {
            tokio::spawn(async move {
                tokio::time::sleep(faults::LATE).await;
                transaction.commit().await
            });
            return Ok(value);
        }
        transaction.commit().await?;
        Ok(value)
    }

    /// Earlier versions of pages lie in the log of SQLite until it is written from its start again; here it is emptied.
    /// Whether somebody who reads just then is in the way is looked at for a moment only, because writers wait meanwhile.
    /// On a connection of its own: the writer's stays as patient as it is, whatever comes of this.
    pub(crate) async fn empty_log(&self) -> Result<(), StoreError> {
        if self.backend() == DbBackend::Sqlite {
            let options = SqliteConnectOptions::clone(&self.write.get_sqlite_connection_pool().connect_options());
            let options = options.busy_timeout(LOOK).optimize_on_close(false, None::<u32>);
            let mut connection = options.connect().await.map_err(unreachable)?;
            let emptied = sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)").execute(&mut connection).await;
            connection.close().await.map_err(unreachable)?;
            emptied.map_err(unreachable)?;
        }
        Ok(())
    }

    /// Waits for running work and closes; SQLite writes its log back into the file.
    pub async fn close(self) -> Result<(), StoreError> {
        self.lookout.close().await;
        self.read.close().await?;
        self.write.close().await?;
        Ok(())
    }

    /// Whatever was read of the city's areas is read anew by the next caller.
    pub(crate) fn forget_reference(&self) {
        *self.reference.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }
}

type Connections = (DatabaseConnection, DatabaseConnection, Arc<AtomicU64>);

async fn connect(settings: &Settings) -> Result<Connections, StoreError> {
    let statements = Arc::<AtomicU64>::default();
    if DbBackend::Postgres.is_prefix_of(&settings.url) {
        let mut pool = Database::connect(postgres::guarded(options(settings, settings.connections))?).await?;
        count(&mut pool, &statements);
        return Ok((pool.clone(), pool, statements));
    }
    if !DbBackend::Sqlite.is_prefix_of(&settings.url) {
        let message = "The database address must begin with sqlite: or postgres:";
        return Err(StoreError::BadSchema(message.into()));
    }
    // The writer first: it creates the file and turns the log on.
    let mut write = connect_patiently(settings, 1).await?;
    check_sqlite(&write).await?;
    count(&mut write, &statements);
    if faults::reads_through_the_writer() {
        return Ok((write.clone(), write, statements));
    }
    let mut read = connect_patiently(settings, readers(settings.connections)).await?;
    count(&mut read, &statements);
    Ok((read, write, statements))
}

/// Two for each processor: more of them do not read faster, and each keeps pages and statements of its own.
fn readers(most: u32) -> u32 {
    let cores = std::thread::available_parallelism().map_or(2, |cores| cores.get());
    most.min(u32::try_from(2 * cores).unwrap_or(most).max(4))
}

/// Turning the log on needs the file alone for a moment, and SQLite does not wait for that by itself: two programs that
/// start at once on a new file take turns here.
async fn connect_patiently(settings: &Settings, connections: u32) -> Result<DatabaseConnection, StoreError> {
    let deadline = Instant::now() + TURN_PATIENCE;
    loop {
        match Database::connect(sqlite(settings, connections)).await.map_err(StoreError::from) {
            Err(StoreError::Busy) if Instant::now() < deadline => tokio::time::sleep(TURN).await,
            done => return done,
        }
    }
}

fn count(connection: &mut DatabaseConnection, statements: &Arc<AtomicU64>) {
    let statements = statements.clone();
    connection.set_metric_callback(move |_| {
        let before = statements.fetch_add(1, Ordering::Relaxed);
        faults::die_after(before + 1);
        faults::panic_every(before + 1);
    });
}

fn options(settings: &Settings, connections: u32) -> ConnectOptions {
    let mut options = ConnectOptions::new(settings.url.clone());
    options
        .max_connections(connections.max(1))
        .min_connections(1)
        .acquire_timeout(PATIENCE)
        // Statements carry what people wrote; logs must not.
        .sqlx_logging(false)
        .record_stmt_in_spans(false);
    options
}

fn sqlite(settings: &Settings, connections: u32) -> ConnectOptions {
    let mut options = options(settings, connections);
    options
        // Connections to a file neither break nor age.
        .test_before_acquire(false)
        .idle_timeout(None::<Duration>)
        .max_lifetime(None::<Duration>)
        .map_sqlx_sqlite_opts(|file| {
            file.journal_mode(SqliteJournalMode::Wal)
                .synchronous(synchronous())
                .foreign_keys(true)
                .busy_timeout(TURN_PATIENCE)
                // What is deleted is overwritten, or it would stand in the file until something else needs the room.
                .pragma("secure_delete", "ON")
                // Each connection keeps half a megabyte of pages for itself; the rest of the file stays in the cache of
                // the operating system, which all of them share.
                .pragma("cache_size", "-512")
                .pragma("temp_store", "memory")
                // Statements of this program are few; all of them stay prepared.
                .statement_cache_capacity(256)
                .optimize_on_close(true, 400)
        });
    options
}

/// Every commit waits for the disk.
fn synchronous() -> SqliteSynchronous {
    if faults::commits_to_memory() { SqliteSynchronous::Normal } else { SqliteSynchronous::Full }
}

#[derive(FromQueryResult)]
struct Pragmas {
    version: String,
    journal: String,
    synchronous: i64,
    foreign_keys: i64,
}

/// A pragma that SQLite ignores is silent, so what took effect is read back.
async fn check_sqlite(connection: &DatabaseConnection) -> Result<(), StoreError> {
    let question = "SELECT sqlite_version() AS version, \
                    (SELECT journal_mode FROM pragma_journal_mode) AS journal, \
                    (SELECT synchronous FROM pragma_synchronous) AS synchronous, \
                    (SELECT foreign_keys FROM pragma_foreign_keys) AS foreign_keys";
    let statement = Statement::from_string(DbBackend::Sqlite, question);
    let found = Pragmas::find_by_statement(statement).one(connection).await?.ok_or(StoreError::NotFound)?;
    found.judge()
}

impl Pragmas {
    fn judge(&self) -> Result<(), StoreError> {
        let version: Vec<u32> = self.version.split('.').filter_map(|part| part.parse().ok()).collect();
        if version.as_slice() < SQLITE_LEAST.as_slice() {
            let message = format!("SQLite {} can corrupt its log; 3.51.3 or newer is needed.", self.version);
            return Err(StoreError::BadSchema(message));
        }
        let settings = [
            ("journal_mode", self.journal == "wal"),
            ("synchronous", self.synchronous == 2 || faults::commits_to_memory()),
            ("foreign_keys", self.foreign_keys == 1),
        ];
        for (name, took_effect) in settings {
            if !took_effect {
                let message = format!("SQLite did not accept the setting {name}; is the database on a network drive?");
                return Err(StoreError::BadSchema(message));
            }
        }
        Ok(())
    }
}

/// Two servers that start at once agree on one secret, because the key of the row decides.
async fn own_secret(connection: &DatabaseConnection) -> Result<String, StoreError> {
    const KEY: &str = "secret";
    let fresh: [u8; 32] = rand::random();
    let fresh: String = fresh.iter().map(|byte| format!("{byte:02x}")).collect();
    let row = setting::ActiveModel { key: Set(KEY.into()), value: Set(fresh) };
    setting::Entity::insert(row)
        .on_conflict(OnConflict::column(setting::Column::Key).do_nothing().to_owned())
        .exec_without_returning(connection)
        .await?;
    let kept = setting::Entity::find_by_id(KEY).one(connection).await?;
    kept.map(|row| row.value).ok_or(StoreError::NotFound)
}

#[cfg(test)]
mod tests;
