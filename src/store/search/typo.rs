//! Words with typing errors.

use std::collections::HashMap;

use super::words::Term;

/// What a mistyped word may have meant. Thousands of proposals share their words, so the verdict on each is kept.
pub(super) struct Meant<'a> {
    term: &'a Term,
    verdicts: HashMap<String, bool>,
}

impl<'a> Meant<'a> {
    pub(super) fn new(term: &'a Term) -> Self {
        Self { term, verdicts: HashMap::new() }
    }

    /// Whether a search text has the word, or one that can have been meant.
    pub(super) fn is_in(&mut self, text: &str) -> bool {
        let Self { term, verdicts } = self;
        term.needles.iter().any(|needle| text.contains(needle))
            || text.split(' ').any(|written| match verdicts.get(written) {
                Some(known) => *known,
                None => {
                    let typed = std::iter::once(&term.word).chain(&term.needles);
                    let verdict = typed.map(|typed| typed.trim()).any(|typed| is_likely(typed, written));
                    verdicts.insert(written.to_owned(), verdict);
                    verdict
                }
            })
    }
}

/// Whether somebody who typed `typed` can have meant the word `written`.
///
/// Long words forgive two errors and are found inside compounds; short ones forgive one, in a word as long as they are
/// give or take one letter and with the same first letter, because "ank" of "Bank" is in every other word.
fn is_likely(typed: &str, written: &str) -> bool {
    let typed: Vec<char> = typed.chars().collect();
    let written: Vec<char> = written.chars().collect();
    let is_as_long = written.len().abs_diff(typed.len()) <= 1;
    match typed.len() {
        0..=3 => typed == written,
        4..=5 => typed.first() == written.first() && is_as_long && distance(&typed, &written, Place::Whole) <= 1,
        // What is shorter by more letters than errors are forgiven cannot hold it.
        6..=8 => written.len() + 1 >= typed.len() && distance(&typed, &written, Place::Inside) <= 1,
        _ => written.len() + 2 >= typed.len() && distance(&typed, &written, Place::Inside) <= 2,
    }
}

/// Pieces of at least three letters of which one is without error when the word has one error: a swap of two
/// neighbours touches at most two of three pieces.
pub(super) fn pieces(word: &str) -> Vec<String> {
    let letters: Vec<char> = word.chars().collect();
    let parts = (letters.len() / 3).min(3);
    if parts < 2 {
        return Vec::new();
    }
    let longest = letters.len().div_ceil(parts);
    let mut pieces: Vec<String> = letters.chunks(longest).map(|piece| piece.iter().collect()).collect();
    // The last piece may be too short to be found by trigrams; it then ends like the word.
    if let Some(last) = pieces.last_mut().filter(|last| last.chars().count() < 3) {
        *last = letters.iter().skip(letters.len() - 3).collect();
    }
    pieces
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Whole,
    /// The word may begin and end anywhere in the other one (Sellers' algorithm).
    Inside,
}

/// Insertions, deletions, replacements and swaps of neighbours (optimal string alignment) from one word to the other.
fn distance(word: &[char], other: &[char], place: Place) -> usize {
    let columns = other.len() + 1;
    let first: Vec<usize> = if place == Place::Inside { vec![0; columns] } else { (0..columns).collect() };
    let (mut before, mut above) = (first.clone(), first);
    let mut previous: Option<char> = None;
    for (row, letter) in word.iter().enumerate() {
        let mut current = Vec::with_capacity(columns);
        current.push(row + 1);
        let (mut left, mut last): (usize, Option<char>) = (row + 1, None);
        for (column, against) in other.iter().enumerate() {
            let at = |line: &[usize], index: usize| line.get(index).copied().unwrap_or(usize::MAX / 2);
            let replaced = at(&above, column) + usize::from(letter != against);
            let mut best = replaced.min(at(&above, column + 1) + 1).min(left + 1);
            if previous == Some(*against) && last == Some(*letter) && column > 0 {
                best = best.min(at(&before, column - 1) + 1);
            }
            current.push(best);
            left = best;
            last = Some(*against);
        }
        before = std::mem::replace(&mut above, current);
        previous = Some(*letter);
    }
    let end = match place {
        Place::Whole => above.last(),
        Place::Inside => above.iter().min(),
    };
    end.copied().unwrap_or(word.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_slip_is_forgiven_even_inside_a_compound() {
        for (typed, written) in [
            ("speilplatz", "spielplatz"),
            ("speilplatz", "wasserspielplatz"),
            ("farrad", "fahrrad"),
            ("fahrad", "fahrradweg"),
            ("evershangen", "evershagen"),
            ("warnemuede", "warnemuende"),
            ("bnak", "bank"),
            ("strase", "strasse"),
        ] {
            assert!(is_likely(typed, written), "{typed} and {written}");
        }
    }

    #[test]
    fn another_word_stays_another_word() {
        for (typed, written) in [
            ("bank", "danke"),
            ("bank", "bahn"),
            ("spielplatz", "parkplatz"),
            ("fahrrad", "fahrstuhl"),
            ("quastenflosser", "kastanien"),
        ] {
            assert!(!is_likely(typed, written), "{typed} and {written}");
        }
    }

    #[test]
    fn one_piece_of_a_mistyped_word_is_without_error() {
        for (typed, meant) in [("speilplatz", "spielplatz"), ("farrad", "fahrrad"), ("evershangen", "evershagen")] {
            let pieces = pieces(typed);
            assert!(pieces.iter().all(|piece| piece.len() >= 3), "{pieces:?}");
            assert!(pieces.iter().any(|piece| meant.contains(piece)), "{pieces:?} of {meant}");
        }
    }
}
