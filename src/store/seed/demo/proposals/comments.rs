//! The discussion of a demo proposal.

use domain::{
    history::{Actor, Happening},
    ids::ProposalId,
    text,
};
use sea_orm::{ActiveValue::Set, DatabaseTransaction, EntityTrait};

use super::{Prepared, submission};
use crate::{
    Keys, StoreError,
    entity::{comment, event},
    history::{self, Subject},
    seed::demo::people,
    visibility::Visibility,
};

/// Answers how many there are.
pub(super) async fn load(
    tx: &DatabaseTransaction,
    keys: &Keys,
    proposal: ProposalId,
    prepared: &Prepared,
    events: &mut Vec<event::ActiveModel>,
) -> Result<u64, StoreError> {
    // For each comment so far the first one of its thread: a reply to a reply stands in the same thread.
    let mut threads: Vec<i64> = Vec::new();
    let comments = prepared.source.comments.iter().zip(&prepared.story.comments);
    for (number, (source, at)) in comments.enumerate() {
        let submission = submission("comment", &prepared.source.key, number)?;
        let reply_to = source.reply_to.and_then(|earlier| threads.get(earlier).copied());
        let author = source.author.as_deref().unwrap_or("anonym");
        let row = comment::ActiveModel {
            proposal_id: Set(proposal.0),
            submission: Set(submission.as_str().into()),
            receipt_hash: Set(keys.receipt_hash(&keys.receipt_code(&submission))),
            person_key: Set(format!("{}-{}", people::person(0), text::slug(author))),
            reply_to: Set(reply_to),
            stance: Set(source.stance.code().into()),
            text: Set(text::clean(&source.text)),
            author: Set(source.author.clone()),
            at: Set(at.0),
            state: Set(Visibility::Published.code().into()),
            reason: Set(None),
            is_demo: Set(true),
            ..Default::default()
        };
        let id = comment::Entity::insert(row).exec(tx).await?.last_insert_id;
        threads.push(reply_to.unwrap_or(id));
        events.push(history::row(*at, Subject::Comment(id), Actor::Guest, &Happening::Commented)?);
        events.push(history::row(*at, Subject::Comment(id), Actor::Moderator, &Happening::CommentPublished)?);
    }
    Ok(threads.len() as u64)
}
