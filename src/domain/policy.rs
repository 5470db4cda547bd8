//! Who may do what. Every write asks here first, whatever door it came through.

mod facts;
mod permissions;
mod role;

pub use facts::{Fact, Facts, Subject};
pub use permissions::{Action, Permission, permission};
pub use role::{Acting, Grant, Role, Scope};

use crate::{
    Moment,
    accounts::Level,
    boards::{Board, Moderation},
    ids::AccountId,
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
    #[error("the person contributes nothing for some days")]
    Blocked,
    #[error("the same person did the step before")]
    SamePerson,
    #[error("another unit looks after it")]
    OtherUnit,
    #[error("nothing public is there")]
    Unseen,
}

/// May `role` do this, as things stand?
pub fn may(role: Role, action: Action, facts: Facts) -> Result<(), Refusal> {
    let Permission { roles, needs, unless } = permission(action);
    if !roles.contains(&role) {
        return Err(refused_to_all_but(roles));
    }
    match needs.iter().find(|need| !facts.hold(**need)) {
        Some(missing) if !unless.contains(&role) => Err(facts.refusal(*missing)),
        _ => Ok(()),
    }
}

/// As whom somebody with these roles does this work, if at all. What it is about is asked for by [`Acting::may_given`].
pub fn acting(account: AccountId, grants: &[Grant], action: Action) -> Result<Acting, Refusal> {
    let roles = permission(action).roles;
    let fitting = grants.iter().filter(|grant| roles.contains(&grant.role));
    // Of several the one that holds for most.
    let grant =
        fitting.min_by_key(|grant| grant.scope != Scope::Everywhere).ok_or_else(|| refused_to_all_but(roles))?;
    Ok(Acting { account: Some(account), role: grant.role, scope: grant.scope })
}

fn refused_to_all_but(roles: &[Role]) -> Refusal {
    Refusal::NotYours(roles.first().copied().unwrap_or(Role::Operator))
}

/// Does this board take new proposals now, whoever comes?
pub fn may_submit(board: &Board, now: Moment) -> Result<(), Refusal> {
    may(Role::Guest, Action::Submit, Facts::of_period(&board.period, now).with(Facts::ANYBODY))
}

/// Whether a guest's contribution is visible at once.
pub fn is_shown_at_once(board: &Board) -> bool {
    board.moderation_now() == Moderation::After
}

#[cfg(test)]
mod matrix;
