//! A new contribution: once for each submission id.

use domain::{
    Moment,
    comments::NewComment,
    history::{Actor, Happening},
    ids::{CommentId, PersonKey, ProposalId, SubmissionId},
    policy::{self, Action, Facts, Role},
    receipts::ReceiptCode,
};
use sea_orm::{ActiveValue::Set, ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, sea_query::OnConflict};

use crate::{
    Keys, Store, StoreError, accounts,
    entity::comment,
    floods::{self, Origin, Way},
    history, moderation,
    proposals::Subject,
    receipts,
    visibility::Visibility,
    word_lists,
};

/// The answer to a contribution; a repeated one gets the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Added {
    pub id: CommentId,
    pub code: ReceiptCode,
    /// Whether everybody sees it now, or only after a check.
    pub is_public: bool,
}

pub async fn add(
    store: &Store,
    proposal: ProposalId,
    submission: SubmissionId,
    person: &PersonKey,
    new: NewComment,
    now: Moment,
) -> Result<Added, StoreError> {
    add_by(store, proposal, submission, person, new, Way::Own(None), now).await
}

/// The same; what is doubtful waits for a check, whatever the board does with others.
pub async fn add_by(
    store: &Store,
    proposal: ProposalId,
    submission: SubmissionId,
    person: &PersonKey,
    new: NewComment,
    way: Way,
    now: Moment,
) -> Result<Added, StoreError> {
    let origin = Origin::from(way);
    store.write(async |tx| add_in(tx, store.keys(), proposal, &submission, person, &new, origin, now).await).await
}

/// As a part of a larger transaction.
#[expect(clippy::too_many_arguments, reason = "each is a fact of the new row")]
pub(crate) async fn add_in(
    tx: &DatabaseTransaction,
    keys: &Keys,
    proposal: ProposalId,
    submission: &SubmissionId,
    person: &PersonKey,
    new: &NewComment,
    origin: Origin,
    now: Moment,
) -> Result<Added, StoreError> {
    let subject = Subject::lock(tx, proposal).await?;
    // A repeated one is answered first: the discussion may have been closed since.
    if let Some(row) = by_submission(tx, submission).await? {
        return repeated(row, keys, proposal, new);
    }
    let sure = Facts::of_person(accounts::level_of(tx, person).await?, subject.board.needed_level);
    let unblocked = moderation::check_block(tx, person, subject.board.id, now).await?;
    let facts = subject.facts(origin.counts_at(now)).with(sure).with(unblocked);
    policy::may(Role::Guest, Action::Comment, facts)?;
    let reply_to = match new.reply_to {
        Some(id) => Some(thread(tx, proposal, id).await?),
        None => None,
    };
    let is_held =
        !origin.is_demo() && word_lists::holds(tx, &[&new.text, new.author.as_deref().unwrap_or_default()]).await?;
    let is_admitted = floods::admit(tx, &subject.board, origin, now).await?;
    let state = Visibility::at_once(is_admitted && !is_held);
    let row = comment::ActiveModel {
        proposal_id: Set(proposal.0),
        submission: Set(submission.as_str().into()),
        receipt_hash: Set(keys.receipt_hash(&keys.receipt_code(submission))),
        person_key: Set(person.0.clone()),
        reply_to: Set(reply_to),
        stance: Set(new.stance.code().into()),
        text: Set(new.text.clone()),
        author: Set(new.author.clone()),
        at: Set(now.0),
        state: Set(state.code().into()),
        is_demo: Set(origin.is_demo()),
        channel: Set(origin.channel().code().into()),
        ..Default::default()
    };
    let nothing = OnConflict::new().do_nothing().to_owned();
    let is_new = comment::Entity::insert(row).on_conflict(nothing).exec_without_returning(tx).await? == 1;
    let row = by_submission(tx, submission).await?.ok_or(StoreError::SubmissionConflict)?;
    if !is_new {
        return repeated(row, keys, proposal, new);
    }
    if state == Visibility::Published {
        super::count(tx, proposal, 1).await?;
    }
    let about = history::Subject::Comment(row.id);
    history::record(tx, now, about, Actor::Guest, &Happening::Commented).await?;
    floods::note(tx, &subject.board, about, origin, now).await?;
    Ok(Added { id: CommentId(row.id), code: keys.receipt_code(submission), is_public: state == Visibility::Published })
}

async fn by_submission(
    tx: &DatabaseTransaction,
    submission: &SubmissionId,
) -> Result<Option<comment::Model>, StoreError> {
    Ok(comment::Entity::find().filter(comment::Column::Submission.eq(submission.as_str())).one(tx).await?)
}

fn repeated(row: comment::Model, keys: &Keys, proposal: ProposalId, new: &NewComment) -> Result<Added, StoreError> {
    let is_same = row.proposal_id == proposal.0
        && row.stance == new.stance.code()
        && row.text == new.text
        && row.author == new.author;
    if !is_same {
        return Err(StoreError::SubmissionConflict);
    }
    let code = receipts::code(keys, &row.submission, &row.receipt_hash).ok_or(StoreError::SubmissionConflict)?;
    Ok(Added { id: CommentId(row.id), code, is_public: row.state == Visibility::Published.code() })
}

/// The first contribution of the thread in which a reply to `id` stands.
async fn thread(tx: &DatabaseTransaction, proposal: ProposalId, id: CommentId) -> Result<i64, StoreError> {
    let replied_to = comment::Entity::find_by_id(id.0)
        .filter(comment::Column::ProposalId.eq(proposal.0))
        .filter(comment::Column::State.eq(Visibility::Published.code()))
        .one(tx)
        .await?
        .ok_or(StoreError::NotFound)?;
    Ok(replied_to.reply_to.unwrap_or(replied_to.id))
}
