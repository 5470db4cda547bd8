//! The public journal: what was decided by which rule and how appeals ended. No words, no names, no addresses of what was
//! hidden: nothing in it is about a person.

use std::collections::BTreeMap;

use domain::{
    Moment,
    moderation::{Item, Rule, Step},
};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};

use super::decisions::from_row;
use crate::{
    Store, StoreError,
    appeals::Outcome,
    entity::{appeal, moderation_decision as decision, report},
};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    pub number: i64,
    pub at: Moment,
    pub item: Item,
    pub step: Step,
    pub rule: Option<Rule>,
    /// How many appeals there were, and how those that were decided ended.
    pub appeals: usize,
    pub outcomes: Vec<Outcome>,
}

/// What was decided in a time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub steps: BTreeMap<Step, i64>,
    pub reports: u64,
    pub appeals: u64,
    pub overturned: u64,
}

/// The newest first; `before` is the number of the last line of the page before. That something appeared as it was sent
/// is counted, and no line of its own.
pub async fn journal(store: &Store, before: Option<i64>, most: u64) -> Result<Vec<Line>, StoreError> {
    let mut query = decision::Entity::find().filter(decision::Column::Step.ne(Step::Publish.code()));
    if let Some(before) = before {
        query = query.filter(decision::Column::Id.lt(before));
    }
    let rows = query.order_by_desc(decision::Column::Id).limit(most).all(store.read()).await?;
    let ids: Vec<i64> = rows.iter().map(|row| row.id).collect();
    let appeals: Vec<(i64, Option<String>)> = appeal::Entity::find()
        .select_only()
        .columns([appeal::Column::DecisionId, appeal::Column::Outcome])
        .filter(appeal::Column::DecisionId.is_in(ids))
        .order_by_asc(appeal::Column::Id)
        .into_tuple()
        .all(store.read())
        .await?;
    let line = |row: decision::Model| {
        let decision = from_row(row)?;
        let mine: Vec<&Option<String>> =
            appeals.iter().filter(|(id, _)| *id == decision.id).map(|(_, outcome)| outcome).collect();
        Ok(Line {
            number: decision.id,
            at: decision.at,
            item: decision.item,
            step: decision.step,
            rule: decision.rule,
            appeals: mine.len(),
            outcomes: mine.iter().filter_map(|code| code.as_deref().and_then(Outcome::from_code)).collect(),
        })
    };
    rows.into_iter().map(line).collect()
}

/// When the first decision was made.
pub async fn first(store: &Store) -> Result<Option<Moment>, StoreError> {
    let at: Option<i64> = decision::Entity::find()
        .select_only()
        .column(decision::Column::At)
        .order_by_asc(decision::Column::At)
        .into_tuple()
        .one(store.read())
        .await?;
    Ok(at.map(Moment))
}

/// What was decided, reported and appealed against from `from` on and before `to`.
pub async fn counts(store: &Store, from: Moment, to: Moment) -> Result<Counts, StoreError> {
    let db = store.read();
    let steps: Vec<(String, i64)> = decision::Entity::find()
        .select_only()
        .column(decision::Column::Step)
        .column_as(decision::Column::Id.count(), "n")
        .filter(decision::Column::At.gte(from.0))
        .filter(decision::Column::At.lt(to.0))
        .group_by(decision::Column::Step)
        .into_tuple()
        .all(db)
        .await?;
    let reports = report::Entity::find().filter(report::Column::At.gte(from.0)).filter(report::Column::At.lt(to.0));
    let appeals = appeal::Entity::find().filter(appeal::Column::At.gte(from.0)).filter(appeal::Column::At.lt(to.0));
    let overturned = appeals.clone().filter(appeal::Column::Outcome.eq(Outcome::Overturned.code()));
    Ok(Counts {
        steps: steps.into_iter().filter_map(|(code, n)| Some((Step::from_code(&code)?, n))).collect(),
        reports: reports.count(db).await?,
        appeals: appeals.count(db).await?,
        overturned: overturned.count(db).await?,
    })
}
