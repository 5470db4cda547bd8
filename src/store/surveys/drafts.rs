//! A survey while it is made. Two people work at it without overwriting each other: whoever did not see what is stored is
//! told so ([`StoreError::Stale`]).

use domain::{
    Moment,
    accounts::Level,
    boards::Name,
    history::Actor,
    ids::SurveyId,
    policy::{Acting, Action, Fact, Facts},
    surveys::{
        Question, State, Survey,
        making::{self, AT_ONCE, Basics, MOST_QUESTIONS},
    },
};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::{Set, Unchanged},
    ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};
use serde_json::{Value, json};

use super::{counts, from_row};
use crate::{
    Store, StoreError, audit,
    entity::survey,
    errors::duplicate_is_taken,
    history::{self, Subject},
};

/// All of them for those who make them: drafts first, what was retired last, within each the newest first.
pub async fn all(store: &Store, by: &Acting) -> Result<Vec<Survey>, StoreError> {
    by.may(Action::MakeSurveys)?;
    let rows = survey::Entity::find().order_by_desc(survey::Column::Id).all(store.read()).await?;
    let counts = counts(store).await?;
    let read = |row: survey::Model| {
        let count = counts.get(&row.id).copied().unwrap_or_default();
        from_row(row, count)
    };
    let mut all = rows.into_iter().map(read).collect::<Result<Vec<_>, _>>()?;
    all.sort_by_key(|survey| State::ALL.into_iter().position(|state| state == survey.state));
    Ok(all)
}

/// The same for one, whatever its state.
pub async fn open(store: &Store, by: &Acting, slug: &str) -> Result<Option<Survey>, StoreError> {
    by.may(Action::MakeSurveys)?;
    super::find(store, slug).await
}

/// A new draft without questions, for everybody; [`StoreError::Taken`] when a survey has this slug already.
pub async fn make(store: &Store, by: &Acting, name: &Name, now: Moment) -> Result<SurveyId, StoreError> {
    by.may(Action::MakeSurveys)?;
    store
        .write(async |tx| {
            let known = survey::Entity::find().filter(survey::Column::Slug.eq(name.slug())).one(tx).await?;
            if known.is_some() {
                return Err(StoreError::Taken);
            }
            let row = survey::ActiveModel {
                slug: Set(name.slug().into()),
                title: Set(name.title().into()),
                intro: Set(String::new()),
                starts_at: Set(AT_ONCE.0),
                ends_at: Set(None),
                questions: Set("[]".into()),
                is_demo: Set(false),
                needed_level: Set(Level::Guest.code().into()),
                state: Set(State::Draft.code().into()),
                edition: Set(0),
                ..Default::default()
            };
            let id = survey::Entity::insert(row).exec(tx).await.map_err(duplicate_is_taken)?.last_insert_id;
            tell(tx, by, id, "survey_made", &json!({ "slug": name.slug(), "title": name.title() }), now).await?;
            Ok(SurveyId(id))
        })
        .await
}

/// What it says and when it is open.
pub async fn describe(
    store: &Store,
    by: &Acting,
    slug: &str,
    basics: &Basics,
    seen: i64,
    now: Moment,
) -> Result<(), StoreError> {
    by.works_at(Action::ChangeQuestions)?;
    store
        .write(async |tx| {
            let old = lock_draft(tx, by, slug, seen).await?;
            let row = survey::ActiveModel {
                title: Set(basics.heading.title.clone()),
                intro: Set(basics.heading.intro.clone()),
                others: Set(serde_json::to_string(&basics.others)?),
                starts_at: Set(basics.period.start.0),
                ends_at: Set(basics.period.end.map(|end| end.0)),
                ..Default::default()
            };
            let told = json!({
                "title": basics.heading.title, "starts_at": basics.period.start, "ends_at": basics.period.end,
            });
            save(tx, by, &old, row, ("survey_described", told), now).await
        })
        .await
}

