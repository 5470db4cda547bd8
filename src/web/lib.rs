//! Pages, islands, the design system and the words of the interface.
//!
//! Pages are Leptos components rendered on the server only. What has to react in the browser is an island: a small
//! component compiled twice, for the server and as WebAssembly.
// Views are types nested as deep as the page: the compiler follows them further than by default.
#![recursion_limit = "256"]
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic))]

pub mod islands;
mod numbers;

#[cfg(feature = "ssr")]
mod cookies;
#[cfg(feature = "ssr")]
mod crowd;
#[cfg(feature = "ssr")]
mod dates;
#[cfg(feature = "ssr")]
mod error;
#[cfg(feature = "ssr")]
mod guest;
#[cfg(feature = "ssr")]
pub mod letters;
#[cfg(feature = "ssr")]
mod local_path;
#[cfg(feature = "ssr")]
pub mod locales;
#[cfg(feature = "ssr")]
mod nonce;
#[cfg(feature = "ssr")]
mod one_time_codes;
#[cfg(feature = "ssr")]
pub mod open_id;
#[cfg(feature = "ssr")]
pub mod pages;
#[cfg(feature = "ssr")]
mod passkeys;
#[cfg(feature = "ssr")]
mod passwords;
#[cfg(feature = "ssr")]
mod render;
#[cfg(feature = "ssr")]
mod rescued;
#[cfg(feature = "ssr")]
mod returned;
#[cfg(feature = "ssr")]
pub mod routes;
#[cfg(feature = "ssr")]
pub mod scanner;
#[cfg(feature = "ssr")]
mod signed_in;
#[cfg(feature = "ssr")]
pub mod site;
#[cfg(feature = "ssr")]
mod sitting;
#[cfg(feature = "ssr")]
mod ui;
#[cfg(feature = "ssr")]
mod visit;

#[cfg(feature = "ssr")]
pub use {
    cookies::Cookie,
    crowd::Crowded,
    dates::{from_local as rostock_time, machine as rfc3339},
    error::{AppError, error_pages, is_bare},
    guest::{Guest, random_id, record_id},
    local_path::LocalPath,
    nonce::Nonce,
    passwords::{checks as password_checks, hash as hash_password},
    render::{Frames, Shared},
    rescued::Rescued,
    returned::{RETURNED, Returned},
    signed_in::recognise,
    site::{Assets, Site, SiteSettings},
    visit::{Visit, borrowed, pairs, speak},
};
