//! The check before (or after) a proposal stands on the board, from the command line and for tests. Decisions with
//! all that belongs to them are in [`crate::moderation`].

use domain::{Moment, ids::ProposalId, moderation::Item, policy::Acting};

use crate::{Store, StoreError, moderation};

/// Puts a waiting proposal on the board; doing it twice changes nothing.
pub async fn publish(store: &Store, id: ProposalId, now: Moment) -> Result<(), StoreError> {
    moderation::publish(store, &Acting::OPERATOR, Item::proposal(id), now).await
}
