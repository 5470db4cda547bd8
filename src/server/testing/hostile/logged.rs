//! What staff change stands in the log of what staff did, or it is said here why it does not.

use std::{
    collections::{BTreeMap, hash_map::DefaultHasher},
    hash::{Hash, Hasher},
};

use domain::policy::Role;
use sea_orm::{ConnectionTrait, Database, DatabaseConnection, DbBackend, Statement};

use super::{attack, roles, routes::ROUTES, world::World};

/// What belongs to no decision: who is there at this moment, and the log itself with its head.
const NO_DECISION: [&str; 7] =
    ["attempt", "audit", "moderation_claim", "page_presence", "page_typed", "session", "setting"];

const KEPT_BY_BLOCKS: &str = "a draft of a page: each state of each block is kept with whoever wrote it";

/// What leaves no entry when it is sent as the list of routes has it, and why.
const NOT_LOGGED: &[(&str, &str)] = &[
    ("/bearbeiten/{page}/bloecke", KEPT_BY_BLOCKS),
    ("/bearbeiten/{page}/bloecke/{key}", KEPT_BY_BLOCKS),
    ("/bearbeiten/{page}/bloecke/{key}/verschieben", KEPT_BY_BLOCKS),
    ("/bearbeiten/{page}/bloecke/{key}/zurueckholen", KEPT_BY_BLOCKS),
    ("/bearbeiten/{page}/neu", KEPT_BY_BLOCKS),
    ("/bearbeiten/{page}/ordnen", KEPT_BY_BLOCKS),
    ("/bearbeiten/{page}/titel", KEPT_BY_BLOCKS),
    ("/bearbeiten/{page}/verlauf", KEPT_BY_BLOCKS),
    ("/vorschlaege/{id}/stellungnahme", "a draft of an office, which nobody else reads; sending it is logged"),
    ("/schalter/pruefen/{blatt}", "a second typing that differs decides nothing, and is kept with its writer"),
];

/// What each table holds, as a number that changes with it.
async fn contents(look: &DatabaseConnection) -> BTreeMap<String, u64> {
    let backend = look.get_database_backend();
    let texts = async |sql: String| -> Vec<String> {
        let rows = look.query_all_raw(Statement::from_string(backend, sql)).await.unwrap();
        rows.iter().map(|row| row.try_get_by_index(0).unwrap()).collect()
    };
    let tables = match backend {
        DbBackend::Sqlite => {
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE '%search%' AND name NOT LIKE 'sqlite%'"
        }
        _ => "SELECT tablename::text FROM pg_tables WHERE schemaname = 'public'",
    };
    let mut all = BTreeMap::new();
    for table in texts(tables.into()).await {
        if NO_DECISION.contains(&table.as_str()) {
            continue;
        }
        let row = match backend {
            DbBackend::Sqlite => {
                let columns = texts(format!("SELECT name FROM pragma_table_info('{table}')")).await;
                let quoted: Vec<String> = columns.iter().map(|name| format!("quote(\"{name}\")")).collect();
                quoted.join(" || ' ' || ")
            }
            _ => "t::text".to_owned(),
        };
        let mut rows = texts(format!("SELECT {row} FROM \"{table}\" t")).await;
        rows.sort_unstable();
        let mut hasher = DefaultHasher::new();
        rows.hash(&mut hasher);
        all.insert(table, hasher.finish());
    }
    all
}

/// The number of the last entry.
async fn last_entry(world: &World) -> i64 {
    let log = store::audit::list(&world.app.store, &store::audit::Search::default()).await.unwrap();
    log.first().map_or(0, |entry| entry.number)
}

#[tokio::test]
async fn whatever_staff_change_leaves_an_entry_or_a_reason() {
    let world = World::new().await;
    let workers = roles::workers(&world).await;
    let look = Database::connect(&world.app.database_url).await.unwrap();
    let (mut told, mut silent, mut logged) = (String::new(), Vec::new(), 0);
    let (mut before, mut last) = (contents(&look).await, last_entry(&world).await);
    for route in ROUTES.iter().filter(|route| route.changes_something() && roles::is_for_staff(route.path)) {
        let role: Role = roles::worker_at(route.path);
        let (_, account) = workers.iter().find(|(one, _)| *one == role).unwrap();
        let cookie = world.app.session(*account, true).await;
        let mut request = attack::fine(&world, route);
        request.headers_mut().insert("cookie", cookie.parse().unwrap());
        let status = world.app.send(request).await.status;
        let (after, entry) = (contents(&look).await, last_entry(&world).await);
        let changed: Vec<&String> =
            after.iter().filter(|(table, now)| before.get(*table) != Some(*now)).map(|(table, _)| table).collect();
        let reason = NOT_LOGGED.iter().find(|(path, _)| *path == route.path).map(|(_, reason)| *reason);
        let what = format!("{} {} as {role:?}: {status}", route.method, route.path);
        told += &match (changed.is_empty(), entry > last, reason) {
            (true, ..) => format!("{what}, changed nothing\n"),
            (false, true, _) => {
                logged += 1;
                format!("{what}, logged\n")
            }
            (false, false, Some(reason)) => format!("{what}, not logged: {reason}\n"),
            (false, false, None) => {
                silent.push(format!("{what} changed {changed:?}"));
                format!("{what}, MISSING\n")
            }
        };
        (before, last) = (after, entry);
    }
    look.close().await.unwrap();
    super::keep("log-of-staff.txt", &told);
    assert!(silent.is_empty(), "write these into the log, or say in `NOT_LOGGED` why not: {silent:#?}");
    assert!(logged >= 10, "only {logged} were logged:\n{told}");
}

#[test]
fn every_reason_is_about_an_address_of_staff() {
    let is_there = |path: &str| ROUTES.iter().any(|route| route.path == path && route.changes_something());
    let gone: Vec<_> = NOT_LOGGED.iter().filter(|(path, _)| !is_there(path) || !roles::is_for_staff(path)).collect();
    assert!(gone.is_empty(), "there are no such addresses any more: {gone:?}");
}
