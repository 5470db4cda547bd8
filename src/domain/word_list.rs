//! Words after which somebody looks at a contribution before everybody does. A hit never refuses anything: lists know
//! words, not what people mean by them.

use crate::text;

/// Longest entry, in characters.
pub const LONGEST: usize = 60;

/// One entry as it is compared: whole words, one or several, and with a star at the end all words that begin with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    words: String,
    is_prefix: bool,
}

impl Entry {
    /// `None` for what holds no letter or digit.
    pub fn parse(typed: &str) -> Option<Self> {
        let is_prefix = typed.trim_end().ends_with('*');
        let words = text::fold(typed);
        (!words.is_empty()).then_some(Self { words, is_prefix })
    }

    /// How it is written in the list; two that are found in the same texts are written alike.
    pub fn code(&self) -> String {
        format!("{}{}", self.words, if self.is_prefix { "*" } else { "" })
    }

    /// `folded` begins and ends with a space, so that words end where words end.
    fn is_in(&self, folded: &str) -> bool {
        let words = &self.words;
        if self.is_prefix { folded.contains(&format!(" {words}")) } else { folded.contains(&format!(" {words} ")) }
    }
}

/// Whether any of the entries is in any of the texts.
pub fn holds(entries: &[Entry], texts: &[&str]) -> bool {
    let folded: Vec<String> = texts.iter().map(|text| format!(" {} ", text::fold(text))).collect();
    entries.iter().any(|entry| folded.iter().any(|text| entry.is_in(text)))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn holds_one(entry: &str, text: &str) -> bool {
        holds(&[Entry::parse(entry).unwrap()], &[text])
    }

    #[test]
    fn whole_words_are_found_however_they_are_written() {
        assert!(holds_one("Blödsinn", "Das ist doch BLOEDSINN!"));
        assert!(holds_one("geld verdienen", "Schnell Geld  verdienen, jetzt"));
        assert!(!holds_one("Ehe", "Ich gehe zur Ehefrau"));
        assert!(holds_one("Ehe*", "die Ehefrau"));
        assert!(!holds_one("Ehe*", "ich gehe"));
        assert_eq!(Entry::parse(" *** "), None);
        assert_eq!(Entry::parse("Blödsinn").unwrap().code(), Entry::parse("BLOEDSINN ").unwrap().code());
    }

    proptest! {
        #[test]
        fn an_entry_reads_back_and_finds_itself(typed in ".{1,40}") {
            if let Some(entry) = Entry::parse(&typed) {
                prop_assert_eq!(Entry::parse(&entry.code()), Some(entry.clone()));
                prop_assert!(holds(&[entry], &["Anfang", &typed]));
            }
        }
    }
}
