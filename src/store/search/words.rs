//! What is written and what is typed, as words that can be compared.

use domain::text;
use rust_stemmers::{Algorithm, Stemmer};

/// Shorter stems stand in too many words ("ros" of "Rosen" is in "Rostock") and match as whole words only.
const SHORTEST_PART: usize = 4;

/// Words that say nothing about the subject; left out of a search that has other words.
const FILLERS: [&str; 58] = [
    "aber", "alle", "als", "am", "an", "auch", "auf", "aus", "bei", "beim", "bis", "da", "das", "dass", "dem", "den",
    "der", "des", "die", "ein", "eine", "einem", "einen", "einer", "es", "fuer", "gibt", "hat", "ich", "im", "in",
    "ist", "kein", "keine", "man", "mehr", "mit", "nach", "nicht", "noch", "oder", "ohne", "sich", "sie", "sind", "so",
    "soll", "und", "unter", "vom", "von", "vor", "was", "wir", "wo", "zu", "zum", "zur",
];

/// The `search_text` of a proposal. It begins, ends and separates with spaces, so that a needle can ask for the begin
/// or the end of a word.
pub fn document<'a>(parts: impl IntoIterator<Item = &'a str>) -> String {
    let stemmer = Stemmer::create(Algorithm::German);
    let mut folded = String::from(" ");
    let mut stems = Vec::new();
    for part in parts {
        for word in plain_words(part) {
            let plain = text::fold(&word);
            for stem in stems_of(&stemmer, &word) {
                let is_new = !plain.contains(&stem) && !stems.contains(&stem);
                if is_new {
                    stems.push(stem);
                }
            }
            folded.push_str(&plain);
            folded.push(' ');
        }
    }
    for stem in stems {
        folded.push_str(&stem);
        folded.push(' ');
    }
    folded
}

/// What a person typed into the search field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Terms(pub(crate) Vec<Term>);

/// One typed word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Term {
    pub(crate) word: String,
    /// Any of these, as a part of the search text, is this word. Each has at least three characters, because shorter
    /// ones are not in the index, and consists of letters, digits and spaces alone.
    pub(crate) needles: Vec<String>,
}

impl Term {
    /// Long words say more, and stand in fewer texts.
    pub(crate) fn weight(&self) -> i64 {
        i64::try_from(self.word.chars().count()).unwrap_or(i64::MAX)
    }
}

impl Terms {
    /// Nothing when nothing that can be searched for was typed.
    pub(crate) fn parse(typed: &str) -> Option<Self> {
        let stemmer = Stemmer::create(Algorithm::German);
        let mut terms: Vec<Term> = plain_words(typed).map(|word| term(&stemmer, &word)).collect();
        if terms.iter().any(|term| !is_filler(&term.word)) {
            terms.retain(|term| !is_filler(&term.word));
        }
        Some(Self(terms)).filter(|terms| !terms.0.is_empty())
    }
}

/// The words of a text that say something about its subject, as terms.
pub(crate) fn content_words(written: &str) -> Vec<Term> {
    let Some(Terms(mut terms)) = Terms::parse(written) else { return Vec::new() };
    terms.retain(|term| term.word.chars().count() > 2);
    terms
}

fn term(stemmer: &Stemmer, word: &str) -> Term {
    let plain = text::fold(word);
    let mut needles = Vec::new();
    match plain.chars().count() {
        1 => needles.push(format!(" {plain} ")),
        // Two letters are the begin of a word: three characters with the space before it.
        2 => needles.push(format!(" {plain}")),
        _ => {
            // Who types "Spielplaetze" means "Spielplätze", whose stem has no "e" in it.
            let umlauts = word.replace("ae", "ä").replace("oe", "ö").replace("ue", "ü");
            for stem in stems_of(stemmer, word).into_iter().chain(stems_of(stemmer, &umlauts)) {
                match stem.chars().count() {
                    length if length >= SHORTEST_PART => needles.push(stem),
                    2.. => needles.push(format!(" {stem} ")),
                    _ => {}
                }
            }
            // A needle that contains another one finds nothing that the other one does not find.
            if !needles.iter().any(|needle| plain.contains(needle)) {
                needles.push(plain.clone());
            }
        }
    }
    needles.sort();
    needles.dedup();
    Term { word: plain, needles }
}

