//! The proposal that a write is about, locked until the write is done.

use domain::{
    Moment,
    boards::Board,
    ids::ProposalId,
    policy::{self, Action, Refusal, Role},
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
        if role == Role::Guest && self.row.published_at.is_none() {
            return Err(Refusal::Unseen.into());
        }
        let subject = policy::Subject { status: self.status, supports: self.row.support_count };
        Ok(policy::may(role, action, subject, &self.board, now)?)
    }
}

pub(crate) fn status_of(code: &str) -> Result<Status, StoreError> {
    Status::from_code(code).ok_or_else(|| StoreError::BadSchema(format!("unknown status {code}")))
}
