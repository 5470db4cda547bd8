//! Drafts: what somebody typed stays, wherever they stopped. Who knows the key may go on; the caller makes it random.
//! Drafts are private, so they leave no events; their submission does.

mod submit;
#[cfg(test)]
mod tests;

pub(crate) use submit::finish;
pub use submit::{submit, submit_by};

use domain::{
    Moment,
    ids::{BoardId, PersonKey, ProposalId},
    policy::{self, Action, Fact, Facts, Role},
    proposals::{Draft, DraftStep, Merged, Picture, Seen, merge},
};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::{Set, Unchanged},
    ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, OnConflict},
};

use crate::{Store, StoreError, entity::draft, pictures::of_draft};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredDraft {
    pub draft: Draft,
    /// For which board it is; nothing is the board of the whole city.
    pub board: Option<BoardId>,
    pub step: DraftStep,
    pub pictures: Vec<Picture>,
    /// The proposal that it became; its fields are empty then.
    pub submitted_as: Option<ProposalId>,
    pub begun_at: Moment,
    pub updated_at: Moment,
}

/// Keeps a new draft. Repeating it with the same fields changes nothing.
pub async fn create(
    store: &Store,
    key: &str,
    person: Option<&PersonKey>,
    draft: &Draft,
    now: Moment,
) -> Result<(), StoreError> {
    let fields = serde_json::to_string(draft)?;
    let row = draft::ActiveModel {
        key: Set(key.into()),
        person_key: Set(person.map(|person| person.0.clone())),
        fields: Set(fields.clone()),
        step: Set(step_code(DraftStep::Write).into()),
        created_at: Set(now.0),
        updated_at: Set(now.0),
        submitted_as: Set(None),
        board_id: Set(None),
    };
    store
        .write(async |tx| {
            let once = OnConflict::column(draft::Column::Key).do_nothing().to_owned();
            let is_new = draft::Entity::insert(row).on_conflict(once).exec_without_returning(tx).await? == 1;
            let is_same = is_new || lock(tx, key).await?.fields == fields;
            if is_same { Ok(()) } else { Err(StoreError::SubmissionConflict) }
        })
        .await
}

/// Keeps what was typed since, put together with what other windows stored in the meantime; the answer names the parts
/// that were changed in both and wait for a choice. A submitted draft changes no more.
pub async fn save(
    store: &Store,
    key: &str,
    typed: &Draft,
    seen: &[Seen],
    step: DraftStep,
    now: Moment,
) -> Result<Merged, StoreError> {
    store
        .write(async |tx| {
            let stored = lock_open(tx, key).await?;
            let before: Draft = serde_json::from_str(&stored.fields)?;
            let merged = merge(&before, typed, seen);
            if merged.draft != before || stored.step != step_code(step) {
                let row = draft::ActiveModel {
                    key: Unchanged(key.into()),
                    fields: Set(serde_json::to_string(&merged.draft)?),
                    step: Set(step_code(step).into()),
                    updated_at: Set(now.0),
                    ..Default::default()
                };
                row.update(tx).await?;
            }
            Ok(merged)
        })
        .await
}

/// For which board it is. One that was submitted stays where it is.
pub async fn set_board(store: &Store, key: &str, board: BoardId) -> Result<(), StoreError> {
    store
        .write(async |tx| {
            draft::Entity::update_many()
                .col_expr(draft::Column::BoardId, Expr::val(board.0))
                .filter(draft::Column::Key.eq(key))
                .filter(draft::Column::SubmittedAs.is_null())
                .exec(tx)
                .await?;
            Ok(())
        })
        .await
}

pub async fn load(store: &Store, key: &str) -> Result<Option<StoredDraft>, StoreError> {
    let Some(row) = draft::Entity::find_by_id(key).one(store.read()).await? else { return Ok(None) };
    Ok(Some(StoredDraft {
        draft: serde_json::from_str(&row.fields)?,
        board: row.board_id.map(BoardId),
        step: step_from(&row.step),
        pictures: of_draft(store.read(), key).await?,
        submitted_as: row.submitted_as.map(ProposalId),
        begun_at: Moment(row.created_at),
        updated_at: Moment(row.updated_at),
    }))
}

/// Unfinished drafts that one person is reminded of.
const REMINDED: u64 = 20;

/// Key, title and last change of what this person began and did not submit, the latest first.
pub async fn of_person(store: &Store, person: &PersonKey) -> Result<Vec<(String, String, Moment)>, StoreError> {
    let rows = draft::Entity::find()
        .filter(draft::Column::PersonKey.eq(person.0.as_str()))
        .filter(draft::Column::SubmittedAs.is_null())
        .order_by_desc(draft::Column::UpdatedAt)
        .order_by_asc(draft::Column::Key)
        .limit(REMINDED)
        .all(store.read())
        .await?;
    rows.into_iter()
        .map(|row| {
            let draft: Draft = serde_json::from_str(&row.fields)?;
            Ok((row.key, draft.title, Moment(row.updated_at)))
        })
        .collect()
}

/// Throws a draft and its pictures away. One that was submitted stays, because it answers repeated submissions.
pub async fn delete(store: &Store, key: &str) -> Result<(), StoreError> {
    store
        .write(async |tx| {
            draft::Entity::delete_many()
                .filter(draft::Column::Key.eq(key))
                .filter(draft::Column::SubmittedAs.is_null())
                .exec(tx)
                .await?;
            Ok(())
        })
        .await
}

pub(crate) async fn lock(tx: &DatabaseTransaction, key: &str) -> Result<draft::Model, StoreError> {
    draft::Entity::find_by_id(key).lock_exclusive().one(tx).await?.ok_or(StoreError::NotFound)
}

/// A draft that may still change.
pub(crate) async fn lock_open(tx: &DatabaseTransaction, key: &str) -> Result<draft::Model, StoreError> {
    let row = lock(tx, key).await?;
    policy::may(Role::Author, Action::EditDraft, Facts::NONE.and(Fact::Unsent, row.submitted_as.is_none()))?;
    Ok(row)
}

fn step_code(step: DraftStep) -> &'static str {
    match step {
        DraftStep::Write => "write",
        DraftStep::Review => "review",
    }
}

fn step_from(code: &str) -> DraftStep {
    if code == "review" { DraftStep::Review } else { DraftStep::Write }
}
