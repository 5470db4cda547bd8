//! A migration that is killed at any statement leaves the old schema or the new one, and the next start goes on.

mod city;
#[cfg(target_os = "linux")]
mod power_cuts;

use rand::{RngExt, SeedableRng, rngs::SmallRng};
use tempfile::TempDir;

use super::{oracle::Oracle, program, seed, trials};
use city::{City, steps};

/// Databases of PostgreSQL in which a migration is killed.
const KILLS: u32 = 12;

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

#[tokio::test(flavor = "multi_thread")]
async fn a_city_whose_migration_is_killed_is_the_old_one_or_the_new_one_and_lacks_no_row() {
    let old = City::older_one().await;
    let name = old.name();
    let before = old.look().await;
    let new = old.copy().await;
    assert!(new.migrate("").success(), "{name}");
    let after = new.look().await;
    assert_eq!(before.missing_in(&after), Vec::<String>::new(), "{name}");
    new.remove().await;

    let mut kills = 0;
    for statement in 1.. {
        let city = old.copy().await;
        let fault = format!("die-after-{statement}");
        let has_lived = city.migrate(&fault).success();
        let seen = city.look().await;
        // Not with assert_eq: it would print the whole city.
        assert!(seen == before || seen == after, "{name}, {fault}: half a city");
        if !has_lived {
            kills += 1;
            assert!(city.migrate("").success(), "{name}, {fault}: the next start does not go on");
        }
        assert!(city.look().await == after, "{name}, {fault}: another city than without the kill");
        city.remove().await;
        if has_lived {
            break;
        }
    }
    old.remove().await;
    assert!(kills > steps(), "{name}: {kills} kills for {} migrations: the fault does not work", steps());
    println!("{name}: {kills} kills during {} migrations of a city", steps());
}

/// Each kill needs a database of its own, so chance picks some of the statements; on SQLite all are tried.
#[tokio::test(flavor = "multi_thread")]
async fn an_empty_postgres_whose_migration_is_killed_stays_empty_or_is_whole() {
    let Some(empty) = City::empty_on_postgres().await else { return };
    let before = empty.look().await;
    let statements = empty.fill().await;
    let after = empty.look().await;
    empty.remove().await;
    let (mut dice, tries, mut kills) = (SmallRng::seed_from_u64(seed()), KILLS * trials(), 0);
    for _ in 0..tries {
        let city = City::empty_on_postgres().await.unwrap();
        let fault = format!("die-after-{}", dice.random_range(1..=statements));
        kills += u32::from(!city.migrate(&fault).success());
        let seen = city.look().await;
        assert!(seen.has_schema_of(&before) || seen.has_schema_of(&after), "{fault}: half a schema");
        assert!(city.migrate("").success(), "{fault}: the next start does not go on");
        assert!(city.look().await.has_schema_of(&after), "{fault}: another schema than without the kill");
        city.remove().await;
    }
    assert!(kills > tries / 2, "{kills} kills of {tries}: the fault does not work");
    println!("{kills} kills at {statements} statements");
}

/// Without the transaction a kill leaves half of something, and the same look at it has to see that.
#[tokio::test(flavor = "multi_thread")]
async fn the_trial_notices_when_migrations_have_no_transaction() {
    let old = City::older_one().await;
    let before = old.look().await;
    let new = old.copy().await;
    assert!(new.migrate("").success());
    let after = new.look().await;
    new.remove().await;
    for statement in 1.. {
        let city = old.copy().await;
        let status = city.migrate(&format!("migrate-bare,die-after-{statement}"));
        assert!(!status.success(), "{}: {statement} statements, and never half a city", old.name());
        let seen = city.look().await;
        city.remove().await;
        if seen != before && seen != after {
            break;
        }
    }
    old.remove().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_trial_notices_half_a_schema_in_an_empty_postgres() {
    let Some(empty) = City::empty_on_postgres().await else { return };
    let before = empty.look().await;
    empty.fill().await;
    let after = empty.look().await;
    empty.remove().await;
    for statement in 1..=10 {
        let city = City::empty_on_postgres().await.unwrap();
        city.migrate(&format!("migrate-bare,die-after-{statement}"));
        let seen = city.look().await;
        city.remove().await;
        if !seen.has_schema_of(&before) && !seen.has_schema_of(&after) {
            return;
        }
    }
    panic!("ten statements without a transaction, and no half schema was seen");
}
