//! When something that failed is tried again.

use crate::Moment;

/// With the waits of [`wait_after`] the last one begins about 15 hours after the first: a mail server that is away for a
/// night loses no letter.
pub const MOST_ATTEMPTS: i32 = 12;

const FIRST: i64 = 30 * Moment::SECOND;
const LONGEST: i64 = 6 * Moment::HOUR;

/// Milliseconds until the next attempt after the `attempts`-th one failed, or `None` to give up. Each wait is twice as
/// long as the one before; `dice` (0 to 1) shortens or lengthens it by up to a fifth, so that what failed together does
/// not come back together.
pub fn wait_after(attempts: i32, dice: f64) -> Option<i64> {
    if attempts >= MOST_ATTEMPTS {
        return None;
    }
    let doublings = u32::try_from(attempts.saturating_sub(1)).unwrap_or_default().min(30);
    let wait = FIRST.saturating_mul(1 << doublings).min(LONGEST);
    Some((wait as f64 * (0.8 + 0.4 * dice.clamp(0.0, 1.0))) as i64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_and_end() {
        let waits: Vec<i64> = (1..MOST_ATTEMPTS).map(|attempt| wait_after(attempt, 0.5).unwrap()).collect();
        assert!(waits.is_sorted() && waits[0] == FIRST && waits.last() == Some(&LONGEST), "{waits:?}");
        let hours = waits.iter().sum::<i64>() / Moment::HOUR;
        assert!((12..=24).contains(&hours), "{hours} hours");
        assert_eq!(wait_after(MOST_ATTEMPTS, 0.5), None);
        assert_eq!(wait_after(i32::MAX, 0.5), None);
    }

    #[test]
    fn chance_moves_a_wait_by_a_fifth_at_most() {
        for dice in [-1.0, 0.0, 0.3, 1.0, 7.0] {
            let wait = wait_after(1, dice).unwrap();
            assert!((FIRST * 8 / 10..=FIRST * 12 / 10).contains(&wait), "{dice}: {wait}");
        }
    }
}
