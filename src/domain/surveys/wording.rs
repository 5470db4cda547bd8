//! What a survey says in which language. German is always there. Another language is shown once all of a survey was written
//! in it: a form that changes its language between two questions helps nobody.

use serde::{Deserialize, Serialize};

use super::{Question, QuestionKind, Survey};
use crate::Language;

/// Into which a survey can be translated.
pub const OTHER_LANGUAGES: [Language; 2] = [Language::En, Language::Ls];

/// The same in other languages than German, as far as somebody wrote it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Others<T> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub en: Option<T>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ls: Option<T>,
}

impl<T> Others<T> {
    pub fn of(&self, language: Language) -> Option<&T> {
        match language {
            Language::De => None,
            Language::En => self.en.as_ref(),
            Language::Ls => self.ls.as_ref(),
        }
    }

    pub fn is_empty(&self) -> bool {
        self.en.is_none() && self.ls.is_none()
    }
}

/// Title and introduction.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Heading {
    pub title: String,
    pub intro: String,
}

/// A question in one language.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wording {
    pub text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
    /// The options, or the two ends of a scale.
    #[serde(default)]
    pub parts: Vec<String>,
}

/// What is missing in a language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gap {
    Heading,
    /// By its number on the page, from 1.
    Question(usize),
}

impl QuestionKind {
    /// The options, or the two ends of a scale; nothing of a question that is answered in own words.
    pub fn parts(&self) -> Vec<String> {
        match self {
            Self::One { options } | Self::Many { options } => options.clone(),
            Self::Scale { min_label, max_label } => vec![min_label.clone(), max_label.clone()],
            Self::Text => Vec::new(),
        }
    }

    fn with_parts(&self, parts: &[String]) -> Self {
        let nth = |index: usize| parts.get(index).cloned().unwrap_or_default();
        match self {
            Self::One { .. } => Self::One { options: parts.to_vec() },
            Self::Many { .. } => Self::Many { options: parts.to_vec() },
            Self::Scale { .. } => Self::Scale { min_label: nth(0), max_label: nth(1) },
            Self::Text => Self::Text,
        }
    }
}

impl Question {
    /// In another language, if all of it was written in that one. Options keep their places, so answers mean the same.
    fn said_in(&self, language: Language) -> Option<Self> {
        let Wording { text, help, parts } = self.others.of(language)?;
        let has_parts = parts.len() == self.kind.parts().len() && parts.iter().all(|part| !part.is_empty());
        let has_help = help.is_some() || self.help.is_none();
        let is_whole = !text.is_empty() && has_parts && has_help;
        is_whole.then(|| Self {
            text: text.clone(),
            help: help.clone(),
            kind: self.kind.with_parts(parts),
            ..self.clone()
        })
    }
}

impl Survey {
    /// As people read it who chose this language: in it, or else in German.
    #[must_use]
    pub fn said_in(self, language: Language) -> Self {
        let heading = self.others.of(language).filter(|_| self.gaps(language).is_empty()).cloned();
        let Some(Heading { title, intro }) = heading else { return self };
        let questions = self.questions.iter().filter_map(|question| question.said_in(language)).collect();
        Self { title, intro, questions, language, ..self }
    }

    /// What has to be written before it is shown in this language.
    pub fn gaps(&self, language: Language) -> Vec<Gap> {
        if language == Language::De {
            return Vec::new();
        }
        let is_whole =
            |heading: &Heading| !heading.title.is_empty() && (!heading.intro.is_empty() || self.intro.is_empty());
        let heading = (!self.others.of(language).is_some_and(is_whole)).then_some(Gap::Heading);
        let questions = (1..).zip(&self.questions).filter(|(_, question)| question.said_in(language).is_none());
        heading.into_iter().chain(questions.map(|(number, _)| Gap::Question(number))).collect()
    }

    /// Whether anybody wrote anything of it in this language.
    pub fn is_begun_in(&self, language: Language) -> bool {
        self.others.of(language).is_some() || self.questions.iter().any(|one| one.others.of(language).is_some())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::surveys::samples::{draft, question};

    fn english() -> Survey {
        let mut survey = draft();
        let ways =
            Wording { text: "How do you come?".into(), help: None, parts: vec!["By bike".into(), "On foot".into()] };
        survey.others.en = Some(Heading { title: "Ways".into(), intro: "Two minutes.".into() });
        survey.questions[0].others.en = Some(ways);
        survey
    }

    #[test]
    fn a_survey_is_shown_in_a_language_once_all_of_it_is_there() {
        let said = english().said_in(Language::En);
        assert_eq!((said.title.as_str(), said.language), ("Ways", Language::En));
        assert_eq!(said.questions[0].kind.parts(), ["By bike", "On foot"]);
        assert_eq!(said.questions[0].key, draft().questions[0].key);
        assert_eq!(english().said_in(Language::Ls).language, Language::De, "nobody wrote it");

        let mut partly = english();
        partly.questions.push(question("frage-2", QuestionKind::Text));
        assert_eq!(partly.gaps(Language::En), [Gap::Question(2)]);
        assert_eq!(partly.clone().said_in(Language::En), partly);
    }

    #[test]
    fn a_help_or_an_option_that_is_missing_is_a_gap() {
        let mut survey = english();
        survey.questions[0].help = Some("Du kannst nur eins wählen.".into());
        assert_eq!(survey.gaps(Language::En), [Gap::Question(1)]);
        let mut survey = english();
        survey.questions[0].kind = QuestionKind::One { options: ["Rad", "Fuß", "Bahn"].map(String::from).into() };
        assert_eq!(survey.gaps(Language::En), [Gap::Question(1)]);
        assert_eq!(draft().gaps(Language::Ls), [Gap::Heading, Gap::Question(1)]);
        assert!(english().is_begun_in(Language::En) && !english().is_begun_in(Language::Ls));
    }
}
