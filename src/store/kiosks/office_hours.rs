//! When a letter about a silent kiosk leaves: while somebody is there to look, on the clocks of Rostock. One that the
//! cleaner switched off in the evening is back by then, and nobody is told.

use domain::Moment;
use jiff::{
    Timestamp, ToSpan,
    civil::{Date, Time, Weekday},
    tz::TimeZone,
};

use crate::StoreError;

const BEGIN: Time = Time::constant(9, 30, 0, 0);
const END: Time = Time::constant(16, 0, 0, 0);

/// This moment, or else the next one in which somebody is there.
pub(super) fn next(now: Moment) -> Result<Moment, StoreError> {
    let wrong = |error: jiff::Error| StoreError::Content(error.to_string());
    let zone = TimeZone::get("Europe/Berlin").map_err(wrong)?;
    let here = Timestamp::from_millisecond(now.0).map_err(wrong)?.to_zoned_datetime(zone.clone());
    let (mut day, time) = (here.date(), here.time());
    if is_working(day) && time < END {
        if time >= BEGIN {
            return Ok(now);
        }
    } else {
        day = day.checked_add(1.day()).map_err(wrong)?;
        while !is_working(day) {
            day = day.checked_add(1.day()).map_err(wrong)?;
        }
    }
    let begins = day.to_datetime(BEGIN).to_zoned_datetime(zone).map_err(wrong)?;
    Ok(Moment(begins.timestamp().as_millisecond()))
}

fn is_working(day: Date) -> bool {
    !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::NOW;

    #[test]
    fn letters_leave_on_working_days_between_half_past_nine_and_four() {
        // NOW is a Monday, 13:00 in Rostock.
        let leaves =
            |hours: i64| (next(Moment(NOW.0 + hours * Moment::HOUR)).unwrap().0 - NOW.0) as f64 / Moment::HOUR as f64;
        assert_eq!((leaves(0), leaves(2)), (0.0, 2.0));
        assert_eq!((leaves(-5), leaves(3), leaves(20)), (-3.5, 20.5, 20.5), "before, after, and at nine");
        let friday = 4 * 24;
        assert_eq!(leaves(friday + 3), 7.0 * 24.0 - 3.5, "on Monday");
    }
}
