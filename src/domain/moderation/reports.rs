//! Reports of contributions by anybody, and appeals against decisions.

use serde::{Deserialize, Serialize};

use super::{Rule, WORDS};
use crate::{
    Language,
    fields::{Field, FieldErrors, Problem},
    proposals::{limits, optional_line},
    text,
};

/// What somebody says is wrong with a contribution.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Ground {
    Rule(Rule),
    /// Against the law.
    Illegal,
}

impl Ground {
    pub fn all() -> impl Iterator<Item = Self> {
        std::iter::once(Self::Illegal).chain(Rule::REPORTABLE.into_iter().map(Self::Rule))
    }

    pub fn code(self) -> String {
        match self {
            Self::Rule(rule) => format!("regel-{}", rule.number()),
            Self::Illegal => "rechtswidrig".into(),
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::all().find(|ground| ground.code() == code)
    }

    /// The rule that a moderator starts from.
    pub fn rule(self) -> Rule {
        match self {
            Self::Rule(rule) => rule,
            Self::Illegal => Rule::NOTHING_ILLEGAL,
        }
    }
}

/// The form exactly as a person left it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReportDraft {
    pub ground: String,
    pub text: String,
    pub name: String,
    pub email: String,
    /// The box was ticked: in good faith.
    pub in_good_faith: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewReport {
    pub ground: Ground,
    pub text: String,
    pub name: Option<String>,
    pub email: Option<String>,
    /// In which the answer is written.
    pub language: Language,
}

/// Shortest words of a report and an appeal: a reason, not a click.
const LEAST: usize = 10;

impl ReportDraft {
    pub fn check(&self) -> Result<NewReport, FieldErrors> {
        let mut errors = FieldErrors::default();
        let ground = Ground::from_code(self.ground.trim());
        if ground.is_none() {
            errors.add(Field::Ground, if self.ground.trim().is_empty() { Problem::Missing } else { Problem::Unknown });
        }
        let words = text::clean(&self.text);
        text::check(&mut errors, Field::Text, &words, LEAST, WORDS);
        let name = optional_line(&mut errors, Field::Author, &self.name, limits::AUTHOR);
        let email = Some(self.email.trim().to_owned()).filter(|email| !email.is_empty());
        if email.as_deref().is_some_and(|email| !text::is_email(email)) {
            errors.add(Field::Email, Problem::NotAnEmail);
        }
        if !self.in_good_faith {
            errors.add(Field::GoodFaith, Problem::Missing);
        }
        let ground = ground.unwrap_or(Ground::Illegal);
        errors.or(NewReport { ground, text: words, name, email, language: Language::default() })
    }
}

/// Who appeals.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    Author,
    Reporter,
}

impl Side {
    pub const ALL: [Self; 2] = [Self::Author, Self::Reporter];

    pub fn code(self) -> &'static str {
        match self {
            Self::Author => "author",
            Self::Reporter => "reporter",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|side| side.code() == code)
    }
}

/// The words of an appeal as they were typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AppealDraft {
    pub text: String,
}

impl AppealDraft {
    pub fn check(&self) -> Result<String, FieldErrors> {
        let mut errors = FieldErrors::default();
        let words = text::clean(&self.text);
        text::check(&mut errors, Field::Text, &words, LEAST, WORDS);
        errors.or(words)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_needs_a_ground_words_and_good_faith_and_no_name() {
        let errors = ReportDraft::default().check().unwrap_err();
        for field in [Field::Ground, Field::Text, Field::GoodFaith] {
            assert_eq!(errors.of(field), Some(Problem::Missing), "{field:?}");
        }
        assert_eq!((errors.of(Field::Author), errors.of(Field::Email)), (None, None));
        let draft = ReportDraft {
            ground: "rechtswidrig".into(),
            text: "Das ist eine Drohung.".into(),
            in_good_faith: true,
            ..ReportDraft::default()
        };
        assert_eq!(draft.check().unwrap().ground, Ground::Illegal);
        let draft = ReportDraft { email: "ada".into(), ..draft };
        assert_eq!(draft.check().unwrap_err().of(Field::Email), Some(Problem::NotAnEmail));
    }

    #[test]
    fn grounds_read_back() {
        for ground in Ground::all() {
            assert_eq!(Ground::from_code(&ground.code()), Some(ground));
        }
        assert_eq!(Ground::from_code("regel-15"), None, "merging is nothing to report");
    }
}
