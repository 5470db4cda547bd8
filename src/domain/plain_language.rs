//! Whether a text is as easy to read as its language promises: shown beside the text while somebody writes, and before it
//! is published. It advises and never forbids; whether a text is Leichte Sprache, its readers decide.
//!
//! The rules of Leichte Sprache are those of BITV 2.0, Anlage 2 Teil 2, which bind public bodies: no. 1 (abbreviations,
//! negation, Konjunktiv, passive and genitive), no. 2 (long compounds are divided), no. 3 (foreign words are explained),
//! no. 5 (short sentences). Where it names no number, the number is ours and stands here.

mod grammar;
mod scan;
#[cfg(test)]
mod tests;
mod vocabulary;

use std::ops::Range;

use scan::{Sentence, Word};

use crate::Language;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rule {
    LongSentence,
    LongWord,
    Passive,
    Genitive,
    Subjunctive,
    Negation,
    Abbreviation,
    ForeignWord,
}

impl Rule {
    pub const ALL: [Self; 8] = [
        Self::LongSentence,
        Self::LongWord,
        Self::Passive,
        Self::Genitive,
        Self::Subjunctive,
        Self::Negation,
        Self::Abbreviation,
        Self::ForeignWord,
    ];

    pub fn code(self) -> &'static str {
        match self {
            Self::LongSentence => "long-sentence",
            Self::LongWord => "long-word",
            Self::Passive => "passive",
            Self::Genitive => "genitive",
            Self::Subjunctive => "subjunctive",
            Self::Negation => "negation",
            Self::Abbreviation => "abbreviation",
            Self::ForeignWord => "foreign-word",
        }
    }
}

/// One place in a text, in bytes; both ends stand between characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    pub rule: Rule,
    pub range: Range<usize>,
}

/// Most words of a sentence. For Leichte Sprache twelve: what fits on one line of a page in large type. For the others what
/// one breath carries; longer ones are a hint and no fault.
pub fn most_words(language: Language) -> usize {
    match language {
        Language::Ls => 12,
        Language::De | Language::En => 25,
    }
}

/// Letters of a word that nobody divided by a hyphen or a mediopoint.
const LONGEST_WORD: usize = 14;

/// What could be easier, in the order of the text. `text` is CommonMark: marks and addresses of links are no words.
pub fn check(text: &str, language: Language) -> Vec<Finding> {
    let sentences = scan::sentences(text);
    let mut found = Vec::new();
    for (index, sentence) in sentences.iter().enumerate() {
        if sentence.words.len() > most_words(language) {
            found.push(Finding { rule: Rule::LongSentence, range: sentence.range() });
        }
        if language == Language::Ls {
            words(sentence, sentences.get(index + 1), &mut found);
        }
    }
    found.sort_by_key(|finding| (finding.range.start, finding.rule));
    found
}

fn words(sentence: &Sentence<'_>, next: Option<&Sentence<'_>>, found: &mut Vec<Finding>) {
    let mut add = |rule: Rule, word: &Word<'_>| found.push(Finding { rule, range: word.range.clone() });
    for (index, word) in sentence.words.iter().enumerate() {
        let following = sentence.words.get(index + 1);
        if is_long(word.text) {
            add(Rule::LongWord, word);
        }
        if vocabulary::is_abbreviation(word.text) {
            add(Rule::Abbreviation, word);
        }
        let lower = word.text.to_lowercase();
        if grammar::denies(&lower) {
            add(Rule::Negation, word);
        }
        if grammar::is_subjunctive(&lower) {
            add(Rule::Subjunctive, word);
        }
        if grammar::is_genitive(&lower, following.map(|word| word.text)) {
            add(Rule::Genitive, word);
        }
        if vocabulary::is_foreign(&lower) && !explains(next, sentence, &lower) {
            add(Rule::ForeignWord, word);
        }
    }
    if let Some(helper) = grammar::passive(&sentence.words) {
        add(Rule::Passive, helper);
    }
}

/// The longest piece counts: `Ortsbeirats-Sitzung` and `Ortsbeirats·sitzung` are divided.
fn is_long(word: &str) -> bool {
    word.split(['-', '·', '/'])
        .any(|piece| piece.chars().filter(|letter| letter.is_alphabetic()).count() > LONGEST_WORD)
}

/// `Partizipation heißt: …`, or a sentence after it that begins like an explanation.
fn explains(next: Option<&Sentence<'_>>, here: &Sentence<'_>, lower: &str) -> bool {
    let is_told_here = here.words.windows(2).any(|pair| match pair {
        [word, verb] => word.text.to_lowercase() == lower && matches!(verb.text, "heißt" | "bedeutet" | "meint"),
        _ => false,
    });
    let starts = |sentence: &Sentence<'_>| {
        let start: Vec<&str> = sentence.words.iter().take(3).map(|word| word.text).collect();
        matches!(start.as_slice(), ["Das", "heißt" | "bedeutet" | "ist", ..] | ["Damit", "ist", "gemeint"])
    };
    is_told_here || next.is_some_and(starts)
}
