//! Orte auf der Karte: people pin places and say what is good or bad there.

mod content;

pub use content::{CallContent, CategoryFlaw, MOST_CATEGORIES, categories};
use serde::{Deserialize, Serialize};

use crate::{
    Language, Moment,
    announced::{Telling, Translations},
    areas::AreaName,
    fields::{Field, FieldErrors, Problem},
    ids::{AreaId, PlaceCallId, PlaceMarkId},
    moment::Period,
    places::LonLat,
    text,
};

pub const TEXT: (usize, usize) = (10, 1_000);

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Category {
    pub key: String,
    pub label: String,
    /// Empty where nobody wrote it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub label_en: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub label_ls: String,
}

impl Category {
    /// Empty where nobody wrote it.
    pub fn label_in(&self, language: Language) -> &str {
        match language {
            Language::De => &self.label,
            Language::En => &self.label_en,
            Language::Ls => &self.label_ls,
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlaceCall {
    pub id: PlaceCallId,
    pub slug: String,
    pub title: String,
    pub intro: String,
    /// Of title, introduction and categories.
    pub language: Language,
    pub translations: Translations,
    pub period: Period,
    /// The Ortsteil it is about; the whole city where there is none.
    pub district: Option<AreaId>,
    pub categories: Vec<Category>,
    pub marks: i64,
    /// Those who make calls see it, and nobody else.
    pub is_draft: bool,
    /// Why it ended before the announced time.
    pub closed_because: Option<String>,
    /// Counts changes; a change says which revision it started from.
    pub revision: i64,
    pub is_demo: bool,
}

impl PlaceCall {
    /// In this language, where somebody wrote all of it.
    #[must_use]
    pub fn told_in(self, language: Language) -> Self {
        let is_whole = self.categories.iter().all(|category| !category.label_in(language).is_empty());
        match self.translations.of(language).cloned().filter(|_| is_whole) {
            Some(Telling { title, text }) => {
                let told = |category: Category| Category { label: category.label_in(language).to_owned(), ..category };
                let categories = self.categories.into_iter().map(told).collect();
                Self { title, intro: text, language, categories, ..self }
            }
            None => self,
        }
    }
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
    /// Where somebody set one; nobody else's guess is shown as if it were theirs.
    pub point: Option<LonLat>,
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
    /// Id of an Ortsteil, for people who cannot or do not want to point at a map: then it alone is the place.
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

    fn call() -> PlaceCall {
        PlaceCall {
            id: PlaceCallId(1),
            slug: "s".into(),
            title: "t".into(),
            intro: String::new(),
            language: Language::De,
            translations: Translations::default(),
            period: Period { start: Moment(0), end: None },
            district: None,
            categories: vec![Category { key: "schatten".into(), label: "Schatten".into(), ..Category::default() }],
            marks: 0,
            is_draft: false,
            closed_because: None,
            revision: 1,
            is_demo: false,
        }
    }

    #[test]
    fn a_call_is_told_in_a_language_when_all_of_it_is_there() {
        let mut half = call();
        half.translations.set(Language::En, Telling { title: "shade".into(), text: "Where?".into() });
        assert_eq!(half.clone().told_in(Language::En), half, "the category is missing");
        let mut whole = half;
        whole.categories[0].label_en = "Shade".into();
        let told = whole.clone().told_in(Language::En);
        assert_eq!((told.title.as_str(), told.intro.as_str(), told.language), ("shade", "Where?", Language::En));
        assert_eq!((told.categories[0].key.as_str(), told.categories[0].label.as_str()), ("schatten", "Shade"));
        assert_eq!(whole.clone().told_in(Language::Ls), whole);
    }

    #[test]
    fn a_mark_needs_a_place_a_category_a_verdict_and_a_few_words() {
        let call = call();
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
