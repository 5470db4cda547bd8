//! Proposals: the board and its pages, submission, corrections, decisions and merging.
//!
//! In public a proposal is seen from its publication on (`published_at`). One that was refused or withdrawn while it
//! waited for its check was never published, and one that the moderators took off the board is so no more: both are
//! read by their authors alone, whatever their status is called.

mod addresses;
mod answer;
mod author;
mod cards;
mod content;
mod find;
mod inbox;
mod insert;
mod list;
mod matching;
pub(crate) mod merge;
mod moderate;
mod near;
mod pins;
mod related;
#[cfg(test)]
pub(crate) mod samples;
mod scope;
mod similar;
pub(crate) mod split;
mod subject;
#[cfg(test)]
mod tests;

#[cfg(test)]
pub(crate) use crate::moderation::samples::reject_proposal as reject;
pub use addresses::{Address, addresses, spans};
pub use answer::answer;
pub(crate) use answer::answer_in;
pub use author::{as_editable, correct, withdraw};
pub(crate) use content::{Content, search_text, set_status};
pub use find::{Met, find, find_as, find_for};
pub use inbox::{Due, DueList, Waiting, council_inbox, inbox, inbox_counts, overdue};
pub(crate) use insert::insert;
pub use insert::{Submitted, submit};
pub use list::{Export, Exported, MapPart, Ticked, Whole, list, list_on_map, newest, newest_whole, ticked};
pub(crate) use matching::matching;
pub use moderate::publish;
pub use pins::pins;
pub use related::{Related, related};
pub use similar::similar;
pub(crate) use subject::{Subject, status_of};
