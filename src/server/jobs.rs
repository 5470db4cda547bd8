//! The worker: does what waits, one thing after the other, as long as the server runs. Two servers on one database have
//! two workers; they never do the same.

#[cfg(test)]
mod tests;

use std::time::Duration;

use domain::Moment;
use store::{
    Store, StoreError,
    jobs::{self, Claimed, Failure, Fate},
    mail,
};
use tokio::sync::watch;
use web::site::now;

use crate::mail::Post;

/// Between two looks when there is nothing to do: how late a letter may be.
const PAUSE: Duration = Duration::from_secs(1);

/// When the database is away.
const LONG_PAUSE: Duration = Duration::from_secs(10);

pub struct Worker {
    store: Store,
    post: Post,
}

impl Worker {
    pub fn new(store: Store, post: Post) -> Self {
        Self { store, post }
    }

    /// Works until `stop` says so; what was begun is finished.
    pub async fn run(self, mut stop: watch::Receiver<bool>) {
        while !*stop.borrow() {
            let pause = match self.step(now()).await {
                Ok(true) => continue,
                Ok(false) => PAUSE,
                Err(error) => {
                    tracing::warn!(%error, "What waits in the database cannot be done at the moment");
                    LONG_PAUSE
                }
            };
            tokio::select! {
                () = tokio::time::sleep(pause) => {}
                _ = stop.wait_for(|stop| *stop) => {}
            }
        }
    }

    /// Everything that is due, and whatever follows from it.
    #[cfg(test)]
    pub async fn run_due(&self, now: Moment) -> Result<usize, StoreError> {
        let mut steps = 0;
        while self.step(now).await? {
            steps += 1;
        }
        Ok(steps)
    }

    /// Does one thing; `false` when nothing waits.
    pub async fn step(&self, now: Moment) -> Result<bool, StoreError> {
        let Some(job) = jobs::claim(&self.store, now).await? else { return Ok(false) };
        match self.work(&job).await {
            Ok(()) => {
                jobs::done(&self.store, &job, now).await?;
            }
            Err(failure) => {
                let fate = jobs::failed(&self.store, &job, &failure, rand::random(), now).await?;
                let (id, kind, attempt, why) = (job.id, &job.kind, job.attempt, &failure.words);
                match fate {
                    Fate::GivenUp => tracing::error!(id, kind, attempt, why, "A job was given up"),
                    _ => tracing::warn!(id, kind, attempt, why, "A job failed and is tried again later"),
                }
            }
        }
        Ok(true)
    }

    async fn work(&self, job: &Claimed) -> Result<(), Failure> {
        match job.kind.as_str() {
            mail::KIND => self.post.send(&job.payload().map_err(unreadable)?).await,
            _ => Err(Failure { words: "This program does not know this kind of job.".into(), is_final: false }),
        }
    }
}

/// The reason would quote the payload.
fn unreadable(_: StoreError) -> Failure {
    Failure { words: "What was entered cannot be read.".into(), is_final: false }
}
