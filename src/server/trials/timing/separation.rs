//! How well two kinds of things are told apart by what they take.

use std::fmt;

/// The area under the curve that shows hits against false alarms (AUC, of the U of Mann and Whitney): how often of one time
/// of each kind the same kind takes longer. 0.5 tells nothing, 1 tells everything. Whichever kind is the slower one.
pub struct Separation {
    pub auc: f64,
    /// By so much it may be something else, in 999 of 1,000 measurements.
    pub margin: f64,
    times: usize,
}

/// Standard deviations within which 999 of 1,000 lie.
const DEVIATIONS: f64 = 3.29;

impl Separation {
    pub fn of(one: &[f64], other: &[f64]) -> Self {
        let mut other = other.to_vec();
        other.sort_by(f64::total_cmp);
        // Those that are equal count half.
        let halves = |time: &f64| other.partition_point(|it| it < time) + other.partition_point(|it| it <= time);
        let (n, m) = (one.len() as f64, other.len() as f64);
        let auc = one.iter().map(halves).sum::<usize>() as f64 / 2.0 / (n * m);
        // Of two kinds that are one and the same. Kinds that take turns share what the machine does meanwhile, which makes
        // it smaller; those that are far apart have a smaller one too.
        let deviation = ((n + m + 1.0) / (12.0 * n * m)).sqrt();
        Self { auc: auc.max(1.0 - auc), margin: DEVIATIONS * deviation, times: one.len() }
    }

    /// Whether they are told apart better than this, and not by chance.
    pub fn is_more_than(&self, most: f64) -> bool {
        self.auc - self.margin > most
    }

    /// Whether it is shown that they are not. With few times nothing is.
    pub fn is_surely_within(&self, most: f64) -> bool {
        self.auc + self.margin <= most
    }
}

impl fmt::Display for Separation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "AUC {:.3} ± {:.3} of {} pairs", self.auc, self.margin, self.times)
    }
}

#[cfg(test)]
mod tests {
    use rand::{RngExt, SeedableRng, rngs::SmallRng};

    use super::*;

    const MOST: f64 = 0.55;

    /// Around 10, as times are: most near together and a few far above.
    fn times(dice: &mut SmallRng, many: usize, later: f64) -> Vec<f64> {
        (0..many).map(|_| 10.0 + later + dice.random_range(0.0..1.0_f64) / dice.random_range(0.05..1.0)).collect()
    }

    #[test]
    fn the_area_is_what_its_definition_says() {
        let known: [(&[f64], &[f64], f64); 4] = [
            (&[1.0, 2.0, 3.0], &[4.0, 5.0], 1.0),
            (&[4.0, 5.0], &[1.0, 2.0, 3.0], 1.0),
            (&[1.0, 1.0], &[1.0, 1.0], 0.5),
            // Of six pairs the second is larger in four, and in one they are equal.
            (&[1.0, 3.0], &[2.0, 3.0, 4.0], 0.75),
        ];
        for (one, other, auc) in known {
            let found = Separation::of(one, other).auc;
            assert!((found - auc).abs() < 1e-9, "{one:?} {other:?}: {found}");
        }
    }

    #[test]
    fn what_is_one_and_the_same_is_told_apart_by_nobody_and_a_thousand_show_it() {
        let mut dice = SmallRng::seed_from_u64(77);
        for many in [20, 100, 200, 1_000] {
            for _ in 0..50 {
                let found = Separation::of(&times(&mut dice, many, 0.0), &times(&mut dice, many, 0.0));
                assert!(!found.is_more_than(MOST), "{found}");
            }
        }
        let same: Vec<f64> = (0..1_000).map(f64::from).collect();
        assert!(Separation::of(&same, &same).is_surely_within(MOST));
        assert!(!Separation::of(&same[..100], &same[..100]).is_surely_within(MOST), "a hundred show nothing");
    }

    /// Medians that are not a tenth apart.
    #[test]
    fn a_small_step_that_only_one_of_them_takes_is_noticed() {
        let mut dice = SmallRng::seed_from_u64(77);
        for _ in 0..20 {
            let found = Separation::of(&times(&mut dice, 200, 0.0), &times(&mut dice, 200, 1.0));
            assert!(found.is_more_than(MOST), "{found}");
        }
    }
}
