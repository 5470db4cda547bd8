//! The invented people who support demo proposals.

use std::collections::HashSet;

use domain::{Moment, channel::Channel};

use super::super::dice::Dice;

/// As many as take part in a city of 200 000: more than any demo proposal has supporters.
const PEOPLE: i64 = 3_000;

/// One support, before it is a row.
#[derive(Clone, Debug)]
pub(super) struct Backing {
    pub(super) person: String,
    pub(super) at: i64,
    /// The proposal with which this support came.
    pub(super) merged_from: Option<i64>,
    /// When it began to count here: its own moment, or that of the merge.
    pub(super) since: i64,
}

pub(super) fn person(number: i64) -> String {
    format!("demo-{number:04}")
}

/// `many` different people between two moments, more at the beginning than later, in the order of their support.
pub(super) fn backings(key: &str, many: i64, from: Moment, until: Moment, taken: &HashSet<String>) -> Vec<Backing> {
    let mut dice = Dice::named(key);
    let span = (until.0 - from.0).max(0);
    let first = dice.below(PEOPLE);
    // A step without a common divisor with the number of people meets everybody once before it meets anybody twice.
    let step = dice.one_of(&[7, 11, 13, 17, 19, 23, 29, 31, 37, 41]).copied().unwrap_or(1);
    let people = (0..PEOPLE).map(|n| person((first + n * step) % PEOPLE)).filter(|person| !taken.contains(person));
    let mut all: Vec<Backing> = people
        .take(usize::try_from(many).unwrap_or_default())
        .map(|person| {
            let share = dice.share();
            let at = from.0 + (span as f64 * share * share) as i64;
            Backing { person, at, merged_from: None, since: at }
        })
        .collect();
    all.sort_by_key(|backing| backing.at);
    all
}

/// Most take part on their own devices, and some by each of the other ways.
pub(super) fn channel(number: usize) -> Channel {
    match number % 20 {
        7 => Channel::Kiosk,
        13 => Channel::Paper,
        19 => Channel::Counter,
        _ => Channel::Web,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_supports_the_same_proposal_twice() {
        let taken = HashSet::from([person(5)]);
        let all = backings("x", 2_900, Moment(0), Moment(1_000), &taken);
        let people: HashSet<&str> = all.iter().map(|backing| backing.person.as_str()).collect();
        assert_eq!(people.len(), 2_900);
        assert!(!people.contains(person(5).as_str()));
        assert!(all.is_sorted_by_key(|backing| backing.at));
    }
}
