#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic))]
//! The rules of Wegmarken: what a proposal, a support, a comment or a place is, and what may happen to it.
//!
//! Nothing here reads a clock, a network or a database: time and ids come in as arguments, so that the server, the
//! browser and the kiosk reach the same verdict from the same code.

pub mod accounts;
pub mod announced;
pub mod answers;
pub mod areas;
pub mod barriers;
pub mod blocks;
pub mod boards;
pub mod channel;
pub mod comments;
pub mod council_notes;
pub mod editing;
pub mod events;
pub mod fields;
pub mod filter;
pub mod floods;
pub mod goals;
pub mod history;
pub mod ids;
pub mod jobs;
pub mod kiosk;
pub mod language;
mod listed;
pub mod map;
pub mod media;
pub mod moderation;
pub mod moment;
pub mod news;
pub mod outbox;
pub mod paging;
pub mod paper;
pub mod personal_data;
pub mod place_calls;
pub mod places;
pub mod plain_language;
pub mod policy;
pub mod privacy;
pub mod proposals;
pub mod push;
pub mod receipts;
pub mod residents;
pub mod sittings;
pub mod spam;
pub mod sponsors;
pub mod surveys;
pub mod text;
pub mod themes;
pub mod visibility;
pub mod word_list;

pub use goals::Goal;
pub use language::Language;
pub use moment::Moment;
pub use themes::Theme;
