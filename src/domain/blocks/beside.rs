//! What goes along with the words of a block of any kind: a film of them in German Sign Language, a recording of somebody who
//! reads them aloud. Lines `Name: key` above everything else, so that they merge, compare and come back like any text.

use crate::{
    media::{MediaKind, is_key},
    text,
};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Companion {
    SignLanguage,
    ReadAloud,
}

impl Companion {
    pub const ALL: [Self; 2] = [Self::SignLanguage, Self::ReadAloud];

    /// In forms.
    pub fn code(self) -> &'static str {
        match self {
            Self::SignLanguage => "gebaerdensprache",
            Self::ReadAloud => "vorlesen",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|companion| companion.code() == code)
    }

    /// As editors may write it, in whatever case. The editor of pages knows the same (`src/editor/text/beside.ts`).
    fn names(self) -> &'static [&'static str] {
        match self {
            Self::SignLanguage => &["gebaerdensprache", "dgs", "sign-language"],
            Self::ReadAloud => &["vorlesen", "read-aloud"],
        }
    }

    /// As we write it.
    pub fn label(self) -> &'static str {
        match self {
            Self::SignLanguage => "Gebärdensprache:",
            Self::ReadAloud => "Vorlesen:",
        }
    }

    /// Which files it can be.
    pub fn kind(self) -> MediaKind {
        match self {
            Self::SignLanguage => MediaKind::Video,
            Self::ReadAloud => MediaKind::Audio,
        }
    }

    /// A file tells by itself what it goes along as.
    pub fn of(kind: MediaKind) -> Option<Self> {
        Self::ALL.into_iter().find(|companion| companion.kind() == kind)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Beside<'a> {
    pub companion: Companion,
    pub key: &'a str,
    /// The words were changed since.
    pub is_older: bool,
}

/// The lines at the top, the first of each kind, and the body below them; without such lines the body as it is.
pub fn part(body: &str) -> (Vec<Beside<'_>>, &str) {
    let (lines, rest) = lines(body);
    // Most blocks have none, and pay nothing.
    let now = if lines.is_empty() { String::new() } else { mark(rest) };
    let older = |made_for: Option<&str>| made_for.is_some_and(|made_for| made_for != now);
    let found = Companion::ALL.into_iter().filter_map(|companion| {
        let line = lines.iter().find(|line| line.companion == companion)?;
        Some(Beside { companion, key: line.key, is_older: older(line.made_for) })
    });
    (found.collect(), rest)
}

/// The body with this file at its top, in place of one of its kind: made for the words as they are now.
pub fn with_companion(body: &str, companion: Companion, key: &str) -> String {
    let rest = part(body).1;
    let new = format!("{} {key} {}", companion.label(), mark(rest));
    written(body, |one, line| if one == companion { Some(new.clone()) } else { line.map(Line::written) })
}

pub fn without_companion(body: &str, companion: Companion) -> String {
    written(body, |one, line| line.filter(|_| one != companion).map(Line::written))
}

/// The words, for a text in another language: what was filmed and recorded says them in this one.
pub fn without_companions(body: &str) -> &str {
    part(body).1
}

/// Somebody looked: what goes along still says the same as the words.
pub fn with_companions_confirmed(body: &str) -> String {
    let now = mark(part(body).1);
    written(body, |one, line| line.map(|line| format!("{} {} {now}", one.label(), line.key)))
}

struct Line<'a> {
    companion: Companion,
    key: &'a str,
    /// A mark of the words.
    made_for: Option<&'a str>,
}

impl Line<'_> {
    fn written(&self) -> String {
        let label = self.companion.label();
        self.made_for.map_or_else(|| format!("{label} {}", self.key), |mark| format!("{label} {} {mark}", self.key))
    }
}

fn lines(body: &str) -> (Vec<Line<'_>>, &str) {
    let (mut lines, mut rest) = (Vec::new(), body);
    while let Some((line, below)) = line(rest) {
        lines.push(line);
        rest = below;
    }
    let rest = if lines.is_empty() { body } else { rest.trim_start_matches('\n') };
    (lines, rest)
}

/// The first line, if it is one of ours to the letter: whoever writes about reading aloud writes no key behind it.
fn line(body: &str) -> Option<(Line<'_>, &str)> {
    let (first, below) = body.split_once('\n').unwrap_or((body, ""));
    let (name, value) = first.split_once(':')?;
    let mut words = value.split_whitespace();
    let key = words.next().filter(|key| is_key(key))?;
    let made_for = words.next();
    if words.next().is_some() || made_for.is_some_and(|mark| !is_mark(mark)) {
        return None;
    }
    let name = text::slug(name);
    let companion = Companion::ALL.into_iter().find(|companion| companion.names().contains(&name.as_str()))?;
    Some((Line { companion, key, made_for }, below))
}

