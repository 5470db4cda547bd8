//! The same for surveys: the response that a confirmed resident left behind is theirs again when they come back, so that
//! nobody responds twice by deleting an account in between.

use domain::ids::{PersonKey, SurveyId};
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, QuerySelect, sea_query::Expr};

use crate::{Keys, StoreError, entity::survey_response as response};

/// Somebody responds: what they said with an account that is gone is theirs from now on. Where they said something since,
/// that is the later word.
pub(crate) async fn take_over_response(
    tx: &DatabaseTransaction,
    keys: &Keys,
    person: &PersonKey,
    survey: SurveyId,
) -> Result<(), StoreError> {
    let Some(fingerprint) = super::fingerprint_behind(tx, person).await? else { return Ok(()) };
    let left = keys.responses(&fingerprint, survey);
    if of(tx, survey, person).await?.is_some() {
        return drop_left(tx, survey, &left).await;
    }
    response::Entity::update_many()
        .col_expr(response::Column::PersonKey, Expr::value(person.0.as_str()))
        .filter(response::Column::SurveyId.eq(survey.0))
        .filter(response::Column::PersonKey.is_in(left))
        .exec(tx)
        .await?;
    Ok(())
}

/// The resident is known again: where this account responded already, what they left goes.
pub(super) async fn silence_doubles(
    tx: &DatabaseTransaction,
    keys: &Keys,
    fingerprint: &str,
    person: &PersonKey,
) -> Result<(), StoreError> {
    let own: Vec<i64> = response::Entity::find()
        .select_only()
        .column(response::Column::SurveyId)
        .filter(response::Column::PersonKey.eq(person.0.as_str()))
        .into_tuple()
        .all(tx)
        .await?;
    for survey in own.into_iter().map(SurveyId) {
        drop_left(tx, survey, &keys.responses(fingerprint, survey)).await?;
    }
    Ok(())
}

async fn of(tx: &DatabaseTransaction, survey: SurveyId, person: &PersonKey) -> Result<Option<i64>, StoreError> {
    Ok(response::Entity::find()
        .select_only()
        .column(response::Column::Id)
        .filter(response::Column::SurveyId.eq(survey.0))
        .filter(response::Column::PersonKey.eq(person.0.as_str()))
        .into_tuple()
        .one(tx)
        .await?)
}

async fn drop_left(tx: &DatabaseTransaction, survey: SurveyId, left: &[String]) -> Result<(), StoreError> {
    response::Entity::delete_many()
        .filter(response::Column::SurveyId.eq(survey.0))
        .filter(response::Column::PersonKey.is_in(left))
        .exec(tx)
        .await?;
    Ok(())
}
