//! Search by name: a few hundred names are compared one by one, which takes less time than a query.

use domain::{areas::FoundPlace, proposals::similarity, text};

use super::reference::{Named, Reference};

/// Least likeness of a name with typing errors; "Reutershgaen" has 0.53 in common with "Reutershagen".
const LIKE: f64 = 0.35;

/// No name is longer; each name is compared with all that was typed.
const TYPED: usize = 100;

pub(super) fn find(reference: &Reference, typed: &str, limit: usize) -> Vec<FoundPlace> {
    let wanted = text::fold(&typed.chars().take(TYPED).collect::<String>());
    if wanted.is_empty() {
        return Vec::new();
    }
    let mut hits: Vec<(u32, &Named)> =
        reference.places.iter().filter_map(|place| Some((rank(&place.folded, &wanted)?, place))).collect();
    // What holds the typed words is never buried under what is merely like them.
    if hits.iter().any(|(rank, _)| *rank < ALIKE) {
        hits.retain(|(rank, _)| *rank < ALIKE);
    }
    hits.sort_by_key(|(rank, place)| (*rank, !place.is_district, place.folded.as_str()));
    hits.into_iter()
        .filter_map(|(_, place)| {
            Some(FoundPlace { label: place.name.clone(), district: reference.name(place.district)? })
        })
        .take(limit)
        .collect()
}

/// From here on names are only like what was typed.
const ALIKE: u32 = 10;

/// The smaller the better: the whole name, its begin, the begin of a word, a part, and then the likeness.
fn rank(name: &str, wanted: &str) -> Option<u32> {
    if name == wanted {
        return Some(0);
    }
    if name.starts_with(wanted) {
        return Some(1);
    }
    if name.split(' ').any(|word| word.starts_with(wanted)) || name.contains(&format!(" {wanted}")) {
        return Some(2);
    }
    if name.contains(wanted) {
        return Some(3);
    }
    let likeness = similarity(name, wanted);
    (likeness >= LIKE).then(|| ALIKE + (100.0 * (1.0 - likeness)) as u32)
}
