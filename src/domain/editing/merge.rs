//! Three-way merge: lines first, then words inside a line. What both changed at the same place, a person has to decide.

use std::ops::Range;

use super::tokens::{Edit, are_near, edits, lines, phrases, words};

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Merge {
    /// Everything that either of them typed is in it.
    Merged(String),
    Conflict,
}

/// `mine` and `theirs` both started from `base`.
pub fn merge(base: &str, mine: &str, theirs: &str) -> Merge {
    if mine == theirs || theirs == base {
        return Merge::Merged(mine.to_owned());
    }
    if mine == base {
        return Merge::Merged(theirs.to_owned());
    }
    match join(Level::Lines, base, mine, theirs) {
        Some(text) => Merge::Merged(text),
        None => Merge::Conflict,
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Level {
    Lines,
    Words,
}

impl Level {
    fn pieces(self, text: &str) -> Vec<&str> {
        match self {
            Self::Lines => lines(text),
            Self::Words => words(text),
        }
    }

    fn edits(self, old: &[&str], new: &[&str]) -> Vec<Edit> {
        match self {
            Self::Lines => edits(old, new),
            Self::Words => phrases(old, new),
        }
    }

    /// Whether two changes with this between them are at the same place.
    fn is_one_place(self, base: &[&str], between: Range<usize>) -> bool {
        match self {
            Self::Lines => between.is_empty(),
            Self::Words => are_near(base, between, 0),
        }
    }
}

/// One side: its pieces, and where they differ from the base.
struct Side<'a> {
    pieces: Vec<&'a str>,
    edits: Vec<Edit>,
}

impl Side<'_> {
    /// What this side made of a part of the base whose ends lie outside its edits; `None` when it is as it was.
    fn version(&self, part: &Range<usize>) -> Option<String> {
        let inside = |edit: &&Edit| edit.old.start >= part.start && edit.old.end <= part.end;
        let first = self.edits.iter().find(inside)?;
        let last = self.edits.iter().rfind(inside)?;
        let start = first.new.start - (first.old.start - part.start);
        let end = last.new.end + (part.end - last.old.end);
        Some(self.pieces.get(start..end).unwrap_or_default().concat())
    }
}

fn join(level: Level, base: &str, mine: &str, theirs: &str) -> Option<String> {
    let pieces = level.pieces(base);
    let side = |text| {
        let own = level.pieces(text);
        Side { edits: level.edits(&pieces, &own), pieces: own }
    };
    let (mine, theirs) = (side(mine), side(theirs));
    let mut merged = String::new();
    let mut at = 0;
    for part in places(level, &pieces, &mine.edits, &theirs.edits) {
        let old = pieces.get(part.clone()).unwrap_or_default().concat();
        merged.extend(pieces.get(at..part.start).unwrap_or_default().iter().copied());
        at = part.end;
        let text = match (mine.version(&part), theirs.version(&part)) {
            (Some(mine), None) => mine,
            (None, Some(theirs)) => theirs,
            (Some(mine), Some(theirs)) if mine == theirs => mine,
            (Some(mine), Some(theirs)) if level == Level::Lines => join(Level::Words, &old, &mine, &theirs)?,
            (Some(_), Some(_)) => return None,
            (None, None) => old,
        };
        merged.push_str(&text);
    }
    merged.extend(pieces.get(at..).unwrap_or_default().iter().copied());
    Some(merged)
}

/// The parts of the base that somebody changed; what touches is one part.
fn places(level: Level, base: &[&str], mine: &[Edit], theirs: &[Edit]) -> Vec<Range<usize>> {
    let mut all: Vec<Range<usize>> = mine.iter().chain(theirs).map(|edit| edit.old.clone()).collect();
    all.sort_by_key(|part| (part.start, part.end));
    let mut places: Vec<Range<usize>> = Vec::new();
    for part in all {
        let is_same =
            |last: &&mut Range<usize>| part.start <= last.end || level.is_one_place(base, last.end..part.start);
        match places.last_mut().filter(is_same) {
            Some(last) => last.end = last.end.max(part.end),
            None => places.push(part),
        }
    }
    places
}
