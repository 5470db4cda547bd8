//! The one writer of a SQLite database. Every commit waits for the disk, so waiting writes share one: each runs inside a
//! savepoint of a common transaction, and nobody is answered before that transaction is on the disk ("group commit").
//!
//! The size of a group follows the load by itself: while one group is being committed the next writers queue up, and
//! together they are the next group. Somebody alone waits for nobody.

use std::sync::{
    Arc,
    atomic::{AtomicBool, AtomicU64, Ordering},
};

use sea_orm::{ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbErr};
use tokio::sync::{Mutex, watch};

use crate::{StoreError, faults, transactions};

/// What became of a group; `None` while nobody knows.
type Fate = Option<Result<(), DbErr>>;

#[derive(Clone, Debug)]
pub(crate) struct Writer {
    connection: DatabaseConnection,
    /// Who holds it writes; the lock is fair, so whoever came first is served first.
    group: Arc<Mutex<Option<Group>>>,
    /// Since the start.
    commits: Arc<AtomicU64>,
    /// Nothing was committed since something could not be written.
    is_suspect: Arc<AtomicBool>,
}

#[derive(Debug)]
struct Group {
    transaction: DatabaseTransaction,
    fate: watch::Sender<Fate>,
    /// A member is at work, or was given up in the middle: the savepoint may be open.
    is_torn: bool,
    /// A member could not write, though the commit may well succeed: on a connection that may only read, nothing is there to
    /// be committed.
    is_suspect: bool,
}

impl Writer {
    pub(crate) fn new(connection: DatabaseConnection) -> Self {
        Self { connection, group: Arc::default(), commits: Arc::default(), is_suspect: Arc::default() }
    }

    pub(crate) fn commits(&self) -> u64 {
        self.commits.load(Ordering::Relaxed)
    }

    /// Runs `work` with everything or nothing of it, and returns when it is on the disk.
    pub(crate) async fn write<T>(
        &self,
        work: impl AsyncFnOnce(&DatabaseTransaction) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let mut turn = self.group.lock().await;
        // Whoever comes after a member that took the whole group along begins another one.
        if let Some(group) = &mut *turn
            && !group.is_sound().await
            && let Some(group) = turn.take()
        {
            self.end(group).await;
        }
        let group = match &mut *turn {
            Some(group) => group,
            none => {
                let transaction = self.begin().await?;
                // A task of its own: whoever opened the group may be gone before it is committed.
                tokio::spawn(self.clone().commit());
                none.insert(Group::new(transaction))
            }
        };
        let done = group.run(work).await;
        let fate = group.fate.subscribe();
        if faults::commits_singly()
            && let Some(group) = turn.take()
        {
            self.end(group).await;
        }
        drop(turn);
        if faults::acknowledges_early() {
            return done;
        }
        match (done, settled(fate).await) {
            (Ok(value), Ok(())) => Ok(value),
            // What went wrong here says more than that the group failed, which is often because of it.
            (Err(error @ (StoreError::Db(_) | StoreError::Unwritable(_))), _) => Err(error),
            // A refusal waits as well: it may rest on what another member of the group wrote.
            (_, Err(error)) | (Err(error), _) => Err(error),
        }
    }
}

impl Group {
    fn new(transaction: DatabaseTransaction) -> Self {
        Self { transaction, fate: watch::Sender::default(), is_torn: false, is_suspect: false }
    }

    /// Whether others can join.
    async fn is_sound(&mut self) -> bool {
        !self.is_suspect && (!self.is_torn || self.undo_member().await.is_ok())
    }

    async fn run<T>(
        &mut self,
        work: impl AsyncFnOnce(&DatabaseTransaction) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        self.is_torn = true;
        self.transaction.execute_unprepared("SAVEPOINT member").await?;
        let done = work(&self.transaction).await;
        match &done {
            Ok(_) => {
                self.transaction.execute_unprepared("RELEASE member").await?;
                self.is_torn = false;
            }
            Err(error) => {
                self.is_suspect |= matches!(error, StoreError::Unwritable(_));
                // Failing leaves the group torn, and the next one to look at it finds out.
                let _ = self.undo_member().await;
            }
        }
        done
    }

    /// Fails when SQLite gave up the whole transaction by itself, as it does when the disk is full. Then whoever joins the
    /// group and its commit fail as well.
    async fn undo_member(&mut self) -> Result<(), DbErr> {
        self.transaction.execute_unprepared("ROLLBACK TO member; RELEASE member").await?;
        self.is_torn = false;
        Ok(())
    }
}

impl Writer {
    /// SQLite opens a file that it may not change for reading, lets a write begin there, and such a connection stays as it is
    /// when the disk takes something again: another one finds out.
    async fn begin(&self) -> Result<DatabaseTransaction, StoreError> {
        if self.is_suspect.load(Ordering::Relaxed) && !faults::stops_after_a_failure() {
            self.replace_connection().await;
        }
        let begun = transactions::begin(&self.connection).await.map_err(StoreError::from);
        if matches!(begun, Err(StoreError::Unwritable(_))) {
            self.is_suspect.store(true, Ordering::Relaxed);
        }
        begun
    }

    /// Queues behind the members that wait already, closes the group and tells everybody.
    async fn commit(self) {
        let mut turn = self.group.lock().await;
        if let Some(group) = turn.take() {
            self.end(group).await;
        }
    }

    /// While its turn lasts.
    async fn end(&self, mut group: Group) {
        let whole = if group.is_torn { group.undo_member().await } else { Ok(()) };
        let Group { transaction, fate, is_suspect, .. } = group;
        let committed = match whole {
            Ok(()) => transaction.commit().await,
            Err(error) => {
                drop(transaction);
                Err(error)
            }
        };
        self.commits.fetch_add(1, Ordering::Relaxed);
        self.is_suspect.store(is_suspect || committed.is_err(), Ordering::Relaxed);
        if let Err(error) = &committed {
            tracing::error!(%error, "A group of writes could not be committed; none of them was acknowledged");
            if faults::stops_after_a_failure() {
                self.connection.get_sqlite_connection_pool().close().await;
            } else {
                self.replace_connection().await;
            }
        }
        fate.send_replace(Some(committed));
    }

    /// After a commit that failed nobody knows whether SQLite still has a transaction open: what would be written on the
    /// same connection could be acknowledged inside of it and vanish with it. Closing undoes whatever is open, and the
    /// pool makes a new connection when it is asked for one.
    async fn replace_connection(&self) {
        let closed = match self.connection.get_sqlite_connection_pool().acquire().await {
            Ok(broken) => broken.close().await,
            Err(error) => Err(error),
        };
        if let Err(error) = closed {
            tracing::error!(%error, "The connection of the failed commit could not be closed");
        }
    }
}

async fn settled(mut fate: watch::Receiver<Fate>) -> Result<(), StoreError> {
    match fate.wait_for(Option::is_some).await.map(|fate| fate.clone()) {
        Ok(Some(Ok(()))) => Ok(()),
        // Often for the sake of another member; trying again may help.
        Ok(Some(Err(error))) => Err(match StoreError::from(error) {
            StoreError::Db(_) => StoreError::Busy,
            other => other,
        }),
        // The program ends; whether the group is on the disk nobody knows, so nobody is told that it is.
        Ok(None) | Err(_) => Err(StoreError::Busy),
    }
}

#[cfg(test)]
mod tests;
