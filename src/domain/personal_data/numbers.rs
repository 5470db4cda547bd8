//! Telephone numbers and IBANs.

use std::ops::Range;

use super::{
    char_at, char_before, continues, is_letter,
    words::{CUES, IBAN_LENGTHS, is_listed},
};

/// Digits of the longest number that a telephone takes, and of the shortest with its area code.
const PHONE: (usize, usize) = (8, 15);

pub(super) fn phones(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut from = 0;
    for (start, c) in text.char_indices() {
        if start < from || !begins(text, start, c) {
            continue;
        }
        let groups = groups(text, start);
        from = groups.first().map_or(start, |first| first.end);
        if let Some(end) = phone(text, start, c == '+' || c == '(' && char_at(text, start + 1) == Some('+'), &groups) {
            // A bracket around more than the number stays.
            let is_closed = text.get(start..end).is_some_and(|number| number.contains(')'));
            found.push(start + usize::from(c == '(' && !is_closed)..end);
            from = end;
        }
    }
    found
}

/// Whether a run of digits begins here, with what may stand before them.
fn begins(text: &str, at: usize, c: char) -> bool {
    let next = char_at(text, at + c.len_utf8());
    let begins = match c {
        '0'..='9' => true,
        '+' => next.is_some_and(|c| c.is_ascii_digit()),
        '(' => matches!(next, Some('0' | '+')),
        _ => return false,
    };
    let before = char_before(text, at);
    let goes_on = continues(before) || matches!(before, Some('+' | ',' | '/' | '_' | '=' | '-' | '–'));
    // Behind a point a word may have ended ("Tel.0381…"), or a number goes on.
    let in_number = before == Some('.') && char_before(text, at - 1).is_some_and(|c| c.is_ascii_digit());
    begins && !goes_on && !in_number
}

/// Groups of digits with signs between them.
fn groups(text: &str, start: usize) -> Vec<Range<usize>> {
    let mut groups: Vec<Range<usize>> = Vec::new();
    let mut before = '(';
    for (at, c) in text.get(start..).unwrap_or_default().char_indices() {
        let at = start + at;
        match (groups.last_mut(), c) {
            (Some(last), '0'..='9') if last.end == at => last.end += 1,
            (_, '0'..='9') => groups.push(at..at + 1),
            (None, '+' | '(') => {}
            // The end of a sentence ends a number.
            (Some(_), '.') => {}
            (Some(last), ' ' | '\u{a0}' | '/' | '-' | '–' | '\u{2011}' | '(' | ')')
                if before != '.' && at < last.end + 8 => {}
            _ => break,
        }
        before = c;
    }
    groups
}

/// Where the telephone number ends, if it is one.
fn phone(text: &str, start: usize, is_international: bool, groups: &[Range<usize>]) -> Option<usize> {
    let digits_of = |range: &Range<usize>| text.get(range.clone()).unwrap_or_default();
    let first = groups.first()?;
    let (mut digits, mut end) = (0, first.end);
    // In thousands: "1 000 000", "+100.000.000".
    let mut in_thousands = groups.len() > 1;
    let mut last = first.end;
    for group in groups {
        // What follows a number that is long enough is another number.
        if digits + group.len() > PHONE.1 {
            break;
        }
        digits += group.len();
        end = group.end;
        let sign = text.get(last..group.start).unwrap_or_default();
        in_thousands &= group.start == first.start || (group.len() == 3 && matches!(sign, "." | " " | "\u{a0}"));
        last = group.end;
    }
    let (first, second) = (digits_of(first), groups.get(1).map(digits_of).unwrap_or_default());
    let is_phone = if is_international {
        !first.starts_with('0') && (!in_thousands || first.len() == 2)
    } else if first == "00" {
        // 00 49 …
        !second.starts_with('0') && !is_behind_digit(text, start)
    } else if first.starts_with("00") {
        !first.starts_with("000") && first.len() > 3 && !is_behind_digit(text, start)
    } else if first.starts_with('0') {
        // Shorter than an area code are days, months, hours; behind a digit the number began before. Two numbers of
        // five digits are a range of postal codes.
        let counts_on = in_thousands && first.len() == 3 && is_behind_digit(text, start);
        let are_codes = groups.len() == 2 && first.len() == 5 && second.len() == 5 && second.starts_with('0');
        first.len() >= 3 && !counts_on && !are_codes
    } else {
        return (digits >= 5 && is_announced(text, start)).then_some(end);
    };
    (is_phone && digits >= PHONE.0).then_some(end)
}

fn is_behind_digit(text: &str, start: usize) -> bool {
    start > 0
        && char_before(text, start) == Some(' ')
        && char_before(text, start - 1).is_some_and(|c| c.is_ascii_digit())
}

/// Whether the word before says that a telephone number follows: then it needs no area code.
fn is_announced(text: &str, start: usize) -> bool {
    let mut end = start;
    while let Some(c) = char_before(text, end).filter(|c| matches!(c, ' ' | ':' | '.' | '\u{a0}' | '(')) {
        end -= c.len_utf8();
    }
    let mut begin = end;
    while let Some(c) = char_before(text, begin).filter(|c| is_letter(*c)) {
        begin -= c.len_utf8();
    }
    is_listed(CUES, text.get(begin..end).unwrap_or_default())
}

pub(super) fn ibans(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut from = 0;
    for (start, c) in text.char_indices() {
        if c.is_ascii_alphabetic()
            && start >= from
            && !continues(char_before(text, start))
            && let Some(end) = iban_end(text.get(start..).unwrap_or_default())
        {
            from = start + end;
            found.push(start..from);
        }
    }
    found
}

/// Where the IBAN ends that begins here: as long as those of its country are, and with the right check digits.
fn iban_end(rest: &str) -> Option<usize> {
    let lengths = IBAN_LENGTHS.split(' ').find(|entry| {
        entry.get(..2).zip(rest.get(..2)).is_some_and(|(code, country)| code.eq_ignore_ascii_case(country))
    })?;
    let length = lengths.bytes().skip(2).fold(0, |sum, digit| sum * 10 + usize::from(digit - b'0'));
    let (mut signs, mut before) = (Vec::new(), ' ');
    for (at, c) in rest.char_indices() {
        match c {
            ' ' | '\u{a0}' | '-' if continues(Some(before)) => {}
            c if c.is_ascii_alphanumeric() => signs.push(c),
            _ => return None,
        }
        before = c;
        if signs.len() == length {
            let end = at + 1;
            let is_iban = !continues(char_at(rest, end)) && is_checked(&signs);
            return is_iban.then_some(end);
        }
    }
    None
}

/// ISO 7064, MOD 97-10: the first four signs go to the end, letters count from 10.
fn is_checked(signs: &[char]) -> bool {
    let (Some(head), Some(tail)) = (signs.get(..4), signs.get(4..)) else { return false };
    let has_check_digits = head.iter().skip(2).all(char::is_ascii_digit);
    let mut remainder = 0;
    for signs in [tail, head] {
        for value in signs.iter().filter_map(|c| c.to_digit(36)) {
            remainder = (remainder * if value < 10 { 10 } else { 100 } + value) % 97;
        }
    }
    has_check_digits && remainder == 1
}
