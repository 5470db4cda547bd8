//! What the Ortsbeirat of a place says to a proposal there. Only members of that very council write it, whatever the
//! address says; two members who write at the same time never overwrite each other.

use domain::{
    Moment,
    council_notes::{Fault, check},
    history::{Actor, Happening},
    ids::{AreaId, ProposalId},
    policy::{Acting, Action, Fact, Facts, Scope},
};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::{Set, Unchanged},
    DatabaseTransaction, EntityTrait, QuerySelect,
};
use serde_json::json;

use crate::{
    Store, StoreError, audit,
    entity::{area, council_note, proposal},
    errors::is_duplicate,
    history,
    proposals::Subject,
};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stored {
    pub text: String,
    /// A change says which one it started from; 0 is none.
    pub revision: i64,
}

/// The name of the Ortsbeirat of the place, if `by` is a member of it, and what it said until now.
pub async fn own(store: &Store, by: &Acting, id: ProposalId) -> Result<(String, Option<Stored>), StoreError> {
    let row = proposal::Entity::find_by_id(id.0).one(store.read()).await?.ok_or(StoreError::NotFound)?;
    let place = at_home(by, &row)?;
    let council = area::Entity::find_by_id(place).one(store.read()).await?.ok_or(StoreError::NotFound)?;
    let kept = council_note::Entity::find_by_id((id.0, place)).one(store.read()).await?;
    Ok((council.name, kept.map(|row| Stored { text: row.text, revision: row.revision })))
}

/// Says it, or says it anew. [`StoreError::Stale`] when another member was faster.
pub async fn write(
    store: &Store,
    by: &Acting,
    id: ProposalId,
    typed: &str,
    seen: i64,
    now: Moment,
) -> Result<Result<(), Fault>, StoreError> {
    let text = match check(typed) {
        Ok(text) => text,
        Err(fault) => return Ok(Err(fault)),
    };
    store
        .write(async |tx| {
            let (council, kept) = lock(tx, by, id, seen).await?;
            if kept.as_ref().is_some_and(|kept| kept.text == text) {
                return Ok(());
            }
            let row = council_note::ActiveModel {
                proposal_id: Set(id.0),
                area_id: Set(council.id),
                text: Set(text.clone()),
                revision: Set(seen + 1),
                changed_at: Set(now.0),
            };
            if kept.is_some() {
                let (proposal_id, area_id) = (Unchanged(id.0), Unchanged(council.id));
                council_note::ActiveModel { proposal_id, area_id, ..row }.update(tx).await?;
            } else {
                match council_note::Entity::insert(row).exec_without_returning(tx).await {
                    Ok(_) => {}
                    Err(error) if is_duplicate(&error) => return Err(StoreError::Stale { current: 1 }),
                    Err(error) => return Err(error.into()),
                }
                // Told once: a better word for the same note is no news.
                let happening = Happening::CouncilNoted { council: council.name };
                history::record(tx, now, history::Subject::Proposal(id), Actor::Council, &happening).await?;
            }
            audit::write(tx, by, "council_noted", history::Subject::PROPOSAL, id.0, &json!({}), now).await
        })
        .await
        .map(Ok)
}

/// Takes it back; the timeline keeps that there was one.
pub async fn remove(store: &Store, by: &Acting, id: ProposalId, seen: i64, now: Moment) -> Result<(), StoreError> {
    store
        .write(async |tx| {
            let (council, kept) = lock(tx, by, id, seen).await?;
            let kept = kept.ok_or(StoreError::NotFound)?;
            council_note::Entity::delete_by_id((kept.proposal_id, council.id)).exec(tx).await?;
            audit::write(tx, by, "council_note_removed", history::Subject::PROPOSAL, id.0, &json!({}), now).await
        })
        .await
}

/// The council and its note, which nobody else changes until the transaction ends.
async fn lock(
    tx: &DatabaseTransaction,
    by: &Acting,
    id: ProposalId,
    seen: i64,
) -> Result<(area::Model, Option<council_note::Model>), StoreError> {
    let subject = Subject::lock(tx, id).await?;
    let place = at_home(by, &subject.row)?;
    let council = area::Entity::find_by_id(place).one(tx).await?.ok_or(StoreError::NotFound)?;
    let kept = council_note::Entity::find_by_id((id.0, place)).lock_exclusive().one(tx).await?;
    match kept.as_ref().map_or(0, |kept| kept.revision) {
        current if current == seen => Ok((council, kept)),
        current => Err(StoreError::Stale { current }),
    }
}

/// The place whose council `by` speaks for.
fn at_home(by: &Acting, row: &proposal::Model) -> Result<i64, StoreError> {
    let own = row.council_id.filter(|place| by.scope == Scope::Council(AreaId(*place)));
    let facts = Facts::NONE.and(Fact::Published, row.published_at.is_some()).and(Fact::OfOwnDistrict, own.is_some());
    by.may_given(Action::NoteAsCouncil, facts)?;
    own.ok_or(StoreError::NotFound)
}

#[cfg(test)]
mod tests;
