//! Orte auf der Karte: people pin places and say what is good or bad there.

use serde::{Deserialize, Serialize};

use crate::{
    Moment,
    areas::AreaName,
    fields::{Field, FieldErrors, Problem},
    ids::{PlaceCallId, PlaceMarkId},
    moment::Period,
    places::LonLat,
    text,
};

pub const TEXT: (usize, usize) = (10, 1_000);

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Category {
    pub key: String,
    pub label: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlaceCall {
    pub id: PlaceCallId,
    pub slug: String,
    pub title: String,
    pub intro: String,
    pub period: Period,
    pub categories: Vec<Category>,
    pub marks: i64,
    pub is_demo: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    Good,
    Bad,
}

impl Verdict {
    pub const ALL: [Self; 2] = [Self::Good, Self::Bad];

    pub fn code(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Bad => "bad",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|verdict| verdict.code() == code)
    }
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PlaceMark {
    pub id: PlaceMarkId,
    pub category: String,
    pub verdict: Verdict,
    pub text: String,
    pub point: LonLat,
    pub district: Option<AreaName>,
    pub at: Moment,
}

/// The form exactly as a person left it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PlaceMarkDraft {
    pub category: String,
    pub verdict: String,
    pub text: String,
    pub pin: String,
    /// Id of an Ortsteil, for people who cannot or do not want to point at a map: its middle is the place.
    pub district: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NewPlaceMark {
    pub category: String,
    pub verdict: Verdict,
    pub text: String,
    pub place: crate::proposals::PlaceChoice,
}

/// The words beside a mark, when they alone are changed.
pub fn check_words(typed: &str) -> Result<String, FieldErrors> {
    let mut errors = FieldErrors::default();
    let words = text::clean(typed);
    text::check(&mut errors, Field::Text, &words, TEXT.0, TEXT.1);
    errors.or(words)
}

impl PlaceMarkDraft {
    pub fn check(&self, call: &PlaceCall) -> Result<NewPlaceMark, FieldErrors> {
        use crate::proposals::PlaceChoice;
        let mut errors = FieldErrors::default();
        let place = match (self.pin.trim(), self.district.trim()) {
            ("", "") => {
                errors.add(Field::Place, Problem::Missing);
                PlaceChoice::WholeCity
            }
            ("", district) => district.parse().map(PlaceChoice::District).unwrap_or_else(|_| {
                errors.add(Field::District, Problem::Unknown);
                PlaceChoice::WholeCity
            }),
            (pin, _) => pin.parse().map(PlaceChoice::Pin).unwrap_or_else(|_| {
                errors.add(Field::Place, Problem::Unknown);
                PlaceChoice::WholeCity
            }),
        };
        if !call.categories.iter().any(|category| category.key == self.category) {
            let problem = if self.category.is_empty() { Problem::Missing } else { Problem::Unknown };
            errors.add(Field::Category, problem);
        }
        let verdict = Verdict::from_code(self.verdict.trim());
        if verdict.is_none() {
            errors.add(Field::Verdict, if self.verdict.is_empty() { Problem::Missing } else { Problem::Unknown });
        }
        let words = text::clean(&self.text);
        text::check(&mut errors, Field::Text, &words, TEXT.0, TEXT.1);
        let verdict = verdict.unwrap_or(Verdict::Good);
        errors.or(NewPlaceMark { category: self.category.clone(), verdict, text: words, place })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_needs_a_place_a_category_a_verdict_and_a_few_words() {
        let call = PlaceCall {
            id: PlaceCallId(1),
            slug: "s".into(),
            title: "t".into(),
            intro: String::new(),
            period: Period { start: Moment(0), end: None },
            categories: vec![Category { key: "schatten".into(), label: "Schatten".into() }],
            marks: 0,
            is_demo: false,
        };
        let errors = PlaceMarkDraft::default().check(&call).unwrap_err();
        for field in [Field::Place, Field::Category, Field::Verdict, Field::Text] {
            assert_eq!(errors.of(field), Some(Problem::Missing), "{field:?}");
        }
        let draft = PlaceMarkDraft {
            category: "schatten".into(),
            verdict: "bad".into(),
            text: "Hier fehlt ein Baum.".into(),
            pin: "12.1,54.09".into(),
            district: String::new(),
        };
        assert_eq!(draft.check(&call).unwrap().verdict, Verdict::Bad);
    }
}
