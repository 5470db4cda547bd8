//! What looks like rubbish: signs of a machine, and words that moderators refused before. It decides nothing; it says
//! what made it doubt, and people look.
//!
//! The words are weighed by naive Bayes (multinomial, with Laplace smoothing): how much more often did a word stand in
//! contributions that were refused than in those that were kept? Everybody can follow that, and check it.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::{personal_data, text};

/// Why a contribution is read before it appears although the board would show it at once. Its text is never lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Doubt {
    /// A field that nobody sees was filled in.
    Trap,
    /// Sent faster than anybody writes, or without the stamp that every form has.
    Haste,
    /// Telephone numbers, names and the like, and nobody asked the writer: the device had no network.
    Personal,
}

impl Doubt {
    pub const ALL: [Self; 3] = [Self::Trap, Self::Haste, Self::Personal];

    pub fn code(self) -> &'static str {
        match self {
            Self::Trap => "trap",
            Self::Haste => "haste",
            Self::Personal => "personal",
        }
    }

    /// Whether it speaks for a machine. Who writes down a telephone number attacks nobody.
    pub fn is_of_machines(self) -> bool {
        self != Self::Personal
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|doubt| doubt.code() == code)
    }
}

/// Before so many decisions of each kind nothing is said: it would be about two or three people's texts.
pub const ENOUGH: i64 = 30;

/// Words seen in fewer decisions have no say.
const COMMON: i64 = 2;

/// So many words are shown as the reasons.
const SHOWN: usize = 5;

/// More different words of one text are not looked at.
const MOST: usize = 300;

/// How often: in what was kept, in what was refused.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub kept: i64,
    pub refused: i64,
}

impl Counts {
    fn sum(self) -> i64 {
        self.kept + self.refused
    }
}

/// All that was decided so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Lessons {
    pub decisions: Counts,
    /// Of all words together.
    pub words: Counts,
    /// Different words.
    pub vocabulary: i64,
}

