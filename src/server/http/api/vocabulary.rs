//! The fixed words of the domain as schemas. The domain itself knows nothing of OpenAPI, because it runs on phones too.

use domain::{
    comments,
    history::{self, Happening},
    proposals,
};
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{ObjectBuilder, RefOr, Schema, schema::Type},
};

macro_rules! vocabulary {
    ($($(#[doc = $doc:literal])* $name:ident: $words:expr),+ $(,)?) => {$(
        pub struct $name;

        impl PartialSchema for $name {
            fn schema() -> RefOr<Schema> {
                let description = concat!($($doc),*).trim();
                ObjectBuilder::new()
                    .schema_type(Type::String)
                    .description(Some(description))
                    .enum_values(Some($words))
                    .into()
            }
        }

        impl ToSchema for $name {}
    )+};
}

vocabulary! {
    /// One of the seven Leitthemen.
    Theme: domain::Theme::ALL.map(domain::Theme::slug),
    /// One of the four Kernziele.
    Goal: domain::Goal::ALL.map(domain::Goal::slug),
    /// The state of a proposal. A public one is never `submitted`.
    Status: proposals::Status::ALL.map(proposals::Status::code),
    /// Whether a comment is for the proposal, against it, or neither.
    Stance: comments::Stance::ALL.map(comments::Stance::code),
    /// Who did it; never a name.
    Actor: history::Actor::ALL.map(history::Actor::code),
    /// What happened. More kinds may be added.
    Kind: TOLD,
}

/// Kinds of [`Happening`] that a timeline tells.
const TOLD: [&str; 13] = [
    "submitted",
    "published",
    "corrected",
    "redacted",
    "withdrawn",
    "goal_reached",
    "status_changed",
    "merged_into",
    "merged_from",
    "split_into",
    "split_from",
    "moved",
    "council_noted",
];

/// The kind of what a timeline tells; `None` for what it does not.
pub fn kind(happening: &Happening) -> Option<&'static str> {
    Some(happening.kind()).filter(|kind| happening.is_told() && TOLD.contains(kind))
}
