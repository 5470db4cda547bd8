//! The fixed vocabulary: themes and goals with their names in every language.

use axum::{Json, response::Response};
use domain::{Goal, Language, Theme};
use serde::Serialize;
use utoipa::ToSchema;
use web::locales::Words;

use super::answers;

/// A Leitthema or a Kernziel.
#[derive(Serialize, ToSchema)]
pub struct Named {
    /// The word in addresses and in proposals.
    slug: &'static str,
    /// The number that the city gives to a Leitthema.
    #[serde(skip_serializing_if = "Option::is_none")]
    number: Option<i16>,
    names: Names,
}

/// The name in German, English and Leichte Sprache.
#[derive(Serialize, ToSchema)]
pub struct Names {
    de: &'static str,
    en: &'static str,
    ls: &'static str,
}

fn named(slug: &'static str, number: Option<i16>, name: impl Fn(&'static Words) -> &'static str) -> Named {
    let name = |language| name(Words::of(language));
    Named { slug, number, names: Names { de: name(Language::De), en: name(Language::En), ls: name(Language::Ls) } }
}

/// The seven Leitthemen
#[utoipa::path(
    get,
    path = "/api/v1/themes",
    operation_id = "listThemes",
    tag = "Vocabulary",
    responses((status = 200, description = "In the order of the city", body = [Named]))
)]
pub async fn themes() -> Response {
    let all = Theme::ALL.into_iter();
    let all = all.map(|theme| named(theme.slug(), Some(theme.number()), |words| words.names.theme(theme)));
    answers::fixed(Json(all.collect::<Vec<_>>()))
}

/// The four Kernziele
#[utoipa::path(
    get,
    path = "/api/v1/goals",
    operation_id = "listGoals",
    tag = "Vocabulary",
    responses((status = 200, description = "In the order of the city", body = [Named]))
)]
pub async fn goals() -> Response {
    let all = Goal::ALL.into_iter().map(|goal| named(goal.slug(), None, |words| words.names.goal(goal)));
    answers::fixed(Json(all.collect::<Vec<_>>()))
}
