//! Telephone numbers, e-mail addresses, IBANs, number plates and full names in a text, so that people are asked before
//! such things stand in public. The same code runs in the browser while somebody types, so there is no engine for
//! patterns in it, and it knows letters by itself: the tables of Unicode weigh more than all of this.
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
    // What is known for sure goes first: the digits of an IBAN are no telephone number.
    let mut found = Vec::new();
    for (kind, ranges) in [
        (Kind::Iban, numbers::ibans(text)),
        (Kind::Email, emails(text)),
        (Kind::NumberPlate, plates::plates(text)),
        (Kind::Phone, numbers::phones(text)),
        (Kind::Name, names::names(text)),
    ] {
        found = with(found, kind, ranges);
    }
    found
}

/// Both in the order of the text, and what was found before stays. One step for each of them: whoever wants a server to
/// work sends it half a megabyte of telephone numbers.
fn with(found: Vec<Finding>, kind: Kind, ranges: Vec<Range<usize>>) -> Vec<Finding> {
    let mut all: Vec<Finding> = Vec::new();
    let mut found = found.into_iter().peekable();
    for range in ranges {
        while let Some(before) = found.next_if(|other| other.range.start < range.start) {
            all.push(before);
        }
        let is_free = all.last().is_none_or(|other| other.range.end <= range.start)
            && found.peek().is_none_or(|other| range.end <= other.range.start);
        if is_free && !range.is_empty() {
            all.push(Finding { kind, range });
        }
    }
    all.extend(found);
    all
}

/// Whether its writer was asked about this finding. `asked` has the lines of all that they were asked about.
pub fn was_asked(found: &str, asked: &str) -> bool {
    found.lines().all(|line| asked.lines().any(|known| known == line))
}

/// Whether one of the texts holds something that its writer was not asked about.
pub fn has_unasked<'a>(texts: impl IntoIterator<Item = &'a str>, asked: &str) -> bool {
    texts.into_iter().any(|text| find(text).iter().any(|finding| !was_asked(finding.of(text), asked)))
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
        let (mut without, mut from) = (String::new(), 0);
        for finding in found {
            without.push_str(text.get(from..finding.range.start).unwrap_or_default());
            without.push_str(instead(finding.kind));
            from = finding.range.end;
        }
        without.push_str(text.get(from..).unwrap_or_default());
        text = without;
    }
    text
}

fn emails(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for (at, c) in text.char_indices() {
        if c != '@' {
            continue;
        }
        let (mut start, mut end) = (at, at + 1);
        while let Some(c) = char_before(text, start).filter(|c| is_sign(*c) || matches!(c, '.' | '_' | '%' | '+' | '-'))
        {
            start -= c.len_utf8();
        }
        while char_at(text, start).is_some_and(|c| !is_sign(c) && c != '_' && c != '@') {
            start += 1;
        }
        // The last point with letters behind it ends the name of the host.
        let (mut letters, mut has_point) = (0, false);
        let mut whole = None;
        while let Some(c) = char_at(text, end).filter(|c| is_sign(*c) || matches!(c, '.' | '-')) {
            end += c.len_utf8();
            if c == '.' {
                (letters, has_point) = (0, end > at + 2);
            } else if has_point && is_letter(c) {
                letters += 1;
                if letters >= 2 {
                    whole = Some(end);
                }
            } else {
                has_point = false;
            }
        }
        if let Some(end) = whole.filter(|_| start < at) {
            found.push(start..end);
        }
    }
    found
}

/// Letters of all scripts, roughly.
fn is_letter(c: char) -> bool {
    c.is_ascii_alphabetic() || matches!(c, '\u{c0}'..='\u{1fff}' | '\u{3040}'..='\u{d7ff}') && !matches!(c, '×' | '÷')
}

/// The first letter of a name. Behind the letters of western Europe large and small ones take turns.
fn is_capital(c: char) -> bool {
    c.is_ascii_uppercase() || matches!(c, 'À'..='Þ' | '\u{100}'..='\u{24f}') && c != '×'
}

fn is_small(c: char) -> bool {
    c.is_ascii_lowercase() || (is_letter(c) && c >= 'ß')
}

/// Letter or digit: what stands beside a finding belongs to another word then.
fn is_sign(c: char) -> bool {
    is_letter(c) || c.is_ascii_digit()
}

fn continues(c: Option<char>) -> bool {
    c.is_some_and(is_sign)
}

fn char_before(text: &str, at: usize) -> Option<char> {
    text.get(..at)?.chars().next_back()
}

fn char_at(text: &str, at: usize) -> Option<char> {
    text.get(at..)?.chars().next()
}
