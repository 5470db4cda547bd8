//! German number plates: a district, one or two letters, up to four digits.

use std::ops::Range;

use super::{
    char_at, char_before, continues,
    words::{DISTRICTS, NO_DISTRICTS, is_listed},
};

pub(super) fn plates(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut from = 0;
    for (start, c) in text.char_indices() {
        let before = char_before(text, start);
        if is_of_district(c)
            && start >= from
            && !continues(before)
            && !matches!(before, Some('-' | '.' | '/'))
            && let Some(end) = end(text, start)
        {
            from = end;
            found.push(start..end);
        }
    }
    found
}

fn is_of_district(c: char) -> bool {
    c.is_ascii_uppercase() || matches!(c, 'Ä' | 'Ö' | 'Ü')
}

/// Takes what `is_part` says from `at` on, and at most so many characters; `at` moves behind it.
fn take<'a>(text: &'a str, at: &mut usize, most: usize, is_part: fn(char) -> bool) -> &'a str {
    let start = *at;
    for _ in 0..most {
        let Some(c) = char_at(text, *at).filter(|c| is_part(*c)) else { break };
        *at += c.len_utf8();
    }
    text.get(start..*at).unwrap_or_default()
}

fn end(text: &str, start: usize) -> Option<usize> {
    let mut at = start;
    let district = take(text, &mut at, 3, is_of_district);
    let sign = take(text, &mut at, 3, |c| matches!(c, ' ' | '-' | '–' | '\u{a0}'));
    let letters = take(text, &mut at, 2, |c| c.is_ascii_uppercase());
    let gap = take(text, &mut at, 1, |c| matches!(c, ' ' | '-' | '\u{a0}'));
    let digits = take(text, &mut at, 4, |c| c.is_ascii_digit());
    // Electric and old cars have a letter more.
    take(text, &mut at, 1, |c| matches!(c, 'E' | 'H'));
    // A single letter with a blank after it is also the begin of many other things: "B AB 12".
    let is_long = char_at(district, 1).is_some();
    let is_district = if is_listed(DISTRICTS, district) {
        sign.contains('-') || sign.contains('–') || (is_long && !sign.is_empty())
    } else {
        sign == "-" && is_long && !is_listed(NO_DISTRICTS, district)
    };
    let is_plate = is_district
        && !letters.is_empty()
        && !digits.is_empty()
        && !digits.starts_with('0')
        && (!gap.is_empty() || sign != " ")
        && !continues(char_at(text, at));
    is_plate.then_some(at)
}
