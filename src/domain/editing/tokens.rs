//! Texts in pieces, and where two of them differ.

use std::ops::Range;

use similar::{Algorithm, DiffTag, capture_diff_slices};

/// A place that differs: these pieces of the old text became those of the new one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Edit {
    pub old: Range<usize>,
    pub new: Range<usize>,
}

/// Lines with their ends.
pub(super) fn lines(text: &str) -> Vec<&str> {
    text.split_inclusive('\n').collect()
}

/// Words, spaces, and every other character by itself. Line breaks stand alone, so that no edit reaches over one unseen.
pub(super) fn words(text: &str) -> Vec<&str> {
    let mut all = Vec::new();
    let mut start = 0;
    let mut last: Option<Class> = None;
    for (at, letter) in text.char_indices() {
        let class = Class::of(letter);
        if last.is_some_and(|last| last != class || class == Class::Alone) {
            all.extend(text.get(start..at));
            start = at;
        }
        last = Some(class);
    }
    all.extend(text.get(start..).filter(|rest| !rest.is_empty()));
    all
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Word,
    Space,
    Alone,
}

impl Class {
    fn of(letter: char) -> Self {
        match letter {
            '\n' => Self::Alone,
            letter if letter.is_whitespace() => Self::Space,
            letter if letter.is_alphanumeric() => Self::Word,
            _ => Self::Alone,
        }
    }
}

pub(super) fn is_word(piece: &str) -> bool {
    piece.starts_with(char::is_alphanumeric)
}

pub(super) fn edits(old: &[&str], new: &[&str]) -> Vec<Edit> {
    let mut all: Vec<Edit> = Vec::new();
    // Counted here: what the library says about the other side's place is stale after it has moved an edit.
    let (mut old_at, mut new_at) = (0, 0);
    for op in capture_diff_slices(Algorithm::Myers, old, new) {
        let (tag, old, new) = op.as_tag_tuple();
        let (old, new) = (old_at..old_at + old.len(), new_at..new_at + new.len());
        (old_at, new_at) = (old.end, new.end);
        if tag == DiffTag::Equal {
            continue;
        }
        match all.last_mut().filter(|last| last.old.end == old.start && last.new.end == new.start) {
            Some(last) => (last.old.end, last.new.end) = (old.end, new.end),
            None => all.push(Edit { old, new }),
        }
    }
    all
}

/// Edits of a text in words, those of one phrase together: two people who write a sentence anew would otherwise get every
/// other word of the other one.
pub(super) fn phrases(old: &[&str], new: &[&str]) -> Vec<Edit> {
    let mut all: Vec<Edit> = Vec::new();
    for edit in edits(old, new) {
        match all.last_mut().filter(|last| are_near(old, last.old.end..edit.old.start, 1)) {
            Some(last) => (last.old.end, last.new.end) = (edit.old.end, edit.new.end),
            None => all.push(edit),
        }
    }
    all
}

/// Whether what stands between two places is no more than so many words of one line.
pub(super) fn are_near(pieces: &[&str], between: Range<usize>, most_words: usize) -> bool {
    let between = pieces.get(between).unwrap_or_default();
    between.iter().all(|piece| *piece != "\n") && between.iter().filter(|piece| is_word(piece)).count() <= most_words
}
