//! Invented contributions of invented people, so that every state of the platform can be seen. Days count back from
//! the day on which they are loaded.

use domain::{
    Goal,
    accounts::Level,
    events::Accessibility,
    place_calls::{Category, Verdict},
    proposals::Status,
    surveys::Question,
};
use include_dir::{Dir, include_dir};
use serde::{Deserialize, de::DeserializeOwned};

use crate::ContentError;

static DEMO: Dir = include_dir!("$CARGO_MANIFEST_DIR/demo");

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProposalSource {
    pub key: String,
    pub title: String,
    pub text: String,
    #[serde(default)]
    pub goals: Vec<Goal>,
    /// Name of an Ortsteil.
    pub district: Option<String>,
    /// Longitude, latitude.
    pub pin: Option<[f64; 2]>,
    pub place_note: Option<String>,
    pub author: Option<String>,
    pub status: Status,
    pub days_ago: i64,
    #[serde(default)]
    pub supports: i64,
    #[serde(default)]
    pub pictures: u32,
    /// Key of the proposal in which this one lives on.
    pub merged_into: Option<String>,
    /// What the Ortsbeirat of the place said some days after the publication.
    pub council_note: Option<String>,
    #[serde(default, rename = "comment")]
    pub comments: Vec<CommentSource>,
    #[serde(default, rename = "answer")]
    pub answers: Vec<AnswerSource>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OfficeSource {
    pub name: String,
    pub themes: Vec<domain::Theme>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CommentSource {
    pub stance: domain::comments::Stance,
    pub author: Option<String>,
    pub text: String,
    pub days_ago: i64,
    /// Place of the comment it replies to, from 0.
    pub reply_to: Option<usize>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AnswerSource {
    pub office: String,
    pub status: Status,
    pub text: String,
    pub cost_eur: Option<i64>,
    pub period: Option<String>,
    pub days_ago: i64,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SurveySource {
    pub slug: String,
    pub title: String,
    pub intro: String,
    pub starts_days_ago: i64,
    pub ends_in_days: Option<i64>,
    #[serde(default)]
    pub responses: u32,
    /// Whom it takes.
    #[serde(default)]
    pub level: Level,
    #[serde(default, rename = "question")]
    pub questions: Vec<QuestionSource>,
}

#[derive(Clone, Debug, Deserialize)]
pub struct QuestionSource {
    #[serde(flatten)]
    pub question: Question,
    /// Relative frequencies of the options or steps; for several options the percentage of people who tick each.
    #[serde(default)]
    pub weights: Vec<u32>,
    #[serde(default)]
    pub sample_texts: Vec<String>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlaceCallSource {
    pub slug: String,
    pub title: String,
    pub intro: String,
    pub starts_days_ago: i64,
    pub ends_in_days: Option<i64>,
    pub categories: Vec<Category>,
    #[serde(default, rename = "place")]
    pub places: Vec<PlaceSource>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlaceSource {
    pub category: String,
    pub verdict: Verdict,
    pub text: String,
    pub lon: f64,
    pub lat: f64,
    pub days_ago: i64,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EventSource {
    pub slug: String,
    pub title: String,
    pub text: String,
    pub starts_in_days: i64,
    /// `17:30`, on the clocks of Rostock.
    pub start_time: String,
    pub duration_minutes: i64,
    pub place_name: String,
    pub address: String,
    pub district: Option<String>,
    #[serde(default)]
    pub accessibility: Vec<Accessibility>,
    pub registration: Option<String>,
}

/// All demo proposals with the slug of their Leitthema, which names their file.
pub fn proposals() -> Result<Vec<(domain::Theme, ProposalSource)>, ContentError> {
    #[derive(Deserialize)]
    struct File {
        proposal: Vec<ProposalSource>,
    }
    let mut all = Vec::new();
    for theme in domain::Theme::ALL {
        let file: File = read(&format!("proposals/{}.toml", theme.slug()))?;
        all.extend(file.proposal.into_iter().map(|proposal| (theme, proposal)));
    }
    Ok(all)
}

pub fn offices() -> Result<Vec<OfficeSource>, ContentError> {
    #[derive(Deserialize)]
    struct File {
        office: Vec<OfficeSource>,
    }
    read::<File>("offices.toml").map(|file| file.office)
}

pub fn surveys() -> Result<Vec<SurveySource>, ContentError> {
    #[derive(Deserialize)]
    struct File {
        survey: Vec<SurveySource>,
    }
    read::<File>("surveys.toml").map(|file| file.survey)
}

pub fn place_calls() -> Result<Vec<PlaceCallSource>, ContentError> {
    #[derive(Deserialize)]
    struct File {
        place_call: Vec<PlaceCallSource>,
    }
    read::<File>("place_calls.toml").map(|file| file.place_call)
}

pub fn events() -> Result<Vec<EventSource>, ContentError> {
    #[derive(Deserialize)]
    struct File {
        event: Vec<EventSource>,
    }
    read::<File>("events.toml").map(|file| file.event)
}

fn read<T: DeserializeOwned>(name: &str) -> Result<T, ContentError> {
    let path = format!("demo/{name}");
    let text = DEMO.get_file(name).and_then(|file| file.contents_utf8());
    let text = text.ok_or_else(|| ContentError::new(&path, "is missing"))?;
    toml::from_str(text).map_err(|error| ContentError::new(&path, error))
}

#[cfg(test)]
mod tests;
