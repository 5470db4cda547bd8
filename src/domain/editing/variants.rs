//! How a text in another language stands towards the German one, which is the source of all.

use serde::{Deserialize, Serialize};

use crate::Moment;

/// Letters of the name of a group that checks texts.
pub const LONGEST_GROUP: usize = 120;

/// People for whom Leichte Sprache is made read the text and found it easy. It is said of the words that stand there, and
/// no longer once they change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Check {
    pub by: String,
    pub at: Moment,
    /// When the text changed afterwards.
    pub lost_at: Option<Moment>,
}

impl Check {
    pub fn holds(&self) -> bool {
        self.lost_at.is_none()
    }
}

/// The German text says something else.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outdated {
    pub since: Moment,
    /// When somebody last wrote this text, or said that it is right.
    pub as_of: Moment,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    pub outdated: Option<Outdated>,
    pub check: Option<Check>,
}

impl Standing {
    /// What visitors are told: a check only while it holds.
    pub fn for_visitors(self) -> Self {
        Self { check: self.check.filter(Check::holds), ..self }
    }
}
