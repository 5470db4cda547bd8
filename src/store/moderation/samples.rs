//! Decisions as tests make them.

use domain::{
    Moment,
    ids::{CommentId, ProposalId},
    moderation::{Item, Rule, State, Step, Verdict},
    policy::Acting,
};

use super::{case, decide, hide};
use crate::{Store, StoreError};

/// Shows a comment, also one that was refused.
pub(crate) async fn publish_comment(store: &Store, id: CommentId, now: Moment) -> Result<(), StoreError> {
    let (by, item) = (Acting::OPERATOR, Item::comment(id));
    let verdict = match case(store, &by, item).await?.state {
        State::Hidden => Verdict::new(Step::Restore, Rule::NO_HATE, "Das war ein Irrtum."),
        _ => Verdict::PUBLISH,
    };
    decide(store, &by, item, None, &verdict, now).await
}

pub(crate) async fn refuse_comment(store: &Store, id: CommentId, reason: &str, now: Moment) -> Result<(), StoreError> {
    hide(store, &Acting::OPERATOR, Item::comment(id), Rule::NO_HATE, reason, now).await
}

pub(crate) async fn reject_proposal(
    store: &Store,
    id: ProposalId,
    reason: &str,
    now: Moment,
) -> Result<(), StoreError> {
    hide(store, &Acting::OPERATOR, Item::proposal(id), Rule::NO_HATE, reason, now).await
}
