//! Editing pages in place: how the changes of two people become one text, what changed between two states of a page, and
//! what an editor should look at before publishing.

mod addresses;
mod compare;
mod links;
mod merge;
mod opening;
mod pages;
mod pairs;
mod seen;
#[cfg(test)]
mod tests;
mod tokens;
mod units;
mod variants;
mod warnings;

pub use addresses::{RESERVED, address, is_below, is_fixed};
pub use compare::{Kind, Piece, compare};
pub use links::{OurPlace, our_place, targets};
pub use merge::{Merge, merge};
pub use opening::{Opening, Part, place};
pub use pages::{BlockChange, Change, Keyed, Snapshot, State, compare_pages};
pub use pairs::{Pair, pairs};
pub use seen::{Between, Life, Whereabouts};
pub use units::{Unit, Units};
pub use variants::{Check, LONGEST_GROUP, Outdated, Standing};
pub use warnings::{Flaw, Warning, block_warnings, file_address, level_after, warnings};

use crate::{ids::SubmissionId, text::with_plain_line_ends};

/// Letters of one block. The longest of ours has a tenth of it.
pub const LONGEST: usize = 20_000;

/// Letters of a title and of what stands below it.
pub const LONGEST_TITLE: usize = 200;
pub const LONGEST_SUMMARY: usize = 600;

/// Letters of the note with which somebody says why.
pub const LONGEST_NOTE: usize = 300;

/// Text as it is stored, however a browser or a program sent it: forms end lines with two characters.
pub fn tidy(body: &str) -> String {
    let body = with_plain_line_ends(body).replace('\0', "");
    body.trim_end().trim_start_matches('\n').to_owned()
}

/// Whether a body fits.
pub fn fits(body: &str) -> bool {
    body.chars().count() <= LONGEST
}

/// A UUID as it is stored: in lower case, with its dashes.
pub fn uuid(text: &str) -> Option<String> {
    let plain = SubmissionId::parse(text).ok()?;
    let part = |from: usize, to: usize| plain.as_str().get(from..to);
    Some(format!("{}-{}-{}-{}-{}", part(0, 8)?, part(8, 12)?, part(12, 16)?, part(16, 20)?, part(20, 32)?))
}
