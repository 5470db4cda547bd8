//! The proposal that a write is about, locked until the write is done.

use domain::{
    Moment,
    boards::Board,
    ids::ProposalId,
    policy::{self, Action, Facts, Role},
    proposals::Status,
};
use sea_orm::{DatabaseTransaction, EntityTrait, QuerySelect};

use crate::{StoreError, boards, entity::proposal};

pub(crate) struct Subject {
    pub(crate) row: proposal::Model,
    pub(crate) status: Status,
    pub(crate) board: Board,
}

impl Subject {
    /// Nobody else changes the row until the transaction ends: on PostgreSQL the row is locked, on SQLite a writing
    /// transaction is alone anyway.
    pub(crate) async fn lock(tx: &DatabaseTransaction, id: ProposalId) -> Result<Self, StoreError> {
        let row = proposal::Entity::find_by_id(id.0).lock_exclusive().one(tx).await?.ok_or(StoreError::NotFound)?;
        let status = status_of(&row.status)?;
        let board = boards::by_id(tx, row.board_id).await?;
        Ok(Self { row, status, board })
    }

    pub(crate) fn id(&self) -> ProposalId {
        ProposalId(self.row.id)
    }

    pub(crate) fn may(&self, role: Role, action: Action, now: Moment) -> Result<(), StoreError> {
        Ok(policy::may(role, action, self.facts(now))?)
    }

    /// What is true of it; of whoever comes nothing.
    pub(crate) fn facts(&self, now: Moment) -> Facts {
        let (is_published, supports) = (self.row.published_at.is_some(), self.row.support_count);
        Facts::of_proposal(policy::Subject { status: self.status, is_published, supports }, &self.board, now)
    }
}

pub(crate) fn status_of(code: &str) -> Result<Status, StoreError> {
    Status::from_code(code).ok_or_else(|| StoreError::BadSchema(format!("unknown status {code}")))
}
