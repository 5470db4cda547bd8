//! The rules that a decision can name: those of the page `/regeln` about contributions.

use serde::{Deserialize, Serialize};

/// A published rule, by its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub struct Rule(u8);

#[derive(Debug, thiserror::Error)]
#[error("no such rule")]
pub struct NoSuchRule;

impl Rule {
    /// What a contribution is about.
    pub const ABOUT_ROSTOCK: Self = Self(1);
    pub const ONE_WISH: Self = Self(3);
    pub const NO_HATE: Self = Self(5);
    pub const NO_PERSONAL_DATA: Self = Self(6);
    pub const NOTHING_ILLEGAL: Self = Self(7);
    pub const NO_DECEPTION: Self = Self(9);
    pub const MERGING: Self = Self(15);

    /// The others tell what is welcome to everybody, or how the city works.
    pub const ALL: [Self; 10] =
        [Self(1), Self(3), Self(4), Self(5), Self(6), Self(7), Self(8), Self(9), Self(10), Self(15)];

    /// What somebody can report a contribution for.
    pub const REPORTABLE: [Self; 8] = [Self(1), Self(3), Self(5), Self(6), Self(7), Self(8), Self(9), Self(10)];

    pub fn of(number: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|rule| rule.0 == number)
    }

    pub fn parse(text: &str) -> Option<Self> {
        text.trim().parse().ok().and_then(Self::of)
    }

    pub fn number(self) -> u8 {
        self.0
    }

    /// Where it stands, without language prefix.
    pub fn path(self) -> String {
        format!("/regeln#regel-{}", self.0)
    }
}

impl TryFrom<u8> for Rule {
    type Error = NoSuchRule;

    fn try_from(number: u8) -> Result<Self, NoSuchRule> {
        Self::of(number).ok_or(NoSuchRule)
    }
}

impl From<Rule> for u8 {
    fn from(rule: Rule) -> Self {
        rule.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_is_one_of_the_published_ones() {
        for rule in Rule::ALL {
            assert_eq!(Rule::parse(&rule.number().to_string()), Some(rule));
        }
        for rule in [
            Rule::ABOUT_ROSTOCK,
            Rule::ONE_WISH,
            Rule::NO_HATE,
            Rule::NO_PERSONAL_DATA,
            Rule::NOTHING_ILLEGAL,
            Rule::NO_DECEPTION,
            Rule::MERGING,
        ] {
            assert!(Rule::ALL.contains(&rule));
        }
        assert!(Rule::REPORTABLE.iter().all(|rule| Rule::ALL.contains(rule)));
        for bad in ["", "0", "2", "21", "256", "x"] {
            assert_eq!(Rule::parse(bad), None, "{bad}");
        }
    }
}
