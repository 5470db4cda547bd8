//! The only crate that knows SQL: every feature of the platform as functions in the words of the domain.
//!
//! Every function takes the [`Store`] first; time comes in as an argument. Every write is one transaction that also
//! writes what happened into the event log ([`history`]), and asks `domain::policy` inside it.

pub mod accounts;
pub mod activity;
pub mod answering;
pub mod appeals;
pub mod areas;
pub mod attempts;
pub mod audit;
pub mod backup;
pub mod barriers;
pub mod boards;
pub mod comments;
mod connection;
pub mod contributions;
pub mod council_notes;
pub mod drafts;
pub mod editing;
mod entity;
mod errors;
pub mod events;
pub mod faults;
pub mod figures;
pub mod floods;
mod history;
pub mod identities;
pub mod jobs;
mod keys;
pub mod kiosks;
pub mod leaving;
pub mod links;
pub mod mail;
mod measure;
pub mod media;
pub mod moderation;
pub mod moving;
pub mod news;
pub mod offices;
pub mod outbox;
pub mod pages;
pub mod paper;
mod parts;
pub mod passkeys;
pub mod people;
pub mod pictures;
pub mod place_calls;
#[cfg(test)]
mod privacy;
pub mod proposals;
pub mod receipts;
pub mod redact;
pub mod reports;
pub mod residents;
pub mod retention;
pub mod roles;
pub mod schema;
mod search;
pub mod second_factor;
pub mod seed;
pub mod sessions;
pub mod sittings;
pub mod spam;
pub mod sponsors;
pub mod supports;
pub mod surveys;
#[cfg(test)]
mod testing;
pub mod tickets;
mod transactions;
mod version;
pub mod word_lists;
mod writer;

pub use connection::{Settings, Store};
pub(crate) use domain::visibility;
pub use errors::StoreError;
pub use keys::{Keys, sha256};
pub use measure::{Measured, Outcome};
pub use version::Version;
