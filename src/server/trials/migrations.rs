//! A migration that is killed at any statement leaves the old schema or the new one, and the next start goes on.

use store::{Settings, Store};
use tempfile::TempDir;

use super::{SECRET, oracle::Oracle, program};

/// Tables, indexes and triggers with their SQL, and the names of the migrations that are done.
async fn schema(folder: &TempDir) -> (Vec<String>, Vec<String>) {
    let oracle = Oracle::open(&format!("sqlite://{}?mode=rwc", folder.path().join("trial.db").display())).await;
    let objects = oracle.texts("SELECT coalesce(sql, name) FROM sqlite_master ORDER BY name").await;
    let done = match objects.iter().any(|sql| sql.contains("seaql_migrations")) {
        true => oracle.texts("SELECT version FROM seaql_migrations ORDER BY version").await,
        false => Vec::new(),
    };
    oracle.check_file().await;
    oracle.close().await;
    (objects, done)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_migration_killed_at_any_statement_leaves_the_old_schema_or_the_new_one() {
    let whole = tempfile::tempdir().unwrap();
    assert!(program(&whole).run(&["migrate"]).unwrap().status.success());
    let (finished, names) = schema(&whole).await;

    // The schema after each number of migrations: all that may ever be seen.
    let mut seen: Vec<Option<Vec<String>>> = vec![None; names.len() + 1];
    let mut kills = 0;
    for statement in 1.. {
        let folder = tempfile::tempdir().unwrap();
        let fault = format!("die-after-{statement}");
        let killed = program(&folder).with("WEGMARKEN_FAULT", &fault).run(&["migrate"]).unwrap();
        if killed.status.success() {
            break;
        }
        kills += 1;
        let (objects, done) = schema(&folder).await;
        assert_eq!(done, names[..done.len()], "{fault}: migrations are done in their order");
        if let Some(same) = &seen[done.len()] {
            assert_eq!(&objects, same, "{fault}: half a migration after {} whole ones", done.len());
        }
        seen[done.len()] = Some(objects);

        let again = program(&folder).run(&["migrate"]).unwrap();
        assert!(again.status.success(), "{fault}: {again:?}");
        assert_eq!(schema(&folder).await, (finished.clone(), names.clone()), "{fault}");
    }
    assert!(kills > names.len(), "{kills} kills for {} migrations: the fault does not work", names.len());
    println!("{kills} kills during {} migrations", names.len());
}

/// A city that was seeded before the last migrations.
const STEPS: u32 = 5;

/// Everything that stands in a database, one line a table; the names of migrations carry the time at which they ran.
async fn everything(folder: &TempDir) -> Vec<String> {
    let oracle = Oracle::open(&format!("sqlite://{}?mode=rwc", folder.path().join("trial.db").display())).await;
    let tables = "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE '%VIRTUAL%' AND name NOT LIKE 'sqlite_%' ORDER BY name";
    let mut all = Vec::new();
    for table in oracle.texts(tables).await {
        let columns =
            oracle.texts(&format!("SELECT 'quote(\"' || name || '\")' FROM pragma_table_info('{table}')")).await;
        let columns: Vec<_> = columns.into_iter().filter(|column| column != "quote(\"applied_at\")").collect();
        let rows =
            oracle.texts(&format!("SELECT {} AS line FROM \"{table}\" ORDER BY line", columns.join("||'|'||"))).await;
        all.push(format!("{table} {}", rows.join("\n")));
    }
    oracle.check_file().await;
    oracle.close().await;
    all
}

fn copy(from: &TempDir) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::copy(from.path().join("trial.db"), folder.path().join("trial.db")).unwrap();
    folder
}

async fn older_city() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    assert!(program(&folder).run(&["seed", "--demo"]).unwrap().status.success());
    let store = Store::open(&settings(&folder)).await.unwrap();
    store::schema::undo(&store, STEPS).await.unwrap();
    store.close().await.unwrap();
    folder
}

/// Without the transaction a kill leaves half of something, and the same look at it has to see that.
#[tokio::test(flavor = "multi_thread")]
async fn the_trial_notices_when_migrations_have_no_transaction() {
    let old = older_city().await;
    let before = everything(&old).await;
    let finished = copy(&old);
    assert!(program(&finished).run(&["migrate"]).unwrap().status.success());
    let finished = everything(&finished).await;
    for statement in 1.. {
        let folder = copy(&old);
        let fault = format!("migrate-bare,die-after-{statement}");
        let ran = program(&folder).with("WEGMARKEN_FAULT", &fault).run(&["migrate"]).unwrap();
        assert!(!ran.status.success(), "{statement} statements, and never half a city");
        let found = everything(&folder).await;
        if found != before && found != finished {
            return;
        }
    }
}

fn settings(folder: &TempDir) -> Settings {
    let url = format!("sqlite://{}", folder.path().join("trial.db").display());
    Settings { secret: Some(SECRET.into()), ..Settings::new(url) }
}
