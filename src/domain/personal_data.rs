//! Telephone numbers, e-mail addresses, IBANs, number plates and full names in a text, so that people are asked before
//! such things stand in public. The same code runs in the browser while somebody types, so there is no engine for
//! patterns in it.
//!
//! It asks, and never forbids: what it takes for a name may be none, and what it passes over may be one.

mod names;
mod numbers;
mod plates;
#[cfg(test)]
mod tests;
mod words;

use std::ops::Range;

/// What was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    Phone,
    Email,
    Iban,
    NumberPlate,
    Name,
}

impl Kind {
    pub const ALL: [Self; 5] = [Self::Phone, Self::Email, Self::Iban, Self::NumberPlate, Self::Name];
}

/// One place in a text, in bytes; both ends stand between characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    pub kind: Kind,
    pub range: Range<usize>,
}

impl Finding {
    /// The words themselves.
    pub fn of<'a>(&self, text: &'a str) -> &'a str {
        text.get(self.range.clone()).unwrap_or_default()
    }
}

/// In the order of the text; none overlaps another.
pub fn find(text: &str) -> Vec<Finding> {
    let mut found: Vec<Finding> = Vec::new();
    // What is known for sure goes first: the digits of an IBAN are no telephone number.
    let finders: [(Kind, fn(&str) -> Vec<Range<usize>>); 5] = [
        (Kind::Iban, numbers::ibans),
        (Kind::Email, emails),
        (Kind::NumberPlate, plates::plates),
        (Kind::Phone, numbers::phones),
        (Kind::Name, names::names),
    ];
    for (kind, finder) in finders {
        for range in finder(text) {
            let is_free = found.iter().all(|other| other.range.end <= range.start || range.end <= other.range.start);
            if is_free && !range.is_empty() {
                found.push(Finding { kind, range });
            }
        }
    }
    found.sort_by_key(|finding| finding.range.start);
    found
}

/// Each kind once, in the order of [`Kind::ALL`].
pub fn kinds(text: &str) -> Vec<Kind> {
    let found = find(text);
    Kind::ALL.into_iter().filter(|kind| found.iter().any(|finding| finding.kind == *kind)).collect()
}

/// The text with something else in the place of each finding. Doing it twice is doing it once, as long as what is put
/// there is nothing that is found.
pub fn redact<'a>(text: &str, instead: impl Fn(Kind) -> &'a str) -> String {
    let mut text = text.to_owned();
    // Without what stood in between, two remains may read like one thing.
    for _ in 0..8 {
        let found = find(&text);
        if found.is_empty() {
            break;
        }
        for finding in found.iter().rev() {
            text.replace_range(finding.range.clone(), instead(finding.kind));
        }
    }
    text
}

fn emails(text: &str) -> Vec<Range<usize>> {
    let of_name = |c: char| c.is_alphanumeric() || "._%+-".contains(c);
    let of_host = |c: char| c.is_alphanumeric() || ".-".contains(c);
    let mut found = Vec::new();
    for (at, _) in text.match_indices('@') {
        let (Some(before), Some(after)) = (text.get(..at), text.get(at + 1..)) else { continue };
        let name = before.trim_end_matches(of_name).len();
        let name = before.get(name..).unwrap_or_default().trim_start_matches(['.', '-', '%', '+']);
        let host = after.len() - after.trim_start_matches(of_host).len();
        let host = after.get(..host).unwrap_or_default().trim_end_matches(['.', '-']);
        let ends_well = host.rsplit_once('.').is_some_and(|(host, end)| {
            !host.is_empty() && end.chars().count() >= 2 && end.chars().all(char::is_alphabetic)
        });
        if !name.is_empty() && ends_well {
            found.push(at - name.len()..at + 1 + host.len());
        }
    }
    found
}

/// Letter or digit: what stands beside a finding belongs to another word then.
fn continues(c: Option<char>) -> bool {
    c.is_some_and(char::is_alphanumeric)
}

fn char_before(text: &str, at: usize) -> Option<char> {
    text.get(..at)?.chars().next_back()
}

fn char_at(text: &str, at: usize) -> Option<char> {
    text.get(at..)?.chars().next()
}
