//! When collected letters leave: in the morning, on the clocks of Rostock.

use domain::{Moment, news::Delivery};
use jiff::{
    Timestamp, ToSpan,
    civil::{Time, Weekday},
    tz::TimeZone,
};

use crate::StoreError;

const MORNING: Time = Time::constant(7, 0, 0, 0);

/// The day of the next collected letter after `now`, as it stands in its key, and the moment in which it leaves.
/// `None` for what is not collected.
pub(super) fn next(delivery: Delivery, now: Moment) -> Result<Option<(String, Moment)>, StoreError> {
    let mark = match delivery {
        Delivery::Daily => 'd',
        Delivery::Weekly => 'w',
        Delivery::Inbox | Delivery::Immediately => return Ok(None),
    };
    let wrong = |error: jiff::Error| StoreError::Content(error.to_string());
    let zone = TimeZone::get("Europe/Berlin").map_err(wrong)?;
    let mut day = Timestamp::from_millisecond(now.0).map_err(wrong)?.to_zoned_datetime(zone.clone()).date();
    loop {
        let leaves = day.to_datetime(MORNING).to_zoned_datetime(zone.clone()).map_err(wrong)?;
        let moment = Moment(leaves.timestamp().as_millisecond());
        let is_its_day = delivery == Delivery::Daily || day.weekday() == Weekday::Monday;
        if is_its_day && moment > now {
            return Ok(Some((format!("{mark}{}", day.strftime("%Y%m%d")), moment)));
        }
        day = day.checked_add(1.day()).map_err(wrong)?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::NOW;

    #[test]
    fn collected_letters_leave_at_seven_in_the_morning() {
        // NOW is a Monday, 13:00 in Rostock.
        let (key, at) = next(Delivery::Daily, NOW).unwrap().unwrap();
        assert_eq!((key.as_str(), at.0 - NOW.0), ("d20261124", 18 * Moment::HOUR));
        let (key, at) = next(Delivery::Weekly, NOW).unwrap().unwrap();
        assert_eq!((key.as_str(), at.0 - NOW.0), ("w20261130", 6 * Moment::DAY + 18 * Moment::HOUR));
        assert_eq!(next(Delivery::Immediately, NOW).unwrap(), None);
    }

    #[test]
    fn the_next_one_after_a_letter_is_another_one() {
        for delivery in [Delivery::Daily, Delivery::Weekly] {
            let (first, at) = next(delivery, NOW).unwrap().unwrap();
            let (second, later) = next(delivery, at).unwrap().unwrap();
            assert!(later > at && second != first);
        }
    }
}
