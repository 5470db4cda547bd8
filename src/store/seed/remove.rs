//! Takes everything out that is marked as demo content, with all that hangs on it.

use domain::{Moment, history::Actor};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QuerySelect,
    sea_query::{Expr, Query, SelectStatement},
};
use serde_json::json;

use super::{Report, demo, people};
use crate::{
    Store, StoreError,
    entity::{
        account, calendar_event, comment, event, moderation_decision as decision, place_call, place_mark, proposal,
        report, support, survey,
    },
    history::{self, Subject},
    news,
};

pub async fn remove_demo(store: &Store, now: Moment) -> Result<Report, StoreError> {
    store
        .write(async |tx| {
            forget_events(tx).await?;
            let proposals = demo_ids(proposal::Entity, proposal::Column::Id, proposal::Column::IsDemo);
            news::forget_proposals(tx, proposals).await?;
            let mut report = Report::default();
            report.add("supports", delete::<support::Entity>(tx, support::Column::IsDemo).await?);
            report.add("comments", delete::<comment::Entity>(tx, comment::Column::IsDemo).await?);
            report.add("places on the map", delete::<place_mark::Entity>(tx, place_mark::Column::IsDemo).await?);
            report.add("calls for places", delete::<place_call::Entity>(tx, place_call::Column::IsDemo).await?);
            report.add("surveys", delete::<survey::Entity>(tx, survey::Column::IsDemo).await?);
            report.add("events", delete::<calendar_event::Entity>(tx, calendar_event::Column::IsDemo).await?);
            demo::offices::remove(tx, &mut report).await?;
            report.add("proposals", delete::<proposal::Entity>(tx, proposal::Column::IsDemo).await?);
            let made_up = account::Column::PersonKey.starts_with(people::PERSON);
            report.add("accounts", account::Entity::delete_many().filter(made_up).exec(tx).await?.rows_affected);
            if !report.is_empty() {
                let data = json!({ "removed": report.to_string() });
                history::note(tx, now, Subject::Installation, Actor::Moderator, "demo_removed", data).await?;
            }
            Ok(report)
        })
        .await
}

/// Whether anything of it is there, so that every page can say so.
pub async fn has_demo(store: &Store) -> Result<bool, StoreError> {
    Ok(exists::<proposal::Entity>(store, proposal::Column::IsDemo).await?
        || exists::<survey::Entity>(store, survey::Column::IsDemo).await?
        || exists::<place_call::Entity>(store, place_call::Column::IsDemo).await?
        || exists::<calendar_event::Entity>(store, calendar_event::Column::IsDemo).await?)
}

async fn exists<E: EntityTrait>(store: &Store, is_demo: E::Column) -> Result<bool, StoreError> {
    let one = E::find().select_only().column_as(Expr::val(1_i32), "one").filter(is_demo.eq(true)).limit(1);
    Ok(one.into_tuple::<i32>().one(store.read()).await?.is_some())
}

async fn delete<E: EntityTrait>(tx: &DatabaseTransaction, is_demo: E::Column) -> Result<u64, StoreError> {
    Ok(E::delete_many().filter(is_demo.eq(true)).exec(tx).await?.rows_affected)
}

/// First the log, because it is found through the rows that are about to go. A real comment on a demo proposal goes
/// with it, and so does what is told about the comment.
async fn forget_events(tx: &DatabaseTransaction) -> Result<(), StoreError> {
    let proposals = demo_ids(proposal::Entity, proposal::Column::Id, proposal::Column::IsDemo);
    let comments = Query::select()
        .column(comment::Column::Id)
        .from(comment::Entity)
        .cond_where(
            Condition::any()
                .add(comment::Column::IsDemo.eq(true))
                .add(comment::Column::ProposalId.in_subquery(proposals.clone())),
        )
        .to_owned();
    let groups = [
        (Subject::PROPOSAL, proposals),
        ("comment", comments),
        ("survey", demo_ids(survey::Entity, survey::Column::Id, survey::Column::IsDemo)),
        ("place_mark", demo_ids(place_mark::Entity, place_mark::Column::Id, place_mark::Column::IsDemo)),
    ];
    for (subject, ids) in groups {
        let gone = Query::delete()
            .from_table(event::Entity)
            .and_where(event::Column::Subject.eq(subject))
            .and_where(event::Column::SubjectId.in_subquery(ids.clone()))
            .to_owned();
        tx.execute(&gone).await?;
        report::Entity::delete_many()
            .filter(report::Column::Kind.eq(subject))
            .filter(report::Column::SubjectId.in_subquery(ids.clone()))
            .exec(tx)
            .await?;
        decision::Entity::delete_many()
            .filter(decision::Column::Kind.eq(subject))
            .filter(decision::Column::SubjectId.in_subquery(ids))
            .exec(tx)
            .await?;
    }
    Ok(())
}

fn demo_ids<E: EntityTrait>(table: E, id: E::Column, is_demo: E::Column) -> SelectStatement {
    Query::select().column(id).from(table).and_where(is_demo.eq(true)).to_owned()
}
