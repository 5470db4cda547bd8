//! Changing a contribution that waits for its check: nobody has read it yet, or the moderators asked for it.

use domain::{
    Moment,
    comments::NewComment,
    history::{Actor, Happening},
    ids::{CommentId, ProposalId},
    moderation::Item,
    policy::{self, Action, Facts, Role},
    receipts::ReceiptCode,
};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::{Set, Unchanged},
    ColumnTrait, EntityTrait, QueryFilter,
};

use crate::{
    Store, StoreError, contributions::state_of, entity::comment, history, keys::content_hash, moderation,
    proposals::Subject,
};

/// Whatever its writer may change is in it.
pub(crate) fn version(row: &comment::Model) -> String {
    content_hash(&[&row.stance, &row.text, row.author.as_deref().unwrap_or_default()])
}

/// Puts new words in the place of the old ones, for whoever holds the receipt; afterwards they are checked again.
/// `seen` is the version that the writer had before their eyes: what was changed in between is not overwritten
/// ([`StoreError::Outdated`]).
pub async fn revise(
    store: &Store,
    code: &ReceiptCode,
    seen: &str,
    new: &NewComment,
    now: Moment,
) -> Result<(), StoreError> {
    let hashes = store.keys().receipt_hashes(code);
    store
        .write(async |tx| {
            let found = comment::Entity::find().filter(comment::Column::ReceiptHash.is_in(&hashes));
            let before = found.clone().one(tx).await?.ok_or(StoreError::NotFound)?;
            // The proposal is locked before its comments are read, as everywhere.
            Subject::lock(tx, ProposalId(before.proposal_id)).await?;
            let row = found.one(tx).await?.ok_or(StoreError::NotFound)?;
            // The answer to this very change was lost on its way.
            if (row.stance.as_str(), &row.text, &row.author) == (new.stance.code(), &new.text, &new.author) {
                return Ok(());
            }
            policy::may(Role::Author, Action::Revise, Facts::of_text(state_of(&row.state)?))?;
            if version(&row) != seen {
                return Err(StoreError::Outdated);
            }
            let changed = comment::ActiveModel {
                id: Unchanged(row.id),
                stance: Set(new.stance.code().into()),
                text: Set(new.text.clone()),
                author: Set(new.author.clone()),
                ..Default::default()
            };
            changed.update(tx).await?;
            moderation::changed(tx, Item::comment(CommentId(row.id)), now).await?;
            history::record(tx, now, history::Subject::Comment(row.id), Actor::Author, &Happening::Corrected).await
        })
        .await
}
