//! Numbers that look thrown and are always the same for the same seed, on every machine.

/// `SplitMix64` (Steele, Lea, Flood 2014).
pub(super) struct Dice(u64);

impl Dice {
    /// Seeded by a name (FNV-1a).
    pub(super) fn named(name: &str) -> Self {
        Self(
            name.bytes()
                .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)),
        )
    }

    pub(super) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// 0 to `below` - 1; 0 when there is nothing to choose from.
    pub(super) fn below(&mut self, below: i64) -> i64 {
        let below = u64::try_from(below).unwrap_or_default();
        self.next().checked_rem(below).and_then(|n| i64::try_from(n).ok()).unwrap_or_default()
    }

    /// 0 to 1.
    pub(super) fn share(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    pub(super) fn one_of<'a, T>(&mut self, all: &'a [T]) -> Option<&'a T> {
        let index = self.below(i64::try_from(all.len()).unwrap_or_default());
        all.get(usize::try_from(index).unwrap_or_default())
    }

    /// A place in a list of relative frequencies.
    pub(super) fn weighted(&mut self, weights: &[u32]) -> usize {
        let sum: i64 = weights.iter().map(|weight| i64::from(*weight)).sum();
        let mut left = self.below(sum);
        for (index, weight) in weights.iter().enumerate() {
            left -= i64::from(*weight);
            if left < 0 {
                return index;
            }
        }
        0
    }
}
