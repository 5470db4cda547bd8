//! A city that was seeded before the last migrations, and everything that stands in its database, whichever it is.

#[cfg(target_os = "linux")]
use std::path::Path;
use std::{collections::BTreeMap, process::ExitStatus};

use store::{Settings, Store};
use tempfile::TempDir;
use trial::Program;

use crate::{
    SECRET, database_url,
    oracle::{Oracle, copy_of_postgres, fresh_postgres, remove_postgres},
    program,
};

/// So many migrations came after it was seeded: those that nobody has tried yet, or, for a night, as many as
/// `WEGMARKEN_MIGRATIONS` says.
pub fn steps() -> u32 {
    std::env::var("WEGMARKEN_MIGRATIONS").ok().and_then(|text| text.parse().ok()).unwrap_or(5)
}

pub struct City {
    folder: TempDir,
    url: String,
}

/// What a look finds: tables, indexes and triggers, and every row.
#[derive(PartialEq, Eq)]
pub struct Seen {
    schema: Vec<String>,
    rows: BTreeMap<String, Vec<String>>,
    /// Of the tables that have some.
    ids: BTreeMap<String, Vec<String>>,
}

impl City {
    /// On PostgreSQL where there is one; what SQLite does is tried where there is none.
    pub async fn older_one() -> Self {
        match Self::empty_on_postgres().await {
            Some(city) => city.grown_old().await,
            None => Self::older_on_sqlite().await,
        }
    }

    pub async fn older_on_sqlite() -> Self {
        Self::in_folder(tempfile::tempdir().unwrap()).grown_old().await
    }

    /// Whatever a file of SQLite there holds.
    pub fn in_folder(folder: TempDir) -> Self {
        let url = database_url(&folder);
        Self { folder, url }
    }

    /// Not even with a schema.
    pub async fn empty_on_postgres() -> Option<Self> {
        let url = fresh_postgres().await?;
        Some(Self { folder: tempfile::tempdir().unwrap(), url })
    }

    /// Gives it its schema, and says how many statements that took.
    pub async fn fill(&self) -> u64 {
        let store = Store::open_and_migrate(&self.settings()).await.unwrap();
        let statements = store.statements();
        store.close().await.unwrap();
        statements
    }

    fn settings(&self) -> Settings {
        Settings { secret: Some(SECRET.into()), ..Settings::new(&self.url) }
    }

    async fn grown_old(self) -> Self {
        let seeded = program(&self.folder).with("DATABASE_URL", &self.url).run(&["seed", "--demo"]).unwrap();
        assert!(seeded.status.success(), "{seeded:?}");
        let store = Store::open(&self.settings()).await.unwrap();
        store::schema::undo(&store, steps()).await.unwrap();
        store.close().await.unwrap();
        self
    }

    pub fn name(&self) -> &'static str {
        if self.is_sqlite() { "SQLite" } else { "PostgreSQL" }
    }

    fn is_sqlite(&self) -> bool {
        self.url.starts_with("sqlite:")
    }

    pub async fn copy(&self) -> Self {
        let folder = tempfile::tempdir().unwrap();
        if !self.is_sqlite() {
            return Self { folder, url: copy_of_postgres(&self.url).await };
        }
        std::fs::copy(self.folder.path().join("trial.db"), folder.path().join("trial.db")).unwrap();
        Self::in_folder(folder)
    }

    /// Nothing is left of it; a file goes with its folder.
    pub async fn remove(self) {
        if !self.is_sqlite() {
            remove_postgres(&self.url).await;
        }
    }

    /// What became of the program that migrates it.
    pub fn migrate(&self, fault: &str) -> ExitStatus {
        self.program(fault).run(&["migrate"]).unwrap().status
    }

    pub fn program(&self, fault: &str) -> Program {
        program(&self.folder).with("DATABASE_URL", &self.url).with("WEGMARKEN_FAULT", fault)
    }

    /// Where the file of SQLite is.
    #[cfg(target_os = "linux")]
    pub fn place(&self) -> &Path {
        self.folder.path()
    }

    pub async fn look(&self) -> Seen {
        let oracle = Oracle::open(&self.url).await;
        let (objects, tables) = if oracle.is_sqlite() { SQLITE } else { POSTGRES };
        let schema = oracle.texts(objects).await;
        let (mut rows, mut ids) = (BTreeMap::new(), BTreeMap::new());
        for table in oracle.texts(tables).await {
            let columns = columns(&oracle, &table).await;
            let lines = oracle.texts(&format!("SELECT {} FROM \"{table}\"", line(&oracle, &columns))).await;
            rows.insert(table.clone(), sorted(lines));
            if columns.iter().any(|column| column == "id") {
                let known = oracle.texts(&format!("SELECT CAST(\"id\" AS TEXT) FROM \"{table}\"")).await;
                ids.insert(table, sorted(known));
            }
        }
        oracle.check_file().await;
        oracle.close().await;
        Seen { schema, rows, ids }
    }
}

