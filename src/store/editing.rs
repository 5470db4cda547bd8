//! Editing pages in place. Beside the live page, which is what everybody reads, stands one draft; everything that
//! editors do happens there, block by block, each against the revision that it started from. Nothing is overwritten:
//! what two people changed at different places comes together, at the same place the later one is asked.
//!
//! Whoever writes holds the row of the page until the end of the transaction, so that a page changes one step at a time.

mod arrange;
mod draft;
mod letters;
pub(crate) mod names;
mod once;
mod opened;
mod opening;
mod presence;
mod preview;
mod publish;
mod review;
mod save;
mod schedule;
#[cfg(test)]
mod tests;
mod there;
mod tree;
mod typed;
mod units;
mod variants;
mod versions;

pub use arrange::{NewBlock, To, insert, remove, restore, shift};
pub use draft::{Draft, last_change, open, open_at, page_at};
pub use letters::{About, LETTER, Letter, ToldPage, open_letter};
pub use opened::{Compared, OpenHistory, open_history, opened_history};
pub(crate) use opening::changes;
pub use opening::{PartClash, StoredPart, describe, save_part, words_at};
pub use presence::{AT_FORM_MINUTES, Present, at_form, here, leave, leave_form, present};
pub use preview::{Share, share, shared, shares, unshare};
pub use publish::publish;
pub use review::{Listed, all, hand_in, send_back};
pub use save::{Clash, Save, Saved, Stored, save};
pub use schedule::{Due, SCHEDULED, run_scheduled, schedule};
pub use there::{There, Wanted, there};
pub use tree::{Past, Seen, bring_back, create, discard, past, relocate, retire};
pub use typed::{Typed, forget, keep, typed};
pub use units::{Care, assign, care};
pub use variants::{Variant, check, confirm, variants};
pub(crate) use variants::{left_behind, lose_check, standing, standings};
pub use versions::{TakenAway, Version, current, restore_version, snapshot, taken_away, versions};
