//! Dates as people write them, in the time of Rostock.

use domain::{Language, Moment};
use jiff::{Timestamp, ZonedDateTime, tz::TimeZone};

use crate::locales::Words;

const MONTHS_DE: [&str; 12] = [
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
];
const MONTHS_EN: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

const WEEKDAYS_DE: [&str; 7] = ["Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"];
const WEEKDAYS_EN: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

fn rostock() -> TimeZone {
    TimeZone::get("Europe/Berlin").unwrap_or(TimeZone::UTC)
}

fn local(moment: Moment) -> ZonedDateTime {
    Timestamp::from_millisecond(moment.0).unwrap_or(Timestamp::UNIX_EPOCH).to_zoned_datetime(rostock())
}

/// `2026-12-01T08:00`, as a browser sends a time in Rostock.
pub fn from_local(typed: &str) -> Option<Moment> {
    let at: jiff::civil::DateTime = typed.parse().ok()?;
    Some(Moment(at.to_zoned_datetime(rostock()).ok()?.timestamp().as_millisecond()))
}

/// The other way round, to the minute.
pub fn to_local(moment: Moment) -> String {
    local(moment).strftime("%Y-%m-%dT%H:%M").to_string()
}

/// The year in Rostock.
pub fn year(moment: Moment) -> i16 {
    local(moment).year()
}

/// When a year begins in Rostock.
pub fn new_year(year: i16) -> Moment {
    let begins = jiff::civil::Date::new(year, 1, 1).ok().and_then(|date| date.to_zoned_datetime(rostock()).ok());
    begins.map_or(Moment(0), |at| Moment(at.timestamp().as_millisecond()))
}

/// `23. November 2026`, `23 November 2026`.
pub fn date(language: Language, moment: Moment) -> String {
    let at = local(moment);
    let index = usize::try_from(at.month() - 1).unwrap_or_default();
    match language {
        Language::En => {
            format!("{} {} {}", at.day(), MONTHS_EN.get(index).copied().unwrap_or_default(), at.year())
        }
        Language::De | Language::Ls => {
            format!("{}. {} {}", at.day(), MONTHS_DE.get(index).copied().unwrap_or_default(), at.year())
        }
    }
}

/// `Montag`.
pub fn weekday(language: Language, moment: Moment) -> &'static str {
    let index = usize::try_from(local(moment).weekday().to_monday_zero_offset()).unwrap_or_default();
    let names = if language == Language::En { &WEEKDAYS_EN } else { &WEEKDAYS_DE };
    names.get(index).copied().unwrap_or_default()
}

/// `November`.
pub fn month(language: Language, moment: Moment) -> &'static str {
    let index = usize::try_from(local(moment).month() - 1).unwrap_or_default();
    let names = if language == Language::En { &MONTHS_EN } else { &MONTHS_DE };
    names.get(index).copied().unwrap_or_default()
}

/// Day of the month: `23`.
pub fn day(moment: Moment) -> String {
    local(moment).day().to_string()
}

/// `17:00`.
pub fn time(moment: Moment) -> String {
    let at = local(moment);
    format!("{:02}:{:02}", at.hour(), at.minute())
}

/// `23. November 2026, 17:00`.
pub fn date_and_time(language: Language, moment: Moment) -> String {
    format!("{}, {}", date(language, moment), time(moment))
}

/// For the `datetime` attribute: `2026-11-23T17:00:00+01:00`.
pub fn machine(moment: Moment) -> String {
    local(moment).strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()
}

/// `heute`, `vor 3 Tagen`, `vor 2 Monaten`.
pub fn ago(language: Language, then: Moment, now: Moment) -> String {
    let words = &Words::of(language).common;
    match now.days_since(then) {
        0 => words.today.to_owned(),
        days @ 1..=13 => words.days_ago.with(language, days),
        days @ 14..=59 => words.weeks_ago.with(language, days / 7),
        days @ 60..=729 => words.months_ago.with(language, days / 30),
        days => words.years_ago.with(language, days / 365),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 2026-11-23T23:30:00Z, half an hour past midnight in Rostock.
    const NIGHT: Moment = Moment(1_795_476_600_000);

    #[test]
    fn a_date_is_that_of_rostock_and_not_of_greenwich() {
        assert_eq!(date(Language::De, NIGHT), "24. November 2026");
        assert_eq!(date(Language::En, NIGHT), "24 November 2026");
        assert_eq!(machine(NIGHT), "2026-11-24T00:30:00+01:00");
        assert_eq!(time(NIGHT), "00:30");
        assert_eq!(from_local(&to_local(NIGHT)), Some(NIGHT));
        assert_eq!(from_local("2026-11-24 00:30"), Some(NIGHT));
        assert_eq!((year(new_year(2027)), machine(new_year(2027)).as_str()), (2027, "2027-01-01T00:00:00+01:00"));
        assert_eq!((weekday(Language::De, NIGHT), day(NIGHT).as_str()), ("Dienstag", "24"));
        assert_eq!(month(Language::En, NIGHT), "November");
    }

    #[test]
    fn age_is_told_in_the_unit_that_a_person_would_use() {
        let then = |days: i64| NIGHT.plus_days(-days);
        assert_eq!(ago(Language::De, then(0), NIGHT), "heute");
        assert_eq!(ago(Language::De, then(1), NIGHT), "gestern");
        assert_eq!(ago(Language::De, then(21), NIGHT), "vor 3 Wochen");
        assert_eq!(ago(Language::En, then(800), NIGHT), "2 years ago");
    }
}
