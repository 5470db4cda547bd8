//! The worker: does what waits, one thing after the other, as long as the server runs. Two servers on one database have
//! two workers; they never do the same.

#[cfg(test)]
mod tests;

use std::time::Duration;

use domain::Moment;
use store::{
    Store, StoreError, areas, editing, faults,
    jobs::{self, Claimed, Failure, Fate},
    kiosks, mail, news,
};
use tokio::sync::watch;
use web::site::now;

use crate::{
    config::Config,
    database::{MINUTES, within},
    mail::Post,
    push::{Push, Sent},
};

/// Between two looks when there is nothing to do: how late a letter may be.
const PAUSE: Duration = Duration::from_secs(1);

/// When the database is away.
const LONG_PAUSE: Duration = Duration::from_secs(10);

pub struct Worker {
    store: Store,
    post: Post,
    push: Push,
    /// Letters lead there.
    base_url: String,
    /// While nobody listened, no kiosk was silent.
    listening_since: Moment,
}

impl Worker {
    pub fn new(store: Store, config: &Config) -> Self {
        let push = Push::of(store.keys(), config);
        Self { store, post: Post::of(config), push, base_url: config.base_url.clone(), listening_since: now() }
    }

    /// Works until `stop` says so; what was begun is finished.
    pub async fn run(self, mut stop: watch::Receiver<bool>) {
        while !*stop.borrow() {
            let pause = match within(MINUTES, self.step(now())).await {
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

    /// Tells of some news and of a silent kiosk, and does one job; `false` when nothing waits.
    pub async fn step(&self, now: Moment) -> Result<bool, StoreError> {
        let has_told = news::spread(&self.store, now).await?;
        let has_noticed = kiosks::notice_silence(&self.store, self.listening_since, now).await?;
        let has_worked = self.do_one(now).await?;
        Ok(has_told || has_noticed || has_worked)
    }

    async fn do_one(&self, now: Moment) -> Result<bool, StoreError> {
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
            news::KIND => self.write_news(job).await,
            news::PUSH => self.push(job).await,
            kiosks::KIND => self.write_about_kiosk(job).await,
            editing::LETTER => self.write_about_pages(job).await,
            editing::SCHEDULED => editing::run_scheduled(&self.store, job, now()).await.map_err(unreadable),
            _ => Err(Failure { words: "This program does not know this kind of job.".into(), is_final: false }),
        }
    }
}

impl Worker {
    async fn write_news(&self, job: &Claimed) -> Result<(), Failure> {
        // Nobody wants it any more, or there is nothing left to tell.
        let Some(letter) = news::open(&self.store, job).await.map_err(unreadable)? else { return Ok(()) };
        let areas = areas::districts(&self.store).await.map_err(unreadable)?;
        self.post.send(&web::letters::news(&letter, &self.base_url, &areas)).await
    }

    async fn write_about_kiosk(&self, job: &Claimed) -> Result<(), Failure> {
        // Whoever looked after it does so no more, or it is a kiosk no more.
        let Some(letter) = kiosks::open_letter(&self.store, job).await.map_err(unreadable)? else { return Ok(()) };
        self.post.send(&web::letters::kiosks::about(&letter, &self.base_url)).await
    }

    async fn write_about_pages(&self, job: &Claimed) -> Result<(), Failure> {
        // It is over, or somebody edits no more.
        let Some(letter) = editing::open_letter(&self.store, job).await.map_err(unreadable)? else { return Ok(()) };
        self.post.send(&web::letters::pages::about(&letter, &self.base_url)).await
    }

    async fn push(&self, job: &Claimed) -> Result<(), Failure> {
        let Some(message) = news::open_push(&self.store, job).await.map_err(unreadable)? else { return Ok(()) };
        if faults::notes_pushes_early() {
            jobs::done(&self.store, job, now()).await.map_err(unreadable)?;
        }
        match self.push.send(&message, &web::letters::push(message.language)).await? {
            Sent::Taken => Ok(()),
            Sent::Gone => news::is_gone(&self.store, message.id).await.map_err(unreadable),
        }
    }
}

/// The reason would quote the payload.
fn unreadable(_: StoreError) -> Failure {
    Failure { words: "What was entered cannot be read.".into(), is_final: false }
}
