//! From the draft to the end: publishing, another end, taking it out of the lists. What changes for people who rely on it
//! has a reason that everybody reads.

use domain::{
    Moment,
    ids::SurveyId,
    paper::{Form, FormId},
    policy::{Acting, Action},
    surveys::{self, Change, ChangeKind, State, Step, Survey},
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, PaginatorTrait, QueryFilter,
};
use serde_json::json;

use super::{
    changes,
    drafts::{lock, save, tell},
};
use crate::{
    Store, StoreError,
    entity::{paper_sheet as sheet, survey, survey_response as response},
    faults, paper,
};

/// What somebody does with a survey.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Doing {
    Publish,
    TakeBack,
    Discard,
    SetEnd { end: Moment, reason: String },
    Close { reason: String },
    Retire { reason: String },
    Restore { reason: String },
}

impl Doing {
    fn step(&self) -> Step {
        match self {
            Self::Publish => Step::Publish,
            Self::TakeBack => Step::TakeBack,
            Self::Discard => Step::Discard,
            Self::SetEnd { .. } => Step::SetEnd,
            Self::Close { .. } => Step::Close,
            Self::Retire { .. } => Step::Retire,
            Self::Restore { .. } => Step::Restore,
        }
    }

    /// Whether nothing about the survey or the step itself stands in the way.
    fn is_ready(&self, old: &Survey, now: Moment) -> bool {
        match self {
            Self::Publish => surveys::obstacles(old, now).is_empty(),
            Self::SetEnd { end, .. } => surveys::new_end(old.period, *end, now).is_ok(),
            _ => true,
        }
    }
}

/// Whether somebody answered, or will have once a sheet of paper is typed a second time.
pub async fn is_answered(store: &Store, id: SurveyId) -> Result<bool, StoreError> {
    is_answered_in(store.read(), id).await
}

async fn is_answered_in(db: &impl ConnectionTrait, id: SurveyId) -> Result<bool, StoreError> {
    if faults::forgets_answers() {
        return Ok(false);
    }
    let responses = response::Entity::find().filter(response::Column::SurveyId.eq(id.0)).count(db).await?;
    if responses > 0 {
        return Ok(true);
    }
    let form = FormId { form: Form::Survey, number: id.0 };
    let sheets = sheet::Entity::find()
        .filter(sheet::Column::Form.eq(form.to_string()))
        .filter(sheet::Column::State.eq(paper::State::Waiting.code()));
    Ok(sheets.count(db).await? > 0)
}

/// Takes one step; refused when it is not possible any more.
pub async fn take_step(
    store: &Store,
    by: &Acting,
    slug: &str,
    doing: &Doing,
    seen: i64,
    now: Moment,
) -> Result<(), StoreError> {
    by.works_at(Action::StepSurvey)?;
    store
        .write(async |tx| {
            let old = lock(tx, slug, seen).await?;
            let is_answered = is_answered_in(tx, old.id).await?;
            let fits = surveys::steps(&old, is_answered, now).contains(&doing.step()) && doing.is_ready(&old, now);
            by.may_step(Action::StepSurvey, fits)?;
            match doing {
                Doing::Publish => publish(tx, by, &old, now).await,
                Doing::TakeBack => set_state(tx, by, &old, State::Draft, "survey_taken_back", now).await,
                Doing::Discard => {
                    survey::Entity::delete_by_id(old.id.0).exec(tx).await?;
                    let what = json!({ "slug": old.slug, "title": old.title });
                    tell(tx, by, old.id.0, "survey_discarded", &what, now).await
                }
                Doing::SetEnd { end, reason } => {
                    let kind = surveys::new_end(old.period, *end, now).map_err(|_| StoreError::Outdated)?;
                    set_end(tx, by, &old, Change { at: now, kind, reason: reason.clone(), end: Some(*end) }).await
                }
                Doing::Close { reason } => {
                    let told = Change { at: now, kind: ChangeKind::Closed, reason: reason.clone(), end: Some(now) };
                    set_end(tx, by, &old, told).await
                }
                Doing::Retire { reason } => {
                    explain(tx, &old, ChangeKind::Retired, reason, now).await?;
                    set_state(tx, by, &old, State::Retired, "survey_retired", now).await
                }
                Doing::Restore { reason } => {
                    explain(tx, &old, ChangeKind::Restored, reason, now).await?;
                    set_state(tx, by, &old, State::Published, "survey_restored", now).await
                }
            }
        })
        .await
}

async fn publish(tx: &DatabaseTransaction, by: &Acting, old: &Survey, now: Moment) -> Result<(), StoreError> {
    let period = surveys::published(old.period, now);
    let row = survey::ActiveModel {
        state: Set(State::Published.code().into()),
        edition: Set(old.edition.saturating_add(1)),
        starts_at: Set(period.start.0),
        ..Default::default()
    };
    let told = json!({ "questions": old.questions.len(), "starts_at": period.start, "ends_at": period.end });
    save(tx, by, old, row, ("survey_published", told), now).await
}

async fn set_end(tx: &DatabaseTransaction, by: &Acting, old: &Survey, told: Change) -> Result<(), StoreError> {
    changes::tell(tx, old.id, &told).await?;
    let row = survey::ActiveModel { ends_at: Set(told.end.map(|end| end.0)), ..Default::default() };
    let data = json!({ "kind": told.kind.code(), "ends_at": told.end, "before": old.period.end });
    save(tx, by, old, row, ("survey_end_set", data), told.at).await
}

async fn explain(
    tx: &DatabaseTransaction,
    old: &Survey,
    kind: ChangeKind,
    reason: &str,
    now: Moment,
) -> Result<(), StoreError> {
    changes::tell(tx, old.id, &Change { at: now, kind, reason: reason.to_owned(), end: old.period.end }).await
}

async fn set_state(
    tx: &DatabaseTransaction,
    by: &Acting,
    old: &Survey,
    state: State,
    what: &'static str,
    now: Moment,
) -> Result<(), StoreError> {
    let row = survey::ActiveModel { state: Set(state.code().into()), ..Default::default() };
    save(tx, by, old, row, (what, json!({ "slug": old.slug })), now).await
}
