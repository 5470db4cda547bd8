//! How a Pat\*in introduces themself on the pages of the Leitthemen.

use serde::{Deserialize, Serialize};

use crate::{Theme, text};

/// What everybody reads once an administrator looked at it. As typed until [`Profile::check`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Profile {
    pub name: String,
    pub organisation: String,
    /// What they offer.
    pub offer: String,
    pub contact: String,
    pub themes: Vec<Theme>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    NameMissing,
    OfferMissing,
    ThemeMissing,
    /// `name`, `organisation` or `kontakt`.
    LineTooLong {
        field: &'static str,
        most: usize,
    },
    OfferTooLong {
        most: usize,
        now: usize,
    },
}

impl Fault {
    /// The input that it is about.
    pub fn field(self) -> &'static str {
        match self {
            Self::NameMissing => "name",
            Self::OfferMissing | Self::OfferTooLong { .. } => "angebot",
            Self::ThemeMissing => "thema",
            Self::LineTooLong { field, .. } => field,
        }
    }
}

pub const LINE: usize = 120;
pub const OFFER: usize = 600;

impl Profile {
    /// The same with clean words, when nothing is wrong.
    pub fn check(&self) -> Result<Self, Vec<Fault>> {
        let clean = Self {
            name: text::clean_line(&self.name),
            organisation: text::clean_line(&self.organisation),
            offer: text::clean(&self.offer),
            contact: text::clean_line(&self.contact),
            themes: Theme::ALL.into_iter().filter(|theme| self.themes.contains(theme)).collect(),
        };
        let mut faults = Vec::new();
        if clean.name.is_empty() {
            faults.push(Fault::NameMissing);
        }
        for (field, line) in [("name", &clean.name), ("organisation", &clean.organisation), ("kontakt", &clean.contact)]
        {
            if text::length(line) > LINE {
                faults.push(Fault::LineTooLong { field, most: LINE });
            }
        }
        let now = text::length(&clean.offer);
        if now == 0 {
            faults.push(Fault::OfferMissing);
        } else if now > OFFER {
            faults.push(Fault::OfferTooLong { most: OFFER, now });
        }
        if clean.themes.is_empty() {
            faults.push(Fault::ThemeMissing);
        }
        if faults.is_empty() { Ok(clean) } else { Err(faults) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_introduces_themself_says_who_they_are_and_what_they_offer() {
        assert_eq!(Profile::default().check(), Err(vec![Fault::NameMissing, Fault::OfferMissing, Fault::ThemeMissing]));
        let themes = vec![Theme::Kultur, Theme::Kultur, Theme::Gemeinschaft];
        let typed = Profile { name: " Ada ".into(), offer: "Räume".into(), themes, ..Profile::default() };
        let clean = typed.check().unwrap();
        assert_eq!((clean.name.as_str(), clean.themes), ("Ada", vec![Theme::Gemeinschaft, Theme::Kultur]));
        let long = Profile { contact: "x".repeat(LINE + 1), offer: "x".repeat(OFFER + 1), ..typed };
        let faults = long.check().unwrap_err();
        assert_eq!(faults.iter().map(|fault| fault.field()).collect::<Vec<_>>(), ["kontakt", "angebot"]);
    }
}
