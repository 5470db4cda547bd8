//! Demo surveys, with responses thrown by the weights of their sources.

use content::{QuestionSource, SurveySource};
use domain::{
    Moment,
    accounts::Level,
    history::{Actor, Happening},
    surveys::{QuestionKind, Reply},
};
use sea_orm::{ActiveValue::Set, DatabaseTransaction, EntityTrait, QuerySelect};

use super::{insert, insert_events, people, submission};
use crate::{
    StoreError,
    entity::{survey, survey_response as response},
    history::{self, Subject},
    seed::{
        Report,
        dice::Dice,
        rostock_time::{end_of_day, start_of_day},
    },
};

pub(super) async fn load(tx: &DatabaseTransaction, now: Moment, report: &mut Report) -> Result<(), StoreError> {
    let taken: Vec<String> =
        survey::Entity::find().select_only().column(survey::Column::Slug).into_tuple().all(tx).await?;
    // A survey that staff made under this address stays what it is.
    let mut sources = content::surveys()?;
    sources.retain(|source| !taken.contains(&source.slug));
    let mut responses = 0;
    for source in &sources {
        let starts_at = start_of_day(now, -source.starts_days_ago)?;
        let ends_at = source.ends_in_days.map(|days| end_of_day(now, days)).transpose()?;
        let questions: Vec<_> = source.questions.iter().map(|source| &source.question).collect();
        let row = survey::ActiveModel {
            slug: Set(source.slug.clone()),
            title: Set(source.title.clone()),
            intro: Set(source.intro.clone()),
            starts_at: Set(starts_at.0),
            ends_at: Set(ends_at.map(|at| at.0)),
            questions: Set(serde_json::to_string(&questions)?),
            is_demo: Set(true),
            needed_level: Set(source.level.code().into()),
            ..Default::default()
        };
        let id = survey::Entity::insert(row).exec(tx).await?.last_insert_id;
        let until = ends_at.map_or(now, |end| end.min(now));
        responses += respond(tx, id, source, starts_at, until).await?;
    }
    report.add("surveys", sources.len() as u64);
    report.add("survey responses", responses);
    Ok(())
}

async fn respond(
    tx: &DatabaseTransaction,
    id: i64,
    source: &SurveySource,
    from: Moment,
    until: Moment,
) -> Result<u64, StoreError> {
    let mut dice = Dice::named(&source.slug);
    let mut moments: Vec<i64> = (0..source.responses).map(|_| from.0 + dice.below(until.0 - from.0)).collect();
    moments.sort_unstable();
    let (mut rows, mut events) = (Vec::new(), Vec::new());
    for (number, at) in moments.iter().enumerate() {
        let replies: Vec<Option<Reply>> =
            source.questions.iter().map(|question| reply(question, number, moments.len(), &mut dice)).collect();
        rows.push(response::ActiveModel {
            survey_id: Set(id),
            submission: Set(submission("response", &source.slug, number)?.as_str().into()),
            person_key: Set(people::person(i64::try_from(number).unwrap_or_default())),
            replies: Set(serde_json::to_string(&replies)?),
            at: Set(*at),
            channel: Set(people::channel(number).code().into()),
            level: Set(level(number).code().into()),
            ..Default::default()
        });
        events.push(history::row(Moment(*at), Subject::Survey(id), Actor::Guest, &Happening::Submitted)?);
    }
    let many = rows.len() as u64;
    insert(tx, rows).await?;
    insert_events(tx, events).await?;
    Ok(many)
}

/// Of eight people three confirmed their address, and one of those lives in Rostock for sure.
fn level(number: usize) -> Level {
    match number % 8 {
        2 | 5 => Level::EmailConfirmed,
        7 => Level::ResidentConfirmed,
        _ => Level::Guest,
    }
}

fn reply(source: &QuestionSource, number: usize, people: usize, dice: &mut Dice) -> Option<Reply> {
    // One in eight leaves out what may be left out.
    if !source.question.required && dice.below(8) == 0 {
        return None;
    }
    match &source.question.kind {
        QuestionKind::One { .. } => Some(Reply::Choices(vec![dice.weighted(&source.weights)])),
        QuestionKind::Many { .. } => {
            let percent = source.weights.iter().enumerate();
            let chosen: Vec<usize> =
                percent.filter(|(_, percent)| dice.below(100) < i64::from(**percent)).map(|(index, _)| index).collect();
            if !chosen.is_empty() {
                return Some(Reply::Choices(chosen));
            }
            source.question.required.then(|| Reply::Choices(vec![dice.weighted(&source.weights)]))
        }
        QuestionKind::Scale { .. } => Some(Reply::Scale(dice.weighted(&source.weights) + 1)),
        QuestionKind::Text => sample(&source.sample_texts, number, people).map(|text| Reply::Text(text.clone())),
    }
}

/// Each sample is said once, spread evenly over the people.
fn sample(samples: &[String], number: usize, people: usize) -> Option<&String> {
    let every = people.checked_div(samples.len())?.max(1);
    if number.is_multiple_of(every) { samples.get(number / every) } else { None }
}