impl Seen {
    /// Whether tables and the names of the migrations that are done are the same.
    pub fn has_schema_of(&self, other: &Self) -> bool {
        let done = |seen: &Self| seen.rows.get("seaql_migrations").cloned();
        self.schema == other.schema && done(self) == done(other)
    }

    /// Tables of which something is gone in what became of this.
    pub fn missing_in(&self, later: &Self) -> Vec<String> {
        let has_lost_rows = |table: &String| {
            let left = later.rows.get(table).map_or(0, Vec::len);
            let known = later.ids.get(table).map(Vec::as_slice).unwrap_or_default();
            left < self.rows[table].len()
                || self.ids.get(table).is_some_and(|ids| ids.iter().any(|id| known.binary_search(id).is_err()))
        };
        let filled = self.rows.values().filter(|rows| !rows.is_empty()).count();
        assert!(filled > 10, "only {filled} tables of the city hold anything");
        self.rows.keys().filter(|table| has_lost_rows(table)).cloned().collect()
    }
}

/// How everything of the schema is listed, and the tables that hold rows.
type Lists = (&'static str, &'static str);

const SQLITE: Lists = (
    "SELECT coalesce(sql, name) AS line FROM sqlite_master ORDER BY line",
    "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE '%VIRTUAL%' AND name NOT LIKE 'sqlite_%'",
);

const POSTGRES: Lists = (
    "SELECT table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable || coalesce(column_default, '') \
     AS line FROM information_schema.columns WHERE table_schema = 'public' \
     UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' \
     UNION ALL SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal \
     UNION ALL SELECT proname::text FROM pg_proc WHERE pronamespace = 'public'::regnamespace \
     UNION ALL SELECT conname || ' ' || pg_get_constraintdef(oid) FROM pg_constraint \
     WHERE connamespace = 'public'::regnamespace ORDER BY line",
    "SELECT tablename::text FROM pg_tables WHERE schemaname = 'public'",
);

/// The names of migrations carry the time at which they ran, which nothing is to be compared by.
async fn columns(oracle: &Oracle, table: &str) -> Vec<String> {
    let list = match oracle.is_sqlite() {
        true => format!("SELECT name FROM pragma_table_info('{table}') WHERE name <> 'applied_at'"),
        false => format!(
            "SELECT column_name::text FROM information_schema.columns WHERE table_schema = 'public' \
             AND table_name = '{table}' AND column_name <> 'applied_at' ORDER BY ordinal_position"
        ),
    };
    oracle.texts(&list).await
}

/// A whole row as one text.
fn line(oracle: &Oracle, columns: &[String]) -> String {
    let quoted: Vec<String> = columns.iter().map(|column| format!("\"{column}\"")).collect();
    match oracle.is_sqlite() {
        true => format!("quote({})", quoted.join(") || '|' || quote(")),
        false => format!("ROW({})::text", quoted.join(", ")),
    }
}

fn sorted(mut lines: Vec<String>) -> Vec<String> {
    lines.sort_unstable();
    lines
}
