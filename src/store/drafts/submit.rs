//! From a draft to a proposal, in one transaction.

use domain::{
    Language, Moment,
    ids::{BoardId, PersonKey, ProposalId, SubmissionId},
    proposals::{Draft, NewProposal, Seen},
};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::{Set, Unchanged},
    ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter,
    sea_query::Expr,
};

use super::lock;
use crate::{
    Keys, Store, StoreError,
    entity::{draft, picture, proposal},
    floods::{Origin, Way},
    proposals::{self, Content, Submitted},
};

/// Submits a draft with its pictures. The key of the draft is the submission id, so repeating it gives the same
/// receipt and one proposal. Who says what they `saw` submits nothing else.
pub async fn submit(
    store: &Store,
    key: &str,
    saw: Option<&Seen>,
    person: &PersonKey,
    now: Moment,
) -> Result<Submitted, StoreError> {
    submit_by(store, key, saw, person, Way::Own(None), Language::default(), now).await
}

/// The same; what is doubtful waits for a check, whatever the board does with others.
pub async fn submit_by(
    store: &Store,
    key: &str,
    saw: Option<&Seen>,
    person: &PersonKey,
    way: Way,
    language: Language,
    now: Moment,
) -> Result<Submitted, StoreError> {
    let submission = SubmissionId::parse(key).map_err(|_| StoreError::NotFound)?;
    let read = draft::Entity::find_by_id(key).one(store.read()).await?.ok_or(StoreError::NotFound)?;
    let content = match read.submitted_as {
        Some(_) => None,
        None => {
            let draft: Draft = serde_json::from_str(&read.fields)?;
            if saw.is_some_and(|saw| *saw != Seen::of(&draft)) {
                return Err(StoreError::DraftChanged);
            }
            let board = read.board_id.map(BoardId);
            let new = NewProposal { language, board, ..draft.check()? };
            Some(Content::of(store, new, now).await?)
        }
    };
    store
        .write(async |tx| {
            let row = lock(tx, key).await?;
            if let Some(id) = row.submitted_as {
                return already(tx, store.keys(), id, &submission).await;
            }
            // Another tab saved something else in the meantime: what was checked is not what would be submitted.
            let Some(content) = content.filter(|_| row.fields == read.fields && row.board_id == read.board_id) else {
                return Err(StoreError::Busy);
            };
            let origin = Origin::from(way);
            let submitted = proposals::insert(tx, store.keys(), &submission, person, &content, origin, now).await?;
            finish(tx, key, submitted.id, now).await?;
            Ok(submitted)
        })
        .await
}

/// Its pictures are the proposal's, and it is done.
pub(crate) async fn finish(
    tx: &DatabaseTransaction,
    key: &str,
    proposal: ProposalId,
    now: Moment,
) -> Result<(), StoreError> {
    picture::Entity::update_many()
        .col_expr(picture::Column::ProposalId, Expr::val(proposal.0))
        .col_expr(picture::Column::DraftKey, Expr::val(None::<String>))
        .filter(picture::Column::DraftKey.eq(key))
        .exec(tx)
        .await?;
    let done = draft::ActiveModel {
        key: Unchanged(key.into()),
        // The proposal has the words now; a second copy of somebody's address serves nobody.
        fields: Set(serde_json::to_string(&Draft::default())?),
        submitted_as: Set(Some(proposal.0)),
        updated_at: Set(now.0),
        ..Default::default()
    };
    done.update(tx).await?;
    Ok(())
}

async fn already(
    tx: &DatabaseTransaction,
    keys: &Keys,
    id: i64,
    submission: &SubmissionId,
) -> Result<Submitted, StoreError> {
    let row = proposal::Entity::find_by_id(id).one(tx).await?.ok_or(StoreError::NotFound)?;
    let code = keys.receipt_code_of(submission, &row.receipt_hash);
    Ok(Submitted { id: ProposalId(row.id), code, is_public: row.published_at.is_some() })
}
