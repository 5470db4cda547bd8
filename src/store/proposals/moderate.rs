//! The check before (or after) a proposal stands on the board.

use domain::{
    Moment,
    history::{Actor, Happening},
    ids::ProposalId,
    policy::{Action, Role},
    proposals::{Status, StatusChange},
    text,
};
use sea_orm::{ActiveModelTrait, ActiveValue::Unchanged, DatabaseTransaction};

use super::{content::set_status, subject::Subject};
use crate::{
    Store, StoreError,
    entity::proposal,
    history,
    spam::{self, Decision},
};

/// Puts a waiting proposal on the board; doing it twice changes nothing.
pub async fn publish(store: &Store, id: ProposalId, now: Moment) -> Result<(), StoreError> {
    store
        .write(async |tx| {
            let subject = Subject::lock(tx, id).await?;
            subject.may(Role::Operator, Action::Moderate, now)?;
            if subject.status == Status::Published && subject.row.published_at.is_some() {
                return Ok(());
            }
            let change = StatusChange { to: Status::Published, has_reasons: false, has_target: false };
            let to = subject.status.change(change)?;
            let mut row = proposal::ActiveModel { id: Unchanged(id.0), ..Default::default() };
            set_status(&mut row, to, Some(subject.row.published_at.unwrap_or(now.0)), now);
            row.update(tx).await?;
            learn(tx, &subject, Decision::Kept, now).await?;
            history::record(tx, now, history::Subject::Proposal(id), Actor::Moderator, &Happening::Published).await
        })
        .await
}

/// Keeps a proposal off the board, or takes it off: it breaks the rules, so its words are shown to its author alone,
/// with the reason. An office that declines a proposal does so in public, by [`super::answer`].
pub async fn reject(store: &Store, id: ProposalId, reason: &str, now: Moment) -> Result<(), StoreError> {
    let reason = text::clean(reason);
    store
        .write(async |tx| {
            let subject = Subject::lock(tx, id).await?;
            subject.may(Role::Operator, Action::Moderate, now)?;
            let change = StatusChange { to: Status::Rejected, has_reasons: !reason.is_empty(), has_target: false };
            let to = subject.status.change(change)?;
            let mut row = proposal::ActiveModel { id: Unchanged(id.0), ..Default::default() };
            set_status(&mut row, to, None, now);
            row.update(tx).await?;
            learn(tx, &subject, Decision::Refused, now).await?;
            let happening =
                Happening::StatusChanged { from: subject.status, to, office: None, reasons: Some(reason.clone()) };
            history::record(tx, now, history::Subject::Proposal(id), Actor::Moderator, &happening).await
        })
        .await
}

async fn learn(tx: &DatabaseTransaction, subject: &Subject, decision: Decision, now: Moment) -> Result<(), StoreError> {
    let (row, about) = (&subject.row, history::Subject::Proposal(subject.id()));
    spam::learn(tx, row.board_id, about, &[&row.title, &row.text], decision, now).await
}
