//! Full names: a title with a surname, or a common first name with a capitalised word behind it. German writes every noun
//! like a name, so what surrounds the words decides.

use std::ops::Range;

use super::words::{ARTICLES, FIRST_NAMES, NO_SURNAMES, PLACE_ENDS, PLACES, SAINTS, SURNAMES};

/// A name has no more words than these behind its first.
const LONGEST: usize = 4;

const ADDRESSES: [&str; 9] = ["Frau", "Fr", "Herr", "Herrn", "Hr", "Familie", "Mr", "Mrs", "Ms"];
const DEGREES: [&str; 9] = ["Dr", "Prof", "Doktor", "Professor", "Professorin", "Dipl", "Ing", "med", "phil"];
const PARTICLES: [&str; 6] = ["von", "van", "de", "zu", "zur", "el"];
/// Behind a particle: "von der".
const ARTICLES_OF_NAMES: [&str; 3] = ["der", "den", "dem"];
/// These are written with a point.
const SHORTENED: [&str; 12] = ["Fr", "Hr", "Mr", "Mrs", "Ms", "Dr", "Prof", "Dipl", "Ing", "med", "phil", "St"];

pub(super) fn names(text: &str) -> Vec<Range<usize>> {
    let words = Words::of(text);
    let mut found = Vec::new();
    let mut index = 0;
    while index < words.all.len() {
        match words.name_at(index) {
            Some(last) => {
                if let (Some(first), Some(end)) = (words.all.get(index), words.all.get(last)) {
                    found.push(first.start..end.end);
                }
                index = last + 1;
            }
            None => index += 1,
        }
    }
    found
}

/// The words of a text; a dash inside belongs to a word.
struct Words<'a> {
    text: &'a str,
    all: Vec<Range<usize>>,
}

impl<'a> Words<'a> {
    fn of(text: &'a str) -> Self {
        let mut all: Vec<Range<usize>> = Vec::new();
        let mut from = None;
        for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
            let is_part = c.is_alphanumeric() || matches!(c, '-' | '’' | '\'' | '*');
            match (is_part, from) {
                (true, None) => from = Some(at),
                (false, Some(start)) => {
                    all.push(start..at);
                    from = None;
                }
                _ => {}
            }
        }
        Self { text, all }
    }

    fn word(&self, index: usize) -> &'a str {
        self.all.get(index).and_then(|range| self.text.get(range.clone())).unwrap_or_default()
    }

    /// What stands between a word and the one before it.
    fn gap(&self, index: usize) -> &'a str {
        let before = index.checked_sub(1).and_then(|before| self.all.get(before)).map(|range| range.end);
        let range = before.zip(self.all.get(index).map(|range| range.start));
        range.and_then(|(start, end)| self.text.get(start..end)).unwrap_or_default()
    }

    /// Whether nothing but a blank stands before this word.
    fn follows(&self, index: usize) -> bool {
        matches!(self.gap(index), " " | "  " | "\u{a0}")
    }

    /// The last word of a name that begins here.
    fn name_at(&self, index: usize) -> Option<usize> {
        let word = self.word(index);
        let last =
            if ADDRESSES.contains(&word) || matches!(word, "Dr" | "Prof" | "Doktor" | "Professor" | "Professorin") {
                self.addressed(index)?
            } else if is_first_name(word) {
                let before = index.checked_sub(1).map(|before| self.word(before)).unwrap_or_default();
                if SAINTS.contains(&before) {
                    return None;
                }
                let last = self.surnames(index)?;
                // "Karl" and "Anna" are names alone, and the word behind may be any noun.
                (last > index).then_some(last)?
            } else {
                return None;
            };
        // A street or a house that is called after somebody.
        let is_place = (1..=2).any(|more| {
            let behind = last + more;
            (last + 1..=behind).all(|next| self.follows(next)) && is_place(self.word(behind))
        });
        (!is_place).then_some(last)
    }

    fn addressed(&self, index: usize) -> Option<usize> {
        let mut at = index;
        while self.follows_title(at + 1) && DEGREES.contains(&self.word(at + 1)) {
            at += 1;
        }
        if !self.follows_title(at + 1) {
            return None;
        }
        let is_woman_or_man = matches!(self.word(index), "Frau" | "Fr" | "Familie" | "Herr") && at == index;
        let before = index.checked_sub(1).map(|before| self.word(before).to_lowercase()).unwrap_or_default();
        let has_article = index > 0 && self.follows(index) && ARTICLES.contains(&before.as_str());
        // "eine Frau Hilfe": a name only when it is a common one.
        if is_woman_or_man && has_article && !SURNAMES.split(' ').any(|name| name == self.word(at + 1)) {
            return None;
        }
        self.surnames(at).filter(|last| *last > at)
    }

    /// As [`Self::follows`], or with the point of a title.
    fn follows_title(&self, index: usize) -> bool {
        let is_shortened = index.checked_sub(1).is_some_and(|before| SHORTENED.contains(&self.word(before)));
        self.follows(index) || (is_shortened && matches!(self.gap(index), ". " | "." | ".\u{a0}"))
    }

    /// The last of the names behind `index`; `index` when there is none.
    fn surnames(&self, index: usize) -> Option<usize> {
        let (mut last, mut at) = (index, index);
        while at + 1 < self.all.len() && at < index + LONGEST {
            let next = at + 1;
            let follows = self.follows(next) || (at == index && self.follows_title(next));
            let word = self.word(next);
            if !follows {
                break;
            }
            let is_article = ARTICLES_OF_NAMES.contains(&word) && PARTICLES.contains(&self.word(at));
            if is_article || PARTICLES.contains(&word) {
                at = next;
            } else if is_name(word) {
                at = next;
                last = next;
                // Behind a surname the next capitalised word is another noun; behind a first name it may be the surname.
                if !is_first_name(word) {
                    break;
                }
            } else {
                break;
            }
        }
        Some(last)
    }
}

/// "Hans-Peter" is one when both are.
fn is_first_name(word: &str) -> bool {
    !word.is_empty() && word.split('-').all(|part| FIRST_NAMES.split(' ').any(|name| name == part))
}

/// Written like a name, and no word that stands behind names and titles for other reasons.
fn is_name(word: &str) -> bool {
    let mut letters = word.chars();
    let is_capitalised =
        letters.next().is_some_and(char::is_uppercase) && letters.next().is_some_and(char::is_lowercase);
    is_capitalised
        && !word.contains(|c: char| c.is_numeric() || c == '*')
        && !NO_SURNAMES.split(' ').any(|other| word.starts_with(other))
        && !is_place(word)
        && !["ung", "heit", "keit", "schaft", "tion", "innen", "ismus", "tät"].iter().any(|end| word.ends_with(end))
}

fn is_place(word: &str) -> bool {
    let word = word.to_lowercase();
    PLACES.split(' ').any(|place| place == word) || PLACE_ENDS.split(' ').any(|end| word.ends_with(end))
}
