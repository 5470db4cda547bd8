//! Proposals: what a person says the city should do, and what became of it.

mod draft;
mod participation;
mod seen;
mod similar;
mod status;
mod views;

pub(crate) use draft::optional_line;
pub use draft::{Draft, DraftStep, NewProposal, PlaceChoice};
pub use participation::{Pin, Supports};
pub use seen::{Merged, PARTS, Seen, merge};
pub use similar::{Trigrams, similarity};
pub use status::{Status, StatusChange, StatusError};
pub use views::{Answer, Confirmed, NewAnswer, Picture, ProposalCard, ProposalDetail, Similar, ThemeFigures, path};

/// Shortest and longest texts, in characters. The title fits two lines of a phone; the text an A4 page.
pub mod limits {
    pub const TITLE: (usize, usize) = (8, 120);
    pub const TEXT: (usize, usize) = (40, 4_000);
    pub const AUTHOR: usize = 60;
    pub const PLACE_NOTE: usize = 120;
    pub const PICTURES: usize = 3;
    pub const PICTURE_MEGABYTES: usize = 8;
    /// What one person keeps here, in all drafts and proposals together: a hundred proposals with all their pictures.
    pub const PICTURES_OF_ONE_PERSON: usize = 300;
    pub const MEGABYTES_OF_ONE_PERSON: usize = 150;
}
