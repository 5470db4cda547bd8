//! Persons as pseudonyms: what belongs to one moves with them when a guest signs in, and is cut apart when they leave.

mod kept;

use std::collections::BTreeSet;

use domain::{Moment, ids::PersonKey, ids::ProposalId};
pub use kept::{Row, kept};
use sea_orm::{
    ColumnTrait, DatabaseTransaction, EntityTrait, IdenStatic, QueryFilter, QueryOrder, QuerySelect, sea_query::Expr,
};

use crate::{
    StoreError, accounts,
    entity::{comment, draft, place_mark, proposal, submission_block, support, survey_response},
    news,
    proposals::Subject,
    supports,
};

/// Every column that holds a person key, except the one of the account itself. A test compares it with the schema, so
/// that a new table is thought of here.
pub(crate) const COLUMNS: [(&str, &str); 12] = [
    ("comment", "person_key"),
    ("contact", "person_key"),
    ("draft", "person_key"),
    ("follow", "person_key"),
    ("notice", "person_key"),
    ("place_mark", "person_key"),
    ("proposal", "author_key"),
    ("push_subscription", "person_key"),
    ("sitting", "person_key"),
    ("submission_block", "person_key"),
    ("support", "person_key"),
    ("survey_response", "person_key"),
];

/// Gives everything that a guest did to the account they signed in to. A support given twice counts once.
pub(crate) async fn adopt(
    tx: &DatabaseTransaction,
    guest: &PersonKey,
    account: &PersonKey,
    now: Moment,
) -> Result<(), StoreError> {
    if guest == account {
        return Ok(());
    }
    rename::<proposal::Entity>(tx, proposal::Column::AuthorKey, guest, account).await?;
    rename::<comment::Entity>(tx, comment::Column::PersonKey, guest, account).await?;
    rename::<draft::Entity>(tx, draft::Column::PersonKey, guest, account).await?;
    rename::<place_mark::Entity>(tx, place_mark::Column::PersonKey, guest, account).await?;
    rename::<submission_block::Entity>(tx, submission_block::Column::PersonKey, guest, account).await?;
    adopt_supports(tx, guest, account, now).await?;
    news::adopt(tx, guest, account).await?;
    adopt_responses(tx, guest, account).await?;
    raise(tx, account).await
}

async fn rename<E: EntityTrait>(
    tx: &DatabaseTransaction,
    column: E::Column,
    from: &PersonKey,
    to: &PersonKey,
) -> Result<(), StoreError> {
    E::update_many().col_expr(column, Expr::value(to.0.as_str())).filter(column.eq(from.0.as_str())).exec(tx).await?;
    Ok(())
}

async fn adopt_supports(
    tx: &DatabaseTransaction,
    guest: &PersonKey,
    account: &PersonKey,
    now: Moment,
) -> Result<(), StoreError> {
    let of = async |person: &PersonKey| -> Result<BTreeSet<i64>, StoreError> {
        let ids: Vec<i64> = support::Entity::find()
            .select_only()
            .column(support::Column::ProposalId)
            .filter(support::Column::PersonKey.eq(person.0.as_str()))
            .order_by_asc(support::Column::ProposalId)
            .into_tuple()
            .all(tx)
            .await?;
        Ok(ids.into_iter().collect())
    };
    let doubled: Vec<i64> = of(guest).await?.intersection(&of(account).await?).copied().collect();
    for id in doubled {
        // Locked before the row goes, so that nobody counts in between.
        let subject = Subject::lock(tx, ProposalId(id)).await?;
        support::Entity::delete_by_id((id, guest.0.clone())).exec(tx).await?;
        supports::recount(tx, &subject, now).await?;
    }
    rename::<support::Entity>(tx, support::Column::PersonKey, guest, account).await
}

