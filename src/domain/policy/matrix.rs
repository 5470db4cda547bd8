//! The whole table, role by role, action by action, status by status, on a board that is open, over, or not open yet.

use super::*;
use crate::{
    ids::{BoardId, OfficeId},
    moment::Period,
};

const NOW: Moment = Moment(1_000);

fn board() -> Board {
    Board {
        id: BoardId(1),
        revision: 1,
        slug: "stadt".into(),
        title: "Vorschläge".into(),
        moderation: Moderation::Before,
        support_goal: 50,
        answer_days: 42,
        approvers: 1,
        period: Period { start: Moment(0), end: None },
        flood_limit: crate::floods::LIMIT,
        attack: None,
        needed_level: Level::Guest,
    }
}

fn verdict(role: Role, action: Action, status: Status, supports: i64) -> Result<(), Refusal> {
    may(role, action, Subject { status, supports }, &board(), NOW)
}

/// Open now, over, and not open yet.
fn periods() -> [Period; 3] {
    let (before, after) = (Moment(NOW.0 - 1), Moment(NOW.0 + 1));
    [board().period, Period { start: Moment(0), end: Some(before) }, Period { start: after, end: None }]
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
fn an_attack_is_stricter_than_the_setting() {
    let open = Board { moderation: Moderation::After, ..board() };
    let attack = crate::floods::Attack { since: NOW, last_sign: NOW, reason: crate::floods::Reason::Many };
    assert!(is_shown_at_once(&open));
    assert!(!is_shown_at_once(&Board { attack: Some(attack), ..open }));
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
fn a_board_takes_those_of_whom_the_platform_is_sure_enough() {
    for needed in Level::ALL {
        let board = Board { needed_level: needed, ..board() };
        for level in Level::ALL {
            let expected = if level >= needed { Ok(()) } else { Err(Refusal::LevelNeeded(needed)) };
            assert_eq!(is_sure_enough(level, &board), expected, "{level:?} {needed:?}");
        }
    }
}

#[test]
fn no_guest_and_no_author_moderates_or_answers() {
    for role in [Role::Guest, Role::Author] {
        for action in [Action::Moderate, Action::Answer] {
            assert!(verdict(role, action, Status::Published, 0).is_err());
        }
    }
}

/// One sign for each status, in the order of `Status::ALL`: `x` may, `.` may not, `0` only while nobody supports it.
fn line(role: Role, action: Action, period: Period) -> String {
    let board = Board { period, ..board() };
    let verdict = |status, supports| may(role, action, Subject { status, supports }, &board, NOW);
    let sign = |status| match (verdict(status, 0), verdict(status, 1)) {
        (Ok(()), Ok(())) => 'x',
        (Ok(()), Err(_)) => '0',
        (Err(_), _) => '.',
    };
    Status::ALL.into_iter().map(sign).collect()
}

#[test]
fn the_whole_matrix_is_as_decided() {
    let mut table = String::new();
    for action in Action::ALL {
        let of = |role| periods().map(|period| line(role, action, period)).join(" ");
        let lines: Vec<(Role, String)> = Role::ALL.into_iter().map(|role| (role, of(role))).collect();
        for (role, line) in lines.iter().filter(|(_, line)| line.contains(['x', '0'])) {
            table += &format!("{:<22}{:<15}{line}\n", format!("{action:?}"), format!("{role:?}"));
        }
    }
    assert_eq!(table, include_str!("matrix.txt"));
}

#[test]
fn work_is_done_by_those_who_were_given_the_role() {
    let grant = |role, scope| Grant::new(role, scope).unwrap();
    let office = [grant(Role::Office, Scope::Office(OfficeId(1)))];
    let acts = acting(AccountId(7), &office, Action::Answer).unwrap();
    assert_eq!((acts.account, acts.scope), (Some(AccountId(7)), Scope::Office(OfficeId(1))));
    assert_eq!(acts.may(Action::Moderate), Err(Refusal::NotYours(Role::Moderator)));
    assert_eq!(acting(AccountId(7), &office, Action::ManagePeople), Err(Refusal::NotYours(Role::Administrator)));
    assert_eq!(acting(AccountId(7), &[], Action::Moderate), Err(Refusal::NotYours(Role::Moderator)));
    for action in Action::ALL {
        assert!(!permission(action).roles.is_empty(), "{action:?}");
    }
}
