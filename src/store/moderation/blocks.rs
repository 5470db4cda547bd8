//! People who contribute nothing for some days.

use domain::{
    Moment,
    ids::{BoardId, PersonKey},
    moderation::Rule,
    policy::{Fact, Facts},
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::{
    StoreError,
    entity::{moderation_decision as decision, submission_block as block},
};

/// Why somebody contributes nothing just now, and until when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blocked {
    pub rule: Option<Rule>,
    pub reason: String,
    pub until: Moment,
}

/// Refuses a write of somebody who is blocked, with more words than a refusal has; in the transaction of that write. Of
/// everybody else it says that they are not.
pub(crate) async fn check(
    tx: &impl ConnectionTrait,
    person: &PersonKey,
    board: BoardId,
    now: Moment,
) -> Result<Facts, StoreError> {
    let found = block::Entity::find()
        .filter(block::Column::PersonKey.eq(person.0.as_str()))
        .filter(block::Column::BoardId.eq(board.0))
        .filter(block::Column::Until.gt(now.0))
        .order_by_desc(block::Column::Until)
        .one(tx)
        .await?;
    let Some(row) = found else { return Ok(Facts::NONE.and(Fact::NotBlocked, true)) };
    let why = decision::Entity::find_by_id(row.decision_id).one(tx).await?;
    let rule = why.as_ref().and_then(|why| why.rule).and_then(|number| u8::try_from(number).ok()).and_then(Rule::of);
    let reason = why.map(|why| why.reason).unwrap_or_default();
    Err(StoreError::Blocked(Box::new(Blocked { rule, reason, until: Moment(row.until) })))
}
