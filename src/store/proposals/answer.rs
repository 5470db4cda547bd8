//! What the responsible office says, and the step in the life of a proposal that comes with it.

use domain::{
    Moment,
    history::{Actor, Happening},
    ids::ProposalId,
    policy::{Action, Role},
    proposals::{NewAnswer, Status, StatusChange},
    text,
};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::{Set, Unchanged},
    EntityTrait,
};

use super::{content::set_status, merge, subject::Subject};
use crate::{
    Store, StoreError,
    entity::{answer, proposal},
    history,
};

/// Answers a proposal and sets its status, by the rules of [`Status::change`].
pub async fn answer(store: &Store, id: ProposalId, new: NewAnswer, now: Moment) -> Result<(), StoreError> {
    let words = text::clean(&new.text);
    let office = text::clean_line(&new.office);
    let target = new.merge_into.filter(|_| new.to == Status::Merged);
    store
        .write(async |tx| {
            merge::lock_both(tx, id, target).await?;
            let subject = Subject::lock(tx, id).await?;
            subject.may(Role::Operator, Action::Answer, now)?;
            let change = StatusChange { to: new.to, has_reasons: !words.is_empty(), has_target: target.is_some() };
            let to = subject.status.change(change)?;
            let target = match target {
                Some(target) => Some(merge::target(tx, id, target).await?),
                None => None,
            };

            // What was never published, or was taken off the board, comes (back) to it with an office's work on it.
            let published_at = subject.row.published_at.or(to.is_open().then_some(now.0));
            let mut row = proposal::ActiveModel {
                id: Unchanged(id.0),
                merged_into: Set(target.as_ref().map(|target| target.row.id)),
                ..Default::default()
            };
            set_status(&mut row, to, published_at, now);
            row.update(tx).await?;

            let said = answer::ActiveModel {
                proposal_id: Set(id.0),
                office: Set(office.clone()),
                status: Set(to.code().into()),
                text: Set(words.clone()),
                cost_eur: Set(new.cost_eur),
                period: Set(new.period.clone()),
                at: Set(now.0),
                ..Default::default()
            };
            answer::Entity::insert(said).exec_without_returning(tx).await?;

            let happening = Happening::StatusChanged {
                from: subject.status,
                to,
                office: Some(office.clone()).filter(|office| !office.is_empty()),
                reasons: Some(words.clone()).filter(|words| !words.is_empty()),
            };
            history::record(tx, now, history::Subject::Proposal(id), Actor::Office, &happening).await?;
            if subject.status == Status::Merged {
                merge::undo(tx, &subject, now).await?;
            }
            match target {
                Some(target) => merge::into(tx, &subject, &target, now).await,
                None => Ok(()),
            }
        })
        .await
}
