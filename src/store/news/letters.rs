//! What a letter with news says. It is written when it leaves: whoever ended the letters in between gets none, and what
//! was hidden in between is not in it.

use domain::{Language, ids::ProposalId};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde::{Deserialize, Serialize};

use super::{
    inbox::{Item, items},
    stop::Stop,
};
use crate::{
    Store, StoreError,
    entity::{contact, notice, proposal},
    jobs::Claimed,
};

/// The kind of these jobs.
pub const KIND: &str = "news";

/// To whom. What is in it, the notices know by the key of the job.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Address {
    Contact(i64),
    /// The address that came with a proposal.
    Author(i64),
}

#[derive(Clone, Debug, PartialEq)]
pub struct Letter {
    pub key: String,
    pub to: String,
    pub language: Language,
    /// The oldest first.
    pub items: Vec<Item>,
    /// What a link needs to end these letters.
    pub stop: String,
    /// It goes to the address that came with a proposal: whoever reads it may know nothing of an inbox.
    pub is_for_author: bool,
}

/// Nothing when nobody is to get it any more.
pub async fn open(store: &Store, job: &Claimed) -> Result<Option<Letter>, StoreError> {
    let (to, language, stop, is_for_author) = match job.payload()? {
        Address::Contact(id) => {
            let Some(row) = contact::Entity::find_by_id(id).one(store.read()).await? else { return Ok(None) };
            let language = Language::from_code(&row.language).unwrap_or_default();
            (row.email, language, Stop::Contact(id), false)
        }
        Address::Author(id) => {
            let Some(row) = proposal::Entity::find_by_id(id).one(store.read()).await? else { return Ok(None) };
            let language = Language::from_code(&row.language).unwrap_or_default();
            (row.email, language, Stop::Author(ProposalId(id)), true)
        }
    };
    let Some(to) = to else { return Ok(None) };
    let rows = notice::Entity::find()
        .filter(notice::Column::Letter.eq(job.key.as_str()))
        .order_by_asc(notice::Column::Id)
        .all(store.read())
        .await?;
    let items = items(store.read(), rows).await?;
    if items.is_empty() {
        return Ok(None);
    }
    Ok(Some(Letter { key: job.key.clone(), to, language, items, stop: stop.token(store.keys()), is_for_author }))
}
