//! Text that people type: how it is cleaned, measured, cut and folded for search.

use crate::fields::{Field, FieldErrors, Problem};

/// Trims, unifies line ends to `\n` and drops NUL and other control characters that no keyboard produces.
/// Nothing a person can see or typed on purpose is lost.
pub fn clean(text: &str) -> String {
    with_plain_line_ends(text)
        .chars()
        .filter(|c| *c == '\n' || *c == '\t' || !c.is_control())
        .collect::<String>()
        .trim()
        .to_owned()
}

/// Every line ends as it does on Unix: programs of all kinds write texts.
pub fn with_plain_line_ends(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}

/// One line: as [`clean`], with every run of white space as one space.
pub fn clean_line(text: &str) -> String {
    clean(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Characters that reorder or hide what a reader sees (Trojan source, CVE-2021-42574).
pub fn deceives(text: &str) -> bool {
    text.chars().any(|c| matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{E0000}'..='\u{E007F}'))
}

/// Length as a person counts it: characters, not bytes.
pub fn length(text: &str) -> usize {
    text.chars().count()
}

/// Checks presence, length and honesty of one text field.
pub fn check(errors: &mut FieldErrors, field: Field, text: &str, least: usize, most: usize) {
    let now = length(text);
    if now == 0 && least > 0 {
        errors.add(field, Problem::Missing);
    } else if now < least {
        errors.add(field, Problem::TooShort { least, now });
    } else if now > most {
        errors.add(field, Problem::TooLong { most, now });
    } else if deceives(text) {
        errors.add(field, Problem::ForbiddenCharacters);
    }
}

/// The first words of a text, at most `most` characters, with an ellipsis where something was cut.
pub fn excerpt(text: &str, most: usize) -> String {
    let line = clean_line(text);
    if length(&line) <= most {
        return line;
    }
    // One character more, so that a word which ends exactly at the limit is kept whole.
    let cut: String = line.chars().take(most + 1).collect();
    let whole = match cut.rsplit_once(' ') {
        Some((head, _)) => head.to_owned(),
        None => cut.chars().take(most).collect(),
    };
    format!("{}…", whole.trim_end_matches([',', ';', ':', '-', '–', '.']))
}

/// Folds a text for search: lower case, `ä` and `ae` alike, `ß` and `ss` alike, accents removed, everything that is
/// neither letter nor digit as one space.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len() + 8);
    for c in text.chars().flat_map(char::to_lowercase) {
        match c {
            'ä' | 'æ' => folded.push_str("ae"),
            'ö' | 'œ' | 'ø' => folded.push_str("oe"),
            'ü' => folded.push_str("ue"),
            'ß' => folded.push_str("ss"),
            'à' | 'á' | 'â' | 'ã' | 'å' | 'ą' | 'ā' => folded.push('a'),
            'ç' | 'ć' | 'č' => folded.push('c'),
            'è' | 'é' | 'ê' | 'ë' | 'ę' | 'ē' => folded.push('e'),
            'ì' | 'í' | 'î' | 'ï' | 'ı' | 'ī' => folded.push('i'),
            'ł' => folded.push('l'),
            'ñ' | 'ń' => folded.push('n'),
            'ò' | 'ó' | 'ô' | 'õ' => folded.push('o'),
            'ś' | 'ş' | 'š' => folded.push('s'),
            'ù' | 'ú' | 'û' | 'ū' => folded.push('u'),
            'ý' | 'ÿ' => folded.push('y'),
            'ź' | 'ż' | 'ž' => folded.push('z'),
            'ğ' => folded.push('g'),
            // Combining marks follow a letter that is already there; the gender star and the soft hyphen join a word.
            '\u{300}'..='\u{36F}' | '\u{AD}' | '*' => {}
            c if c.is_alphanumeric() => folded.push(c),
            _ if folded.ends_with(' ') || folded.is_empty() => {}
            _ => folded.push(' '),
        }
    }
    folded.truncate(folded.trim_end().len());
    folded
}

/// The readable suffix of an address: `Mehr Bänke am Hafen!` becomes `mehr-baenke-am-hafen`.
pub fn slug(text: &str) -> String {
    let words = fold(text).replace(' ', "-");
    let ascii: String = words.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').take(60).collect();
    ascii.trim_matches('-').to_owned()
}

/// Whether this can be an e-mail address (one `@`, a dot in the host, no spaces; the real proof is a mail that arrives).
pub fn is_email(text: &str) -> bool {
    let Some((name, host)) = text.split_once('@') else { return false };
    let plain =
        |part: &str| part.chars().all(|c| !c.is_whitespace() && !c.is_control() && !"@<>()[],;:\\\"".contains(c));
    !name.is_empty()
        && text.len() <= 254
        && plain(name)
        && plain(host)
        && host.split('.').count() > 1
        && host.split('.').all(|label| !label.is_empty() && !label.starts_with('-') && !label.ends_with('-'))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn umlauts_are_found_however_they_are_typed() {
        assert_eq!(fold("Spielplätze für Groß und Klein"), fold("SPIELPLAETZE fuer gross und klein"));
        assert_eq!(fold("Bürger*innen-Café"), "buergerinnen cafe");
    }

    #[test]
    fn an_excerpt_ends_at_a_word() {
        assert_eq!(excerpt("Mehr Bänke, und Bäume am Hafen", 11), "Mehr Bänke…");
        assert_eq!(excerpt("Kurz", 10), "Kurz");
    }

    #[test]
    fn an_address_is_told_from_other_text() {
        for good in ["a@b.de", "jana.m+rostock@uni-rostock.de", "müller@köln.de"] {
            assert!(is_email(good), "{good}");
        }
        for bad in ["", "a", "a@b", "a@@b.de", "a b@c.de", "a@.de", "a@b..de", "<a@b.de>", "a@-b.de"] {
            assert!(!is_email(bad), "{bad}");
        }
    }

    #[test]
    fn text_that_hides_its_order_is_refused() {
        assert!(deceives("frei \u{202E}eurt"));
        assert!(!deceives("Straße – „Café“ 👍🏽"));
    }

    proptest! {
        #[test]
        fn folding_twice_changes_nothing_more(text in ".*") {
            prop_assert_eq!(fold(&fold(&text)), fold(&text));
        }

        #[test]
        fn cleaning_twice_changes_nothing_more(text in ".*") {
            prop_assert_eq!(clean(&clean(&text)), clean(&text));
        }

        #[test]
        fn a_slug_is_safe_in_an_address(text in ".*") {
            prop_assert!(slug(&text).bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-'));
        }

        #[test]
        fn an_excerpt_is_never_longer_than_asked(text in ".*", most in 1usize..80) {
            prop_assert!(length(&excerpt(&text, most)) <= most + 1);
        }
    }
}
