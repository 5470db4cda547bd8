//! Surveys: one response a person, results after the end.

mod changes;
mod drafts;
mod levels;
mod respond;
#[cfg(test)]
mod staff_tests;
mod steps;

use std::collections::HashMap;

pub use changes::changes;
use domain::{
    Language, Moment,
    accounts::Level,
    channel::Channel,
    ids::{PersonKey, SurveyId},
    moment::{Period, PeriodState},
    policy::{self, Acting, Action, Facts, Role},
    surveys::{self, Outcome, Reply, State, Survey},
};
pub use drafts::{Edit, all, describe, edit_questions, make, open};
pub use levels::{choose_level, confirmed, set_needed_level};
pub(crate) use respond::{Response, respond_in};
pub use respond::{respond, respond_by};
use sea_orm::{ColumnTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder, QuerySelect};
pub use steps::{Doing, is_answered, take_step};

use crate::{
    Store, StoreError,
    entity::{survey, survey_response as response},
};

/// What everybody finds: open ones first, then those to come, then those that ended; each group by its next change.
pub async fn list(store: &Store, now: Moment) -> Result<Vec<Survey>, StoreError> {
    let public = survey::Entity::find().filter(survey::Column::State.eq(State::Published.code()));
    let rows = public.all(store.read()).await?;
    let counts: HashMap<i64, i64> = counts(store).await?;
    let mut all = Vec::new();
    for row in rows {
        let count = counts.get(&row.id).copied().unwrap_or_default();
        all.push(from_row(row, count)?);
    }
    all.sort_by_key(|survey| order(&survey.period, now));
    Ok(all)
}

/// Public, or retired: its address goes on saying what became of it.
pub async fn by_slug(store: &Store, slug: &str) -> Result<Option<Survey>, StoreError> {
    Ok(find(store, slug).await?.filter(|survey| survey.state != State::Draft))
}

async fn find(store: &Store, slug: &str) -> Result<Option<Survey>, StoreError> {
    let Some(row) = survey::Entity::find().filter(survey::Column::Slug.eq(slug)).one(store.read()).await? else {
        return Ok(None);
    };
    let count = counts(store).await?.get(&row.id).copied().unwrap_or_default();
    from_row(row, count).map(Some)
}

/// The results; refused before the end, so that nobody is led by what others said, and of what was retired.
pub async fn results(store: &Store, slug: &str, now: Moment) -> Result<Outcome, StoreError> {
    let survey = by_slug(store, slug).await?.ok_or(StoreError::NotFound)?;
    policy::may(Role::Guest, Action::ReadResults, survey.facts(now))?;
    let all = responses(store, survey.id).await?;
    Ok(surveys::outcome(&survey.questions, &all))
}

/// What people wrote in their own words, each question with its texts: for those who work with the survey, after its end.
pub async fn written(
    store: &Store,
    by: &Acting,
    slug: &str,
    now: Moment,
) -> Result<Vec<(String, Vec<String>)>, StoreError> {
    by.works_at(Action::ReadReplies)?;
    let survey = by_slug(store, slug).await?.ok_or(StoreError::NotFound)?;
    by.may_given(Action::ReadReplies, Facts::of_period(&survey.period, now))?;
    let all = responses(store, survey.id).await?;
    let written = surveys::written(&survey.questions, &all);
    Ok(written.into_iter().map(|(question, texts)| (question.text.clone(), texts)).collect())
}

type Replies = (Channel, Vec<Option<Reply>>);

async fn responses(store: &Store, id: SurveyId) -> Result<Vec<Replies>, StoreError> {
    let rows = response::Entity::find()
        .filter(response::Column::SurveyId.eq(id.0))
        .order_by_asc(response::Column::At)
        .order_by_asc(response::Column::Id)
        .all(store.read())
        .await?;
    let read = |row: &response::Model| -> Result<Replies, StoreError> {
        Ok((Channel::from_code(&row.channel).unwrap_or_default(), serde_json::from_str(&row.replies)?))
    };
    rows.iter().map(read).collect()
}

/// What this person replied.
pub async fn mine(store: &Store, id: SurveyId, person: &PersonKey) -> Result<Option<Vec<Option<Reply>>>, StoreError> {
    let row = response::Entity::find()
        .filter(response::Column::SurveyId.eq(id.0))
        .filter(response::Column::PersonKey.eq(person.0.as_str()))
        .one(store.read())
        .await?;
    Ok(row.map(|row| serde_json::from_str(&row.replies)).transpose()?)
}

#[derive(FromQueryResult)]
struct Count {
    survey_id: i64,
    many: i64,
}

async fn counts(store: &Store) -> Result<HashMap<i64, i64>, StoreError> {
    let rows = response::Entity::find()
        .select_only()
        .column(response::Column::SurveyId)
        .column_as(response::Column::Id.count(), "many")
        .group_by(response::Column::SurveyId)
        .into_model::<Count>()
        .all(store.read())
        .await?;
    Ok(rows.into_iter().map(|row| (row.survey_id, row.many)).collect())
}

pub(crate) fn from_row(row: survey::Model, responses: i64) -> Result<Survey, StoreError> {
    Ok(Survey {
        id: SurveyId(row.id),
        slug: row.slug,
        title: row.title,
        intro: row.intro,
        period: Period { start: Moment(row.starts_at), end: row.ends_at.map(Moment) },
        questions: serde_json::from_str(&row.questions)?,
        responses,
        is_demo: row.is_demo,
        needed_level: Level::from_code(&row.needed_level)
            .ok_or_else(|| StoreError::BadSchema(format!("unknown level {}", row.needed_level)))?,
        state: State::from_code(&row.state)
            .ok_or_else(|| StoreError::BadSchema(format!("unknown state {}", row.state)))?,
        revision: row.revision,
        edition: row.edition,
        others: serde_json::from_str(&row.others)?,
        language: Language::De,
    })
}

/// Where something with a period stands in a list.
pub(crate) fn order(period: &Period, now: Moment) -> (u8, i64) {
    match period.state(now) {
        PeriodState::Open => (0, period.end.map_or(i64::MAX, |end| end.0)),
        PeriodState::Upcoming => (1, period.start.0),
        PeriodState::Ended => (2, -period.end.map_or(0, |end| end.0)),
    }
}

#[cfg(test)]
mod tests;
