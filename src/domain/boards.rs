//! A board and its settings.

pub mod choices;
mod naming;

pub use naming::{LONGEST_TITLE, Name, NameProblem, title};

use serde::{Deserialize, Serialize};

use crate::{Moment, accounts::Level, floods::Attack, ids::BoardId, moment::Period};

/// When contributions of guests become visible.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Moderation {
    /// After a check.
    #[default]
    Before,
    /// At once; checked afterwards.
    After,
}

impl Moderation {
    pub fn code(self) -> &'static str {
        match self {
            Self::Before => "before",
            Self::After => "after",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Before, Self::After].into_iter().find(|moderation| moderation.code() == code)
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Board {
    pub id: BoardId,
    pub slug: String,
    pub title: String,
    pub moderation: Moderation,
    /// Supports after which the responsible office has to answer (the goal line).
    pub support_goal: i64,
    /// Days from publication in which an office answers.
    pub answer_days: i64,
    /// How many people of an office stand behind an answer: one writes it, or a second one looks at it as well.
    pub approvers: i64,
    pub period: Period,
    /// Doubtful contributions in ten minutes that are no attack yet.
    pub flood_limit: i64,
    /// While there is one, everything is checked before it appears.
    pub attack: Option<Attack>,
    /// How sure the platform has to be of those who take part.
    pub needed_level: Level,
    /// Counts changes; a change says which revision it started from.
    pub revision: i64,
}

impl Board {
    /// The stricter of what is set and what an attack asks for.
    pub fn moderation_now(&self) -> Moderation {
        if self.attack.is_some() { Moderation::Before } else { self.moderation }
    }

    /// Until when an office answers what was published then.
    pub fn due(&self, published: Moment) -> Moment {
        published.plus_days(self.answer_days)
    }

    pub fn needs_second_person(&self) -> bool {
        self.approvers > 1
    }
}

/// What an administrator may change of a board; what is `None` stays.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BoardChange {
    /// As [`title`] reads it.
    pub title: Option<String>,
    pub opens_at: Option<Moment>,
    /// `Some(None)`: it stays open.
    pub closes_at: Option<Option<Moment>>,
    pub moderation: Option<Moderation>,
    pub support_goal: Option<i64>,
    pub answer_days: Option<i64>,
    pub approvers: Option<i64>,
    pub flood_limit: Option<i64>,
    pub needed_level: Option<Level>,
    /// The revision that was shown when this was chosen; nobody overwrites what they did not see.
    pub seen: Option<i64>,
}

impl BoardChange {
    pub const SUPPORT_GOAL: (i64, i64) = (1, 100_000);
    /// The city promises nothing that it cannot keep, and nothing that nobody waits for.
    pub const ANSWER_DAYS: (i64, i64) = (1, 365);
    pub const APPROVERS: (i64, i64) = (1, 2);
    pub const FLOOD_LIMIT: (i64, i64) = (1, 100_000);

    /// With every number inside its limits.
    #[must_use]
    pub fn within_limits(self) -> Self {
        let within = |value: Option<i64>, (least, most): (i64, i64)| value.map(|value| value.clamp(least, most));
        Self {
            support_goal: within(self.support_goal, Self::SUPPORT_GOAL),
            answer_days: within(self.answer_days, Self::ANSWER_DAYS),
            approvers: within(self.approvers, Self::APPROVERS),
            flood_limit: within(self.flood_limit, Self::FLOOD_LIMIT),
            ..self
        }
    }
}
