//! What the city announces, events and calls for places alike: words in German and, where somebody wrote them, in English
//! and Leichte Sprache; reasons that everybody reads.

use serde::{Deserialize, Serialize};

use crate::{
    Language,
    fields::{Field, FieldErrors},
    text,
};

pub const TITLE: usize = 120;
pub const TEXT: usize = 4_000;
pub const REASON: usize = 500;

/// Title and text in one language.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Telling {
    pub title: String,
    pub text: String,
}

impl Telling {
    /// As they are stored, or everything that is wrong with them.
    pub fn read(title: &str, words: &str) -> Result<Self, FieldErrors> {
        let telling = Self { title: text::clean_line(title), text: text::clean(words) };
        let mut errors = FieldErrors::default();
        text::check(&mut errors, Field::Title, &telling.title, 1, TITLE);
        text::check(&mut errors, Field::Text, &telling.text, 1, TEXT);
        errors.or(telling)
    }
}

/// The other languages. Each is there as a whole or not at all: half a page in another language helps nobody.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Translations {
    pub en: Option<Telling>,
    pub ls: Option<Telling>,
}

impl Translations {
    /// German is the original, and never among them.
    pub fn of(&self, language: Language) -> Option<&Telling> {
        match language {
            Language::De => None,
            Language::En => self.en.as_ref(),
            Language::Ls => self.ls.as_ref(),
        }
    }

    pub fn set(&mut self, language: Language, telling: Telling) {
        match language {
            Language::De => {}
            Language::En => self.en = Some(telling),
            Language::Ls => self.ls = Some(telling),
        }
    }
}

/// Why something is not as it was announced, for everybody to read.
pub fn reason(typed: &str) -> Result<String, FieldErrors> {
    let reason = text::clean(typed);
    let mut errors = FieldErrors::default();
    text::check(&mut errors, Field::Text, &reason, 1, REASON);
    errors.or(reason)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fields::Problem;

    #[test]
    fn a_title_and_a_text_are_needed_and_everything_wrong_is_said_at_once() {
        let telling = Telling::read("  Ein   Fest ", "Alle\r\nsind da. ").unwrap();
        assert_eq!((telling.title.as_str(), telling.text.as_str()), ("Ein Fest", "Alle\nsind da."));
        let errors = Telling::read(" ", &"a".repeat(TEXT + 1)).unwrap_err();
        assert_eq!(errors.of(Field::Title), Some(Problem::Missing));
        assert_eq!(errors.of(Field::Text), Some(Problem::TooLong { most: TEXT, now: TEXT + 1 }));
        assert!(Telling::read("Fest\u{202E}", "Text").is_err());
    }

    #[test]
    fn translations_never_hold_the_original() {
        let mut translations = Translations::default();
        for language in Language::ALL {
            translations.set(language, Telling { title: language.code().into(), text: "t".into() });
        }
        assert_eq!(translations.of(Language::De), None);
        for language in [Language::En, Language::Ls] {
            assert_eq!(translations.of(language).map(|telling| telling.title.as_str()), Some(language.code()));
        }
        // What was stored before there were any.
        assert_eq!(serde_json::from_str::<Translations>("{}").unwrap(), Translations::default());
    }

    #[test]
    fn a_reason_is_never_empty() {
        assert_eq!(reason(" Der Saal ist zu. ").unwrap(), "Der Saal ist zu.");
        assert_eq!(reason(" \n ").unwrap_err().of(Field::Text), Some(Problem::Missing));
    }
}
