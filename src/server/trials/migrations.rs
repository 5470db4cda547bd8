//! A migration that is killed at any statement leaves the old schema or the new one, and the next start goes on.

use tempfile::TempDir;

use super::{oracle::Oracle, program};

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
