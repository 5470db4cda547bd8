//! Kalender: events in person, with what a person needs to know to get in.

use serde::{Deserialize, Serialize};

use crate::{
    Language, Moment, Theme,
    announced::{Telling, Translations},
    areas::AreaName,
    fields::{Field, FieldErrors, Problem},
    ids::{AreaId, EventId},
    listed::listed,
    text,
};

/// Name of a place, its address, how to register.
pub const LINE: usize = 200;

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

    pub fn code(self) -> &'static str {
        match self {
            Self::StepFree => "step_free",
            Self::AccessibleToilet => "accessible_toilet",
            Self::InductionLoop => "induction_loop",
            Self::SignLanguage => "sign_language",
            Self::EasyLanguage => "easy_language",
            Self::QuietRoom => "quiet_room",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|what| what.code() == code)
    }
}

listed! {
    /// From a draft to what everybody knows; what was public once stays findable.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub enum Standing {
        /// Those who make events see it, and nobody else.
        Draft,
        Public,
        Cancelled,
    }
}

impl Standing {
    pub fn code(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Public => "public",
            Self::Cancelled => "cancelled",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|standing| standing.code() == code)
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    pub id: EventId,
    pub slug: String,
    pub title: String,
    pub text: String,
    /// Of title and text.
    pub language: Language,
    pub translations: Translations,
    pub starts_at: Moment,
    pub ends_at: Moment,
    pub place_name: String,
    pub address: String,
    pub district: Option<AreaName>,
    pub accessibility: Vec<Accessibility>,
    pub registration: Option<String>,
    pub theme: Option<Theme>,
    /// The page of a survey, a call for places or a board, as `/umfragen/wege`. It may be gone.
    pub leads_to: Option<String>,
    pub standing: Standing,
    /// Why it was cancelled.
    pub cancelled_because: Option<String>,
    pub updated_at: Moment,
    /// Counts changes; a change says which revision it started from.
    pub revision: i64,
    pub is_demo: bool,
}

impl Event {
    /// With title and text in this language, where somebody wrote them.
    #[must_use]
    pub fn told_in(self, language: Language) -> Self {
        match self.translations.of(language).cloned() {
            Some(Telling { title, text }) => Self { title, text, language, ..self },
            None => self,
        }
    }

    pub fn is_cancelled(&self) -> bool {
        self.standing == Standing::Cancelled
    }
}

/// What staff decide about an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventContent {
    pub words: Telling,
    pub translations: Translations,
    pub starts_at: Moment,
    pub ends_at: Moment,
    pub place_name: String,
    pub address: String,
    pub district: Option<AreaId>,
    pub accessibility: Vec<Accessibility>,
    pub registration: Option<String>,
    pub theme: Option<Theme>,
    pub leads_to: Option<String>,
}

/// A part of an event of which words alone do not say whether it fits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flaw {
    /// Nobody plans with a day that far away; it is a typing error.
    StartsFarAway,
    EndsTooEarly,
    EndsFarAway,
    PlaceName(Problem),
    Address(Problem),
    Registration(Problem),
}

impl EventContent {
    /// Everything that does not fit.
    pub fn flaws(&self, now: Moment) -> Vec<Flaw> {
        let mut flaws = Vec::new();
        if !self.starts_at.is_plannable(now) {
            flaws.push(Flaw::StartsFarAway);
        }
        if self.ends_at <= self.starts_at {
            flaws.push(Flaw::EndsTooEarly);
        } else if !self.ends_at.is_plannable(now) {
            flaws.push(Flaw::EndsFarAway);
        }
        flaws.extend(line(&self.place_name, 1).map(Flaw::PlaceName));
        flaws.extend(line(&self.address, 1).map(Flaw::Address));
        flaws.extend(line(self.registration.as_deref().unwrap_or_default(), 0).map(Flaw::Registration));
        flaws
    }
}

fn line(words: &str, least: usize) -> Option<Problem> {
    let mut errors = FieldErrors::default();
    text::check(&mut errors, Field::PlaceNote, words, least, LINE);
    errors.of(Field::PlaceNote)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Moment = Moment(1_795_435_200_000);

    fn content() -> EventContent {
        EventContent {
            words: Telling { title: "Fest".into(), text: "Alle sind da.".into() },
            translations: Translations::default(),
            starts_at: NOW.plus_days(7),
            ends_at: Moment(NOW.plus_days(7).0 + Moment::HOUR),
            place_name: "Rathaus".into(),
            address: "Neuer Markt 1".into(),
            district: None,
            accessibility: Vec::new(),
            registration: None,
            theme: None,
            leads_to: None,
        }
    }

    #[test]
    fn an_event_has_a_place_and_ends_after_its_beginning_on_a_day_that_people_plan_with() {
        assert!(content().flaws(NOW).is_empty());
        let nowhere = EventContent { place_name: String::new(), address: "a".repeat(LINE + 1), ..content() };
        let too_long = Problem::TooLong { most: LINE, now: LINE + 1 };
        assert_eq!(nowhere.flaws(NOW), [Flaw::PlaceName(Problem::Missing), Flaw::Address(too_long)]);
        let backwards = EventContent { ends_at: content().starts_at, ..content() };
        assert_eq!(backwards.flaws(NOW), [Flaw::EndsTooEarly]);
        let far = EventContent { starts_at: Moment(i64::MIN), ends_at: Moment(i64::MAX), ..content() };
        assert_eq!(far.flaws(NOW), [Flaw::StartsFarAway, Flaw::EndsFarAway]);
        let hidden = EventContent { registration: Some("0381\u{202E}".into()), ..content() };
        assert_eq!(hidden.flaws(NOW), [Flaw::Registration(Problem::ForbiddenCharacters)]);
    }

    #[test]
    fn codes_read_back() {
        for standing in Standing::ALL {
            assert_eq!(Standing::from_code(standing.code()), Some(standing));
        }
        for what in Accessibility::ALL {
            assert_eq!(Accessibility::from_code(what.code()), Some(what));
            assert_eq!(serde_json::to_value(what).unwrap(), what.code());
        }
    }
}
