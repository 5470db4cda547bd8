//! A board and its settings.

use serde::{Deserialize, Serialize};

use crate::{ids::BoardId, moment::Period};

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
    pub period: Period,
}
