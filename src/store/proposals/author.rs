//! What authors may do with their own proposal. The caller has seen the receipt.

use domain::{
    Moment, Theme,
    goals::Goals,
    history::{Actor, Happening},
    ids::ProposalId,
    moderation::Item,
    places::LonLat,
    policy::{Action, Role},
    proposals::{Draft, NewProposal, Status},
};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::{Set, Unchanged},
    EntityTrait,
};

use super::{
    content::{Content, set_status},
    subject::Subject,
};
use crate::{Store, StoreError, entity::proposal, history, moderation};

/// Changes the words of a proposal that nobody supports yet, and answers with its new revision. `revision` is the one
/// that the author had before their eyes; if somebody changed it in between, nothing is overwritten.
pub async fn correct(
    store: &Store,
    id: ProposalId,
    revision: i64,
    new: NewProposal,
    now: Moment,
) -> Result<i64, StoreError> {
    let content = Content::of(store, new, now).await?;
    store
        .write(async |tx| {
            let subject = Subject::lock(tx, id).await?;
            let current = subject.row.revision;
            // The answer to this very correction was lost on its way.
            if revision.checked_add(1) == Some(current) && content.is_in(&subject.row) {
                return Ok(current);
            }
            subject.may(Role::Author, Action::Correct, now)?;
            if current != revision {
                return Err(StoreError::Stale { current });
            }
            if content.is_in(&subject.row) {
                return Ok(current);
            }
            let mut row =
                proposal::ActiveModel { id: Unchanged(id.0), revision: Set(current + 1), ..Default::default() };
            content.write_to(&mut row);
            row.update(tx).await?;
            moderation::changed(tx, Item::proposal(id), now).await?;
            history::record(tx, now, history::Subject::Proposal(id), Actor::Author, &Happening::Corrected).await?;
            Ok(current + 1)
        })
        .await
}

/// Takes a proposal back. Its address stays, because people linked to it; doing it twice changes nothing.
pub async fn withdraw(store: &Store, id: ProposalId, now: Moment) -> Result<(), StoreError> {
    store
        .write(async |tx| {
            let subject = Subject::lock(tx, id).await?;
            if subject.status == Status::Withdrawn {
                return Ok(());
            }
            subject.may(Role::Author, Action::Withdraw, now)?;
            let mut row = proposal::ActiveModel { id: Unchanged(id.0), ..Default::default() };
            set_status(&mut row, Status::Withdrawn, subject.row.published_at, now);
            row.update(tx).await?;
            history::record(tx, now, history::Subject::Proposal(id), Actor::Author, &Happening::Withdrawn).await
        })
        .await
}

/// The proposal as the form shows it, for a correction.
pub async fn as_editable(store: &Store, id: ProposalId) -> Result<Draft, StoreError> {
    let row = proposal::Entity::find_by_id(id.0).one(store.read()).await?.ok_or(StoreError::NotFound)?;
    let pin = row.lon.zip(row.lat).and_then(|(lon, lat)| LonLat::new(lon, lat));
    Ok(Draft {
        title: row.title,
        text: row.text,
        theme: Theme::from_number(row.theme).map(|theme| theme.slug().to_owned()).unwrap_or_default(),
        goals: Goals::from_bits(row.goals).iter().map(|goal| goal.slug().to_owned()).collect(),
        district: row.district_id.map(|id| id.to_string()).unwrap_or_default(),
        pin: pin.map(|point| point.to_string()).unwrap_or_default(),
        place_note: row.place_note.unwrap_or_default(),
        author: row.author.unwrap_or_default(),
        email: row.email.unwrap_or_default(),
    })
}
