//! The four Kernziele of smile city Rostock.

use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Goal {
    /// Glückliche Bürger*innen, "Smile Citizens".
    Gluecklich,
    /// Mitdenkende Strukturen, "Smile Governance".
    Mitdenkend,
    /// Orte die verbinden, "Smile Places".
    Verbindend,
    /// Lernendes Netzwerk, "Smile Exchange".
    Lernend,
}

impl Goal {
    pub const ALL: [Self; 4] = [Self::Gluecklich, Self::Mitdenkend, Self::Verbindend, Self::Lernend];

    pub fn slug(self) -> &'static str {
        match self {
            Self::Gluecklich => "gluecklich",
            Self::Mitdenkend => "mitdenkend",
            Self::Verbindend => "verbindend",
            Self::Lernend => "lernend",
        }
    }

    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|goal| goal.slug() == slug)
    }

    /// The name that the programme uses in every language.
    pub fn brand(self) -> &'static str {
        match self {
            Self::Gluecklich => "Smile Citizens",
            Self::Mitdenkend => "Smile Governance",
            Self::Verbindend => "Smile Places",
            Self::Lernend => "Smile Exchange",
        }
    }

    /// This goal's place in a set stored as bits.
    fn bit(self) -> i16 {
        match self {
            Self::Gluecklich => 1,
            Self::Mitdenkend => 2,
            Self::Verbindend => 4,
            Self::Lernend => 8,
        }
    }
}

/// A set of goals; one number in the database, so that a filter is one comparison.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(from = "Vec<Goal>", into = "Vec<Goal>")]
pub struct Goals(i16);

impl Goals {
    pub fn from_bits(bits: i16) -> Self {
        Self(bits & 0b1111)
    }

    pub fn bits(self) -> i16 {
        self.0
    }

    pub fn contains(self, goal: Goal) -> bool {
        self.0 & goal.bit() != 0
    }

    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    pub fn iter(self) -> impl Iterator<Item = Goal> {
        Goal::ALL.into_iter().filter(move |goal| self.contains(*goal))
    }
}

impl FromIterator<Goal> for Goals {
    fn from_iter<I: IntoIterator<Item = Goal>>(goals: I) -> Self {
        Self(goals.into_iter().fold(0, |bits, goal| bits | goal.bit()))
    }
}

impl From<Vec<Goal>> for Goals {
    fn from(goals: Vec<Goal>) -> Self {
        goals.into_iter().collect()
    }
}

impl From<Goals> for Vec<Goal> {
    fn from(goals: Goals) -> Self {
        goals.iter().collect()
    }
}

impl From<Goal> for Goals {
    fn from(goal: Goal) -> Self {
        Self(goal.bit())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_of_goals_survives_its_number() {
        let goals: Goals = [Goal::Lernend, Goal::Gluecklich].into_iter().collect();
        assert_eq!(Goals::from_bits(goals.bits()), goals);
        assert_eq!(Vec::from(goals), [Goal::Gluecklich, Goal::Lernend]);
    }
}