/// A word with its weight: above zero it speaks for rubbish.
#[derive(Clone, Debug, PartialEq)]
pub struct Weighed {
    pub word: String,
    pub weight: f64,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Verdict {
    /// That the moderators would refuse it, from 0 to 1.
    pub probability: f64,
    /// The five that weighed most, the heaviest first.
    pub words: Vec<Weighed>,
}

/// Marks in the place of words. No word of a text has brackets.
const LINK: &str = "[link]";
const CAPITALS: &str = "[capitals]";
const EXCLAMATIONS: &str = "[exclamations]";

/// The words of a text that are counted, each once. What may name a person is not among them.
pub fn words(written: &str) -> BTreeSet<String> {
    let mut rest = written.to_owned();
    for finding in personal_data::find(written).iter().rev() {
        rest.replace_range(finding.range.clone(), " ");
    }
    let folded = text::fold(&rest);
    let is_word = |word: &&str| (3..=24).contains(&word.chars().count()) && word.contains(char::is_alphabetic);
    let mut found: BTreeSet<String> = folded.split(' ').filter(is_word).take(MOST).map(str::to_owned).collect();
    found.retain(|word| !word.contains(|c: char| c.is_numeric()));
    let lower = written.to_lowercase();
    if ["http://", "https://", "www."].iter().any(|sign| lower.contains(sign)) {
        found.insert(LINK.into());
    }
    let letters = written.chars().filter(|c| c.is_alphabetic()).count();
    let capitals = written.chars().filter(|c| c.is_uppercase()).count();
    if letters >= 12 && capitals * 2 > letters {
        found.insert(CAPITALS.into());
    }
    if written.matches('!').count() >= 3 {
        found.insert(EXCLAMATIONS.into());
    }
    found
}

/// What was learned says about a text with these words; nothing while too little was learned.
pub fn weigh(lessons: &Lessons, words: &[(String, Counts)]) -> Option<Verdict> {
    let decisions = lessons.decisions;
    if decisions.kept < ENOUGH || decisions.refused < ENOUGH {
        return None;
    }
    let rate = |count: i64, all: i64| (count as f64 + 1.0) / (all as f64 + lessons.vocabulary as f64 + 1.0);
    let weight =
        |counts: Counts| (rate(counts.refused, lessons.words.refused) / rate(counts.kept, lessons.words.kept)).ln();
    let mut weighed: Vec<Weighed> = words
        .iter()
        .filter(|(_, counts)| counts.sum() >= COMMON)
        .map(|(word, counts)| Weighed { word: word.clone(), weight: weight(*counts) })
        .collect();
    let before = (decisions.refused as f64 / decisions.kept as f64).ln();
    let sum = weighed.iter().map(|word| word.weight).sum::<f64>() + before;
    weighed.sort_by(|a, b| b.weight.abs().total_cmp(&a.weight.abs()).then_with(|| a.word.cmp(&b.word)));
    weighed.truncate(SHOWN);
    Some(Verdict { probability: 1.0 / (1.0 + (-sum).exp()), words: weighed })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    const KEPT: [&str; 6] = [
        "Am Stadthafen fehlen Bänke im Schatten",
        "Der Radweg nach Warnemünde ist zu schmal",
        "Mehr Bäume in der Langen Straße",
        "Die Ampel am Doberaner Platz ist zu kurz",
        "Ein Spielplatz für Evershagen wäre schön",
        "Die Straßenbahn soll abends öfter fahren",
    ];

    const REFUSED: [&str; 6] = [
        "Kredit ohne Schufa jetzt sofort https://kredit.example",
        "Casino Bonus gratis klicken www.casino.example",
        "BILLIGE TABLETTEN JETZT KAUFEN!!!",
        "Gratis Kredit klicken und gewinnen!!!",
        "Casino gewinnen ohne Einsatz jetzt klicken https://casino.example",
        "Jetzt kaufen billige Uhren gratis Versand",
    ];

    struct Learned(BTreeMap<String, Counts>, Counts);

    fn learned(times: usize) -> Learned {
        let mut learned = Learned(BTreeMap::new(), Counts::default());
        for _ in 0..times {
            for text in KEPT {
                learned.1.kept += 1;
                words(text).into_iter().for_each(|word| learned.0.entry(word).or_default().kept += 1);
            }
            for text in REFUSED {
                learned.1.refused += 1;
                words(text).into_iter().for_each(|word| learned.0.entry(word).or_default().refused += 1);
            }
        }
        learned
    }

    impl Learned {
        fn verdict(&self, text: &str) -> Option<Verdict> {
            let sum = self.0.values().fold(Counts::default(), |sum, counts| Counts {
                kept: sum.kept + counts.kept,
                refused: sum.refused + counts.refused,
            });
            let vocabulary = i64::try_from(self.0.len()).unwrap();
            let lessons = Lessons { decisions: self.1, words: sum, vocabulary };
            let of = |word: String| (word.clone(), self.0.get(&word).copied().unwrap_or_default());
            weigh(&lessons, &words(text).into_iter().map(of).collect::<Vec<_>>())
        }
    }

    #[test]
    fn what_was_refused_before_is_told_from_what_was_kept_and_the_reasons_are_words() {
        let learned = learned(5);
        let rubbish = learned.verdict("Jetzt gratis Kredit im Casino, hier klicken: https://neu.example").unwrap();
        assert!(rubbish.probability > 0.95, "{rubbish:?}");
        assert!(rubbish.words.len() == 5 && rubbish.words.iter().all(|word| word.weight > 0.0));
        assert!(rubbish.words.iter().any(|word| word.word == "kredit" || word.word == "[link]"), "{rubbish:?}");
        let meant = learned.verdict("Am Doberaner Platz fehlen Bänke und Bäume im Schatten").unwrap();
        assert!(meant.probability < 0.05, "{meant:?}");
        assert!(meant.words.iter().all(|word| word.weight < 0.0));
    }

    #[test]
    fn before_thirty_decisions_of_each_kind_it_says_nothing() {
        assert_eq!(learned(4).verdict("Gratis Kredit"), None);
        assert!(learned(5).verdict("Gratis Kredit").is_some());
    }

    #[test]
    fn words_that_were_seen_once_have_no_say() {
        let mut learned = learned(5);
        learned.0.insert("einmalig".into(), Counts { kept: 0, refused: 1 });
        assert_eq!(learned.verdict("einmalig").unwrap().words, []);
        let unknown = learned.verdict("").unwrap();
        assert!((unknown.probability - 0.5).abs() < 0.01);
    }

    #[test]
    fn whom_a_text_names_is_not_learned() {
        let found = words("Frau Müller, 0381 1234567, jana@example.org, HRO-AB 123: Bänke!");
        assert_eq!(found.into_iter().collect::<Vec<_>>(), ["baenke"]);
    }

    #[test]
    fn links_capitals_and_many_exclamation_marks_are_seen() {
        assert!(words("https://a.example").contains(LINK));
        assert!(words("ALLES MUSS RAUS JETZT").contains(CAPITALS));
        assert!(words("Los! Los! Los!").contains(EXCLAMATIONS));
        let plain = words("Die S-Bahn fährt zu selten. Schade!");
        assert!(plain.iter().all(|word| !word.starts_with('[')), "{plain:?}");
    }

    proptest! {
        #[test]
        fn no_text_and_no_counts_break_it(text in ".{0,200}", kept in 30..10_000_i64, refused in 30..10_000_i64) {
            let decisions = Counts { kept, refused };
            let lessons = Lessons { decisions, words: decisions, vocabulary: 7 };
            let counted: Vec<_> = words(&text).into_iter().map(|word| (word, decisions)).collect();
            let verdict = weigh(&lessons, &counted).unwrap();
            prop_assert!((0.0..=1.0).contains(&verdict.probability));
            prop_assert!(verdict.words.len() <= SHOWN);
        }
    }
}
