//! A clerk helps somebody to take part in their own name: a short, sealed sitting at the counter, in which the rights of
//! the clerk are of no use and after which nothing leads from what was sent to the clerk.

use crate::{Moment, listed::listed};

/// After this time without a sign of life it is over.
pub const IDLE_MINUTES: i64 = 15;

/// And after this one anyhow.
pub const LONGEST_MINUTES: i64 = 120;

listed! {
    /// What the person came for, as the clerk says before; the log keeps it, and not who the person is.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub enum Purpose {
        Proposal,
        /// To support, and to say something about it.
        Discussion,
        Survey,
        Places,
    }
}

impl Purpose {
    pub fn code(self) -> &'static str {
        match self {
            Self::Proposal => "proposal",
            Self::Discussion => "discussion",
            Self::Survey => "survey",
            Self::Places => "places",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|purpose| purpose.code() == code)
    }

    /// Where that begins.
    pub fn path(self) -> &'static str {
        match self {
            Self::Proposal => "/vorschlaege/neu",
            Self::Discussion => "/vorschlaege",
            Self::Survey => "/umfragen",
            Self::Places => "/orte",
        }
    }
}

/// Until when a sitting goes on, if nothing more happens.
pub fn until(begun: Moment, last_seen: Moment) -> Moment {
    let idle = last_seen.0.saturating_add(IDLE_MINUTES * Moment::MINUTE);
    Moment(idle.min(begun.0.saturating_add(LONGEST_MINUTES * Moment::MINUTE)))
}

/// Pages on which people take part; everything else that changes something is closed in a sitting.
const OPEN_FOR_CHANGES: [&str; 4] = ["/vorschlaege/", "/umfragen/", "/orte/", SITTING];

/// What belongs to somebody who is signed in, or leads there.
const CLOSED: [&str; 11] = [
    "/anmelden",
    "/registrieren",
    "/passwort",
    "/konto",
    "/verwaltung",
    "/bearbeiten",
    "/vorschau",
    "/neuigkeiten",
    "/ausgang",
    "/kiosk",
    "/schalter",
];

/// The sitting itself: what was done, and the button that ends it.
pub const SITTING: &str = "/schalter/begleitung";
/// The same, after something was sent: no address of what it is stands in the list of pages that were visited.
pub const SENT: &str = "/schalter/begleitung?neu=1";
pub const END: &str = "/schalter/begleitung/ende";
/// Says that it is over.
pub const OVER: &str = "/schalter/begleitung/beendet";

/// Whether this may be asked in a sitting; `path` is without language prefix.
pub fn is_open(path: &str, changes_something: bool) -> bool {
    if changes_something {
        return OPEN_FOR_CHANGES.iter().any(|open| path.starts_with(open));
    }
    let is_below = |area: &str| path.strip_prefix(area).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    is_below(SITTING) || !CLOSED.into_iter().any(is_below)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sitting_ends_by_idleness_and_after_two_hours_anyhow() {
        let minutes = |many: i64| Moment(many * Moment::MINUTE);
        assert_eq!(until(minutes(0), minutes(0)), minutes(15));
        assert_eq!(until(minutes(0), minutes(40)), minutes(55));
        assert_eq!(until(minutes(0), minutes(119)), minutes(120));
    }

    #[test]
    fn people_take_part_and_nobody_signs_in() {
        for path in
            ["/", "/vorschlaege", "/vorschlaege/12-baenke", "/umfragen/wege", "/schalter/begleitung", "/datenschutz"]
        {
            assert!(is_open(path, false), "{path}");
        }
        for path in ["/vorschlaege/neu", "/vorschlaege/12/unterstuetzung", "/umfragen/wege", "/orte/orte", END] {
            assert!(is_open(path, true), "{path}");
        }
        for path in
            ["/anmelden", "/anmelden/oidc/zurueck", "/konto/daten", "/schalter", "/schalter/papier/V1-W", "/verwaltung"]
        {
            assert!(!is_open(path, false) && !is_open(path, true), "{path}");
        }
        for path in ["/abmelden", "/api/v1/outbox", "/api/fn/support", "/schalter/bewohner", "/melden", "/moderation/x"]
        {
            assert!(!is_open(path, true), "{path}");
        }
    }

    #[test]
    fn codes_read_back() {
        for purpose in Purpose::ALL {
            assert_eq!(Purpose::from_code(purpose.code()), Some(purpose));
        }
        assert_eq!(Purpose::from_code("fax"), None);
    }
}
