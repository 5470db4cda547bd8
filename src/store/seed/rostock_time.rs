//! Days and hours on the clocks of Rostock.

use domain::Moment;
use jiff::{Timestamp, civil::Time, tz::TimeZone};

use crate::StoreError;

/// `time` on the day `days` after the day of `now`.
pub(super) fn at(now: Moment, days: i64, time: Time) -> Result<Moment, StoreError> {
    let wrong = |error: jiff::Error| StoreError::Content(error.to_string());
    let zone = TimeZone::get("Europe/Berlin").map_err(wrong)?;
    let today = Timestamp::from_millisecond(now.0).map_err(wrong)?.to_zoned_datetime(zone.clone()).date();
    let day = today.checked_add(jiff::Span::new().try_days(days).map_err(wrong)?).map_err(wrong)?;
    let moment = day.to_datetime(time).to_zoned_datetime(zone).map_err(wrong)?;
    Ok(Moment(moment.timestamp().as_millisecond()))
}

/// `17:30`
pub(super) fn parse(time: &str) -> Result<Time, StoreError> {
    time.parse().map_err(|error: jiff::Error| StoreError::Content(format!("{time}: {error}")))
}

/// The first moment of a day.
pub(super) fn start_of_day(now: Moment, days: i64) -> Result<Moment, StoreError> {
    at(now, days, Time::midnight())
}

/// The last minute of a day, so that the date of an end is the last day on which something is open.
pub(super) fn end_of_day(now: Moment, days: i64) -> Result<Moment, StoreError> {
    at(now, days, Time::constant(23, 59, 0, 0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::NOW;

    #[test]
    fn half_past_five_is_half_past_four_in_utc_in_winter_and_half_past_three_in_summer() {
        let hour = |moment: Moment| moment.0.rem_euclid(Moment::DAY) as f64 / Moment::HOUR as f64;
        let time = parse("17:30").unwrap();
        assert!((hour(at(NOW, 0, time).unwrap()) - 16.5).abs() < 1e-9);
        assert!((hour(at(NOW, -120, time).unwrap()) - 15.5).abs() < 1e-9);
        assert!(parse("halb sechs").is_err());
    }
}
