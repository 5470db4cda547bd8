//! What was decided about a contribution.

use domain::{
    Moment,
    ids::{AccountId, BoardId, ProposalId},
    moderation::{Item, Kind, Rule, Step},
    proposals::Status,
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::{
    Store, StoreError,
    entity::{moderation_decision as decision, proposal},
};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    pub id: i64,
    pub item: Item,
    pub step: Step,
    pub rule: Option<Rule>,
    pub reason: String,
    pub at: Moment,
    /// Nobody at the command line.
    pub by: Option<AccountId>,
    pub was_public: bool,
    /// The other proposal of a merge or a split.
    pub target: Option<ProposalId>,
    /// Where a moved proposal stood.
    pub board_before: Option<BoardId>,
    /// When a block ends.
    pub until: Option<Moment>,
    /// A change that was asked for was made, or something else was decided since.
    pub is_done: bool,
}

impl Decision {
    /// The author was asked for a change and has not made it.
    pub fn waits_for_author(&self) -> bool {
        self.step == Step::AskToChange && !self.is_done
    }
}

/// Oldest first.
pub async fn of(store: &Store, item: Item) -> Result<Vec<Decision>, StoreError> {
    of_item(store.read(), item).await
}

/// When a proposal that everybody could read was taken off, and by which rule, while it is.
pub async fn hidden(store: &Store, id: ProposalId) -> Result<Option<(Moment, Option<Rule>)>, StoreError> {
    let row = proposal::Entity::find_by_id(id.0)
        .filter(proposal::Column::PublishedAt.is_null())
        .filter(proposal::Column::Status.eq(Status::Rejected.code()))
        .one(store.read())
        .await?;
    if row.is_none() {
        return Ok(None);
    }
    let decisions = of(store, Item::proposal(id)).await?;
    let hidden = decisions.into_iter().rev().find(|decision| decision.step == Step::Hide);
    Ok(hidden.filter(|hidden| hidden.was_public).map(|hidden| (hidden.at, hidden.rule)))
}

pub(crate) async fn of_item(db: &impl ConnectionTrait, item: Item) -> Result<Vec<Decision>, StoreError> {
    let rows = decision::Entity::find()
        .filter(decision::Column::Kind.eq(item.kind.code()))
        .filter(decision::Column::SubjectId.eq(item.id))
        .order_by_asc(decision::Column::Id)
        .all(db)
        .await?;
    rows.into_iter().map(from_row).collect()
}

pub(crate) fn from_row(row: decision::Model) -> Result<Decision, StoreError> {
    let unknown = |what: &str| StoreError::BadSchema(format!("unknown {what} in decision {}", row.id));
    let kind = Kind::from_code(&row.kind).ok_or_else(|| unknown("kind"))?;
    Ok(Decision {
        id: row.id,
        item: Item { kind, id: row.subject_id },
        step: Step::from_code(&row.step).ok_or_else(|| unknown("step"))?,
        rule: row.rule.and_then(|number| u8::try_from(number).ok()).and_then(Rule::of),
        reason: row.reason,
        at: Moment(row.at),
        by: row.account_id.map(AccountId),
        was_public: row.public_since.is_some(),
        target: row.target.map(ProposalId),
        board_before: row.board_before.map(BoardId),
        until: row.until.map(Moment),
        is_done: row.done_at.is_some(),
    })
}
