//! What can be wrong with a field of a form: codes, never words. The wording lives in the locales of `web`.

use serde::{Deserialize, Serialize};

/// The fields of every form, so that an error finds its input.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    Title,
    Text,
    Theme,
    Goals,
    Place,
    District,
    PlaceNote,
    Pictures,
    Author,
    Email,
    Stance,
    Category,
    Verdict,
    /// The address of a page of ours.
    Page,
    /// Why somebody reports a contribution.
    Ground,
    GoodFaith,
    /// The published rule that a decision rests on.
    Rule,
    /// One question of a survey, by its number on the page (from 0).
    Question(u16),
}

impl Field {
    /// The `name` of the input and the fragment that an error summary links to.
    pub fn name(self) -> String {
        match self {
            Self::Title => "titel".into(),
            Self::Text => "text".into(),
            Self::Theme => "thema".into(),
            Self::Goals => "ziele".into(),
            Self::Place => "punkt".into(),
            Self::District => "ort".into(),
            Self::PlaceNote => "ortsangabe".into(),
            Self::Pictures => "bilder".into(),
            Self::Author => "name".into(),
            Self::Email => "email".into(),
            Self::Stance => "haltung".into(),
            Self::Category => "kategorie".into(),
            Self::Verdict => "urteil".into(),
            Self::Page => "seite".into(),
            Self::Ground => "anlass".into(),
            Self::GoodFaith => "gutglaeubig".into(),
            Self::Rule => "regel".into(),
            Self::Question(number) => format!("frage-{number}"),
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "code")]
pub enum Problem {
    Missing,
    /// Fewer than `least` characters; `now` are there.
    TooShort {
        least: usize,
        now: usize,
    },
    /// More than `most` characters; `now` are there.
    TooLong {
        most: usize,
        now: usize,
    },
    NotAnEmail,
    /// Control characters or invisible characters that reorder text.
    ForbiddenCharacters,
    OutsideTheCity,
    Unknown,
    TooMany {
        most: usize,
    },
    /// One person has so many already, here and elsewhere.
    TooManyAltogether {
        most: usize,
    },
    NotAPicture,
    PictureTooLarge {
        most_megabytes: usize,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldError {
    pub field: Field,
    pub problem: Problem,
}

/// All problems of one form, in the order of its fields. Empty means valid.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct FieldErrors(pub Vec<FieldError>);

impl FieldErrors {
    pub fn add(&mut self, field: Field, problem: Problem) {
        self.0.push(FieldError { field, problem });
    }

    pub fn of(&self, field: Field) -> Option<Problem> {
        self.0.iter().find(|error| error.field == field).map(|error| error.problem)
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// `Ok(value)` when nothing is wrong.
    pub fn or<T>(self, value: T) -> Result<T, Self> {
        if self.is_empty() { Ok(value) } else { Err(self) }
    }
}
