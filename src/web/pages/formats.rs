//! What surveys, calls for places and the calendar share: periods in words, lists by state, and the ways onward.

mod ids;
mod list;
mod onward;
mod period;

pub use {
    ids::{fresh_id, renewed_id},
    list::{FormatEntry, FormatPage},
    onward::Onward,
    period::{PeriodLine, PeriodTag, period_text},
};

/// What the city wrote in German alone: assistive technology reads it as German wherever the page around it is in another
/// language.
pub fn content_lang(visit: &crate::Visit) -> Option<&'static str> {
    lang_of(visit, domain::Language::De)
}

/// The same of what is there in this language.
pub fn lang_of(visit: &crate::Visit, language: domain::Language) -> Option<&'static str> {
    (visit.language != language).then_some(language.tag())
}
