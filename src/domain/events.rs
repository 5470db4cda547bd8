//! Kalender: events in person, with what a person needs to know to get in.

use serde::{Deserialize, Serialize};

use crate::{Moment, areas::AreaName, ids::EventId};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Accessibility {
    StepFree,
    AccessibleToilet,
    InductionLoop,
    SignLanguage,
    EasyLanguage,
    QuietRoom,
}

impl Accessibility {
    pub const ALL: [Self; 6] = [
        Self::StepFree,
        Self::AccessibleToilet,
        Self::InductionLoop,
        Self::SignLanguage,
        Self::EasyLanguage,
        Self::QuietRoom,
    ];
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    pub id: EventId,
    pub slug: String,
    pub title: String,
    pub text: String,
    pub starts_at: Moment,
    pub ends_at: Moment,
    pub place_name: String,
    pub address: String,
    pub district: Option<AreaName>,
    pub accessibility: Vec<Accessibility>,
    pub registration: Option<String>,
    pub updated_at: Moment,
    pub is_demo: bool,
}
