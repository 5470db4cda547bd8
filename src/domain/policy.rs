//! Who may do what. Every write asks here first, whatever door it came through.

use crate::{
    Moment,
    boards::{Board, Moderation},
    proposals::Status,
};

/// The person behind a request, as far as it is known. Accounts and offices add their own roles here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    Guest,
    /// A guest who showed the receipt of this very contribution.
    Author,
    /// Someone at the command line of the server.
    Operator,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    Read,
    Support,
    Comment,
    Correct,
    Withdraw,
    Moderate,
    Answer,
}

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
    let Subject { status, supports } = subject;
    let public = status.is_public();
    match action {
        Action::Read if public || role != Role::Guest => Ok(()),
        Action::Read => Err(Refusal::Unseen),
        Action::Moderate | Action::Answer if role == Role::Operator => Ok(()),
        Action::Moderate | Action::Answer => Err(Refusal::NotYours(Role::Operator)),
        Action::Support | Action::Comment if !public => Err(Refusal::Unseen),
        Action::Support | Action::Comment if !board.period.is_open(now) => Err(Refusal::BoardClosed),
        Action::Support | Action::Comment if !status.is_open() => Err(Refusal::NotInThisStatus),
        Action::Support | Action::Comment => Ok(()),
        Action::Correct | Action::Withdraw if role == Role::Guest => Err(Refusal::NotYours(Role::Author)),
        Action::Correct | Action::Withdraw if !matches!(status, Status::Submitted | Status::Published) => {
            Err(Refusal::NotInThisStatus)
        }
        // Supporters stand behind the words that they read.
        Action::Correct if supports > 0 => Err(Refusal::AlreadySupported),
        Action::Correct | Action::Withdraw => Ok(()),
    }
}

/// May a new proposal be submitted to this board now?
pub fn may_submit(board: &Board, now: Moment) -> Result<(), Refusal> {
    if board.period.is_open(now) { Ok(()) } else { Err(Refusal::BoardClosed) }
}

/// Whether a guest's contribution is visible at once.
pub fn is_shown_at_once(board: &Board) -> bool {
    board.moderation == Moderation::After
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{ids::BoardId, moment::Period};

    const NOW: Moment = Moment(1_000);

    fn board() -> Board {
        Board {
            id: BoardId(1),
            slug: "stadt".into(),
            title: "Vorschläge".into(),
            moderation: Moderation::Before,
            support_goal: 50,
            period: Period { start: Moment(0), end: None },
        }
    }

    fn verdict(role: Role, action: Action, status: Status, supports: i64) -> Result<(), Refusal> {
        may(role, action, Subject { status, supports }, &board(), NOW)
    }

    #[test]
    fn what_waits_for_its_check_is_read_by_its_author_and_nobody_else() {
        assert_eq!(verdict(Role::Guest, Action::Read, Status::Submitted, 0), Err(Refusal::Unseen));
        assert_eq!(verdict(Role::Author, Action::Read, Status::Submitted, 0), Ok(()));
    }

    #[test]
    fn words_that_somebody_supported_stay_as_they_are() {
        assert_eq!(verdict(Role::Author, Action::Correct, Status::Published, 0), Ok(()));
        assert_eq!(verdict(Role::Author, Action::Correct, Status::Published, 1), Err(Refusal::AlreadySupported));
        assert_eq!(verdict(Role::Guest, Action::Correct, Status::Published, 0), Err(Refusal::NotYours(Role::Author)));
    }

    #[test]
    fn only_open_proposals_on_open_boards_take_supports() {
        for status in Status::ALL {
            assert_eq!(verdict(Role::Guest, Action::Support, status, 3).is_ok(), status.is_open(), "{status:?}");
        }
        let closed = Board { period: Period { start: Moment(0), end: Some(Moment(10)) }, ..board() };
        let subject = Subject { status: Status::Published, supports: 0 };
        assert_eq!(may(Role::Guest, Action::Support, subject, &closed, NOW), Err(Refusal::BoardClosed));
    }

    #[test]
    fn no_guest_and_no_author_moderates_or_answers() {
        for role in [Role::Guest, Role::Author] {
            for action in [Action::Moderate, Action::Answer] {
                assert!(verdict(role, action, Status::Published, 0).is_err());
            }
        }
    }
}
