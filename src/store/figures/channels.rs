//! What everybody may count, split by the ways in which it came.

use std::{collections::HashMap, sync::Arc};

use domain::{
    Moment,
    areas::DISCLOSURE_MINIMUM,
    channel::{ByChannel, Channel},
    moment::PeriodState,
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect,
    sea_query::{Expr, ExprTrait, Func, Query, SelectStatement},
};

use crate::{
    Store, StoreError,
    entity::{place_mark, proposal, survey_response as response},
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
    let mut ways = Ways::default();
    let listed = || proposal::Entity::find().select_only().filter(proposal::Column::IsListed.eq(true));
    let rows: Vec<(String, i64)> = listed()
        .column(proposal::Column::Channel)
        .column_as(proposal::Column::Id.count(), "many")
        .group_by(proposal::Column::Channel)
        .into_tuple()
        .all(store.read())
        .await?;
    rows.into_iter().for_each(|(code, many)| ways.proposals.add(channel(&code), many));

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

    // The board keeps both sums with each proposal; what did not come by the web is few, and counted.
    let sum = |column: proposal::Column| Expr::expr(Func::sum(Expr::col(column))).cast_as("bigint");
    let sums: Option<(Option<i64>, Option<i64>)> = listed()
        .column_as(sum(proposal::Column::SupportCount), "supports")
        .column_as(sum(proposal::Column::CommentCount), "comments")
        .into_tuple()
        .one(store.read())
        .await?;
    let (supports, comments) = sums.unwrap_or_default();
    ways.supports = others(store, supports, of_supports()).await?;
    ways.comments = others(store, comments, of_comments()).await?;
    Ok(ways)
}

fn channel(code: &str) -> Channel {
    Channel::from_code(code).unwrap_or_default()
}

async fn others(store: &Store, total: Option<i64>, rows: SelectStatement) -> Result<ByChannel, StoreError> {
    let mut split = ByChannel::default();
    for row in store.read().query_all(&rows).await? {
        split.add(channel(&row.try_get::<String>("", "channel")?), row.try_get("", "many")?);
    }
    Ok(ByChannel::of_total(total.unwrap_or_default(), Channel::OTHERS.map(|channel| split.of(channel))))
}

fn of_supports() -> SelectStatement {
    below_listed("support")
}

fn of_comments() -> SelectStatement {
    let is_shown = Expr::col(("comment", "state")).eq(Visibility::Published.code());
    below_listed("comment").and_where(is_shown).to_owned()
}

fn below_listed(table: &'static str) -> SelectStatement {
    let its_proposal = Expr::col((proposal::Entity, proposal::Column::Id)).equals((table, "proposal_id"));
    Query::select()
        .column((table, "channel"))
        .expr_as(Func::count(Expr::val(1)), "many")
        .from(table)
        .inner_join(proposal::Entity, its_proposal)
        .and_where(Expr::col((proposal::Entity, proposal::Column::IsListed)).eq(true))
        // Named one by one, so that an index that begins with the way finds them.
        .and_where(Expr::col((table, "channel")).is_in(Channel::OTHERS.map(Channel::code)))
        .group_by_col((table, "channel"))
        .to_owned()
}

#[cfg(test)]
mod tests;
