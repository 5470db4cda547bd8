//! What changed in a text, for people: phrases, not letters.

use serde::{Deserialize, Serialize};

use super::tokens::{Edit, edits, lines, phrases, words};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    Kept,
    Added,
    Removed,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Piece {
    pub kind: Kind,
    pub text: String,
}

/// The new text with what was removed in its place. Kept and added pieces are the new text, kept and removed ones the old.
pub fn compare(old: &str, new: &str) -> Vec<Piece> {
    let (old, new) = (lines(old), lines(new));
    let mut pieces = Vec::new();
    walk(&old, &new, edits(&old, &new), &mut pieces, |old, new, pieces| {
        if old.is_empty() || new.is_empty() {
            push(pieces, Kind::Removed, &old);
            push(pieces, Kind::Added, &new);
            return;
        }
        let (old, new) = (words(&old), words(&new));
        walk(&old, &new, phrases(&old, &new), pieces, |old, new, pieces| {
            push(pieces, Kind::Removed, &old);
            push(pieces, Kind::Added, &new);
        });
    });
    pieces
}

fn walk(
    old: &[&str],
    new: &[&str],
    edits: Vec<Edit>,
    pieces: &mut Vec<Piece>,
    changed: impl Fn(String, String, &mut Vec<Piece>),
) {
    let part = |pieces: &[&str], range: std::ops::Range<usize>| pieces.get(range).unwrap_or_default().concat();
    let mut at = 0;
    for edit in edits {
        push(pieces, Kind::Kept, &part(old, at..edit.old.start));
        at = edit.old.end;
        changed(part(old, edit.old), part(new, edit.new), pieces);
    }
    push(pieces, Kind::Kept, &part(old, at..old.len()));
}

fn push(pieces: &mut Vec<Piece>, kind: Kind, text: &str) {
    if text.is_empty() {
        return;
    }
    match pieces.last_mut().filter(|last| last.kind == kind) {
        Some(last) => last.text.push_str(text),
        None => pieces.push(Piece { kind, text: text.to_owned() }),
    }
}
