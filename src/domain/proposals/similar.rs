//! How alike two titles are, for "Gibt es das schon?".

use crate::text;

/// Share of common trigrams of the folded texts (Jaccard), 0 to 1. The measure PostgreSQL's `pg_trgm` uses, so both
/// databases rank alike; it forgives typing errors and finds words inside compounds.
pub fn similarity(one: &str, other: &str) -> f64 {
    Trigrams::of(one).likeness(&Trigrams::of(other))
}

/// What a text is compared by, for those who compare it with many.
#[derive(Clone, Debug)]
pub struct Trigrams(Vec<[char; 3]>);

impl Trigrams {
    pub fn of(phrase: &str) -> Self {
        Self::of_folded(&text::fold(phrase))
    }

    pub fn of_folded(folded: &str) -> Self {
        let mut all = Vec::with_capacity(folded.len() * 2);
        for word in folded.split(' ').filter(|word| !word.is_empty()) {
            let mut piece = [' '; 3];
            for letter in word.chars().chain([' ']) {
                piece = [piece[1], piece[2], letter];
                all.push(piece);
            }
        }
        all.sort_unstable();
        all.dedup();
        Self(all)
    }

    /// 0 to 1.
    pub fn likeness(&self, other: &Self) -> f64 {
        let common = self.0.iter().filter(|piece| other.0.binary_search(piece).is_ok()).count();
        let all = self.0.len() + other.0.len() - common;
        if all == 0 { 0.0 } else { common as f64 / all as f64 }
    }
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

    #[test]
    fn the_pieces_are_those_of_pg_trgm() {
        // SELECT similarity('word', 'two words') in its documentation.
        assert!((similarity("word", "two words") - 4.0 / 11.0).abs() < 1e-9);
    }
}
