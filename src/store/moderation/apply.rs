//! What a decision does to the contribution.

use domain::{
    Moment,
    history::{Actor, Happening},
    ids::{BoardId, CommentId, ProposalId},
    moderation::{Item, Kind, Step, Verdict, VerdictError},
    proposals::{Status, StatusChange},
};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::{Set, Unchanged},
    ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder,
};

use super::current::{Current, Row};
use crate::{
    Store, StoreError, boards, comments,
    entity::{moderation_decision as decision, place_mark, proposal, submission_block},
    history,
    proposals::{Subject, merge, set_status, split, status_of},
    spam::{self, Decision as Lesson},
    visibility::Visibility,
};

#[derive(Default)]
pub(super) struct Done {
    /// The other proposal of a merge or a split.
    pub(super) target: Option<i64>,
    /// Where a moved proposal stood.
    pub(super) board_before: Option<i64>,
}

pub(crate) async fn lock_both(tx: &DatabaseTransaction, item: Item, target: ProposalId) -> Result<(), StoreError> {
    if item.kind == Kind::Proposal { merge::lock_both(tx, ProposalId(item.id), Some(target)).await } else { Ok(()) }
}

pub(super) async fn apply(
    tx: &DatabaseTransaction,
    store: &Store,
    current: &Current,
    verdict: &Verdict,
    now: Moment,
) -> Result<Done, StoreError> {
    match (&current.row, verdict.step) {
        // What happened is in the decision itself.
        (_, Step::Keep | Step::Block) => Ok(Done::default()),
        (_, Step::Unblock) => unblock(tx, current, now).await,
        // The decision tells its author; nothing happens to the contribution until it is changed.
        (_, Step::AskToChange) => {
            let (about, data) = (history::Subject::of(current.item), serde_json::json!({}));
            history::note(tx, now, about, Actor::Moderator, "change_asked", data).await?;
            Ok(Done::default())
        }
        (Row::Proposal(_), step) => of_proposal(tx, store, current, step, verdict, now).await,
        (Row::Comment(row), step) => {
            let (state, reason) = visibility(step, &verdict.reason);
            comments::set_state(tx, CommentId(row.id), state, reason, now).await?;
            Ok(Done::default())
        }
        (Row::PlaceMark(row), step) => {
            let (state, reason) = visibility(step, &verdict.reason);
            set_mark(tx, row, state, reason, now).await?;
            Ok(Done::default())
        }
    }
}

fn visibility(step: Step, reason: &str) -> (Visibility, Option<String>) {
    match step {
        Step::Hide => (Visibility::Refused, Some(reason.to_owned())),
        _ => (Visibility::Published, None),
    }
}

async fn of_proposal(
    tx: &DatabaseTransaction,
    store: &Store,
    current: &Current,
    step: Step,
    verdict: &Verdict,
    now: Moment,
) -> Result<Done, StoreError> {
    let id = ProposalId(current.item.id);
    let subject = Subject::lock(tx, id).await?;
    let told =
        |to| Happening::StatusChanged { from: subject.status, to, office: None, reasons: Some(verdict.reason.clone()) };
    let mut row = proposal::ActiveModel { id: Unchanged(id.0), ..Default::default() };
    let (happening, target) = match step {
        Step::Publish => {
            let to = match subject.status {
                // Refused while it waited; a second look came to another end.
                Status::Rejected => Status::Published,
                status => {
                    status.change(StatusChange { to: Status::Published, has_reasons: false, has_target: false })?
                }
            };
            set_status(&mut row, to, Some(subject.row.published_at.unwrap_or(now.0)), now);
            (Happening::Published, None)
        }
        Step::Hide => {
            // Whatever became of it: what breaks the rules is not shown.
            set_status(&mut row, Status::Rejected, None, now);
            (told(Status::Rejected), None)
        }
        Step::Restore => {
            let (to, since) = before_hiding(tx, current.item).await?;
            set_status(&mut row, to, Some(since.unwrap_or(now.0)), now);
            (told(to), None)
        }
        Step::Merge => {
            let into = verdict.into.ok_or(StoreError::NotFound)?;
            let change = StatusChange { to: Status::Merged, has_reasons: true, has_target: true };
            let to = subject.status.change(change)?;
            let target = merge::target(tx, id, into).await?;
            row.merged_into = Set(Some(into.0));
            set_status(&mut row, to, subject.row.published_at, now);
            (told(to), Some(target))
        }
        Step::Unmerge => {
            merge::undo(tx, &subject, now).await?;
            row.merged_into = Set(None);
            let (to, since) = match last(tx, current.item, Step::Merge).await? {
                Some(merged) => (status_of(&merged.before)?, merged.public_since),
                None => (Status::Published, subject.row.published_at),
            };
            set_status(&mut row, to, since, now);
            (told(to), None)
        }
        Step::Split => {
            let split = verdict.split.as_ref().ok_or(VerdictError::PartsMissing)?;
            may_go_on(&subject)?;
            let new = split::off(tx, store.keys(), &subject, split, now).await?;
            return Ok(Done { target: Some(new.0), ..Done::default() });
        }
        Step::Rejoin => {
            let part = verdict.into.ok_or(StoreError::NotFound)?;
            split::rejoin(tx, store.keys(), &subject, part, &verdict.reason, now).await?;
            return Ok(Done { target: Some(part.0), ..Done::default() });
        }
        Step::Move | Step::MoveBack => {
            may_go_on(&subject)?;
            return move_to(tx, &subject, verdict.board, now).await;
        }
        Step::AskToChange | Step::Keep | Step::Block | Step::Unblock => return Err(StoreError::NotFound),
    };
    row.update(tx).await?;
    if let Some(lesson) = lesson(step) {
        let texts = [subject.row.title.as_str(), &subject.row.text];
        spam::learn(tx, subject.row.board_id, history::Subject::Proposal(id), &texts, lesson, now).await?;
    }
    history::record(tx, now, history::Subject::Proposal(id), Actor::Moderator, &happening).await?;
    if let Some(target) = &target {
        merge::into(tx, store.keys(), &subject, target, Actor::Moderator, now).await?;
    }
    Ok(Done { target: target.map(|target| target.row.id), ..Done::default() })
}

