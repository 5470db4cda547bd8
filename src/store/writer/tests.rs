use std::{
    future::{Future, pending, poll_fn},
    task::Poll,
};

use domain::{
    history::{Actor, Happening},
    ids::ProposalId,
    policy::Refusal,
};
use sea_orm::{EntityTrait, PaginatorTrait};

use super::*;
use crate::{
    Store,
    entity::event,
    faults::is_noticed,
    history::{Subject, record},
    testing::{NOW, TestStore, sqlite},
};

async fn event(tx: &DatabaseTransaction) -> Result<(), StoreError> {
    record(tx, NOW, Subject::Proposal(ProposalId(1)), Actor::Guest, &Happening::Supported).await
}

async fn events(store: &TestStore) -> u64 {
    event::Entity::find().count(store.read()).await.unwrap()
}

/// So many writes at the same time.
async fn at_once(
    store: &TestStore,
    many: u32,
    work: impl AsyncFnOnce(&DatabaseTransaction) -> Result<(), StoreError> + Copy,
) -> Vec<Result<(), StoreError>> {
    let mut writes: Vec<_> = (0..many).map(|_| Some(Box::pin(store.write(work)))).collect();
    let mut done = Vec::new();
    poll_fn(|context| {
        for write in &mut writes {
            if let Some(Poll::Ready(written)) = write.as_mut().map(|write| write.as_mut().poll(context)) {
                *write = None;
                done.push(written);
            }
        }
        if writes.iter().all(Option::is_none) { Poll::Ready(()) } else { Poll::Pending }
    })
    .await;
    done
}

fn writer(store: &Store) -> &Writer {
    store.writer.as_ref().unwrap()
}

#[tokio::test]
async fn nobody_is_answered_before_the_commit() {
    let store = sqlite().await;
    for round in 1..=100 {
        store.write(async |tx| event(tx).await).await.unwrap();
        // Other connections see what is committed, and nothing else.
        assert_eq!(events(&store).await, round);
    }
}

#[tokio::test]
async fn writers_that_wait_share_one_commit() {
    let store = sqlite().await;
    let before = writer(&store).commits();
    for written in at_once(&store, 100, async |tx| event(tx).await).await {
        written.unwrap();
    }
    assert_eq!(events(&store).await, 100);
    let commits = writer(&store).commits() - before;
    assert!(commits <= 3, "{commits} commits for 100 writes that waited together");
}

#[test]
fn it_is_noticed_when_each_write_has_a_commit_of_its_own() {
    assert!(is_noticed("commit-singly", writers_that_wait_share_one_commit));
}

#[tokio::test]
async fn a_member_that_is_refused_or_given_up_undoes_only_itself() {
    let store = sqlite().await;
    let good = || store.write(async |tx| event(tx).await);
    let refused = store.write(async |tx| {
        event(tx).await?;
        Err::<(), _>(Refusal::NotInThisStatus.into())
    });
    let broken = store.write(async |tx| {
        event(tx).await?;
        tx.execute_unprepared("INSERT INTO nowhere VALUES (1)").await?;
        Ok(())
    });
    let (tell, told) = tokio::sync::oneshot::channel();
    let given_up = async {
        let write = store.write(async |tx| {
            event(tx).await?;
            let _ = tell.send(());
            pending::<Result<(), StoreError>>().await
        });
        tokio::select! {
            _ = write => unreachable!(),
            _ = told => {}
        }
    };
    let (one, refused, two, broken, (), three) = tokio::join!(good(), refused, good(), broken, given_up, good());
    for written in [one, two, three] {
        written.unwrap();
    }
    assert!(matches!(refused, Err(StoreError::Refused(_))), "{refused:?}");
    assert!(matches!(broken, Err(StoreError::Db(_))), "{broken:?}");
    assert_eq!(events(&store).await, 3);
}

async fn big(tx: &DatabaseTransaction) -> Result<(), StoreError> {
    event(tx).await?;
    let text = "x".repeat(200_000);
    tx.execute_unprepared(&format!("INSERT INTO setting (key, value) VALUES (random(), '{text}')")).await?;
    Ok(())
}

/// SQLite never goes below the size that the file has.
async fn may_have(store: &TestStore, pages: u32) {
    store.write.execute_unprepared(&format!("PRAGMA max_page_count = {pages}")).await.unwrap();
}

#[tokio::test]
async fn who_comes_after_a_member_that_took_its_group_along_is_written() {
    let store = sqlite().await;
    may_have(&store, 1).await;
    let (refused, small) = tokio::join!(store.write(async |tx| big(tx).await), store.write(async |tx| event(tx).await));
    assert!(matches!(refused, Err(StoreError::Unwritable(_))), "{refused:?}");
    small.unwrap();
    assert_eq!(events(&store).await, 1);
}

#[tokio::test]
async fn what_a_full_disk_refuses_is_not_there_and_the_writer_mends_itself() {
    let store = sqlite().await;
    let work = async |tx: &DatabaseTransaction| big(tx).await;
    may_have(&store, 1).await;
    // The limit goes with the connection, which the writer replaces.
    let (written, refused): (Vec<_>, Vec<_>) = at_once(&store, 5, work).await.into_iter().partition(Result::is_ok);
    assert!(!refused.is_empty());
    for refused in &refused {
        assert!(matches!(refused, Err(StoreError::Unwritable(_) | StoreError::Busy)), "{refused:?}");
    }
    assert_eq!(events(&store).await, u64::try_from(written.len()).unwrap(), "what was refused is not there");
    may_have(&store, 1_000_000).await;
    store.write(work).await.unwrap();
    assert_eq!(events(&store).await, u64::try_from(written.len()).unwrap() + 1);
}

#[tokio::test]
async fn a_member_that_panics_undoes_only_itself() {
    let store = sqlite().await;
    let panics = tokio::spawn({
        let store = store.store.clone();
        async move {
            store
                .write(async |tx| {
                    event(tx).await?;
                    if true {
                        panic!("on purpose");
                    }
                    Ok(())
                })
                .await
        }
    });
    let good = || store.write(async |tx| event(tx).await);
    let (one, panicked, two, three) = tokio::join!(good(), panics, good(), good());
    assert!(panicked.is_err_and(|error| error.is_panic()));
    for written in [one, two, three] {
        written.unwrap();
    }
    assert_eq!(events(&store).await, 3);
    good().await.unwrap();
}
