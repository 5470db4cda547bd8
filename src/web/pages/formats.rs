//! What surveys, calls for places and the calendar share: periods in words, lists by state, and the ways onward.

mod ids;
mod list;
mod onward;
mod period;

pub use {
    ids::{fresh_id, renewed_id},
    list::{FormatEntry, FormatPage},
    onward::Onward,
    period::{PeriodLine, PeriodTag},
};

/// Surveys, calls and events are written by the city in German; assistive technology reads them as German wherever the
/// page around them is in another language.
pub fn content_lang(visit: &crate::Visit) -> Option<&'static str> {
    (visit.language != domain::Language::De).then_some("de")
}