/// What is done with the questions of a draft.
#[derive(Clone, Copy, Debug)]
pub enum Edit<'a> {
    /// Adds it, or changes the one with its key.
    Put(&'a Question),
    /// One place up or down.
    Shift {
        key: &'a str,
        is_up: bool,
    },
    Remove {
        key: &'a str,
    },
}

impl Edit<'_> {
    fn key(&self) -> &str {
        match self {
            Self::Put(question) => &question.key,
            Self::Shift { key, .. } | Self::Remove { key } => key,
        }
    }

    /// Says what it did. [`StoreError::Outdated`] when there are too many questions already.
    fn apply(&self, questions: &mut Vec<Question>) -> Result<&'static str, StoreError> {
        let is_there = questions.iter().any(|question| question.key == self.key());
        match self {
            Self::Put(_) if !is_there && questions.len() >= MOST_QUESTIONS => Err(StoreError::Outdated),
            Self::Put(question) => {
                making::put(questions, (*question).clone());
                Ok(if is_there { "survey_question_changed" } else { "survey_question_added" })
            }
            Self::Shift { .. } | Self::Remove { .. } if !is_there => Err(StoreError::NotFound),
            Self::Shift { key, is_up } => {
                making::shift(questions, key, *is_up);
                Ok("survey_question_moved")
            }
            Self::Remove { key } => {
                questions.retain(|question| question.key != *key);
                Ok("survey_question_removed")
            }
        }
    }
}

/// Changes the questions. What is as it was leaves no trace.
pub async fn edit_questions(
    store: &Store,
    by: &Acting,
    slug: &str,
    edit: Edit<'_>,
    seen: i64,
    now: Moment,
) -> Result<(), StoreError> {
    by.works_at(Action::ChangeQuestions)?;
    store
        .write(async |tx| {
            let old = lock_draft(tx, by, slug, seen).await?;
            let mut questions = old.questions.clone();
            let what = edit.apply(&mut questions)?;
            if questions == old.questions {
                return Ok(());
            }
            let row = survey::ActiveModel { questions: Set(serde_json::to_string(&questions)?), ..Default::default() };
            save(tx, by, &old, row, (what, json!({ "question": edit.key() })), now).await
        })
        .await
}

/// As it is now, until the end of the transaction, if it is what somebody saw.
pub(super) async fn lock(tx: &DatabaseTransaction, slug: &str, seen: i64) -> Result<Survey, StoreError> {
    let found = survey::Entity::find().filter(survey::Column::Slug.eq(slug)).lock_exclusive().one(tx).await?;
    let survey = from_row(found.ok_or(StoreError::NotFound)?, 0)?;
    match survey.revision {
        current if current == seen => Ok(survey),
        current => Err(StoreError::Stale { current }),
    }
}

async fn lock_draft(tx: &DatabaseTransaction, by: &Acting, slug: &str, seen: i64) -> Result<Survey, StoreError> {
    let survey = lock(tx, slug, seen).await?;
    by.may_given(Action::ChangeQuestions, Facts::NONE.and(Fact::InWork, survey.state == State::Draft))?;
    Ok(survey)
}

/// Writes what is set in `row` as the next revision, and tells what was done.
pub(super) async fn save(
    tx: &DatabaseTransaction,
    by: &Acting,
    old: &Survey,
    row: survey::ActiveModel,
    (what, data): (&'static str, Value),
    now: Moment,
) -> Result<(), StoreError> {
    let revision = Set(old.revision.saturating_add(1));
    survey::ActiveModel { id: Unchanged(old.id.0), revision, ..row }.update(tx).await?;
    tell(tx, by, old.id.0, what, &data, now).await
}

pub(super) async fn tell(
    tx: &DatabaseTransaction,
    by: &Acting,
    id: i64,
    what: &'static str,
    data: &Value,
    now: Moment,
) -> Result<(), StoreError> {
    let subject = Subject::Survey(id);
    history::note(tx, now, subject, Actor::System, what, data.clone()).await?;
    audit::write(tx, by, what, subject.code(), id, data, now).await
}
