//! The discussion of a proposal: contributions with a stance, and replies to them. A reply to a reply stands in the same
//! thread, so that a discussion stays readable on a phone.

mod add;
mod check;
mod list;
mod revise;
#[cfg(test)]
mod tests;

pub(crate) use add::add_in;
pub use add::{Added, add, add_by};

#[cfg(test)]
pub(crate) use crate::moderation::samples::{publish_comment as publish, refuse_comment as refuse};
pub(crate) use check::set_state;
pub use check::withdraw;
pub use list::list;
pub(crate) use list::{comment, stance};
pub use revise::revise;
pub(crate) use revise::version;

use domain::ids::ProposalId;
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, ExprTrait, QueryFilter, sea_query::Expr};

use crate::{StoreError, entity::proposal};

/// Changes the number of published comments; the caller has locked the proposal.
async fn count(tx: &DatabaseTransaction, id: ProposalId, more: i64) -> Result<(), StoreError> {
    let column = proposal::Column::CommentCount;
    proposal::Entity::update_many()
        .col_expr(column, Expr::col(column).add(more))
        .filter(proposal::Column::Id.eq(id.0))
        .exec(tx)
        .await?;
    Ok(())
}
