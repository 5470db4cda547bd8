//! Who may do what. Every write asks here first, whatever door it came through.

mod permissions;
mod role;

pub use permissions::{Action, Condition, Permission, permission};
pub use role::{Acting, Grant, Role, Scope};

use crate::{
    Moment,
    accounts::Level,
    boards::{Board, Moderation},
    ids::AccountId,
    proposals::Status,
};

/// Why something is refused; the page says how to go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    #[error("nobody but {0:?} may do this")]
    NotYours(Role),
    #[error("the board is not open now")]
    BoardClosed,
    #[error("not in this status")]
    NotInThisStatus,
    #[error("somebody already supported it")]
    AlreadySupported,
    #[error("it is for people who are confirmed: {0:?}")]
    LevelNeeded(Level),
    #[error("no such public proposal")]
    Unseen,
}

/// What the verdict needs to know of a proposal.
#[derive(Clone, Copy, Debug)]
pub struct Subject {
    pub status: Status,
    pub supports: i64,
}

/// May `role` do `action` to this proposal now?
pub fn may(role: Role, action: Action, subject: Subject, board: &Board, now: Moment) -> Result<(), Refusal> {
    let Permission { roles, condition } = permission(action);
    if !roles.contains(&role) {
        return Err(refused_to_all_but(roles));
    }
    let Subject { status, supports } = subject;
    let is_early = matches!(status, Status::Submitted | Status::Published);
    match condition {
        Condition::None => Ok(()),
        Condition::PublicUnless(insiders) if status.is_public() || insiders.contains(&role) => Ok(()),
        Condition::PublicUnless(_) => Err(Refusal::Unseen),
        Condition::TakesPart if !status.is_public() => Err(Refusal::Unseen),
        Condition::TakesPart if !board.period.is_open(now) => Err(Refusal::BoardClosed),
        Condition::TakesPart if !status.is_open() => Err(Refusal::NotInThisStatus),
        Condition::Early | Condition::EarlyAndUnsupported if !is_early => Err(Refusal::NotInThisStatus),
        // Supporters stand behind the words that they read.
        Condition::EarlyAndUnsupported if supports > 0 => Err(Refusal::AlreadySupported),
        Condition::TakesPart | Condition::Early | Condition::EarlyAndUnsupported => Ok(()),
    }
}

/// As whom somebody with these roles does this work, if at all. For actions about no proposal this is the whole verdict.
pub fn acting(account: AccountId, grants: &[Grant], action: Action) -> Result<Acting, Refusal> {
    let roles = permission(action).roles;
    let grant = grants.iter().find(|grant| roles.contains(&grant.role)).ok_or_else(|| refused_to_all_but(roles))?;
    Ok(Acting { account: Some(account), role: grant.role, scope: grant.scope })
}

fn refused_to_all_but(roles: &[Role]) -> Refusal {
    Refusal::NotYours(roles.first().copied().unwrap_or(Role::Operator))
}

/// May a new proposal be submitted to this board now?
pub fn may_submit(board: &Board, now: Moment) -> Result<(), Refusal> {
    if board.period.is_open(now) { Ok(()) } else { Err(Refusal::BoardClosed) }
}

/// Is the platform sure enough of a person for this board? It is asked besides [`may`] wherever somebody takes part.
pub fn is_sure_enough(level: Level, board: &Board) -> Result<(), Refusal> {
    reaches(level, board.needed_level)
}

/// The same where there is no board: a survey says by itself whom it takes.
pub fn reaches(level: Level, needed: Level) -> Result<(), Refusal> {
    if level >= needed { Ok(()) } else { Err(Refusal::LevelNeeded(needed)) }
}

/// Whether a guest's contribution is visible at once.
pub fn is_shown_at_once(board: &Board) -> bool {
    board.moderation_now() == Moderation::After
}

#[cfg(test)]
mod matrix;
