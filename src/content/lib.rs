//! The words and data that ship with the binary, as typed values. What cannot be read names its file.
//!
//! Nothing here knows a database; `store::seed` loads it.

mod areas;
mod csv;
mod demo;
mod gazetteer;
mod pages;
mod passwords;

use std::fmt::Display;

pub use areas::{Areas, BoroughSource, CouncilSource, DistrictSource, areas, outlines};
pub use demo::{
    AnswerSource, CommentSource, EventSource, OfficeSource, PlaceCallSource, PlaceSource, ProposalSource,
    QuestionSource, SurveySource, events, offices, place_calls, proposals, surveys,
};
pub use gazetteer::{PlaceName, gazetteer};
pub use pages::{PageSource, pages};
pub use passwords::is_common_password;

#[derive(Debug, thiserror::Error)]
#[error("{file}: {problem}")]
pub struct ContentError {
    pub file: String,
    pub problem: String,
}

impl ContentError {
    pub(crate) fn new(file: impl Into<String>, problem: impl Display) -> Self {
        Self { file: file.into(), problem: problem.to_string() }
    }
}
