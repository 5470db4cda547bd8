//! The end of letters, by a link that each of them has and that needs no cookie. The address is forgotten then, because it
//! is here for nothing else.

use domain::{Moment, history::Actor, ids::ProposalId};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::{Set, Unchanged},
    DatabaseTransaction, EntityTrait, QuerySelect,
};
use serde_json::json;

use super::contact::forget_address;
use crate::{
    Keys, Store, StoreError,
    entity::{contact, proposal},
    history,
};

/// Whose letters a link ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stop {
    Contact(i64),
    /// The address that came with a proposal.
    Author(ProposalId),
}

impl Stop {
    fn name(self) -> String {
        match self {
            Self::Contact(id) => format!("c{id}"),
            Self::Author(id) => format!("p{id}"),
        }
    }

    pub(super) fn token(self, keys: &Keys) -> String {
        format!("{}.{}", self.name(), keys.sign(&format!("stop {}", self.name())))
    }

    fn read(keys: &Keys, token: &str) -> Option<Self> {
        let (name, signature) = token.split_once('.')?;
        let stop = match name.split_at_checked(1)? {
            ("c", id) => Self::Contact(id.parse().ok()?),
            ("p", id) => Self::Author(id.parse().ok()?),
            _ => return None,
        };
        keys.verify(&format!("stop {}", stop.name()), signature).then_some(stop)
    }
}

pub fn stop_is_valid(store: &Store, token: &str) -> bool {
    Stop::read(store.keys(), token).is_some()
}

/// Ends all letters to the address whose link this is; doing it twice changes nothing. `false` when it is no link of ours.
pub async fn stop(store: &Store, token: &str, now: Moment) -> Result<bool, StoreError> {
    let Some(stop) = Stop::read(store.keys(), token) else { return Ok(false) };
    store
        .write(async |tx| {
            match stop {
                Stop::Contact(id) => {
                    if contact::Entity::find_by_id(id).one(tx).await?.is_some() {
                        forget_address(tx, id).await?;
                    }
                }
                Stop::Author(id) => forget_author(tx, id, now).await?,
            }
            Ok(true)
        })
        .await
}

async fn forget_author(tx: &DatabaseTransaction, id: ProposalId, now: Moment) -> Result<(), StoreError> {
    let row = proposal::Entity::find_by_id(id.0).lock_exclusive().one(tx).await?;
    if row.is_none_or(|row| row.email.is_none()) {
        return Ok(());
    }
    let row = proposal::ActiveModel { id: Unchanged(id.0), email: Set(None), ..Default::default() };
    row.update(tx).await?;
    history::note(tx, now, history::Subject::Proposal(id), Actor::Author, "email_removed", json!({})).await
}
