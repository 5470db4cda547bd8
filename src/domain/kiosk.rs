//! Kiosks: tablets in public places that many people share. Each is paired once; whatever it sends is signed by it and has
//! a number, so that a missing or a repeated record is seen.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{Language, Moment, ids::SubmissionId, listed::listed, receipts::ReceiptCode};

/// How long the code for pairing is good.
pub const CODE_MINUTES: i64 = 30;

/// After this time without a sign of life somebody should look.
pub const SILENT_MINUTES: i64 = 10;

/// So long after a letter about a call for help the next calls at the same kiosk write none.
pub const HELP_MINUTES: i64 = 15;

/// What was entered before a deadline counts when it arrives within this time after it was entered.
pub const GRACE_DAYS: i64 = 7;

pub const LONGEST_NAME: usize = 80;
pub const LONGEST_PLACE: usize = 160;

/// What an administrator says about a kiosk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setup {
    pub name: String,
    pub place: String,
    /// At least one; the first one greets.
    pub languages: Vec<Language>,
    /// Slugs of the boards that it offers.
    pub boards: Vec<String>,
    pub offer: Offer,
}

listed! {
    /// What runs beside the boards.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub enum Process {
        Survey,
        PlaceCall,
        Event,
    }
}

impl Process {
    pub fn code(self) -> &'static str {
        match self {
            Self::Survey => "survey",
            Self::PlaceCall => "place_call",
            Self::Event => "event",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|process| process.code() == code)
    }
}

/// What a kiosk shows of that: all that is public, unless somebody chose otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    pub kinds: Vec<Process>,
    /// What it leaves out of these, as `umfragen/wege`.
    pub left_out: Vec<String>,
}

impl Default for Offer {
    fn default() -> Self {
        Self { kinds: Process::ALL.into(), left_out: Vec::new() }
    }
}

impl Setup {
    /// To which board goes what was written for this one; nothing where it offers no such board. What names none was sealed
    /// by a version that asked nobody: it goes to the first, as it did then.
    pub fn board(&self, chosen: Option<&str>) -> Option<&str> {
        let found = match chosen {
            Some(slug) => self.boards.iter().find(|offered| *offered == slug),
            None => self.boards.first(),
        };
        found.map(String::as_str)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Its code waits to be typed in on a device.
    Invited,
    /// The code was not used in time.
    Unpaired,
    Working,
    Silent,
    Revoked,
}

/// Where a kiosk stands now.
pub fn state(paired: bool, code_until: Option<Moment>, revoked: bool, last_seen: Option<Moment>, now: Moment) -> State {
    let is_fresh = |seen: Moment| now.0.saturating_sub(seen.0) <= SILENT_MINUTES * Moment::MINUTE;
    match (revoked, paired) {
        (true, _) => State::Revoked,
        (_, true) if last_seen.is_some_and(is_fresh) => State::Working,
        (_, true) => State::Silent,
        _ if code_until.is_some_and(|until| now < until) => State::Invited,
        _ => State::Unpaired,
    }
}

/// The moment by which deadlines are judged: when it was entered, as far as the grace goes back. A clock that is wrong, or
/// put back, gains no more than that.
pub fn counts_at(entered: Moment, arrived: Moment) -> Moment {
    entered.max(arrived.plus_days(-GRACE_DAYS)).min(arrived)
}

/// What a kiosk tells about itself; what its browser does not know is left out.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Health {
    /// Larger with each message, so that an old one, sent again, is none.
    pub beat: i64,
    /// By the clock of the device.
    pub at: i64,
    pub waiting: i64,
    pub oldest: Option<i64>,
    pub version: String,
    /// Which version of the pack it shows.
    pub pack: String,
    /// 0 to 1.
    pub battery: Option<f64>,
    pub charging: Option<bool>,
    /// Bytes.
    pub room: Option<i64>,
    /// Whether the browser promised to keep what is stored.
    pub persisted: Option<bool>,
    /// Somebody asked for help.
    pub help: bool,
}

impl Health {
    /// Longest text of a version that is kept.
    const LONGEST: usize = 40;
    /// Whoever reads it may believe its size.
    pub const LONGEST_MESSAGE: usize = 2_000;

    #[must_use]
    pub fn within_limits(mut self) -> Self {
        for text in [&mut self.version, &mut self.pack] {
            *text = text.chars().filter(|c| c.is_ascii_alphanumeric()).take(Self::LONGEST).collect();
        }
        self.battery = self.battery.filter(|level| level.is_finite()).map(|level| level.clamp(0.0, 1.0));
        self
    }
}

