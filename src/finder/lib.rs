//! Finds personal data on a device whose pages have no islands: the kiosk. The rules are those of the server, without all
//! that the islands bring along.

use domain::personal_data::{self, Finding, Kind};
use wasm_bindgen::prelude::wasm_bindgen;

/// Kind, begin and end of each place, one after the other: a kind by its place in [`Kind::ALL`], begin and end as
/// JavaScript counts the signs of a text.
#[wasm_bindgen]
pub fn found(text: &str) -> Vec<u32> {
    let signs = |end: usize| text.get(..end).map_or(0, |before| before.encode_utf16().count());
    let place = |Finding { kind, range }: Finding| [number(kind), signs(range.start), signs(range.end)];
    let numbers = personal_data::find(text).into_iter().flat_map(place);
    numbers.map(|number| u32::try_from(number).unwrap_or(u32::MAX)).collect()
}

/// The text with something else in the place of each finding; `instead` has a line for each kind.
#[wasm_bindgen]
pub fn redact(text: &str, instead: &str) -> String {
    let lines: Vec<&str> = instead.lines().collect();
    personal_data::redact(text, |kind| lines.get(number(kind)).copied().unwrap_or_default())
}

fn number(kind: Kind) -> usize {
    Kind::ALL.iter().position(|one| *one == kind).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_counted_as_javascript_counts() {
        // A gull of two units, and an umlaut of one.
        assert_eq!(found("🐦 Für Fragen: 0381 1234567."), [0, 15, 27]);
        assert!(found("Mehr Bänke am Hafen").is_empty());
    }

    #[test]
    fn each_kind_has_its_line() {
        let instead = "[Telefon]\n[E-Mail]\n[IBAN]\n[Kennzeichen]\n[Name]";
        let text = "Frau Müller, jana@example.org, HRO-AB 123";
        assert_eq!(redact(text, instead), "[Name], [E-Mail], [Kennzeichen]");
        assert_eq!(redact("Mehr Bänke am Hafen", instead), "Mehr Bänke am Hafen");
    }
}
