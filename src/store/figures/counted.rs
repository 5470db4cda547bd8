//! Counting, and remembering what was counted for as long as it is true.
//!
//! Every write has its row in the event log, so the highest event id tells whether anything changed. Where counting takes
//! long (hundreds of thousands of proposals), a count may be a little old instead: see [`PATIENCE`].

use std::{
    collections::HashMap,
    hash::Hash,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use domain::{Goal, Theme, goals::Goals, ids::AreaId};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, ExprTrait, FromQueryResult, QueryFilter, QuerySelect,
    sea_query::{Expr, Func},
};

use super::{channels::Ways, split::Split};
use crate::{
    Store, StoreError,
    entity::{event, proposal},
};

/// A count that took less than this is always exact. Tests count on machines that are busy with others.
const QUICK: Duration = if cfg!(test) { Duration::from_secs(60) } else { Duration::from_millis(50) };

/// A slow count is repeated after as many times its own duration, so that counting takes at most 2 % of one
/// processor's time: one of half a second may be 25 seconds old.
const PATIENCE: u32 = 50;

/// Of what is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Which {
    All,
    Theme(Theme),
    Goal(Goal),
}

impl Which {
    /// As addresses name it; what is not known narrows nothing.
    pub fn named(theme: Option<&str>, goal: Option<&str>) -> Self {
        let theme = theme.and_then(Theme::from_slug).map(Self::Theme);
        theme.or_else(|| goal.and_then(Goal::from_slug).map(Self::Goal)).unwrap_or(Self::All)
    }

    pub(super) fn condition(self) -> Condition {
        Condition::all().add(proposal::Column::IsListed.eq(true)).add_option(match self {
            Self::All => None,
            Self::Theme(theme) => Some(proposal::Column::Theme.eq(theme.number())),
            Self::Goal(goal) => {
                let goals = Expr::col((proposal::Entity, proposal::Column::Goals));
                Some(goals.bit_and(Goals::from(goal).bits()).ne(0_i16))
            }
        })
    }
}

#[derive(Debug)]
pub(super) struct Counted {
    pub(super) by_status: Vec<StatusRow>,
    pub(super) by_district: Vec<(AreaId, i64)>,
}

#[derive(Debug, FromQueryResult)]
pub(super) struct StatusRow {
    pub(super) status: String,
    pub(super) many: i64,
    pub(super) supports: i64,
    pub(super) comments: i64,
}

/// What was counted last, kept in the store.
#[derive(Debug, Default)]
pub(crate) struct Cache {
    boards: Memory<Which, Counted>,
    pub(super) channels: Memory<(), Ways>,
    pub(super) splits: Memory<Which, Split>,
}

#[derive(Debug)]
pub(super) struct Memory<K, T> {
    kept: Mutex<HashMap<K, Kept<T>>>,
    /// Held while counting, so that a hundred readers of one page count once.
    turn: tokio::sync::Mutex<()>,
}

impl<K, T> Default for Memory<K, T> {
    fn default() -> Self {
        Self { kept: Mutex::default(), turn: tokio::sync::Mutex::default() }
    }
}

#[derive(Debug)]
struct Kept<T> {
    counted: Arc<T>,
    /// The highest event id before it was counted.
    event: i64,
    at: Instant,
    took: Duration,
}

impl<T> Kept<T> {
    fn is_good(&self, latest: i64) -> bool {
        self.event == latest || (self.took > QUICK && self.at.elapsed() < self.took * PATIENCE)
    }
}

impl<K: Copy + Eq + Hash, T> Memory<K, T> {
    /// What is known, or what `count` finds.
    pub(super) async fn get_or(
        &self,
        store: &Store,
        which: K,
        count: impl AsyncFnOnce() -> Result<T, StoreError>,
    ) -> Result<Arc<T>, StoreError> {
        if let Some(known) = self.get(which, latest_event(store).await?) {
            return Ok(known);
        }
        let _turn = self.turn.lock().await;
        let event = latest_event(store).await?;
        if let Some(known) = self.get(which, event) {
            return Ok(known);
        }
        let at = Instant::now();
        let counted = Arc::new(count().await?);
        self.put(which, Kept { counted: Arc::clone(&counted), event, at, took: at.elapsed() });
        Ok(counted)
    }

    fn get(&self, which: K, latest: i64) -> Option<Arc<T>> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.get(&which).filter(|kept| kept.is_good(latest)).map(|kept| Arc::clone(&kept.counted))
    }

    fn put(&self, which: K, kept: Kept<T>) {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).insert(which, kept);
    }
}

pub(super) async fn counted(store: &Store, which: Which) -> Result<Arc<Counted>, StoreError> {
    store.figures.boards.get_or(store, which, async || count(store, which).await).await
}

async fn latest_event(store: &Store) -> Result<i64, StoreError> {
    let latest: Option<Option<i64>> = event::Entity::find()
        .select_only()
        .column_as(event::Column::Id.max(), "latest")
        .into_tuple()
        .one(store.read())
        .await?;
    Ok(latest.flatten().unwrap_or_default())
}

async fn count(store: &Store, which: Which) -> Result<Counted, StoreError> {
    let by_status = by_status(store, which.condition()).await?;
    Ok(Counted { by_status, by_district: by_district(store, which.condition()).await? })
}

async fn by_status(store: &Store, which: Condition) -> Result<Vec<StatusRow>, StoreError> {
    // PostgreSQL sums bigints as numeric, so the sums are cast back.
    let sum = |column: proposal::Column| Expr::expr(Func::sum(Expr::col(column))).cast_as("bigint");
    let rows = proposal::Entity::find()
        .select_only()
        .column(proposal::Column::Status)
        .column_as(proposal::Column::Id.count(), "many")
        .column_as(sum(proposal::Column::SupportCount), "supports")
        .column_as(sum(proposal::Column::CommentCount), "comments")
        .filter(which)
        .group_by(proposal::Column::Status)
        .into_model::<StatusRow>()
        .all(store.read())
        .await?;
    Ok(rows)
}

async fn by_district(store: &Store, which: Condition) -> Result<Vec<(AreaId, i64)>, StoreError> {
    let rows: Vec<(i64, i64)> = proposal::Entity::find()
        .select_only()
        .column(proposal::Column::DistrictId)
        .column_as(proposal::Column::Id.count(), "many")
        .filter(proposal::Column::DistrictId.is_not_null())
        .filter(which)
        .group_by(proposal::Column::DistrictId)
        .into_tuple()
        .all(store.read())
        .await?;
    Ok(rows.into_iter().map(|(id, many)| (AreaId(id), many)).collect())
}
