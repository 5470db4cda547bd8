//! Who is told of what: following, the inbox, and letters.
//!
//! A worker reads the event log behind its writers ([`spread`]) and writes a notice for every person concerned, together
//! with the letters that come of it, in one transaction with the place in the log up to which it came. A notice exists
//! once for one person and event.

mod audience;
mod contact;
mod cursor;
mod follows;
mod inbox;
mod letters;
mod people;
mod push;
mod schedule;
mod spread;
mod stop;
#[cfg(test)]
mod tests;

pub(crate) use contact::take_account_address;
pub use contact::{Asked, Contact, ask_for_email, confirm, contact, forget_email, set_delivery};
pub use follows::{Followed, delivery, follow, followed, unfollow};
pub use inbox::{Item, inbox, mark_read, unread};
pub use letters::{KIND, Letter, open};
pub(crate) use people::{addresses, adopt, forget, forget_old, forget_proposals, forget_told};
pub use push::{Message, PUSH, has_device, is_gone, open_push, subscribe, unsubscribe};
pub(crate) use spread::pass_over;
pub use spread::spread;
pub use stop::{stop, stop_is_valid};
