//! What everybody may count, split by the ways in which it came.

use std::{collections::HashMap, sync::Arc};

use domain::{
    Moment,
    areas::DISCLOSURE_MINIMUM,
    channel::{ByChannel, Channel},
    moment::PeriodState,
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};

use super::{Which, split};
use crate::{
    Store, StoreError,
    entity::{place_mark, survey_response as response},
    surveys,
    visibility::Visibility,
};

/// Only what is public: what is listed, and what was said and given below it; marks that are shown; responses to surveys
/// that ended, where so many answered that results are shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ways {
    pub proposals: ByChannel,
    pub supports: ByChannel,
    pub comments: ByChannel,
    pub marks: ByChannel,
    pub survey_responses: ByChannel,
    each_survey: HashMap<i64, ByChannel>,
}

pub async fn by_channel(store: &Store, now: Moment) -> Result<Ways, StoreError> {
    let known: Arc<Ways> = store.figures.channels.get_or(store, (), async || count(store).await).await?;
    let mut ways = Ways::clone(&known);
    // Which of them may be told is a question of the hour.
    for survey in surveys::list(store, now).await? {
        let is_told = survey.period.state(now) == PeriodState::Ended && survey.responses >= DISCLOSURE_MINIMUM;
        if let Some(split) = ways.each_survey.get(&survey.id.0).filter(|_| is_told) {
            split.used().for_each(|(channel, many)| ways.survey_responses.add(channel, many));
        }
    }
    Ok(ways)
}

async fn count(store: &Store) -> Result<Ways, StoreError> {
    let board = split(store, Which::All).await?;
    let mut ways =
        Ways { proposals: board.proposals(), supports: board.supports, comments: board.comments, ..Ways::default() };
    let rows: Vec<(String, i64)> = place_mark::Entity::find()
        .select_only()
        .column(place_mark::Column::Channel)
        .column_as(place_mark::Column::Id.count(), "many")
        .filter(place_mark::Column::State.eq(Visibility::Published.code()))
        .group_by(place_mark::Column::Channel)
        .into_tuple()
        .all(store.read())
        .await?;
    rows.into_iter().for_each(|(code, many)| ways.marks.add(channel(&code), many));

    let rows: Vec<(i64, String, i64)> = response::Entity::find()
        .select_only()
        .columns([response::Column::SurveyId, response::Column::Channel])
        .column_as(response::Column::Id.count(), "many")
        .group_by(response::Column::SurveyId)
        .group_by(response::Column::Channel)
        .into_tuple()
        .all(store.read())
        .await?;
    for (survey, code, many) in rows {
        ways.each_survey.entry(survey).or_default().add(channel(&code), many);
    }
    Ok(ways)
}

pub(crate) fn channel(code: &str) -> Channel {
    Channel::from_code(code).unwrap_or_default()
}

#[cfg(test)]
mod tests;
