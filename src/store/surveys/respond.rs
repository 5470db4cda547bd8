//! One person's response. Whoever answers again while the survey is open changes their mind; what a bad line repeats of
//! an earlier response does not change it back.

use std::collections::BTreeMap;

use domain::{
    Moment,
    channel::Channel,
    history::{Actor, Happening},
    ids::{PersonKey, SubmissionId},
    policy::{self, Action, Facts, Role},
    surveys::{self, Question, Reply, State},
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, QuerySelect, sea_query::OnConflict,
};

use crate::{
    Keys, Store, StoreError, accounts,
    entity::{survey, survey_replaced as replaced, survey_response as response},
    errors::is_duplicate,
    floods::Way,
    history::{self, Subject},
    keys::content_hash,
    residents,
};

pub async fn respond(
    store: &Store,
    slug: &str,
    submission: SubmissionId,
    person: &PersonKey,
    replies: Vec<Option<Reply>>,
    now: Moment,
) -> Result<(), StoreError> {
    respond_by(store, (slug, None), submission, person, replies, Way::Own(None), now).await
}

/// The same, by whichever way. The edition, where it is known, says to which questions it replies;
/// [`StoreError::Outdated`] when there are others now.
pub async fn respond_by(
    store: &Store,
    (slug, edition): (&str, Option<i64>),
    submission: SubmissionId,
    person: &PersonKey,
    replies: Vec<Option<Reply>>,
    way: Way,
    now: Moment,
) -> Result<(), StoreError> {
    let (submission, replies, channel) = (&submission, &replies, way.channel());
    let response = Response { slug, edition, submission, person, replies, channel, counts_at: now };
    let write = async || store.write(async |tx| respond_in(tx, store.keys(), response, now).await).await;
    match write().await {
        // The same submission came twice at once, or somebody else had the same id: the row that won tells which.
        Err(StoreError::Db(error)) if is_duplicate(&error) => write().await,
        written => written,
    }
}

/// What somebody responds, and by which way.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Response<'a> {
    pub(crate) slug: &'a str,
    /// Of the questions, where it is known.
    pub(crate) edition: Option<i64>,
    pub(crate) submission: &'a SubmissionId,
    pub(crate) person: &'a PersonKey,
    pub(crate) replies: &'a [Option<Reply>],
    pub(crate) channel: Channel,
    /// By when deadlines are judged.
    pub(crate) counts_at: Moment,
}

/// As a part of a larger transaction.
pub(crate) async fn respond_in(
    tx: &DatabaseTransaction,
    keys: &Keys,
    response: Response<'_>,
    now: Moment,
) -> Result<(), StoreError> {
    let Response { slug, edition, submission, person, replies, channel, counts_at } = response;
    // The lock puts the responses of one survey in a row; there are few at a time.
    let found = survey::Entity::find().filter(survey::Column::Slug.eq(slug)).lock_exclusive().one(tx).await?;
    let survey = super::from_row(found.ok_or(StoreError::NotFound)?, 0)?;
    if survey.state == State::Draft {
        return Err(StoreError::NotFound);
    }
    let known = response::Entity::find().filter(response::Column::Submission.eq(submission.as_str())).one(tx).await?;
    let late = replaced::Entity::find().filter(replaced::Column::Submission.eq(submission.as_str())).one(tx).await?;
    let level = accounts::level_of(tx, person).await?;
    // A repeated response is answered first: the survey may have ended since.
    if known.is_none() && late.is_none() {
        let sure = Facts::of_person(level, survey.needed_level);
        policy::may(Role::Guest, Action::Respond, survey.facts(counts_at).with(sure))?;
        if edition.is_some_and(|edition| edition != survey.edition) {
            return Err(StoreError::Outdated);
        }
    }
    let json = serde_json::to_string(&checked(&survey.questions, replies)?)?;
    if let Some(row) = known {
        let is_same = row.survey_id == survey.id.0 && row.person_key == person.0 && row.replies == json;
        return if is_same { Ok(()) } else { Err(StoreError::SubmissionConflict) };
    }
    if late.is_none() {
        residents::take_over_response(tx, keys, person, survey.id).await?;
    }
    let before = response::Entity::find()
        .filter(response::Column::SurveyId.eq(survey.id.0))
        .filter(response::Column::PersonKey.eq(person.0.as_str()))
        .one(tx)
        .await?;
    if let Some(row) = late {
        let is_same =
            before.is_some_and(|before| before.id == row.response_id) && row.content == content_hash(&[&json]);
        return if is_same { Ok(()) } else { Err(StoreError::SubmissionConflict) };
    }
    let row = response::ActiveModel {
        survey_id: Set(survey.id.0),
        submission: Set(submission.as_str().into()),
        person_key: Set(person.0.clone()),
        replies: Set(json),
        at: Set(now.0),
        channel: Set(channel.code().into()),
        level: Set(level.code().into()),
        ..Default::default()
    };
    let latest = OnConflict::columns([response::Column::SurveyId, response::Column::PersonKey])
        .update_columns([
            response::Column::Submission,
            response::Column::Replies,
            response::Column::At,
            response::Column::Channel,
            response::Column::Level,
        ])
        .to_owned();
    response::Entity::insert(row).on_conflict(latest).exec_without_returning(tx).await?;
    if let Some(before) = before {
        let row = replaced::ActiveModel {
            response_id: Set(before.id),
            submission: Set(before.submission),
            content: Set(content_hash(&[&before.replies])),
            ..Default::default()
        };
        replaced::Entity::insert(row).exec_without_returning(tx).await?;
    }
    history::record(tx, now, Subject::Survey(survey.id.0), Actor::Guest, &Happening::Submitted).await
}

/// By the rules that the form applies, whatever door the replies came through.
fn checked(questions: &[Question], replies: &[Option<Reply>]) -> Result<Vec<Option<Reply>>, StoreError> {
    let values = |reply: &Reply| match reply {
        Reply::Choices(chosen) => chosen.iter().map(usize::to_string).collect(),
        Reply::Scale(step) => vec![step.to_string()],
        Reply::Text(words) => vec![words.clone()],
    };
    let typed: BTreeMap<usize, Vec<String>> =
        replies.iter().enumerate().filter_map(|(number, reply)| Some((number, values(reply.as_ref()?)))).collect();
    Ok(surveys::check(questions, &typed)?)
}