/// What an office decided, or its author took back, stays as it is.
fn may_go_on(subject: &Subject) -> Result<(), StoreError> {
    if goes_on(subject.status) { Ok(()) } else { Err(VerdictError::NotPossible.into()) }
}

pub(super) fn goes_on(status: Status) -> bool {
    status == Status::Submitted || status.is_open()
}

async fn move_to(
    tx: &DatabaseTransaction,
    subject: &Subject,
    board: Option<BoardId>,
    now: Moment,
) -> Result<Done, StoreError> {
    let board = board.filter(|board| *board != subject.board.id).ok_or(VerdictError::BoardMissing)?;
    let board = match boards::by_id(tx, board.0).await {
        Err(StoreError::NotFound) => return Err(VerdictError::BoardMissing.into()),
        found => found?,
    };
    let row = proposal::ActiveModel { id: Unchanged(subject.row.id), board_id: Set(board.id.0), ..Default::default() };
    row.update(tx).await?;
    let moved = Happening::Moved { from: subject.board.title.clone(), to: board.title };
    history::record(tx, now, history::Subject::Proposal(subject.id()), Actor::Moderator, &moved).await?;
    Ok(Done { board_before: Some(subject.row.board_id), ..Done::default() })
}

/// What a decision teaches about words. That two people want the same says nothing about theirs.
fn lesson(step: Step) -> Option<Lesson> {
    match step {
        Step::Publish | Step::Restore => Some(Lesson::Kept),
        Step::Hide => Some(Lesson::Refused),
        _ => None,
    }
}

/// How it stood before the moderators took it off.
async fn before_hiding(tx: &DatabaseTransaction, item: Item) -> Result<(Status, Option<i64>), StoreError> {
    let Some(hidden) = last(tx, item, Step::Hide).await? else { return Ok((Status::Published, None)) };
    let status = match status_of(&hidden.before)? {
        Status::Submitted => Status::Published,
        status => status,
    };
    Ok((status, hidden.public_since))
}

async fn last(tx: &DatabaseTransaction, item: Item, step: Step) -> Result<Option<decision::Model>, StoreError> {
    let found = decision::Entity::find()
        .filter(decision::Column::Kind.eq(item.kind.code()))
        .filter(decision::Column::SubjectId.eq(item.id))
        .filter(decision::Column::Step.eq(step.code()))
        .order_by_desc(decision::Column::Id)
        .one(tx)
        .await?;
    Ok(found)
}

async fn set_mark(
    tx: &DatabaseTransaction,
    mark: &place_mark::Model,
    state: Visibility,
    reason: Option<String>,
    now: Moment,
) -> Result<(), StoreError> {
    let is_public = state == Visibility::Published;
    let (board, subject) = (boards::default_in(tx).await?.id.0, history::Subject::PlaceMark(mark.id));
    let lesson = if is_public { Lesson::Kept } else { Lesson::Refused };
    spam::learn(tx, board, subject, &[&mark.text], lesson, now).await?;
    let row = place_mark::ActiveModel {
        id: Unchanged(mark.id),
        state: Set(state.code().into()),
        reason: Set(reason),
        ..Default::default()
    };
    row.update(tx).await?;
    let kind = if is_public { "place_mark_published" } else { "place_mark_refused" };
    history::note(tx, now, subject, Actor::Moderator, kind, serde_json::json!({})).await
}

/// Ends every block that this contribution led to.
async fn unblock(tx: &DatabaseTransaction, current: &Current, now: Moment) -> Result<Done, StoreError> {
    let blocks: Vec<i64> = decision::Entity::find()
        .filter(decision::Column::Kind.eq(current.item.kind.code()))
        .filter(decision::Column::SubjectId.eq(current.item.id))
        .filter(decision::Column::Step.eq(Step::Block.code()))
        .filter(decision::Column::Until.gt(now.0))
        .all(tx)
        .await?
        .into_iter()
        .map(|row| row.id)
        .collect();
    submission_block::Entity::delete_many().filter(submission_block::Column::DecisionId.is_in(blocks)).exec(tx).await?;
    Ok(Done::default())
}

/// The board on which its author is blocked.
pub(super) async fn board_of(tx: &DatabaseTransaction, current: &Current) -> Result<BoardId, StoreError> {
    Ok(match &current.row {
        Row::Proposal(row) => BoardId(row.board_id),
        Row::Comment(row) => Subject::lock(tx, ProposalId(row.proposal_id)).await?.board.id,
        // Calls for places have no boards of their own.
        Row::PlaceMark(_) => boards::default_in(tx).await?.id,
    })
}
