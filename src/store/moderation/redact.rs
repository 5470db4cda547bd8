//! Decisions, reports and appeals may repeat words of a contribution; what its author takes out goes from them too.

use domain::moderation::Item;
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::{Set, Unchanged},
    ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter,
};

use crate::{
    StoreError,
    entity::{appeal, moderation_decision as decision, report},
};

/// The caller has locked the contribution, as whoever decides about it or about an appeal has: no two change these rows
/// at once.
pub(crate) async fn redact(
    tx: &DatabaseTransaction,
    item: Item,
    clean: &(dyn Fn(&str) -> String + Sync),
) -> Result<(), StoreError> {
    let decisions = decision::Entity::find()
        .filter(decision::Column::Kind.eq(item.kind.code()))
        .filter(decision::Column::SubjectId.eq(item.id))
        .all(tx)
        .await?;
    let ids: Vec<i64> = decisions.iter().map(|row| row.id).collect();
    for row in decisions {
        let reason = Set(clean(&row.reason));
        decision::ActiveModel { id: Unchanged(row.id), reason, ..Default::default() }.update(tx).await?;
    }
    for row in appeal::Entity::find().filter(appeal::Column::DecisionId.is_in(ids)).all(tx).await? {
        let (words, reason) = (Set(clean(&row.words)), Set(row.reason.as_deref().map(clean)));
        appeal::ActiveModel { id: Unchanged(row.id), words, reason, ..Default::default() }.update(tx).await?;
    }
    let reports = report::Entity::find()
        .filter(report::Column::Kind.eq(item.kind.code()))
        .filter(report::Column::SubjectId.eq(item.id))
        .all(tx)
        .await?;
    for row in reports {
        let words = Set(clean(&row.words));
        report::ActiveModel { id: Unchanged(row.id), words, ..Default::default() }.update(tx).await?;
    }
    Ok(())
}
