//! Forms on paper: each has a short id by which a clerk finds what to type it into.

mod ballot;

use std::{fmt, str::FromStr};

pub use ballot::Ballot;

use crate::{Moment, kiosk, listed::listed, moment::Period};

/// As many proposals stand on one sheet to be ticked; a longer list comes in parts.
pub const TICKED: u64 = 100;

/// No list has more parts than these: nobody ticks so many by hand.
pub const PARTS: u64 = 100;

/// As many photographs belong to one sheet: its two sides.
pub const PHOTOS: usize = 2;

/// So long after it was handed in a sheet may be typed in and still counts, as what a kiosk kept without a network.
pub const GRACE_DAYS: i64 = kiosk::GRACE_DAYS;

listed! {
    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub enum Form {
        /// A new proposal.
        Proposal,
        /// Proposals of the board to be ticked.
        Supports,
        /// The questions of a survey.
        Survey,
        /// A place on the map, for one call.
        Place,
    }
}

impl Form {
    fn letter(self) -> char {
        match self {
            Self::Proposal => 'V',
            Self::Supports => 'L',
            Self::Survey => 'U',
            Self::Place => 'P',
        }
    }

    /// Whether what is ticked on it counts as a vote, so that it is typed twice before it counts.
    pub fn is_vote(self) -> bool {
        match self {
            Self::Proposal | Self::Place => false,
            Self::Supports | Self::Survey => true,
        }
    }
}

/// `U12-K`: a survey, its number, and a letter that shows a slip of the finger.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FormId {
    pub form: Form,
    /// Of the survey, of the call, or of the board.
    pub number: i64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not the id of a form on paper")]
pub struct NotAForm;

/// As many as a prime, so that one wrong character and two that changed places are both seen; without those that look
/// like digits.
const LETTERS: [char; 23] =
    ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'J', 'K', 'L', 'M', 'N', 'P', 'Q', 'R', 'S', 'T', 'U', 'V', 'W', 'X', 'Y'];

impl FormId {
    fn check_letter(self) -> char {
        let signs = format!("{}{}", self.form.letter(), self.number);
        let sum: usize = (2..).zip(signs.bytes()).map(|(weight, sign): (usize, u8)| weight * usize::from(sign)).sum();
        LETTERS.get(sum % LETTERS.len()).copied().unwrap_or('A')
    }
}

impl fmt::Display for FormId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}-{}", self.form.letter(), self.number, self.check_letter())
    }
}

impl FromStr for FormId {
    type Err = NotAForm;

    /// However it is typed: small letters, blanks and other lines between are no reason to refuse it.
    fn from_str(typed: &str) -> Result<Self, NotAForm> {
        const LONGEST: usize = 40;
        let signs: String = typed.chars().take(LONGEST).filter(char::is_ascii_alphanumeric).collect();
        let signs = signs.to_ascii_uppercase();
        let mut rest = signs.chars();
        let first = rest.next().ok_or(NotAForm)?;
        let last = rest.next_back().ok_or(NotAForm)?;
        let form = Form::ALL.into_iter().find(|form| form.letter() == first).ok_or(NotAForm)?;
        let number: i64 = rest.as_str().parse().map_err(|_| NotAForm)?;
        let id = Self { form, number };
        if number > 0 && id.check_letter() == last { Ok(id) } else { Err(NotAForm) }
    }
}

/// One of the sheets that a long list needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// From 1.
    pub number: u64,
    pub total: u64,
}

impl Part {
    /// Of a list of so many. What nobody asked for is the first one, and behind the last one there is none.
    pub fn of(asked: u64, many: u64) -> Self {
        let total = many.div_ceil(TICKED).clamp(1, PARTS);
        Self { number: asked.clamp(1, total), total }
    }

    /// So many stand on the parts before it.
    pub fn before(self) -> u64 {
        self.number.saturating_sub(1) * TICKED
    }

