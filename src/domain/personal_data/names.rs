//! Full names: a title with a surname, or a common first name with a capitalised word behind it. German writes every noun
//! like a name, so what surrounds the words decides.

use std::ops::Range;

use super::{
    is_capital, is_sign, is_small,
    words::{
        ADDRESSES, ARTICLES, ARTICLES_OF_NAMES, DEGREES, FIRST_NAMES, NO_NAME_ENDS, NO_SURNAMES, PARTICLES, PLACE_ENDS,
        PLACES, SAINTS, SHORTENED, SURNAMES, TITLES, begins_listed, ends_listed, is_listed, is_listed_in_order,
    },
};

/// A name has no more words than these behind its first.
const LONGEST: usize = 4;

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
        for (at, c) in text.char_indices() {
            if !is_sign(c) && !matches!(c, '-' | '’' | '\'' | '*') {
                continue;
            }
            match all.last_mut() {
                Some(last) if last.end == at => last.end += c.len_utf8(),
                _ => all.push(at..at + c.len_utf8()),
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
        if !word.starts_with(is_capital) {
            return None;
        }
        let last = if is_listed(ADDRESSES, word) || is_listed(TITLES, word) {
            self.addressed(index)?
        } else if is_first_name(word) && !(index > 0 && is_listed(SAINTS, self.word(index - 1))) {
            // "Karl" and "Anna" are names alone, and the word behind may be any noun.
            Some(self.surnames(index)).filter(|last| *last > index)?
        } else {
            return None;
        };
        // A street or a house that is called after somebody.
        let goes_on = |index: usize| self.follows(index) && self.word(index).starts_with(is_capital);
        let is_place = (goes_on(last + 1) && is_place(self.word(last + 1)))
            || (goes_on(last + 1) && goes_on(last + 2) && is_place(self.word(last + 2)));
        (!is_place).then_some(last)
    }

    fn addressed(&self, index: usize) -> Option<usize> {
        let mut at = index;
        while self.follows_title(at + 1) && is_listed(DEGREES, self.word(at + 1)) {
            at += 1;
        }
        if !self.follows_title(at + 1) {
            return None;
        }
        // "eine Frau Hilfe": a name only when it is a common one.
        let is_person = at == index && !is_listed(TITLES, self.word(index));
        let has_article = index > 0 && self.follows(index) && is_listed(ARTICLES, self.word(index - 1));
        if is_person && has_article && !is_listed(SURNAMES, self.word(at + 1)) {
            return None;
        }
        Some(self.surnames(at)).filter(|last| *last > at)
    }

    /// As [`Self::follows`], or with the point of a title.
    fn follows_title(&self, index: usize) -> bool {
        let is_shortened = index > 0 && is_listed(SHORTENED, self.word(index - 1));
        self.follows(index) || (is_shortened && matches!(self.gap(index), ". " | "." | ".\u{a0}"))
    }

    /// The last of the names behind `index`; `index` when there is none.
    fn surnames(&self, index: usize) -> usize {
        let (mut last, mut at) = (index, index);
        while at < index + LONGEST {
            let next = at + 1;
            let word = self.word(next);
            let goes_on = self.follows(next) || (at == index && self.follows_title(next));
            if !goes_on {
                break;
            }
            let is_article = is_listed(ARTICLES_OF_NAMES, word) && is_listed(PARTICLES, self.word(at));
            at = next;
            if is_article || is_listed(PARTICLES, word) {
                continue;
            }
            if !is_name(word) {
                break;
            }
            last = next;
            // Behind a surname the next capitalised word is another noun; behind a first name it may be the surname.
            if !is_first_name(word) {
                break;
            }
        }
        last
    }
}

/// "Hans-Peter" is one when both are.
fn is_first_name(word: &str) -> bool {
    word.split('-').all(|part| is_listed_in_order(FIRST_NAMES, part))
}

/// Written like a name, and no word that stands behind names and titles for other reasons.
fn is_name(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(is_capital)
        && letters.next().is_some_and(is_small)
        && letters.all(|c| c != '*' && !c.is_ascii_digit())
        && !begins_listed(NO_SURNAMES, word)
        && !ends_listed(NO_NAME_ENDS, word)
        && !is_place(word)
}

fn is_place(word: &str) -> bool {
    is_listed(PLACES, word) || ends_listed(PLACE_ENDS, word)
}
