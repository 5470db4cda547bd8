//! What happened on the whole board, for the start page and the feed.

use std::collections::HashMap;

use domain::{
    history::{Happening, TimelineEntry},
    ids::ProposalId,
};
use sea_orm::{
    ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, ExprTrait, Query},
};

use crate::{
    Store, StoreError,
    entity::{event, proposal},
    history::{Subject, entry},
};

/// A submission becomes news when it is published; a merge and a decision are told once.
const SILENT: [&str; 4] = ["submitted", "corrected", "merged_from", "split_from"];

/// The latest steps of all public proposals, with their titles, the latest first.
pub async fn recent(store: &Store, most: u64) -> Result<Vec<(TimelineEntry, ProposalId, String)>, StoreError> {
    let public = Query::select()
        .expr(Expr::val(1))
        .from(proposal::Entity)
        .and_where(proposal::Column::Id.into_expr().equals((event::Entity, event::Column::SubjectId)))
        .and_where(proposal::Column::PublishedAt.is_not_null())
        .to_owned();
    let rows = event::Entity::find()
        .filter(event::Column::IsPublic.eq(true))
        .filter(event::Column::Subject.eq(Subject::PROPOSAL))
        .filter(event::Column::Kind.is_not_in(SILENT))
        .filter(Expr::exists(public))
        .order_by_desc(event::Column::At)
        .order_by_desc(event::Column::Id)
        .limit(most)
        .all(store.read())
        .await?;
    let titles: Vec<(i64, String)> = proposal::Entity::find()
        .select_only()
        .columns([proposal::Column::Id, proposal::Column::Title])
        .filter(proposal::Column::Id.is_in(rows.iter().map(|row| row.subject_id)))
        .into_tuple()
        .all(store.read())
        .await?;
    let titles: HashMap<i64, String> = titles.into_iter().collect();
    Ok(rows
        .into_iter()
        .filter_map(|row| {
            let id = row.subject_id;
            Some((entry(row)?, ProposalId(id), titles.get(&id)?.clone()))
        })
        // The step into the other proposal says that it was merged.
        .filter(|(entry, ..)| !is_merge(&entry.happening))
        .collect())
}

fn is_merge(happening: &Happening) -> bool {
    matches!(happening, Happening::StatusChanged { to: domain::proposals::Status::Merged, .. })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::with_demo;

    #[tokio::test]
    async fn the_latest_steps_come_first_and_nothing_unpublished_is_told() {
        for store in with_demo().await {
            let told = recent(&store, 30).await.unwrap();
            assert!(told.len() > 20, "{}", store.name);
            assert!(told.is_sorted_by(|(one, ..), (other, ..)| one.at >= other.at));
            assert!(told.iter().all(|(entry, ..)| entry.happening != Happening::Submitted));
        }
    }
}
