//! What everybody reads that was changed of a survey after it was published.

use domain::{
    Moment,
    ids::SurveyId,
    surveys::{Change, ChangeKind},
};
use sea_orm::{ActiveValue::Set, ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder};

use crate::{Store, StoreError, entity::survey_change as change};

/// The oldest first.
pub async fn changes(store: &Store, id: SurveyId) -> Result<Vec<Change>, StoreError> {
    let rows = change::Entity::find()
        .filter(change::Column::SurveyId.eq(id.0))
        .order_by_asc(change::Column::At)
        .order_by_asc(change::Column::Id)
        .all(store.read())
        .await?;
    // `None` when a newer version of this program wrote something unknown.
    let read = |row: change::Model| {
        let kind = ChangeKind::from_code(&row.kind)?;
        Some(Change { at: Moment(row.at), kind, reason: row.reason, end: row.ends_at.map(Moment) })
    };
    Ok(rows.into_iter().filter_map(read).collect())
}

pub(super) async fn tell(tx: &DatabaseTransaction, id: SurveyId, told: &Change) -> Result<(), StoreError> {
    let row = change::ActiveModel {
        survey_id: Set(id.0),
        at: Set(told.at.0),
        kind: Set(told.kind.code().into()),
        reason: Set(told.reason.clone()),
        ends_at: Set(told.end.map(|end| end.0)),
        ..Default::default()
    };
    change::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}
