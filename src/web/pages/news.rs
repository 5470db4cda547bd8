//! What a person follows and was told: the inbox, how they want to be told, and the links of letters. It works for whoever
//! holds a guest token or an account, and in part for whoever holds a letter.

mod email;
mod follow;
mod inbox;
mod links;
mod push;
mod settings;
pub(crate) mod tell;

use axum::response::Redirect;
pub use email::change as email;
pub(crate) use follow::{FollowProposal, FollowTopic};
pub use follow::{change as follow, own};
pub use inbox::{read, show};
pub use links::{ask_confirm, ask_stop, confirm, stop};
pub use push::change as push;
pub use settings::show as settings;

use super::receipt::unkept;
use crate::Visit;

/// `/neuigkeiten/einstellungen` with a word about what just happened.
fn to_settings(visit: &Visit, word: &str) -> Redirect {
    Redirect::to(&visit.href(&format!("/neuigkeiten/einstellungen?{word}=ja#nachricht")))
}

/// The value of a field; the last one where there are several.
fn field(pairs: &[(String, String)], name: &str) -> String {
    pairs.iter().rev().find(|(key, _)| key == name).map(|(_, value)| value.clone()).unwrap_or_default()
}
