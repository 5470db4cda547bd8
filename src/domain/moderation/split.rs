//! One proposal that holds two wishes becomes two. Moderators mark what goes to the new one; they write nothing in its
//! author's place but the title.

use std::collections::BTreeSet;

use super::VerdictError;
use crate::{proposals::limits, text};

/// A sentence or a line of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    pub text: String,
    /// What stood between it and the one before.
    gap: &'static str,
}

/// The new proposal: its title, and which pieces of the text go to it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SplitOff {
    pub title: String,
    pub marked: BTreeSet<usize>,
}

/// A text in pieces that can be marked; together they are the text.
pub fn pieces(text: &str) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut is_after_blank = false;
    for line in text.lines() {
        if line.trim().is_empty() {
            is_after_blank = true;
            continue;
        }
        let mut gap = if is_after_blank { "\n\n" } else { "\n" };
        for sentence in sentences(line.trim()) {
            pieces.push(Piece { text: sentence.to_owned(), gap });
            gap = " ";
        }
        is_after_blank = false;
    }
    pieces
}

/// After a full stop and a space, before a capital letter. Where it cuts too often, more pieces are marked.
fn sentences(line: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = line;
    let mut from = 0;
    while let Some(end) = rest.get(from..).and_then(|tail| tail.find(['.', '!', '?'])).map(|at| from + at + 1) {
        let after = rest.get(end..).unwrap_or_default();
        let next = after.trim_start();
        if after.len() > next.len() && next.starts_with(char::is_uppercase) {
            found.push(rest.get(..end).unwrap_or_default());
            (rest, from) = (next, 0);
        } else {
            from = end;
        }
    }
    found.push(rest);
    found
}

impl SplitOff {
    pub fn check(&self) -> Result<(), VerdictError> {
        let title = text::length(&text::clean_line(&self.title));
        if !(limits::TITLE.0..=limits::TITLE.1).contains(&title) || text::deceives(&self.title) {
            return Err(VerdictError::TitleMissing);
        }
        if self.marked.is_empty() { Err(VerdictError::PartsMissing) } else { Ok(()) }
    }

    /// What stays, and what goes to the new proposal. Each is long enough to stand by itself.
    pub fn parts(&self, whole: &str) -> Result<(String, String), VerdictError> {
        let (mut stays, mut goes) = (String::new(), String::new());
        let mut last = None;
        for (number, piece) in pieces(whole).into_iter().enumerate() {
            let is_marked = self.marked.contains(&number);
            let part = if is_marked { &mut goes } else { &mut stays };
            // Between two sentences that were apart is a gap.
            let gap = if last.is_none_or(|last| last == is_marked) { piece.gap } else { "\n\n" };
            if !part.is_empty() {
                part.push_str(gap);
            }
            part.push_str(&piece.text);
            last = Some(is_marked);
        }
        let fits = |part: &str| (limits::TEXT.0..=limits::TEXT.1).contains(&text::length(part));
        if fits(&stays) && fits(&goes) { Ok((stays, goes)) } else { Err(VerdictError::PartsMissing) }
    }
}

/// Both parts in one text again, when that is not too long: each may have grown since.
pub fn rejoined(stays: &str, goes: &str) -> Option<String> {
    let whole = format!("{stays}\n\n{goes}");
    (text::length(&whole) <= limits::TEXT.1).then_some(whole)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const TEXT: &str = "Am Stadthafen fehlen Bänke zum Ausruhen. Bitte stellt z. B. zehn davon auf!\n\nAußerdem ist es am \
                        Kanonsberg nachts viel zu dunkel.\n- Lampen an der Treppe\n- Lampen am Weg";

    fn off(marked: impl IntoIterator<Item = usize>) -> SplitOff {
        SplitOff { title: "Mehr Licht am Kanonsberg".into(), marked: marked.into_iter().collect() }
    }

    #[test]
    fn a_text_falls_into_sentences_and_lines() {
        let found: Vec<String> = pieces(TEXT).into_iter().map(|piece| piece.text).collect();
        assert_eq!(
            found,
            [
                "Am Stadthafen fehlen Bänke zum Ausruhen.",
                "Bitte stellt z.",
                "B. zehn davon auf!",
                "Außerdem ist es am Kanonsberg nachts viel zu dunkel.",
                "- Lampen an der Treppe",
                "- Lampen am Weg"
            ]
        );
    }

    #[test]
    fn what_is_marked_goes_and_the_rest_stays_in_its_order() {
        let (stays, goes) = off([3, 4, 5]).parts(TEXT).unwrap();
        assert_eq!(stays, "Am Stadthafen fehlen Bänke zum Ausruhen. Bitte stellt z. B. zehn davon auf!");
        assert_eq!(
            goes,
            "Außerdem ist es am Kanonsberg nachts viel zu dunkel.\n- Lampen an der Treppe\n- Lampen am Weg"
        );
    }

    #[test]
    fn neither_part_is_left_without_a_wish() {
        for marked in [vec![], vec![0, 1, 2, 3, 4, 5], vec![4], vec![99]] {
            assert_eq!(off(marked.clone()).parts(TEXT), Err(VerdictError::PartsMissing), "{marked:?}");
        }
        assert_eq!(off([]).check(), Err(VerdictError::PartsMissing));
        assert_eq!(SplitOff { title: "kurz".into(), ..off([1]) }.check(), Err(VerdictError::TitleMissing));
    }

    proptest! {
        #[test]
        fn no_word_is_lost_and_none_is_added(whole in "([A-Za-zäöü]{1,9}[.!?\n ]{0,3} ?){1,60}", marked in proptest::collection::btree_set(0_usize..20, 0..9)) {
            let words = |text: &str| {
                let mut words: Vec<String> = text.split_whitespace().map(str::to_owned).collect();
                words.sort();
                words
            };
            if let Ok((stays, goes)) = off(marked).parts(&whole) {
                prop_assert_eq!(words(&rejoined(&stays, &goes).unwrap()), words(&whole));
            }
        }
    }
}
