//! Moderation: what waits, who looks at what, and decisions. Each decision is one transaction with its entry in the
//! audit log and its line in the public journal.

mod apply;
mod blocks;
mod case;
mod claims;
mod current;
mod decide;
mod decisions;
mod journal;
mod queue;
mod recipients;
mod redact;
mod requests;
#[cfg(test)]
pub(crate) mod samples;
#[cfg(test)]
mod tests;

pub(crate) use apply::lock_both;
pub use blocks::Blocked;
pub(crate) use blocks::check as check_block;
pub use case::{Case, case};
pub use claims::{Claim, claim};
pub(crate) use claims::{note as note_claim, of_others as claims_of_others, release as release_claim};
pub(crate) use current::Current;
pub use decide::{Shown, decide, decide_and_write, hide, publish};
pub(crate) use decide::{changed, keep_apart, reverse};
pub use decisions::{Decision, hidden, of as decisions};
pub(crate) use decisions::{from_row as decision_from, of_item as decisions_of};
pub use domain::moderation::{Item, Kind};
pub use journal::{Counts, Line, counts, first as first_decision, journal};
pub use queue::{QueueItem, Task, asked, queue};
pub use recipients::{Recipient, recipients};
pub(crate) use recipients::{author, reporters};
pub(crate) use redact::redact;
pub use requests::{Request, requests};