/// What a person stands behind, and what they said to a survey, counts at the level that they have now.
pub(crate) async fn raise(tx: &DatabaseTransaction, person: &PersonKey) -> Result<(), StoreError> {
    let level = accounts::level_of(tx, person).await?;
    support::Entity::update_many()
        .col_expr(support::Column::Level, Expr::value(level.code()))
        .filter(support::Column::PersonKey.eq(person.0.as_str()))
        .exec(tx)
        .await?;
    survey_response::Entity::update_many()
        .col_expr(survey_response::Column::Level, Expr::value(level.code()))
        .filter(survey_response::Column::PersonKey.eq(person.0.as_str()))
        .exec(tx)
        .await?;
    Ok(())
}

/// One response a survey: the later one stays.
async fn adopt_responses(tx: &DatabaseTransaction, guest: &PersonKey, account: &PersonKey) -> Result<(), StoreError> {
    use survey_response::Column::{At, Id, PersonKey as Key, SurveyId};
    let mine: Vec<(i64, i64)> = survey_response::Entity::find()
        .select_only()
        .columns([SurveyId, Id])
        .filter(Key.is_in([guest.0.as_str(), account.0.as_str()]))
        .order_by_asc(SurveyId)
        .order_by_desc(At)
        .order_by_desc(Id)
        .into_tuple()
        .all(tx)
        .await?;
    let mut last = None;
    for (survey, id) in mine {
        if last == Some(survey) {
            survey_response::Entity::delete_by_id(id).exec(tx).await?;
        }
        last = Some(survey);
    }
    rename::<survey_response::Entity>(tx, Key, guest, account).await
}

/// Gives each thing that a person leaves behind a pseudonym of its own, so that nothing tells any more that one person
/// did it all. `fresh` makes a new key for a table and the id in it; of supports and responses, that of what they are about.
pub(crate) async fn cut_apart(
    tx: &DatabaseTransaction,
    person: &PersonKey,
    fresh: impl Fn(&str, i64) -> PersonKey,
) -> Result<(), StoreError> {
    cut::<proposal::Entity>(tx, "proposal", proposal::Column::Id, proposal::Column::AuthorKey, person, &fresh).await?;
    cut::<comment::Entity>(tx, "comment", comment::Column::Id, comment::Column::PersonKey, person, &fresh).await?;
    cut::<place_mark::Entity>(tx, "place_mark", place_mark::Column::Id, place_mark::Column::PersonKey, person, &fresh)
        .await?;
    cut_voices(tx, person, &fresh).await?;
    news::forget(tx, person).await?;
    submission_block::Entity::delete_many()
        .filter(submission_block::Column::PersonKey.eq(person.0.as_str()))
        .exec(tx)
        .await?;
    // What was never sent off is nobody's any more.
    draft::Entity::delete_many().filter(draft::Column::PersonKey.eq(person.0.as_str())).exec(tx).await?;
    Ok(())
}

/// The same for what counts once for each person: supports, and responses to surveys.
pub(crate) async fn cut_voices(
    tx: &DatabaseTransaction,
    person: &PersonKey,
    fresh: &impl Fn(&str, i64) -> PersonKey,
) -> Result<(), StoreError> {
    let (id, key) = (survey_response::Column::SurveyId, survey_response::Column::PersonKey);
    cut::<survey_response::Entity>(tx, "survey_response", id, key, person, fresh).await?;
    let (id, key) = (support::Column::ProposalId, support::Column::PersonKey);
    cut::<support::Entity>(tx, "support", id, key, person, fresh).await
}

async fn cut<E: EntityTrait>(
    tx: &DatabaseTransaction,
    table: &str,
    id: E::Column,
    key: E::Column,
    person: &PersonKey,
    fresh: &impl Fn(&str, i64) -> PersonKey,
) -> Result<(), StoreError> {
    debug_assert!(COLUMNS.contains(&(table, key.as_str())), "{table}");
    let ids: Vec<i64> =
        E::find().select_only().column(id).filter(key.eq(person.0.as_str())).into_tuple().all(tx).await?;
    for row in ids {
        E::update_many()
            .col_expr(key, Expr::value(fresh(table, row).0))
            .filter(id.eq(row))
            .filter(key.eq(person.0.as_str()))
            .exec(tx)
            .await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests;
