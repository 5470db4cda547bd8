use std::future::pending;

use domain::{
    history::{Actor, Happening},
    ids::ProposalId,
};
use sea_orm::{ConnectionTrait, PaginatorTrait, TransactionTrait};

use super::*;
use crate::{
    entity::event,
    history::{Subject, record},
    testing::{NOW, TestStore, stores},
};

async fn events(store: &TestStore) -> u64 {
    event::Entity::find().count(store.read()).await.unwrap()
}

async fn one_event(tx: &DatabaseTransaction) -> Result<(), StoreError> {
    record(tx, NOW, Subject::Proposal(ProposalId(1)), Actor::Guest, &Happening::Supported).await
}

#[tokio::test]
async fn work_that_is_cut_off_in_the_middle_leaves_nothing_and_blocks_nobody() {
    for store in stores().await {
        let cut_off = store.store.clone();
        let (tell, told) = tokio::sync::oneshot::channel();
        let task = tokio::spawn(async move {
            cut_off
                .write(async |tx| {
                    one_event(tx).await?;
                    let _ = tell.send(());
                    pending::<()>().await;
                    Ok(())
                })
                .await
        });
        told.await.unwrap();
        task.abort();
        store.write(async |tx| one_event(tx).await).await.unwrap();
        assert_eq!(events(&store).await, 1, "{}", store.name);
    }
}

#[tokio::test]
async fn writers_wait_for_each_other_and_none_is_refused() {
    for store in stores().await {
        let tasks: Vec<_> = (0..60)
            .map(|_| {
                let store = store.store.clone();
                tokio::spawn(async move {
                    store
                        .write(async |tx| {
                            // Reading first is what makes a deferred transaction of SQLite fail.
                            event::Entity::find().count(tx).await?;
                            one_event(tx).await
                        })
                        .await
                })
            })
            .collect();
        for task in tasks {
            task.await.unwrap().unwrap();
        }
        assert_eq!(events(&store).await, 60, "{}", store.name);
    }
}

#[tokio::test]
async fn readers_are_not_kept_waiting_by_a_writer() {
    for store in stores().await {
        let transaction = transactions::begin(&store.write).await.unwrap();
        one_event(&transaction).await.unwrap();
        assert_eq!(events(&store).await, 0, "{}", store.name);
        transaction.commit().await.unwrap();
        assert_eq!(events(&store).await, 1, "{}", store.name);
        assert!(store.read.begin().await.is_ok());
    }
}

#[tokio::test]
async fn emptying_the_log_waits_for_a_moment_and_leaves_the_writer_as_patient_as_it_was() {
    let store = crate::testing::sqlite().await;
    let patience = async || {
        let question = Statement::from_string(DbBackend::Sqlite, "SELECT timeout FROM pragma_busy_timeout");
        let row = store.write.query_one_raw(question).await.unwrap().unwrap();
        row.try_get::<i64>("", "timeout").unwrap()
    };
    // Somebody reads what stands in the log alone, so it cannot be emptied.
    store.write(async |tx| one_event(tx).await).await.unwrap();
    let reader = store.read.begin().await.unwrap();
    assert_eq!(event::Entity::find().count(&reader).await.unwrap(), 1);
    store.write(async |tx| one_event(tx).await).await.unwrap();
    store.empty_log().await.unwrap();
    assert_eq!(patience().await, 20_000);
    // And whoever goes away in the middle changes nothing either.
    drop(tokio::time::timeout(Duration::ZERO, store.empty_log()).await);
    assert_eq!(patience().await, 20_000);
    reader.rollback().await.unwrap();
    store.empty_log().await.unwrap();
    assert_eq!(events(&store).await, 2);
}

#[tokio::test]
async fn a_secret_is_made_once_and_kept() {
    let folder = tempfile::tempdir().unwrap();
    let settings = Settings::new(format!("sqlite://{}?mode=rwc", folder.path().join("test.db").display()));
    let first = Store::open_and_migrate(&settings).await.unwrap();
    let again = Store::open(&settings).await.unwrap();
    assert_eq!(first.keys().person_key("gast"), again.keys().person_key("gast"));
    let chosen = Settings { secret: Some(b"geheim".to_vec()), ..settings };
    assert_ne!(first.keys().person_key("gast"), Store::open(&chosen).await.unwrap().keys().person_key("gast"));
}

#[tokio::test]
async fn an_address_of_another_kind_of_database_is_named() {
    let refused = Store::open(&Settings::new("mysql://localhost/x")).await;
    assert!(matches!(refused, Err(StoreError::BadSchema(_))), "{refused:?}");
}

#[test]
fn a_sqlite_that_could_lose_something_is_named_and_not_used() {
    let fine = || Pragmas { version: "3.51.3".into(), journal: "wal".into(), synchronous: 2, foreign_keys: 1 };
    for version in ["3.51.3", "3.51.10", "3.52.0", "4.0.0"] {
        assert!(Pragmas { version: version.into(), ..fine() }.judge().is_ok(), "{version}");
    }
    let refused = |found: Pragmas| match found.judge() {
        Err(StoreError::BadSchema(words)) => words,
        other => panic!("{other:?}"),
    };
    for version in ["3.51.2", "3.50.4", "3.6.23", "2.99.99", "3.51", ""] {
        assert!(refused(Pragmas { version: version.into(), ..fine() }).contains("3.51.3 or newer"), "{version}");
    }
    for journal in ["delete", "memory", "WAL2", ""] {
        assert!(refused(Pragmas { journal: journal.into(), ..fine() }).contains("journal_mode"), "{journal}");
    }
    for synchronous in [0, 1, 3] {
        assert!(refused(Pragmas { synchronous, ..fine() }).contains("synchronous"), "{synchronous}");
    }
    assert!(refused(Pragmas { foreign_keys: 0, ..fine() }).contains("foreign_keys"));
}

#[tokio::test]
async fn what_every_connection_is_set_to_is_asked_of_sqlite_itself() {
    let store = crate::testing::sqlite().await;
    for connection in [&store.write, &store.read] {
        check_sqlite(connection).await.unwrap();
    }
    // One that nobody set up is found out.
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite://{}?mode=rwc", folder.path().join("bare.db").display());
    let bare = Database::connect(url).await.unwrap();
    let refused = check_sqlite(&bare).await;
    assert!(matches!(&refused, Err(StoreError::BadSchema(words)) if words.contains("journal_mode")), "{refused:?}");
}
