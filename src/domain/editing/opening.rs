//! Title and introduction of a page, which stand above its blocks.

use super::{Flaw, LONGEST_SUMMARY, LONGEST_TITLE, Merge, Warning, merge};
use crate::{Language, plain_language, text};

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Opening {
    pub title: String,
    pub summary: String,
}

impl Opening {
    /// As it is stored: one line each.
    pub fn new(title: &str, summary: &str) -> Self {
        Self { title: text::clean_line(title), summary: text::clean_line(summary) }
    }

    pub fn fits(&self) -> bool {
        !self.title.is_empty()
            && text::length(&self.title) <= LONGEST_TITLE
            && text::length(&self.summary) <= LONGEST_SUMMARY
    }

    /// Mine and theirs, which both started from `base`, as one. `None` where a person has to decide: a title says one
    /// thing, so two new ones are not put together of their words.
    pub fn join(base: &Self, mine: &Self, theirs: &Self) -> Option<Self> {
        let title = if mine.title == base.title || mine.title == theirs.title {
            &theirs.title
        } else if theirs.title == base.title {
            &mine.title
        } else {
            return None;
        };
        match merge(&base.summary, &mine.summary, &theirs.summary) {
            Merge::Merged(summary) => Some(Self::new(title, &summary)).filter(Self::fits),
            Merge::Conflict => None,
        }
    }

    /// What readers would stumble over.
    pub fn warnings(&self, language: Language) -> Vec<Warning> {
        let of = |words: &str| -> Vec<Warning> {
            plain_language::check(words, language)
                .into_iter()
                .map(|found| Warning {
                    flaw: Flaw::Words(found.rule),
                    excerpt: text::excerpt(words.get(found.range).unwrap_or_default(), super::warnings::EXCERPT),
                })
                .collect()
        };
        [of(&self.title), of(&self.summary)].concat()
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
