//! How alike two titles are, for "Gibt es das schon?".

use std::collections::BTreeSet;

use crate::text;

/// Share of common trigrams of the folded texts (Jaccard), 0 to 1. The measure PostgreSQL's `pg_trgm` uses, so both
/// databases rank alike; it forgives typing errors and finds words inside compounds.
pub fn similarity(one: &str, other: &str) -> f64 {
    let (one, other) = (trigrams(one), trigrams(other));
    let common = one.intersection(&other).count();
    let all = one.len() + other.len() - common;
    if all == 0 { 0.0 } else { common as f64 / all as f64 }
}

fn trigrams(phrase: &str) -> BTreeSet<[char; 3]> {
    text::fold(phrase)
        .split(' ')
        .filter(|word| !word.is_empty())
        .flat_map(|word| {
            let padded: Vec<char> = "  ".chars().chain(word.chars()).chain([' ']).collect();
            padded.windows(3).filter_map(|w| <[char; 3]>::try_from(w).ok()).collect::<Vec<_>>()
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_title_is_wholly_alike_and_nothing_is_like_nothing() {
        assert!((similarity("Mehr Bänke", "mehr baenke") - 1.0).abs() < 1e-9);
        assert!(similarity("", "").abs() < 1e-9);
    }

    #[test]
    fn a_typing_error_stays_close_and_another_subject_stays_far() {
        assert!(similarity("Spielplatz", "Speilplatz") > 0.3);
        assert!(similarity("Spielplatz am Park", "Radweg nach Warnemünde") < 0.1);
    }
}
