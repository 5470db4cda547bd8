//! Which of a few proposals a filter of the board would show.

use domain::{filter::BoardFilter, ids::ProposalId};
use sea_orm::{ColumnTrait, ConnectionTrait, sea_query::Query};

use super::scope::Scope;
use crate::{Store, StoreError, entity::proposal};

pub(crate) async fn matching(
    store: &Store,
    filter: &BoardFilter,
    among: &[i64],
) -> Result<Vec<ProposalId>, StoreError> {
    let scope = Scope::of(store, filter).await?;
    let mut question = Query::select();
    question
        .column((proposal::Entity, proposal::Column::Id))
        .from(proposal::Entity)
        .cond_where(scope.condition())
        .and_where(proposal::Column::Id.is_in(among.iter().copied()));
    let rows = store.read().query_all(&question).await?;
    rows.iter().map(|row| Ok(ProposalId(row.try_get("", "id")?))).collect()
}
