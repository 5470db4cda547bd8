//! One look into the database for everybody who listens on a page, however many they are.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use domain::{
    Moment,
    policy::{Acting, Action},
};
use store::{
    Store, StoreError,
    editing::{self, Present},
};
use tokio::time::Instant;

/// Half as old as the time between two looks of one who listens: each second one is new.
const FRESH: Duration = Duration::from_millis(500);

/// Who is there, and the number of the last change.
#[derive(Clone)]
pub struct Seen {
    pub present: Arc<[Present]>,
    pub change: i64,
}

type Last = Arc<tokio::sync::Mutex<Option<(Instant, Seen)>>>;

/// Of each page on which somebody listened since the start.
#[derive(Default)]
pub struct Glances(Mutex<HashMap<i64, Last>>);

impl Glances {
    /// What another one saw just before, unless it has to be new. Nobody sees what they may not.
    pub async fn look(
        &self,
        store: &Store,
        by: &Acting,
        page: i64,
        now: Moment,
        has_to_be_new: bool,
    ) -> Result<Seen, StoreError> {
        by.may(Action::EditPages)?;
        let last = self.0.lock().unwrap_or_else(PoisonError::into_inner).entry(page).or_default().clone();
        // Who comes meanwhile waits for the one who looks and takes what they saw.
        let mut last = last.lock().await;
        if let Some((at, seen)) = &*last
            && !has_to_be_new
            && at.elapsed() < FRESH
        {
            return Ok(seen.clone());
        }
        let began = Instant::now();
        let present = editing::present(store, by, page, now).await?;
        // Whose they are depends on who asks.
        let present = present.into_iter().map(|one| Present { is_own: false, ..one }).collect();
        let seen = Seen { present, change: editing::last_change(store, by, page).await? };
        *last = Some((began, seen.clone()));
        Ok(seen)
    }
}
