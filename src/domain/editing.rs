//! Editing pages in place: how the changes of two people become one text, what changed between two states of a page, and
//! what an editor should look at before publishing.

mod compare;
mod links;
mod merge;
mod pages;
#[cfg(test)]
mod tests;
mod tokens;
mod warnings;

pub use compare::{Kind, Piece, compare};
pub use merge::{Merge, merge};
pub use pages::{BlockChange, Change, Keyed, Snapshot, State, compare_pages};
pub use warnings::{Flaw, Warning, level_after, warnings};

/// Letters of one block. The longest of ours has a tenth of it.
pub const LONGEST: usize = 20_000;

/// Letters of a title and of what stands below it.
pub const LONGEST_TITLE: usize = 200;
pub const LONGEST_SUMMARY: usize = 600;

/// Letters of the note with which somebody says why.
pub const LONGEST_NOTE: usize = 300;

/// Text as it is stored, however a browser or a program sent it: forms end lines with two characters.
pub fn tidy(body: &str) -> String {
    let body = body.replace("\r\n", "\n").replace(['\r', '\0'], "");
    body.trim_end().trim_start_matches('\n').to_owned()
}

/// Whether a body fits.
pub fn fits(body: &str) -> bool {
    body.chars().count() <= LONGEST
}
