//! What becomes of a contribution: the moderators' check, and its writer taking it back.

use domain::{
    Moment,
    history::{Actor, Happening},
    ids::{CommentId, ProposalId},
    moderation::VerdictError,
    policy::{self, Action, Facts, Role},
    receipts::ReceiptCode,
};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::{Set, Unchanged},
    ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter,
    sea_query::Expr,
};

use crate::{
    Store, StoreError,
    contributions::state_of,
    entity::comment,
    history,
    proposals::Subject,
    spam::{self, Decision},
    visibility::Visibility,
};

/// Takes a contribution back, for whoever holds its receipt; doing it twice changes nothing. As with one that was refused,
/// replies to it stay.
pub async fn withdraw(store: &Store, code: &ReceiptCode, now: Moment) -> Result<(), StoreError> {
    let hashes = store.keys().receipt_hashes(code);
    store
        .write(async |tx| {
            let row = comment::Entity::find().filter(comment::Column::ReceiptHash.is_in(&hashes)).one(tx).await?;
            let id = CommentId(row.ok_or(StoreError::NotFound)?.id);
            set_state(tx, id, Visibility::Withdrawn, None, now).await
        })
        .await
}

/// Shows a contribution, or keeps it from the page: what others replied to it stays, as threads of their own.
pub(crate) async fn set_state(
    tx: &DatabaseTransaction,
    id: CommentId,
    state: Visibility,
    reason: Option<String>,
    now: Moment,
) -> Result<(), StoreError> {
    // The proposal is locked before its comments are read, as everywhere, so that its number stays right.
    let proposal = read(tx, id).await?.proposal_id;
    let subject = Subject::lock(tx, ProposalId(proposal)).await?;
    let comment = read(tx, id).await?;
    let before = comment.state;
    if before == state.code() {
        return Ok(());
    }
    match (state_of(&before)?, state) {
        (stands, Visibility::Withdrawn) => policy::may(Role::Author, Action::TakeBack, Facts::of_text(stands))?,
        (Visibility::Withdrawn, _) => return Err(VerdictError::NotPossible.into()),
        _ => {}
    }
    let (actor, happening) = match state {
        Visibility::Withdrawn => (Actor::Author, Happening::CommentWithdrawn),
        Visibility::Published => (Actor::Moderator, Happening::CommentPublished),
        _ => (Actor::Moderator, Happening::CommentRefused),
    };
    if actor == Actor::Moderator {
        let decision = if state == Visibility::Published { Decision::Kept } else { Decision::Refused };
        let about = history::Subject::Comment(id.0);
        spam::learn(tx, subject.row.board_id, about, &[&comment.text], decision, now).await?;
    }
    let row = comment::ActiveModel {
        id: Unchanged(id.0),
        state: Set(state.code().into()),
        reason: Set(reason),
        ..Default::default()
    };
    row.update(tx).await?;
    let was_public = before == Visibility::Published.code();
    let is_public = state == Visibility::Published;
    super::count(tx, subject.id(), i64::from(is_public) - i64::from(was_public)).await?;
    if was_public {
        comment::Entity::update_many()
            .col_expr(comment::Column::ReplyTo, Expr::val(None::<i64>))
            .filter(comment::Column::ReplyTo.eq(id.0))
            .exec(tx)
            .await?;
    }
    history::record(tx, now, history::Subject::Comment(id.0), actor, &happening).await
}

async fn read(tx: &DatabaseTransaction, id: CommentId) -> Result<comment::Model, StoreError> {
    comment::Entity::find_by_id(id.0).one(tx).await?.ok_or(StoreError::NotFound)
}
