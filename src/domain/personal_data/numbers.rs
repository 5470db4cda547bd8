//! Telephone numbers and IBANs.

use std::ops::Range;

use super::{char_at, char_before, continues, words::IBAN_LENGTHS};

/// Digits of the longest number that a telephone takes, and of the shortest with its area code.
const PHONE: (usize, usize) = (8, 15);

/// A number without area code is one when one of these words stands before it.
const CUES: [&str; 14] = [
    "tel",
    "telefon",
    "telefonnummer",
    "telefonnr",
    "handy",
    "handynummer",
    "handynr",
    "mobil",
    "mobilnummer",
    "fon",
    "phone",
    "rufnummer",
    "whatsapp",
    "fax",
];

pub(super) fn phones(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(start) = next_start(text, from) {
        let number = Number::read(text, start);
        from = match number.phone(text, start) {
            Some(end) => {
                // A bracket around more than the number stays.
                let has_bracket =
                    text.get(start..end).is_some_and(|number| number.starts_with('(') && !number.contains(')'));
                found.push(start + usize::from(has_bracket)..end);
                end
            }
            None => start + number.first_end(start),
        };
    }
    found
}

/// The next place at which a run of digits begins, with what may stand before them.
fn next_start(text: &str, from: usize) -> Option<usize> {
    let rest = text.get(from..)?;
    rest.char_indices().map(|(at, c)| (from + at, c)).find_map(|(at, c)| {
        let next = char_at(text, at + c.len_utf8());
        let begins = match c {
            '0'..='9' => true,
            '+' => next.is_some_and(|c| c.is_ascii_digit()),
            '(' => matches!(next, Some('0' | '+')),
            _ => false,
        };
        let before = char_before(text, at);
        let goes_on = continues(before) || matches!(before, Some('+' | ',' | '/' | '_' | '=' | '-' | '–'));
        // Behind a point a word may have ended ("Tel.0381…"), or a number goes on.
        let in_number = before == Some('.') && before_that(text, at).is_some_and(|c| c.is_ascii_digit());
        (begins && !goes_on && !in_number).then_some(at)
    })
}

fn before_that(text: &str, at: usize) -> Option<char> {
    text.get(..at)?.chars().rev().nth(1)
}

/// Groups of digits with signs between them.
struct Number {
    /// Its digits, the byte after it, and what stands before it.
    groups: Vec<(String, usize, String)>,
    is_international: bool,
}

impl Number {
    fn read(text: &str, start: usize) -> Self {
        let mut groups: Vec<(String, usize, String)> = Vec::new();
        let (mut between, mut is_international) = (String::new(), false);
        let mut is_digit_before = false;
        for (at, c) in text.get(start..).unwrap_or_default().char_indices() {
            match c {
                '0'..='9' => {
                    if is_digit_before {
                        if let Some((digits, end, _)) = groups.last_mut() {
                            digits.push(c);
                            *end = start + at + 1;
                        }
                    } else {
                        groups.push((c.to_string(), start + at + 1, std::mem::take(&mut between)));
                    }
                }
                '+' if groups.is_empty() => is_international = true,
                ' ' | '\u{a0}' | '/' | '-' | '–' | '\u{2011}' | '(' | ')' | '.' if between.len() < 6 => {
                    // The end of a sentence ends a number.
                    if between.ends_with('.') && c != '.' {
                        break;
                    }
                    between.push(c);
                }
                _ => break,
            }
            is_digit_before = c.is_ascii_digit();
        }
        Self { groups, is_international }
    }

    fn first_end(&self, start: usize) -> usize {
        self.groups.first().map_or(1, |(_, end, _)| end.saturating_sub(start).max(1))
    }

