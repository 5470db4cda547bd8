//! Title and introduction of a page, which stand above its blocks.

use super::{Flaw, LONGEST_SUMMARY, LONGEST_TITLE, Merge, Warning, merge, uuid};
use crate::{Language, plain_language, text};

/// One of both. It is edited like a block of plain words, but has its place and neither comes nor goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Title,
    Introduction,
}

impl Part {
    pub const ALL: [Self; 2] = [Self::Title, Self::Introduction];

    /// Among the keys of blocks, which are UUIDs.
    pub fn key(self) -> &'static str {
        match self {
            Self::Title => "titel",
            Self::Introduction => "einleitung",
        }
    }

    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|part| part.key() == key)
    }

    /// Among the codes of kinds of blocks.
    pub fn kind(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Introduction => "introduction",
        }
    }

    pub fn from_kind(kind: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|part| part.kind() == kind)
    }

    /// As it is stored: one line.
    pub fn tidy(words: &str) -> String {
        text::clean_line(words)
    }

    /// A page has a title; its introduction may be empty.
    pub fn fits(self, words: &str) -> bool {
        match self {
            Self::Title => !words.is_empty() && text::length(words) <= LONGEST_TITLE,
            Self::Introduction => text::length(words) <= LONGEST_SUMMARY,
        }
    }

    /// `mine` and `theirs` both started from `base`. A title says one thing, so two new ones are not put together of their
    /// words.
    pub fn join(self, base: &str, mine: &str, theirs: &str) -> Merge {
        let joined = match self {
            Self::Title if mine == base || mine == theirs => Merge::Merged(theirs.to_owned()),
            Self::Title if theirs == base => Merge::Merged(mine.to_owned()),
            Self::Title => Merge::Conflict,
            Self::Introduction => merge(base, mine, theirs),
        };
        match joined {
            Merge::Merged(words) if self.fits(&words) => Merge::Merged(words),
            _ => Merge::Conflict,
        }
    }

    /// What readers would stumble over.
    pub fn warnings(words: &str, language: Language) -> Vec<Warning> {
        plain_language::check(words, language)
            .into_iter()
            .map(|found| Warning {
                flaw: Flaw::Words(found.rule),
                excerpt: text::excerpt(words.get(found.range).unwrap_or_default(), super::warnings::EXCERPT),
            })
            .collect()
    }
}

/// The key of what somebody edits, as it is stored: of a block, or of a part of the opening.
pub fn place(text: &str) -> Option<String> {
    Part::from_key(text).map(|part| part.key().to_owned()).or_else(|| uuid(text))
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Opening {
    pub title: String,
    pub summary: String,
}

impl Opening {
    /// As it is stored: one line each.
    pub fn new(title: &str, summary: &str) -> Self {
        Self { title: Part::tidy(title), summary: Part::tidy(summary) }
    }

    pub fn part(&self, part: Part) -> &str {
        match part {
            Part::Title => &self.title,
            Part::Introduction => &self.summary,
        }
    }

    /// The same with other words in one part.
    pub fn with(&self, part: Part, words: String) -> Self {
        match part {
            Part::Title => Self { title: words, ..self.clone() },
            Part::Introduction => Self { summary: words, ..self.clone() },
        }
    }

    pub fn fits(&self) -> bool {
        Part::ALL.into_iter().all(|part| part.fits(self.part(part)))
    }

    /// Mine and theirs, which both started from `base`, as one. `None` where a person has to decide.
    pub fn join(base: &Self, mine: &Self, theirs: &Self) -> Option<Self> {
        let of = |part: Part| match part.join(base.part(part), mine.part(part), theirs.part(part)) {
            Merge::Merged(words) => Some(words),
            Merge::Conflict => None,
        };
        Some(Self { title: of(Part::Title)?, summary: of(Part::Introduction)? })
    }

    pub fn warnings(&self, language: Language) -> Vec<Warning> {
        Part::ALL.into_iter().flat_map(|part| Part::warnings(self.part(part), language)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LEAD: &str = "Was hier gilt, wer es entscheidet und wo man sich beschwert.";

    fn base() -> Opening {
        Opening::new("Regeln", LEAD)
    }

    #[test]
    fn different_places_come_together_and_the_same_place_is_asked() {
        let mine = Opening::new("Spielregeln", &LEAD.replace("gilt", "für alle gilt"));
        let theirs = Opening::new("Regeln", &LEAD.replace("beschwert", "beschweren kann"));
        let joined = Opening::join(&base(), &mine, &theirs).unwrap();
        assert_eq!(joined.title, "Spielregeln");
        assert_eq!(joined.summary, "Was hier für alle gilt, wer es entscheidet und wo man sich beschweren kann.");

        let other = Opening::new("Hausordnung", LEAD);
        assert_eq!(Opening::join(&base(), &mine, &other), None, "two new titles");
        let other = Opening::new("Regeln", &LEAD.replace("gilt", "nur heute gilt"));
        assert_eq!(Opening::join(&base(), &mine, &other), None, "the same words of the introduction");
        assert_eq!(Opening::join(&base(), &mine, &mine), Some(mine.clone()), "both say the same");
        assert_eq!(Opening::join(&base(), &base(), &other), Some(other), "nothing of mine");
    }

    #[test]
    fn parts_have_keys_and_kinds_that_no_block_has() {
        for part in Part::ALL {
            assert_eq!((Part::from_key(part.key()), Part::from_kind(part.kind())), (Some(part), Some(part)));
            assert_eq!((uuid(part.key()), crate::blocks::BlockKind::from_code(part.kind())), (None, None));
            assert_eq!(place(part.key()).as_deref(), Some(part.key()));
        }
        let block = "00000000-0000-4000-8000-000000000001";
        assert_eq!((place(block).as_deref(), place("irgendwas")), (Some(block), None));
    }

    #[test]
    fn two_texts_that_are_too_long_together_are_asked_about() {
        let long = |first: &str, last: &str| Opening::new("Regeln", &format!("{first} {LEAD} {last}"));
        let many = "Wort ".repeat(70);
        let (mine, theirs) = (long(&many, ""), long("", &many));
        assert!(mine.fits() && theirs.fits());
        assert_eq!(Opening::join(&base(), &mine, &theirs), None);
    }

    #[test]
    fn title_and_introduction_are_checked_like_any_words() {
        let long = "Wir gehen heute mit sehr vielen Leuten aus der ganzen Stadt zusammen an den großen Strand.";
        let flaws = |opening: Opening, language| -> Vec<&'static str> {
            opening.warnings(language).iter().map(|warning| warning.flaw.code()).collect()
        };
        assert!(flaws(Opening::new(long, ""), Language::Ls).contains(&"long-sentence"));
        assert!(flaws(Opening::new("Kurz", long), Language::Ls).contains(&"long-sentence"));
        assert!(flaws(Opening::new("Kurz", long), Language::De).is_empty());
    }
}