/// One line for each companion, as `keep` says, above what is below them.
fn written(body: &str, keep: impl Fn(Companion, Option<&Line<'_>>) -> Option<String>) -> String {
    let (lines, rest) = lines(body);
    let kept = |one| keep(one, lines.iter().find(|line| line.companion == one));
    let head: Vec<String> = Companion::ALL.into_iter().filter_map(kept).collect();
    match (head.is_empty(), rest.is_empty()) {
        (true, _) => rest.to_owned(),
        (_, true) => head.join("\n"),
        _ => format!("{}\n\n{rest}", head.join("\n")),
    }
}

/// Eight figures that are others for other words (FNV-1a); spaces and line breaks do not count.
fn mark(words: &str) -> String {
    let mut sum: u32 = 0x811c_9dc5;
    let mut add = |byte: u8| sum = (sum ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    for word in words.split_whitespace() {
        word.bytes().for_each(&mut add);
        add(b' ');
    }
    format!("{sum:08x}")
}

fn is_mark(text: &str) -> bool {
    text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const FILM: &str = "0123456789abcdef0123456789abcdef";
    const VOICE: &str = "fedcba9876543210fedcba9876543210";

    fn found(body: &str) -> Vec<(Companion, String, bool)> {
        part(body).0.into_iter().map(|one| (one.companion, one.key.to_owned(), one.is_older)).collect()
    }

    #[test]
    fn a_film_and_a_recording_stand_above_the_words_and_are_told_from_them() {
        let body = format!("Gebärdensprache: {FILM}\nvorlesen: {VOICE}\n\n## Der Hafen\n\nVorlesen: bleibt Text");
        let film = (Companion::SignLanguage, FILM.to_owned(), false);
        assert_eq!(found(&body), [film, (Companion::ReadAloud, VOICE.to_owned(), false)]);
        assert_eq!(part(&body).1, "## Der Hafen\n\nVorlesen: bleibt Text");
        assert_eq!(found(&format!("DGS: {FILM}"))[0].0, Companion::SignLanguage);
    }

    #[test]
    fn a_sentence_that_begins_like_such_a_line_stays_a_sentence() {
        let bodies = [
            "Vorlesen: jeden Mittwoch",
            "Vorlesen:",
            "\nText",
            "",
            &format!("Vorlesen: {VOICE} um acht"),
            &format!("Bild: {FILM}"),
        ];
        for body in bodies {
            assert_eq!((found(body).len(), part(body).1), (0, body), "{body}");
        }
    }

    #[test]
    fn a_file_is_put_there_takes_the_place_of_another_and_goes_again() {
        let words = "## Der Hafen\n\nEr ist *schön*.";
        let film = with_companion(words, Companion::SignLanguage, FILM);
        let both = with_companion(&film, Companion::ReadAloud, VOICE);
        assert!(both.starts_with(&format!("Gebärdensprache: {FILM} ")) && both.ends_with(&format!("\n\n{words}")));
        assert_eq!(both.matches("\nVorlesen: ").count(), 1, "{both}");
        let other = with_companion(&both, Companion::SignLanguage, VOICE);
        assert!(!other.contains(FILM) && found(&other).len() == 2, "{other}");
        assert_eq!(without_companion(&both, Companion::ReadAloud), film);
        assert_eq!(without_companion(&film, Companion::SignLanguage), words);
        assert_eq!(part(&with_companion("", Companion::ReadAloud, VOICE)).1, "");
    }

    #[test]
    fn what_was_made_for_other_words_says_so_until_somebody_looked() {
        let both = with_companion("Der Hafen ist offen.", Companion::ReadAloud, VOICE);
        assert!(!found(&both)[0].2);
        assert!(!found(&both.replace("Hafen ist", "Hafen\nist"))[0].2, "a line break is nothing to hear");
        let changed = both.replace("offen", "zu");
        assert!(found(&changed)[0].2);
        let other = with_companion(&changed, Companion::SignLanguage, FILM);
        assert_eq!((found(&other)[0].2, found(&other)[1].2), (false, true), "only the new one is of today");
        assert!(found(&with_companions_confirmed(&other)).iter().all(|(_, _, is_older)| !is_older));
        assert!(!found(&format!("Vorlesen: {VOICE}\n\nText"))[0].2, "who wrote no mark promised nothing");
    }

    proptest! {
        #[test]
        fn no_word_is_lost_by_what_is_put_beside(words in "[^\n].{0,80}\n?.{0,40}") {
            let body = with_companion(&words, Companion::ReadAloud, VOICE);
            prop_assert_eq!(without_companion(&body, Companion::ReadAloud), part(&words).1);
            prop_assert!(words.ends_with(part(&words).1));
        }
    }
}
