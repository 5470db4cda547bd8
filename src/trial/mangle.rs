//! What is nearly right: what a reader takes, changed by chance in a few places. The seed brings the same again.

use std::{
    hash::{DefaultHasher, Hash, Hasher},
    panic::{AssertUnwindSafe, catch_unwind},
};

use rand::{RngExt, SeedableRng, rngs::SmallRng};

/// Where chance comes from. Printed, so that `WEGMARKEN_SEED` can repeat what failed.
pub fn seed() -> u64 {
    let seed = std::env::var("WEGMARKEN_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or_else(rand::random);
    println!("WEGMARKEN_SEED={seed}");
    seed
}

/// Where readers count, cut and look for an end.
const ODD: [&[u8]; 36] = [
    b"\0",
    b"\xff\xfe",
    b"\xf0\x9f",
    b"\xed\xa0\x80",
    b"\xff\xff\xff\xff",
    b"\0\0\0\0",
    b"\x7f\xff\xff\xff",
    b"\r\n",
    b"\r\n\r\n",
    b"\n",
    b" ",
    b"\t",
    b"%",
    b"%4",
    b"%00",
    b"%ff",
    b"=",
    b"&",
    b";",
    b",",
    b":",
    b"-",
    b"--",
    b"\"",
    b"\\",
    b"<",
    b"[",
    b"](",
    b"{",
    b"-1",
    b"9223372036854775808",
    b"18446744073709551616",
    b"1e999",
    b"NaN",
    "\u{202e}İß\u{301}".as_bytes(),
    "👩‍👩‍👧".as_bytes(),
];

/// Changes of one input, and bytes that one of them moves or takes away.
const CHANGES: usize = 6;
const STRETCH: usize = 24;

pub struct Mangler(SmallRng);

impl Mangler {
    /// Each name draws apart from the others.
    pub fn new(seed: u64, name: &str) -> Self {
        let mut hash = DefaultHasher::new();
        (seed, name).hash(&mut hash);
        Self(SmallRng::seed_from_u64(hash.finish()))
    }

    pub fn below(&mut self, end: usize) -> usize {
        self.0.random_range(0..end.max(1))
    }

    pub fn one_of<'a>(&mut self, all: &[&'a [u8]]) -> &'a [u8] {
        all.get(self.below(all.len())).copied().unwrap_or_default()
    }

    /// One of them after a few changes.
    pub fn mangled(&mut self, fine: &[&[u8]]) -> Vec<u8> {
        let mut bytes = self.one_of(fine).to_vec();
        for _ in 0..=self.below(CHANGES) {
            self.change(&mut bytes, fine);
        }
        bytes
    }

    fn change(&mut self, bytes: &mut Vec<u8>, fine: &[&[u8]]) {
        let (from, to) = self.stretch(bytes.len());
        match self.below(9) {
            0 => {
                let bit = self.below(8);
                bytes.iter_mut().skip(from).take(1).for_each(|byte| *byte ^= 1_u8 << bit);
            }
            1 => {
                let other = self.0.random::<u8>();
                bytes.iter_mut().skip(from).take(1).for_each(|byte| *byte = other);
            }
            2 | 3 => put(bytes, from, from, self.one_of(&ODD)),
            4 => put(bytes, from, to, self.one_of(&ODD)),
            5 => put(bytes, from, to, b""),
            6 => {
                let again = bytes.get(from..to).unwrap_or_default().to_vec();
                let at = self.below(bytes.len() + 1);
                put(bytes, at, at, &again);
            }
            7 => bytes.truncate(from),
            _ => {
                let other = self.one_of(fine);
                let (begin, _) = self.stretch(other.len());
                bytes.truncate(from);
                bytes.extend_from_slice(other.get(begin..).unwrap_or_default());
            }
        }
    }

    fn stretch(&mut self, length: usize) -> (usize, usize) {
        let from = self.below(length + 1);
        (from, (from + self.below(STRETCH)).min(length))
    }
}

fn put(bytes: &mut Vec<u8>, from: usize, to: usize, piece: &[u8]) {
    drop(bytes.splice(from..to, piece.iter().copied()));
}

/// What came of it when a reader had nothing to stumble over.
#[derive(Debug, PartialEq, Eq)]
pub struct Tried {
    pub inputs: usize,
    /// So many of them it took for what they pretend to be.
    pub taken: usize,
}

/// Hands a reader everything that is fine, and then so many inputs that hardly are; it says whether it takes them. `Err`
/// tells the first one at which it panics.
pub fn try_out(
    reader: &str,
    seed: u64,
    fine: &[&[u8]],
    many: usize,
    takes: impl Fn(&[u8]) -> bool,
) -> Result<Tried, String> {
    let mut mangler = Mangler::new(seed, reader);
    let mut tried = Tried { inputs: 0, taken: 0 };
    for number in 0..fine.len() + many {
        let input = fine.get(number).map_or_else(|| mangler.mangled(fine), |fine| fine.to_vec());
        let Ok(is_taken) = catch_unwind(AssertUnwindSafe(|| takes(&input))) else {
            return Err(format!("{reader} panics at \"{}\"", input.escape_ascii()));
        };
        tried.inputs += 1;
        tried.taken += usize::from(is_taken);
    }
    Ok(tried)
}

#[cfg(test)]
mod tests {
    use super::*;

    const FINE: &[&[u8]] = &[b"GET / HTTP/1.1", b"zwei=2&drei=3"];

    #[test]
    fn the_same_seed_brings_the_same_and_another_name_something_else() {
        let drawn = |seed, name| -> Vec<Vec<u8>> {
            let mut mangler = Mangler::new(seed, name);
            (0..50).map(|_| mangler.mangled(FINE)).collect()
        };
        assert_eq!(drawn(77, "a"), drawn(77, "a"));
        assert_ne!(drawn(77, "a"), drawn(77, "b"));
        assert_ne!(drawn(77, "a"), drawn(78, "a"));
    }

    #[test]
    fn hardly_any_is_fine_and_none_is_far_from_it() {
        let mut mangler = Mangler::new(77, "far");
        let all: Vec<Vec<u8>> = (0..500).map(|_| mangler.mangled(FINE)).collect();
        let untouched = all.iter().filter(|one| FINE.contains(&one.as_slice())).count();
        let near = all.iter().filter(|one| one.windows(4).any(|part| part == b"HTTP" || part == b"drei")).count();
        assert!(untouched < 50 && near > 100, "{untouched} untouched, {near} near");
    }

    #[test]
    fn a_reader_that_seldom_panics_is_noticed() {
        // As somebody does who cuts between the bytes of one letter, or counts on an end.
        let careless = |input: &[u8]| {
            assert!(!input.ends_with(b"%"), "on purpose");
            true
        };
        let found = try_out("careless", 77, FINE, 20_000, careless).unwrap_err();
        assert!(found.contains("careless panics at \"") && found.ends_with("%\""), "{found}");
        let careful = try_out("careful", 77, FINE, 500, |input| input.len() > 5).unwrap();
        assert!(careful.inputs == 502 && (2..502).contains(&careful.taken), "{careful:?}");
    }
}
