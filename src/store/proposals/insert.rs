//! Submission: once for each submission id, however often it arrives.

use domain::{
    Moment,
    history::{Actor, Happening},
    ids::{PersonKey, ProposalId, SubmissionId},
    policy::{self, Action, Facts, Role},
    proposals::{NewProposal, Status},
    receipts::ReceiptCode,
};
use sea_orm::{ActiveValue::Set, ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, sea_query::OnConflict};

use super::content::{Content, set_status};
use crate::{
    Keys, Store, StoreError, accounts, boards,
    entity::proposal,
    faults,
    floods::{self, Origin},
    history, moderation,
};

/// The answer to a submission; a repeated one gets the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Submitted {
    pub id: ProposalId,
    pub code: ReceiptCode,
    /// Whether everybody sees it now, or only after a check.
    pub is_public: bool,
}

pub async fn submit(
    store: &Store,
    submission: SubmissionId,
    person: &PersonKey,
    new: NewProposal,
    now: Moment,
) -> Result<Submitted, StoreError> {
    let content = Content::of(store, new, now).await?;
    let origin = Origin::Guest(None);
    store.write(async |tx| insert(tx, store.keys(), &submission, person, &content, origin, now).await).await
}

/// As a part of a larger transaction.
pub(crate) async fn insert(
    tx: &DatabaseTransaction,
    keys: &Keys,
    submission: &SubmissionId,
    person: &PersonKey,
    content: &Content,
    origin: Origin,
    now: Moment,
) -> Result<Submitted, StoreError> {
    let another = faults::forgets_submissions().then(|| SubmissionId::from_bytes(rand::random()));
    let submission = another.as_ref().unwrap_or(submission);
    let board = boards::meant(tx, content.board()).await?;
    let is_held = !origin.is_demo() && content.is_held(tx).await?;
    let is_public = floods::admit(tx, &board, origin, now).await? && !is_held;
    let mut row = proposal::ActiveModel {
        board_id: Set(board.id.0),
        submission: Set(submission.as_str().into()),
        receipt_hash: Set(keys.receipt_hash(&keys.receipt_code(submission))),
        author_key: Set(person.0.clone()),
        submitted_at: Set(now.0),
        is_demo: Set(origin.is_demo()),
        channel: Set(origin.channel().code().into()),
        content_hash: Set(content.hash()?),
        language: Set(content.language().code().into()),
        ..Default::default()
    };
    content.write_to(&mut row);
    let (status, published_at) = if is_public { (Status::Published, Some(now.0)) } else { (Status::Submitted, None) };
    set_status(&mut row, status, published_at, now);

    // The constraint decides whether it is new. No column is named, because the receipt of a repeated submission is
    // repeated as well, and either constraint may be the first to see it.
    let nothing = OnConflict::new().do_nothing().to_owned();
    let is_new = proposal::Entity::insert(row).on_conflict(nothing).exec_without_returning(tx).await? == 1;
    let row = proposal::Entity::find()
        .filter(proposal::Column::Submission.eq(submission.as_str()))
        .one(tx)
        .await?
        .ok_or(StoreError::SubmissionConflict)?;
    let id = ProposalId(row.id);
    if is_new {
        let sure = Facts::of_person(accounts::level_of(tx, person).await?, board.needed_level);
        let unblocked = moderation::check_block(tx, person, board.id, now).await?;
        let facts = Facts::of_period(&board.period, origin.counts_at(now)).with(sure).with(unblocked);
        policy::may(Role::Guest, Action::Submit, facts)?;
        let subject = history::Subject::Proposal(id);
        history::record(tx, now, subject, Actor::Guest, &Happening::Submitted).await?;
        floods::note(tx, &board, subject, origin, now).await?;
        if is_public {
            history::record(tx, now, subject, Actor::System, &Happening::Published).await?;
        }
    } else if row.content_hash != content.hash()? {
        return Err(StoreError::SubmissionConflict);
    }
    let code = keys.receipt_code_of(submission, &row.receipt_hash);
    Ok(Submitted { id, code, is_public: row.published_at.is_some() })
}
