//! Two proposals that want the same become one. Who supports both counts once.
//!
//! The supports of the merged proposal stay with it as history and are copied to the one in which it lives on; a copy
//! says where it came from, so that a merge by mistake can be undone.

use domain::{
    Moment,
    history::{Actor, Happening},
    ids::ProposalId,
    news::Topic,
    proposals::StatusError,
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, OnConflict, Query},
};

use super::subject::Subject;
use crate::{
    Keys, StoreError,
    entity::{follow, proposal, support},
    history, residents, supports,
};

/// Locks both rows in one order, so that two merges never wait for each other.
pub(crate) async fn lock_both(
    tx: &DatabaseTransaction,
    id: ProposalId,
    target: Option<ProposalId>,
) -> Result<(), StoreError> {
    if let Some(target) = target {
        proposal::Entity::find()
            .select_only()
            .column(proposal::Column::Id)
            .filter(proposal::Column::Id.is_in([id.0, target.0]))
            .order_by_asc(proposal::Column::Id)
            .lock_exclusive()
            .into_tuple::<i64>()
            .all(tx)
            .await?;
    }
    Ok(())
}

/// The proposal in which another one can live on: everybody sees it and it still takes supports.
pub(crate) async fn target(
    tx: &DatabaseTransaction,
    source: ProposalId,
    target: ProposalId,
) -> Result<Subject, StoreError> {
    let target = match Subject::lock(tx, target).await {
        Err(StoreError::NotFound) => return Err(StatusError::TargetMissing.into()),
        found => found?,
    };
    let takes_it = target.id() != source && target.status.is_open() && target.row.published_at.is_some();
    if takes_it { Ok(target) } else { Err(StatusError::TargetMissing.into()) }
}

pub(crate) async fn into(
    tx: &DatabaseTransaction,
    keys: &Keys,
    source: &Subject,
    target: &Subject,
    actor: Actor,
    now: Moment,
) -> Result<(), StoreError> {
    copy_supports(tx, source.id(), target.id()).await?;
    copy_follows(tx, source.id(), target.id()).await?;
    residents::silence_after_merge(tx, keys, source.id(), target.id()).await?;
    supports::recount(tx, target, now).await?;

    let into = Happening::MergedInto { target: target.id(), title: target.row.title.clone() };
    let from = Happening::MergedFrom { source: source.id(), title: source.row.title.clone() };
    history::record(tx, now, history::Subject::Proposal(source.id()), actor, &into).await?;
    history::record(tx, now, history::Subject::Proposal(target.id()), actor, &from).await
}

/// Takes the copied supports out of the proposal into which `source` had been merged.
pub(crate) async fn undo(tx: &DatabaseTransaction, source: &Subject, now: Moment) -> Result<(), StoreError> {
    let Some(target) = source.row.merged_into else { return Ok(()) };
    support::Entity::delete_many()
        .filter(support::Column::ProposalId.eq(target))
        .filter(support::Column::MergedFrom.eq(source.row.id))
        .exec(tx)
        .await?;
    let target = Subject::lock(tx, ProposalId(target)).await?;
    supports::recount(tx, &target, now).await?;
    Ok(())
}

/// Who followed the one follows the other too, once.
async fn copy_follows(tx: &DatabaseTransaction, source: ProposalId, target: ProposalId) -> Result<(), StoreError> {
    use follow::Column::{CreatedAt, Delivery, Kind, PersonKey, Target};
    let topic = |id| Topic::Proposal(id);
    let rows = Query::select()
        .columns([PersonKey, Kind])
        .expr(Expr::val(topic(target).target()))
        .columns([Delivery, CreatedAt])
        .from(follow::Entity)
        .and_where(Kind.eq(topic(source).kind()))
        .and_where(Target.eq(topic(source).target()))
        .to_owned();
    let mut copy = Query::insert();
    copy.into_table(follow::Entity)
        .columns([PersonKey, Kind, Target, Delivery, CreatedAt])
        .select_from(rows)
        .map_err(|error| StoreError::BadSchema(error.to_string()))?
        .on_conflict(OnConflict::columns([PersonKey, Kind, Target]).do_nothing().to_owned());
    tx.execute(&copy).await?;
    Ok(())
}

async fn copy_supports(tx: &DatabaseTransaction, source: ProposalId, target: ProposalId) -> Result<(), StoreError> {
    use support::Column::{At, Channel, IsDemo, Level, MergedFrom, PersonKey, ProposalId as Proposal};
    let rows = Query::select()
        .expr(Expr::val(target.0))
        .columns([PersonKey, At, IsDemo, Level, Channel])
        .expr(Expr::val(source.0))
        .from(support::Entity)
        .and_where(Proposal.eq(source.0))
        .to_owned();
    let mut copy = Query::insert();
    copy.into_table(support::Entity)
        .columns([Proposal, PersonKey, At, IsDemo, Level, Channel, MergedFrom])
        .select_from(rows)
        .map_err(|error| StoreError::BadSchema(error.to_string()))?
        .on_conflict(OnConflict::columns([Proposal, PersonKey]).do_nothing().to_owned());
    tx.execute(&copy).await?;
    Ok(())
}