    /// Where the telephone number ends, if it is one.
    fn phone(&self, text: &str, start: usize) -> Option<usize> {
        let (first, _, _) = self.groups.first()?;
        let (mut digits, mut end) = (0, None);
        for (group, group_end, _) in &self.groups {
            // What follows a number that is long enough is another number.
            if digits + group.len() > PHONE.1 {
                break;
            }
            digits += group.len();
            end = Some(*group_end);
        }
        // In thousands: "1 000 000", "+100.000.000".
        let in_thousands = self.groups.len() > 1
            && self
                .groups
                .iter()
                .skip(1)
                .all(|(group, _, sign)| group.len() == 3 && (sign == "." || sign == " " || sign == "\u{a0}"));
        let mut rest = first.trim_start_matches('0').chars();
        let area_code = rest.next().is_some();
        let is_phone = if self.is_international {
            first.starts_with(|c| c != '0') && !(in_thousands && first.len() != 2)
        } else if first.starts_with("00") {
            // 0049 …, or 00 49 …
            let second = self.groups.get(1).map(|(group, ..)| group.as_str()).unwrap_or_default();
            let goes_on = if first == "00" { !second.starts_with('0') } else { first.as_bytes().get(2) != Some(&b'0') };
            goes_on && first.len() != 3 && !is_behind_digit(text, start)
        } else if first.starts_with('0') {
            // Shorter than an area code are days, months, hours; behind a digit the number began before.
            let counts_on = in_thousands && first.len() == 3 && is_behind_digit(text, start);
            area_code && first.len() >= 3 && !counts_on && !is_range_of_codes(first, &self.groups)
        } else {
            return (is_announced(text, start) && digits >= 5).then_some(end).flatten();
        };
        if is_phone && digits >= PHONE.0 { end } else { None }
    }
}

/// "01067 Dresden und 01069": numbers of five digits with a dash between them are a range of postal codes.
fn is_range_of_codes(first: &str, groups: &[(String, usize, String)]) -> bool {
    let [_, (second, _, sign)] = groups else { return false };
    first.len() == 5 && second.len() == 5 && second.starts_with('0') && sign.trim_matches([' ', '-', '–']).is_empty()
}

fn is_behind_digit(text: &str, start: usize) -> bool {
    text.get(..start)
        .is_some_and(|before| before.ends_with(' ') && before.trim_end().ends_with(|c: char| c.is_ascii_digit()))
}

/// Whether the word before says that a telephone number follows.
fn is_announced(text: &str, start: usize) -> bool {
    let before = text.get(..start).unwrap_or_default();
    let before = before.trim_end_matches([' ', ':', '.', '\u{a0}', '(']);
    let word = before.trim_end_matches(char::is_alphabetic).len();
    let word = before.get(word..).unwrap_or_default().to_lowercase();
    CUES.contains(&word.as_str())
}

pub(super) fn ibans(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for (start, c) in text.char_indices() {
        let is_inside = found.last().is_some_and(|range| start < range.end);
        if c.is_ascii_alphabetic() && !is_inside && !continues(char_before(text, start)) {
            found.extend(iban_end(text, start).map(|end| start..end));
        }
    }
    found
}

/// Where the IBAN that begins here ends: as long as those of its country are, and with the right check digits.
fn iban_end(text: &str, start: usize) -> Option<usize> {
    let rest = text.get(start..)?;
    let country = rest.get(..2)?.to_ascii_uppercase();
    let has_check_digits = rest.chars().skip(2).filter(|c| *c != ' ').take(2).all(|c| c.is_ascii_digit());
    let (_, length) = IBAN_LENGTHS.into_iter().find(|(code, _)| has_check_digits && *code == country)?;
    let (mut signs, mut was_blank) = (String::new(), false);
    for (at, c) in rest.char_indices() {
        match c {
            ' ' | '\u{a0}' | '-' if !was_blank => {
                was_blank = true;
                continue;
            }
            c if c.is_ascii_alphanumeric() => signs.push(c.to_ascii_uppercase()),
            _ => return None,
        }
        was_blank = false;
        if signs.len() == length {
            let end = start + at + 1;
            return (!continues(char_at(text, end)) && is_checked(&signs)).then_some(end);
        }
    }
    None
}

/// ISO 7064, MOD 97-10: the first four signs go to the end, letters count from 10.
fn is_checked(signs: &str) -> bool {
    let (Some(head), Some(tail)) = (signs.get(..4), signs.get(4..)) else { return false };
    let remainder = tail
        .chars()
        .chain(head.chars())
        .filter_map(|c| c.to_digit(36))
        .fold(0, |sum, value| if value < 10 { (sum * 10 + value) % 97 } else { (sum * 100 + value) % 97 });
    remainder == 1
}
