//! German number plates: a district, one or two letters, up to four digits.

use std::ops::Range;

use super::{
    char_at, char_before, continues,
    words::{DISTRICTS, NO_DISTRICTS},
};

pub(super) fn plates(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for (start, c) in text.char_indices() {
        let is_inside = found.last().is_some_and(|range| start < range.end);
        let before = char_before(text, start);
        if is_capital(c) && !is_inside && !continues(before) && !matches!(before, Some('-' | '.' | '/')) {
            found.extend(end(text, start).map(|end| start..end));
        }
    }
    found
}

fn is_capital(c: char) -> bool {
    c.is_ascii_uppercase() || matches!(c, 'Ä' | 'Ö' | 'Ü')
}

/// Takes what `is_part` says, and at most so many characters.
fn take(rest: &str, most: usize, is_part: impl Fn(char) -> bool) -> (&str, &str) {
    let end = rest.char_indices().take(most).take_while(|(_, c)| is_part(*c)).last();
    rest.split_at(end.map_or(0, |(at, c)| at + c.len_utf8()))
}

fn end(text: &str, start: usize) -> Option<usize> {
    let (district, rest) = take(text.get(start..)?, 3, is_capital);
    let (sign, rest) = take(rest, 3, |c| matches!(c, ' ' | '-' | '–' | '\u{a0}'));
    let (letters, rest) = take(rest, 2, |c| c.is_ascii_uppercase());
    let (gap, rest) = take(rest, 1, |c| matches!(c, ' ' | '-' | '\u{a0}'));
    let (digits, rest) = take(rest, 4, |c| c.is_ascii_digit());
    // Electric and old cars have a letter more.
    let (kind, rest) = take(rest, 1, |c| matches!(c, 'E' | 'H'));
    let has_dash = sign.contains(['-', '–']);
    let is_known = DISTRICTS.split(' ').any(|known| known == district);
    let is_district = if is_known {
        // A single letter with a blank after it is also the begin of many other things: "B AB 12".
        has_dash || (district.chars().count() > 1 && !sign.is_empty())
    } else {
        sign == "-" && district.chars().count() > 1 && !NO_DISTRICTS.split(' ').any(|other| other == district)
    };
    let is_plate = is_district
        && !letters.is_empty()
        && !digits.is_empty()
        && !digits.starts_with('0')
        && !(gap.is_empty() && sign == " ")
        && !continues(rest.chars().next());
    is_plate
        .then(|| {
            let length = [district, sign, letters, gap, digits, kind].map(str::len).iter().sum::<usize>();
            start + length
        })
        .filter(|end| !continues(char_at(text, *end)))
}
