//! The fixed vocabulary: themes and goals with their names in every language.

use axum::Json;
use domain::{Goal, Language, Theme};
use serde::Serialize;
use web::locales::Words;

#[derive(Serialize)]
pub struct Named {
    slug: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    number: Option<i16>,
    /// By language code: de, en, ls.
    names: std::collections::BTreeMap<&'static str, &'static str>,
}

fn named(slug: &'static str, number: Option<i16>, name: impl Fn(&'static Words) -> &'static str) -> Named {
    let names = Language::ALL.into_iter().map(|language| (language.code(), name(Words::of(language)))).collect();
    Named { slug, number, names }
}

pub async fn themes() -> Json<Vec<Named>> {
    let all = Theme::ALL.into_iter();
    Json(all.map(|theme| named(theme.slug(), Some(theme.number()), |words| words.names.theme(theme))).collect())
}

pub async fn goals() -> Json<Vec<Named>> {
    Json(Goal::ALL.into_iter().map(|goal| named(goal.slug(), None, |words| words.names.goal(goal))).collect())
}
