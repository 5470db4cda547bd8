//! What the Ortsbeirat of a place says to a proposal there (Hinweis des Ortsbeirats). The councils know their Ortsteil and
//! advise; they decide nothing, so a note changes no status.

use serde::{Deserialize, Serialize};

use crate::{Moment, text};

/// One council says one thing about a proposal, and may say it better later.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CouncilNote {
    /// Name of the Ortsbeirat.
    pub council: String,
    pub text: String,
    pub changed_at: Moment,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    Missing,
    TooShort { least: usize },
    TooLong { most: usize, now: usize },
}

/// Shortest and longest text, in characters.
pub const TEXT: (usize, usize) = (10, 2_000);

/// The text as it is kept.
pub fn check(typed: &str) -> Result<String, Fault> {
    let clean = text::clean(typed);
    let (least, most) = TEXT;
    match text::length(&clean) {
        0 => Err(Fault::Missing),
        now if now < least => Err(Fault::TooShort { least }),
        now if now > most => Err(Fault::TooLong { most, now }),
        _ => Ok(clean),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_says_something_and_stays_short() {
        assert_eq!(check(" \n "), Err(Fault::Missing));
        assert_eq!(check("Ja."), Err(Fault::TooShort { least: 10 }));
        assert_eq!(check(&"a".repeat(2_001)), Err(Fault::TooLong { most: 2_000, now: 2_001 }));
        assert_eq!(check("  Der Weg gehört der Kirche. ").as_deref(), Ok("Der Weg gehört der Kirche."));
    }
}
