//! Editing pages in place: `?bearbeiten` at any content page, and what a browser and plain forms ask below `/bearbeiten`.

pub mod address;
pub mod answers;
pub mod arrange;
mod beside;
pub mod block;
mod check;
mod clash;
pub mod data;
pub mod devices;
mod diff;
pub mod events;
mod fields;
pub mod glance;
mod hints;
pub mod history;
mod kinds;
pub mod languages;
pub mod library;
mod lined;
mod links;
mod look;
pub mod mode;
pub mod new;
pub mod opened;
mod parts;
mod picture;
pub mod presence;
pub mod preview;
pub mod publish;
pub mod review;
pub mod schedule;
pub mod side_by_side;
mod side_rows;
mod since;
pub mod title;
mod units;
pub mod upload;

use domain::{blocks::path, ids::SubmissionId};
use store::editing::Draft;

use crate::AppError;

/// `/bearbeiten/12`
fn base(page: i64) -> String {
    format!("/bearbeiten/{page}")
}

fn number(text: &str) -> Result<i64, AppError> {
    text.parse().ok().filter(|id| *id > 0).ok_or(AppError::NotFound)
}

/// Where everybody reads the page, in its own language.
fn public_path(draft: &Draft) -> String {
    draft.language.path(&path(&draft.address))
}

/// The page with the editor.
fn edit_path(draft: &Draft) -> String {
    format!("{}?{}", public_path(draft), mode::WORD)
}

/// A UUID for what is about to be sent.
fn fresh() -> String {
    let plain = SubmissionId::from_bytes(rand::random());
    domain::editing::uuid(plain.as_str()).unwrap_or_else(|| plain.to_string())
}
