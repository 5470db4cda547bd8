//! Finding proposals by words, on both databases with the same verdict.
//!
//! A proposal carries a `search_text`: its words folded, with the stems that its folded words do not contain
//! ("Fahrräder" brings "fahrrad"). A typed word becomes one or more needles, and a proposal matches when every word has a
//! needle in the text. Because a needle is found anywhere in a word, "platz" finds "Spielplatz" and "Fahrrad" finds
//! "Fahrradweg"; the trigram index of either database answers such a question without reading the rows.

mod alike;
mod candidates;
mod matches;
mod typo;
mod words;

pub(crate) use alike::{Alike, alike};
pub(crate) use matches::{Matches, find};
pub use words::document;
pub(crate) use words::{Term, content_words};
