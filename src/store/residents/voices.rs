//! One resident, one voice. When a confirmed resident deletes their account, or their sitting ends, each of their supports
//! gets a key made of the fingerprint and the proposal: nothing tells that two of them belong together, but whoever brings the
//! fingerprint again is known again.

use std::collections::BTreeSet;

use domain::{
    Moment,
    ids::{PersonKey, ProposalId},
};
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, QuerySelect, sea_query::Expr};

use super::at_counter::seated_as;
use crate::{
    Keys, StoreError,
    entity::{account, proposal, resident, support},
    proposals::Subject,
    supports,
};

/// Somebody supports a proposal: whoever gave it their voice with an account that is gone takes that voice over. True when
/// there was one.
pub(crate) async fn take_over(
    tx: &DatabaseTransaction,
    keys: &Keys,
    person: &PersonKey,
    id: ProposalId,
) -> Result<bool, StoreError> {
    let Some(fingerprint) = super::fingerprint_behind(tx, person).await? else { return Ok(false) };
    let mut left = left_behind(tx, keys, &fingerprint, id).await?;
    let Some(voice) = left.pop() else { return Ok(false) };
    drop_of(tx, id, left).await?;
    support::Entity::update_many()
        .col_expr(support::Column::PersonKey, Expr::value(person.0.as_str()))
        .filter(support::Column::ProposalId.eq(id.0))
        .filter(support::Column::PersonKey.eq(voice))
        .exec(tx)
        .await?;
    Ok(true)
}

/// The resident is known again: where this account supports already, the voice that they left goes.
pub(super) async fn silence_doubles(
    tx: &DatabaseTransaction,
    keys: &Keys,
    fingerprint: &str,
    person: &PersonKey,
    now: Moment,
) -> Result<(), StoreError> {
    let own: BTreeSet<i64> = support::Entity::find()
        .select_only()
        .column(support::Column::ProposalId)
        .filter(support::Column::PersonKey.eq(person.0.as_str()))
        .into_tuple::<i64>()
        .all(tx)
        .await?
        .into_iter()
        .collect();
    for id in own.into_iter().map(ProposalId) {
        let left = left_behind(tx, keys, fingerprint, id).await?;
        if !left.is_empty() {
            // Locked before the rows go, so that nobody counts in between.
            let subject = Subject::lock(tx, id).await?;
            drop_of(tx, id, left).await?;
            supports::recount(tx, &subject, now).await?;
        }
    }
    Ok(())
}

/// After supports were copied by a merge: a resident who had a voice on both sides under different keys keeps one.
pub(crate) async fn silence_after_merge(
    tx: &DatabaseTransaction,
    keys: &Keys,
    source: ProposalId,
    target: ProposalId,
) -> Result<(), StoreError> {
    let all: BTreeSet<i64> = family(tx, source).await?.union(&family(tx, target).await?).copied().collect();
    let rows = support::Entity::find().filter(support::Column::ProposalId.eq(target.0)).all(tx).await?;
    let known: BTreeSet<&str> = rows.iter().map(|row| row.person_key.as_str()).collect();
    for resident in resident::Entity::find().all(tx).await? {
        let mut mine = voices(keys, &resident.fingerprint, &all);
        if let Some(id) = resident.account_id {
            mine.extend(account::Entity::find_by_id(id).one(tx).await?.map(|account| account.person_key));
        }
        mine.extend(seated_as(tx, &resident.fingerprint).await?);
        let there: Vec<String> = mine.into_iter().filter(|key| known.contains(key.as_str())).collect();
        if there.len() < 2 {
            continue;
        }
        // What was here before the merge stays; where all are copies, one of them does.
        let is_copy = |key: &String| rows.iter().any(|row| row.person_key == *key && row.merged_from == Some(source.0));
        let mut copies: Vec<String> = there.iter().filter(|key| is_copy(key)).cloned().collect();
        if copies.len() == there.len() {
            copies.pop();
        }
        drop_of(tx, target, copies).await?;
    }
    Ok(())
}

fn voices(keys: &Keys, fingerprint: &str, proposals: &BTreeSet<i64>) -> Vec<String> {
    proposals.iter().flat_map(|id| keys.voices(fingerprint, ProposalId(*id))).collect()
}

/// The supports of this proposal that this resident gave with accounts that are gone. A merge copies supports with their
/// keys, so what was merged into the proposal counts too.
async fn left_behind(
    tx: &DatabaseTransaction,
    keys: &Keys,
    fingerprint: &str,
    id: ProposalId,
) -> Result<Vec<String>, StoreError> {
    let voices = voices(keys, fingerprint, &family(tx, id).await?);
    Ok(support::Entity::find()
        .select_only()
        .column(support::Column::PersonKey)
        .filter(support::Column::ProposalId.eq(id.0))
        .filter(support::Column::PersonKey.is_in(voices))
        .into_tuple()
        .all(tx)
        .await?)
}

async fn drop_of(tx: &DatabaseTransaction, id: ProposalId, persons: Vec<String>) -> Result<(), StoreError> {
    support::Entity::delete_many()
        .filter(support::Column::ProposalId.eq(id.0))
        .filter(support::Column::PersonKey.is_in(persons))
        .exec(tx)
        .await?;
    Ok(())
}

/// The proposal and everything that was merged into it, over any number of steps.
async fn family(tx: &DatabaseTransaction, id: ProposalId) -> Result<BTreeSet<i64>, StoreError> {
    let mut all = BTreeSet::from([id.0]);
    let mut new = vec![id.0];
    while !new.is_empty() {
        let merged: Vec<i64> = proposal::Entity::find()
            .select_only()
            .column(proposal::Column::Id)
            .filter(proposal::Column::MergedInto.is_in(new))
            .into_tuple()
            .all(tx)
            .await?;
        new = merged.into_iter().filter(|id| all.insert(*id)).collect();
    }
    Ok(all)
}