/// The stem of a lower-case word, folded. A word that names people in both genders ends like its female form, and its
/// stem should be the one of the person: "Bürger*innen" and "Bürgerin" are about the "Bürger".
fn stems_of(stemmer: &Stemmer, word: &str) -> Vec<String> {
    let mut stems = vec![text::fold(&stemmer.stem(word))];
    let male = word.strip_suffix("innen").or_else(|| word.strip_suffix("in")).filter(|male| male.ends_with("er"));
    if let Some(male) = male {
        stems.push(text::fold(male));
    }
    stems.retain(|stem| !stem.is_empty());
    stems
}

/// Lower-case words as written, umlauts kept for the stemmer. The gender star and the soft hyphen join a word, as in
/// [`text::fold`].
fn plain_words(written: &str) -> impl Iterator<Item = String> {
    let joined: String = written
        .chars()
        .filter(|c| !matches!(c, '*' | '\u{AD}' | '\u{300}'..='\u{36F}'))
        .flat_map(char::to_lowercase)
        .map(|c| if c.is_alphanumeric() { c } else { ' ' })
        .collect();
    let words: Vec<String> = joined.split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect();
    words.into_iter()
}

fn is_filler(folded: &str) -> bool {
    FILLERS.binary_search(&folded).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finds(typed: &str, written: &str) -> bool {
        let document = document([written]);
        let terms = Terms::parse(typed).expect("something to search for");
        terms.0.iter().all(|term| term.needles.iter().any(|needle| document.contains(needle)))
    }

    #[test]
    fn the_fillers_are_sorted_because_they_are_searched_by_halves() {
        assert!(FILLERS.is_sorted());
    }

    #[test]
    fn german_words_find_their_other_forms_and_compounds() {
        for (typed, written) in [
            ("Spielplaetze", "Neue Spielplätze für Evershagen"),
            ("Spielplaetze", "Ein Spielplatz am Park"),
            ("Spielplätze", "Ein Spielplatz am Park"),
            ("platz", "Ein Spielplatz am Park"),
            ("PLATZ", "Zwei Wasserspielplätze"),
            ("Fahrrad", "Abstellanlagen für Fahrräder"),
            ("Fahrräder", "Ein breiter Fahrradweg"),
            ("Fahrraeder", "Ein breiter Fahrradweg"),
            ("Bürger*innen", "Mehr Rechte für Bürger*innen"),
            ("Bürgerinnen", "Mehr Rechte für Bürger*innen"),
            ("Bürger", "Mehr Rechte für Bürger*innen"),
            ("Bürger*innen", "Der Bürger zahlt"),
            ("Züge", "Ein Zug in der Stunde"),
            ("Zug", "Mehr Züge nach Warnemünde"),
            ("Baum", "Bäume gießen"),
            ("bank", "Mehr Bänke am Hafen"),
            ("der Weg zum Strand", "Ein Weg an den Strand"),
            ("Straße", "Eine Strasse ohne Autos"),
            ("S-Bahn", "Die S-Bahn nach Warnemünde"),
        ] {
            assert!(finds(typed, written), "{typed} in {written}");
        }
    }

    #[test]
    fn a_short_stem_does_not_find_every_word_that_begins_like_it() {
        assert!(!finds("Rosen", "Die Stadt Rostock"));
        assert!(finds("Rosen", "Ein Garten voller Rosen"));
        assert!(!finds("Zug", "Ein Zaun"));
    }

    #[test]
    fn a_needle_is_never_too_short_for_the_index_and_never_a_wildcard() {
        for typed in ["a", "ab", "ö", "u-bahn 5g", "100 % \"'; --", "Straße_%", "日本", "Ω x"] {
            for term in Terms::parse(typed).map(|terms| terms.0).unwrap_or_default() {
                assert!(!term.needles.is_empty(), "{typed}");
                for needle in term.needles {
                    assert!(needle.chars().count() >= 3, "{typed}: {needle}");
                    assert!(needle.chars().all(|c| c.is_alphanumeric() || c == ' '), "{typed}: {needle}");
                }
            }
        }
    }

    #[test]
    fn signs_alone_are_nothing_to_search_for() {
        assert_eq!(Terms::parse(" *!? "), None);
        assert_eq!(Terms::parse("die").map(|terms| terms.0.len()), Some(1));
    }
}
