//! Who stands behind a proposal. One row for each person and proposal is the counting rule; the number beside the
//! proposal is kept in the same transaction.

use domain::{
    Moment,
    history::{Actor, Happening},
    ids::{PersonKey, ProposalId},
    policy::{self, Action, Facts, Role},
    proposals::Supports,
};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::{Set, Unchanged},
    ColumnTrait, DatabaseTransaction, EntityTrait, PaginatorTrait, QueryFilter,
    sea_query::{Expr, OnConflict},
};

use crate::{
    Keys, Store, StoreError, accounts,
    entity::{event, proposal, support},
    faults,
    floods::{Origin, Way},
    history,
    proposals::Subject,
    residents,
};

/// Stands behind a proposal; doing it again changes nothing.
pub async fn support(store: &Store, id: ProposalId, person: &PersonKey, now: Moment) -> Result<Supports, StoreError> {
    support_by(store, id, person, Way::Own(None), now).await
}

/// The same, by whichever way.
pub async fn support_by(
    store: &Store,
    id: ProposalId,
    person: &PersonKey,
    way: Way,
    now: Moment,
) -> Result<Supports, StoreError> {
    if faults::counts_by_looking() && mine(store, id, person).await? {
        return Ok(Supports { count: 1, mine: true });
    }
    store.write(async |tx| support_in(tx, &store.keys, id, person, Origin::from(way), now).await).await
}

/// As a part of a larger transaction.
pub(crate) async fn support_in(
    tx: &DatabaseTransaction,
    keys: &Keys,
    id: ProposalId,
    person: &PersonKey,
    origin: Origin,
    now: Moment,
) -> Result<Supports, StoreError> {
    let subject = Subject::lock(tx, id).await?;
    let level = accounts::level_of(tx, person).await?;
    let sure = Facts::of_person(level, subject.board.needed_level);
    policy::may(Role::Guest, Action::Support, subject.facts(origin.counts_at(now)).with(sure))?;
    if residents::take_over(tx, keys, person, id).await? {
        let count = recount(tx, &subject, now).await?;
        return Ok(Supports { count, mine: true });
    }
    let row = support::ActiveModel {
        proposal_id: Set(id.0),
        person_key: Set(person.0.clone()),
        at: Set(now.0),
        is_demo: Set(false),
        merged_from: Set(None),
        level: Set(level.code().into()),
        channel: Set(origin.channel().code().into()),
    };
    let mut insert = support::Entity::insert(row);
    if !faults::counts_by_looking() {
        let key = [support::Column::ProposalId, support::Column::PersonKey];
        insert = insert.on_conflict(OnConflict::columns(key).do_nothing().to_owned());
    }
    let is_new = insert.exec_without_returning(tx).await? == 1;
    let mut count = subject.row.support_count;
    if is_new {
        count += 1;
        history::record(tx, now, history::Subject::Proposal(id), Actor::Guest, &Happening::Supported).await?;
        set_count(tx, &subject, count, now).await?;
    } else {
        keep_after_merge(tx, id, person).await?;
    }
    Ok(Supports { count, mine: true })
}

/// A merge copied this support here; now that the person gave it here too, undoing the merge leaves it.
async fn keep_after_merge(tx: &DatabaseTransaction, id: ProposalId, person: &PersonKey) -> Result<(), StoreError> {
    support::Entity::update_many()
        .col_expr(support::Column::MergedFrom, Expr::value(None::<i64>))
        .filter(support::Column::ProposalId.eq(id.0))
        .filter(support::Column::PersonKey.eq(person.0.as_str()))
        .filter(support::Column::MergedFrom.is_not_null())
        .exec(tx)
        .await?;
    Ok(())
}

/// Takes the support back; doing it again changes nothing.
pub async fn withdraw(store: &Store, id: ProposalId, person: &PersonKey, now: Moment) -> Result<Supports, StoreError> {
    store.write(async |tx| withdraw_in(tx, id, person, now).await).await
}

/// As a part of a larger transaction.
pub(crate) async fn withdraw_in(
    tx: &DatabaseTransaction,
    id: ProposalId,
    person: &PersonKey,
    now: Moment,
) -> Result<Supports, StoreError> {
    let subject = Subject::lock(tx, id).await?;
    subject.may(Role::Guest, Action::TakeBackSupport, now)?;
    let removed = support::Entity::delete_by_id((id.0, person.0.clone())).exec(tx).await?.rows_affected;
    let mut count = subject.row.support_count;
    if removed == 1 {
        count -= 1;
        let about = history::Subject::Proposal(id);
        history::record(tx, now, about, Actor::Guest, &Happening::SupportWithdrawn).await?;
        set_count(tx, &subject, count, now).await?;
    }
    Ok(Supports { count, mine: false })
}

/// Whether this person stands behind the proposal.
pub(crate) async fn mine(store: &Store, id: ProposalId, person: &PersonKey) -> Result<bool, StoreError> {
    Ok(support::Entity::find_by_id((id.0, person.0.clone())).one(store.read()).await?.is_some())
}

/// Counts the rows anew, after many of them changed at once.
pub(crate) async fn recount(tx: &DatabaseTransaction, subject: &Subject, now: Moment) -> Result<i64, StoreError> {
    let count = support::Entity::find().filter(support::Column::ProposalId.eq(subject.row.id)).count(tx).await?;
    let count = i64::try_from(count).unwrap_or(i64::MAX);
    set_count(tx, subject, count, now).await?;
    Ok(count)
}

async fn set_count(tx: &DatabaseTransaction, subject: &Subject, count: i64, now: Moment) -> Result<(), StoreError> {
    let id = subject.id();
    let row = proposal::ActiveModel { id: Unchanged(id.0), support_count: Set(count), ..Default::default() };
    row.update(tx).await?;
    let goal = subject.board.support_goal;
    let crosses = subject.row.support_count < goal && count >= goal;
    if crosses && !has_reached_goal(tx, id).await? {
        let reached = Happening::GoalReached { supports: count };
        history::record(tx, now, history::Subject::Proposal(id), Actor::System, &reached).await?;
    }
    Ok(())
}

/// The row of the proposal is locked, so nobody writes this event in between.
async fn has_reached_goal(tx: &DatabaseTransaction, id: ProposalId) -> Result<bool, StoreError> {
    let subject = history::Subject::Proposal(id);
    let told = event::Entity::find()
        .filter(event::Column::Subject.eq(subject.code()))
        .filter(event::Column::SubjectId.eq(subject.id()))
        .filter(event::Column::IsPublic.eq(true))
        .filter(event::Column::Kind.eq(Happening::GoalReached { supports: 0 }.kind()))
        .one(tx)
        .await?;
    Ok(told.is_some())
}

#[cfg(test)]
mod race;
#[cfg(test)]
mod tests;