    pub fn previous(self) -> Option<u64> {
        (self.number > 1).then(|| self.number.saturating_sub(1))
    }

    pub fn next(self) -> Option<u64> {
        (self.number < self.total).then(|| self.number.saturating_add(1))
    }

    pub fn is_only(self) -> bool {
        self.total == 1
    }
}

/// The moment by which a deadline is judged for a sheet that is typed in now. While it is open, that is now; after its end
/// it is when the sheet was handed in, as far as the grace goes back; a clerk names the day, which begins before anything.
pub fn counts_at(period: &Period, handed_in: Option<Moment>, now: Moment) -> Moment {
    match handed_in {
        Some(day) if !period.is_open(now) => kiosk::counts_at(day.max(period.start), now),
        _ => now,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn an_id_reads_back_however_it_is_typed() {
        for form in Form::ALL {
            for number in [1, 9, 12, 4711] {
                let id = FormId { form, number };
                let text = id.to_string();
                for typed in [text.clone(), text.to_lowercase(), text.replace('-', " "), format!(" {text} ")] {
                    assert_eq!(typed.parse(), Ok(id), "{typed}");
                }
            }
        }
        for typed in ["", "U", "U-K", "12", "U-1-A", "X1-A", "U99999999999999999999-A"] {
            assert_eq!(typed.parse::<FormId>(), Err(NotAForm), "{typed}");
        }
    }

    #[test]
    fn one_wrong_digit_and_two_that_changed_places_are_seen() {
        let text = FormId { form: Form::Survey, number: 1_234 }.to_string();
        for place in 1..5 {
            for digit in '0'..='9' {
                let mut signs: Vec<char> = text.chars().collect();
                let is_same = signs[place] == digit;
                signs[place] = digit;
                let wrong: String = signs.into_iter().collect();
                assert_eq!(wrong.parse::<FormId>().is_ok(), is_same, "{wrong}");
            }
        }
        let swapped = text.replace("1234", "1324");
        assert!(swapped.parse::<FormId>().is_err());
    }

    #[test]
    fn a_sheet_that_was_handed_in_before_the_end_counts_for_a_week() {
        let day = |day: i64| Moment(0).plus_days(day);
        let period = Period { start: day(10), end: Some(day(20)) };
        let counts = |handed_in, now| period.is_open(counts_at(&period, handed_in, now));
        assert!(counts(None, day(15)) && counts(Some(day(9)), day(15)), "open now");
        assert!(!counts(None, day(20)) && !counts(None, day(9)));
        assert!(counts(Some(day(19)), day(20)) && counts(Some(day(19)), day(26)));
        assert!(!counts(Some(day(19)), day(27)), "too late, whenever it was handed in");
        assert!(counts(Some(day(1)), day(20)), "the day of its beginning began before it");
        assert!(!counts(Some(day(9)), day(9)) && !counts(Some(day(12)), day(9)), "not before it began");
        assert!(!counts(Some(day(20)), day(21)) && !counts(Some(day(30)), day(21)), "not before the end");
    }

    #[test]
    fn a_long_list_comes_in_parts_and_each_of_it_stands_on_one() {
        assert_eq!(Part::of(0, 0), Part { number: 1, total: 1 });
        assert!(Part::of(1, TICKED).is_only() && !Part::of(1, TICKED + 1).is_only());
        let last = Part::of(99, 2 * TICKED + 1);
        assert_eq!((last, last.before(), last.next()), (Part { number: 3, total: 3 }, 2 * TICKED, None));
        assert_eq!((last.previous(), Part::of(1, 250).previous(), Part::of(1, 250).next()), (Some(2), None, Some(2)));
        assert_eq!(Part::of(u64::MAX, u64::MAX).number, PARTS);
    }

    proptest! {
        #[test]
        fn whatever_is_typed_is_answered(typed in ".*") {
            let _verdict = typed.parse::<FormId>();
        }
    }
}
