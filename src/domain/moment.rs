//! A point in time as the database and the wire carry it.

use serde::{Deserialize, Serialize};

/// Milliseconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Moment(pub i64);

impl Moment {
    pub const SECOND: i64 = 1_000;
    pub const MINUTE: i64 = 60 * Self::SECOND;
    pub const HOUR: i64 = 60 * Self::MINUTE;
    pub const DAY: i64 = 24 * Self::HOUR;

    pub fn plus_days(self, days: i64) -> Self {
        Self(self.0.saturating_add(days.saturating_mul(Self::DAY)))
    }

    /// Whether people can plan with it: within ten years of `now`.
    pub fn is_plannable(self, now: Self) -> bool {
        self.0.abs_diff(now.0) <= (3_653 * Self::DAY).unsigned_abs()
    }

    /// Whole days from `earlier` to here; 0 when `earlier` lies in the future.
    pub fn days_since(self, earlier: Self) -> i64 {
        (self.0.saturating_sub(earlier.0) / Self::DAY).max(0)
    }
}

/// A span `start ≤ t < end`; an open end never closes. The one definition of "open now" (adhocracy's bug: two of them).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Period {
    pub start: Moment,
    pub end: Option<Moment>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PeriodState {
    Upcoming,
    Open,
    Ended,
}

impl Period {
    pub fn state(&self, now: Moment) -> PeriodState {
        if now < self.start {
            PeriodState::Upcoming
        } else if self.end.is_some_and(|end| now >= end) {
            PeriodState::Ended
        } else {
            PeriodState::Open
        }
    }

    pub fn is_open(&self, now: Moment) -> bool {
        self.state(now) == PeriodState::Open
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_period_is_open_from_its_first_to_just_before_its_last_moment() {
        let period = Period { start: Moment(10), end: Some(Moment(20)) };
        assert_eq!(period.state(Moment(9)), PeriodState::Upcoming);
        assert_eq!(period.state(Moment(10)), PeriodState::Open);
        assert_eq!(period.state(Moment(19)), PeriodState::Open);
        assert_eq!(period.state(Moment(20)), PeriodState::Ended);
    }
}
