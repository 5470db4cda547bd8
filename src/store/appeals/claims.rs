//! Who looks at an appeal. What is claimed is the contribution that it is about: whoever has it open in the queue and
//! whoever has the appeal open see each other, and so do two who have the appeals of its author and of somebody who reported it.

use std::collections::BTreeSet;

use domain::{
    Moment,
    moderation::{Item, Kind},
    policy::{Acting, Action},
};

use super::{find, may_decide};
use crate::{
    Store, StoreError,
    moderation::{self, Claim},
};

/// Notes that `by` looks at the appeal now, unless somebody else does; with `takes_over` even then. Whoever cannot end it
/// keeps nobody else from it.
pub async fn claim(store: &Store, by: &Acting, id: i64, takes_over: bool, now: Moment) -> Result<Claim, StoreError> {
    let appeal = find(store, by, id).await?.ok_or(StoreError::NotFound)?;
    may_decide(by, &appeal.decision, appeal.ended.is_none())?;
    moderation::note_claim(store, by, appeal.decision.item, takes_over, now).await
}

/// What a colleague looks at now.
pub async fn claimed(store: &Store, by: &Acting, now: Moment) -> Result<BTreeSet<Item>, StoreError> {
    by.works_at(Action::DecideAppeals)?;
    let claims = moderation::claims_of_others(store.read(), by, now).await?;
    Ok(claims.into_iter().filter_map(|(kind, id)| Some(Item { kind: Kind::from_code(&kind)?, id })).collect())
}
