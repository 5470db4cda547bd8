//! When a board is under attack: more than it can bear arrives at once. Then nothing is refused; everything is read
//! before it appears, until it has been calm for an hour.

use serde::{Deserialize, Serialize};

use crate::Moment;

/// What counts as "at once".
pub const WINDOW_MINUTES: i64 = 10;

/// How long it has to be calm.
pub const CALM_MINUTES: i64 = 60;

/// Contributions in one window that a board bears, until somebody sets another number.
pub const LIMIT: i64 = 20;

/// A class at school or a good evening in a hall brings many that are all meant: so many times the limit.
const MANY: i64 = 3;

/// "Far over the usual": so many times what arrives in such a window on an ordinary day.
const FAR: i64 = 10;

/// Windows in a week.
const WINDOWS: i64 = 7 * 24 * 60 / WINDOW_MINUTES;

const MINUTE: i64 = 60_000;

/// The contributions of guests to one board, the newest one among them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pace {
    /// In the last ten minutes.
    pub arrived: i64,
    /// Those of them that nobody believes to be meant, or that were refused.
    pub doubtful: i64,
    /// In the last seven days.
    pub in_a_week: i64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// Many that look like machines made them, or that were refused.
    Doubtful,
    /// Far more than usual.
    Many,
}

impl Reason {
    pub fn code(self) -> &'static str {
        match self {
            Self::Doubtful => "doubtful",
            Self::Many => "many",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Doubtful, Self::Many].into_iter().find(|reason| reason.code() == code)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attack {
    pub since: Moment,
    /// When there was last more than the board bears.
    pub last_sign: Moment,
    pub reason: Reason,
}

/// What to do now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    Nothing,
    Begins(Reason),
    /// It is not over; there was another sign of it.
    GoesOn,
    Ends,
}

/// Whether this is more than the board bears.
pub fn alarm(pace: Pace, limit: i64) -> Option<Reason> {
    let limit = limit.max(1);
    if pace.doubtful > limit {
        return Some(Reason::Doubtful);
    }
    let is_many = pace.arrived > limit.saturating_mul(MANY);
    // Without the fraction that a division would drop: "more than ten times the mean of a week's windows".
    let is_far = pace.arrived.saturating_mul(WINDOWS) > pace.in_a_week.saturating_sub(pace.arrived).saturating_mul(FAR);
    (is_many && is_far).then_some(Reason::Many)
}

pub fn step(attack: Option<Attack>, alarm: Option<Reason>, now: Moment) -> Step {
    match (attack, alarm) {
        (None, Some(reason)) => Step::Begins(reason),
        (None, None) => Step::Nothing,
        (Some(_), Some(_)) => Step::GoesOn,
        (Some(attack), None) if is_over(attack, now) => Step::Ends,
        (Some(_), None) => Step::Nothing,
    }
}

/// Whether it has been calm for long enough.
pub fn is_over(attack: Attack, now: Moment) -> bool {
    now.0.saturating_sub(attack.last_sign.0) >= CALM_MINUTES * MINUTE
}

/// Since when contributions count as those of this window.
pub fn window(now: Moment) -> Moment {
    Moment(now.0.saturating_sub(WINDOW_MINUTES * MINUTE))
}

/// Since when they count for what is usual.
pub fn week(now: Moment) -> Moment {
    Moment(now.0.saturating_sub(WINDOWS * WINDOW_MINUTES * MINUTE))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const NOW: Moment = Moment(1_795_435_200_000);

    fn pace(arrived: i64, doubtful: i64, in_a_week: i64) -> Pace {
        Pace { arrived, doubtful, in_a_week }
    }

    fn minutes(now: Moment, more: i64) -> Moment {
        Moment(now.0 + more * MINUTE)
    }

    #[test]
    fn one_more_doubtful_contribution_than_a_board_bears_is_an_attack() {
        assert_eq!(alarm(pace(20, 20, 20), LIMIT), None);
        assert_eq!(alarm(pace(21, 21, 21), LIMIT), Some(Reason::Doubtful));
        assert_eq!(alarm(pace(3, 3, 3), 2), Some(Reason::Doubtful));
    }

    #[test]
    fn a_school_class_is_no_attack_and_a_flood_is() {
        assert_eq!(alarm(pace(30, 0, 40), LIMIT), None);
        assert_eq!(alarm(pace(60, 0, 80), LIMIT), None);
        assert_eq!(alarm(pace(61, 0, 80), LIMIT), Some(Reason::Many));
        // On a board where so many come every ten minutes it is an ordinary day.
        assert_eq!(alarm(pace(61, 0, 7_000), LIMIT), None);
    }

    #[test]
    fn an_attack_ends_after_an_hour_without_a_sign_and_not_before() {
        let attack = Attack { since: NOW, last_sign: minutes(NOW, 5), reason: Reason::Many };
        assert_eq!(step(Some(attack), None, minutes(NOW, 64)), Step::Nothing);
        assert_eq!(step(Some(attack), None, minutes(NOW, 65)), Step::Ends);
        assert_eq!(step(Some(attack), Some(Reason::Doubtful), minutes(NOW, 90)), Step::GoesOn);
        assert_eq!(step(None, Some(Reason::Many), NOW), Step::Begins(Reason::Many));
        assert_eq!(step(None, None, NOW), Step::Nothing);
    }

    #[test]
    fn reasons_have_a_code_each() {
        for reason in [Reason::Doubtful, Reason::Many] {
            assert_eq!(Reason::from_code(reason.code()), Some(reason));
        }
    }

    proptest! {
        #[test]
        fn no_number_breaks_it(arrived: i64, doubtful: i64, in_a_week: i64, limit: i64, at: i64) {
            let _ = alarm(pace(arrived, doubtful, in_a_week), limit);
            let attack = Attack { since: Moment(at), last_sign: Moment(at), reason: Reason::Many };
            let _ = step(Some(attack), None, NOW);
            let _ = (window(Moment(at)), week(Moment(at)));
        }
    }
}