/// A record of a visitor, as it stands sealed in the outbox of a kiosk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    pub id: SubmissionId,
    /// As in the outbox of any device.
    pub kind: String,
    pub content: String,
    #[serde(default)]
    pub language: String,
    #[serde(default)]
    pub entered_at: i64,
    /// Made anew for each visitor, so that the contributions of one belong together and nobody supports twice in a session.
    pub visitor: SubmissionId,
    /// The code that the visitor was shown.
    #[serde(default)]
    pub receipt: Option<String>,
}

impl Record {
    pub fn receipt(&self) -> Option<ReceiptCode> {
        self.receipt.as_deref()?.parse().ok().filter(ReceiptCode::is_of_kiosk)
    }
}

/// The text that a kiosk signs: of what, which kiosk, which number, what.
pub struct Signed<'a> {
    pub what: &'static str,
    pub kiosk: i64,
    pub number: i64,
    /// SHA-256 of the text, in hexadecimal digits.
    pub hash: &'a str,
}

impl fmt::Display for Signed<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { what, kiosk, number, hash } = self;
        write!(f, "wegmarken-kiosk-1|{what}|{kiosk}|{number}|{hash}")
    }
}

/// What the outbox of a kiosk believes: the server's word for the record of this number.
pub struct Word<'a> {
    pub record: Signed<'a>,
    pub outcome: &'static str,
}

impl fmt::Display for Word<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}|{}", self.record, self.outcome)
    }
}

/// Both sides show it after the pairing: six digits of a hash of the device's key.
pub fn check_number(hash: [u8; 4]) -> String {
    let number = u32::from_be_bytes(hash) % 1_000_000;
    format!("{:03} {:03}", number / 1000, number % 1000)
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: i64 = Moment::HOUR;

    #[test]
    fn what_was_entered_in_time_counts_for_a_week_and_a_clock_put_back_gains_no_more() {
        let arrived = Moment(100 * Moment::DAY);
        assert_eq!(counts_at(Moment(arrived.0 - 3 * HOUR), arrived), Moment(arrived.0 - 3 * HOUR));
        assert_eq!(counts_at(Moment(0), arrived), arrived.plus_days(-GRACE_DAYS));
        assert_eq!(counts_at(Moment(i64::MAX), arrived), arrived);
    }

    #[test]
    fn what_is_written_goes_to_the_chosen_board_if_it_is_offered_and_without_a_choice_to_the_first() {
        let boards = vec!["hafen".to_owned(), "stadt".to_owned()];
        let (name, place, languages) = (String::new(), String::new(), vec![Language::De]);
        let setup = Setup { name, place, languages, boards, offer: Offer::default() };
        assert_eq!(setup.board(Some("stadt")), Some("stadt"));
        assert_eq!(setup.board(None), Some("hafen"));
        for other in ["strand", "", "hafen,stadt"] {
            assert_eq!(setup.board(Some(other)), None, "{other}");
        }
    }

    #[test]
    fn a_kiosk_that_says_nothing_for_ten_minutes_is_silent() {
        let now = Moment(10 * HOUR);
        let seen = |minutes: i64| Some(Moment(now.0 - minutes * Moment::MINUTE));
        assert_eq!(state(true, None, false, seen(10), now), State::Working);
        assert_eq!(state(true, None, false, seen(11), now), State::Silent);
        assert_eq!(state(true, None, false, None, now), State::Silent);
        assert_eq!(state(true, None, true, seen(1), now), State::Revoked);
        assert_eq!(state(false, Some(Moment(now.0 + 1)), false, None, now), State::Invited);
        assert_eq!(state(false, Some(now), false, None, now), State::Unpaired);
    }

    #[test]
    fn the_word_for_one_record_is_none_for_another() {
        let record = Signed { what: "record", kiosk: 7, number: 3, hash: "ab" };
        assert_eq!(Word { record, outcome: "accepted" }.to_string(), "wegmarken-kiosk-1|record|7|3|ab|accepted");
    }

    #[test]
    fn what_an_older_version_told_is_read() {
        let health: Health = serde_json::from_str(r#"{"beat":3,"waiting":2,"mood":"fine"}"#).unwrap();
        assert_eq!((health.beat, health.waiting, health.battery), (3, 2, None));
        assert_eq!(check_number([0, 0, 0x30, 0x39]), "012 345");
    }
}
