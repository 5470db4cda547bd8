//! Forms of German grammar that Leichte Sprache does without, told by their words alone. What cannot be told that way
//! (`der Stadt` may be a genitive) is passed over rather than guessed.

use super::scan::Word;

pub(super) fn denies(lower: &str) -> bool {
    const WORDS: [&str; 8] = ["nicht", "nie", "niemals", "niemand", "nichts", "nirgends", "weder", "keinerlei"];
    let is_kein = lower.strip_prefix("kein").is_some_and(|end| matches!(end, "" | "e" | "en" | "em" | "er" | "es"));
    is_kein || WORDS.contains(&lower)
}

pub(super) fn is_subjunctive(lower: &str) -> bool {
    const STEMS: [&str; 6] = ["würde", "hätte", "wäre", "könnte", "müsste", "dürfte"];
    STEMS.iter().any(|stem| lower.strip_prefix(stem).is_some_and(|end| matches!(end, "" | "n" | "st" | "t")))
}

/// `des Hafens`, `wegen`: articles that stand in no other case, or prepositions that ask for it.
pub(super) fn is_genitive(lower: &str, following: Option<&str>) -> bool {
    const PREPOSITIONS: [&str; 11] = [
        "wegen",
        "trotz",
        "aufgrund",
        "anstatt",
        "innerhalb",
        "außerhalb",
        "mithilfe",
        "anhand",
        "bezüglich",
        "mittels",
        "zwecks",
    ];
    const ARTICLES: [&str; 7] = ["eines", "meines", "deines", "seines", "ihres", "unseres", "eures"];
    let is_noun_in_it = |word: &str| word.ends_with('s') && word.starts_with(char::is_uppercase);
    PREPOSITIONS.contains(&lower)
        || lower == "des" && following.is_some()
        || ARTICLES.contains(&lower) && following.is_some_and(is_noun_in_it)
}

/// The form of `werden` that makes a sentence passive: a participle stands in the same sentence.
pub(super) fn passive<'s, 'a>(words: &'s [Word<'a>]) -> Option<&'s Word<'a>> {
    const FORMS: [&str; 11] =
        ["werde", "wirst", "wird", "werdet", "werden", "wurde", "wurden", "wurdest", "wurdet", "worden", "würden"];
    let helper = words.iter().find(|word| FORMS.contains(&word.text.to_lowercase().as_str()))?;
    words.iter().any(|word| is_participle(word.text)).then_some(helper)
}

/// `gebaut`, `abgegeben`, `beschlossen`, `saniert`. Verbs with be-, ver-, er- or ent- and -en look like their own
/// infinitive, so of those only the frequent participles with another vowel are known.
fn is_participle(word: &str) -> bool {
    const STRONG: [&str; 12] = [
        "beschlossen",
        "verboten",
        "verloren",
        "entschieden",
        "unterschrieben",
        "verschoben",
        "entworfen",
        "erhoben",
        "beworben",
        "verstanden",
        "erfunden",
        "besprochen",
    ];
    // Nouns are written large: `Gebiet`, `Gesicht`.
    if word.starts_with(char::is_uppercase) || word.chars().count() < 5 {
        return false;
    }
    let ends = |ends: &[&str]| ends.iter().any(|end| word.ends_with(end));
    let with_ge = |from: &str| from.strip_prefix("ge").is_some_and(|rest| rest.len() > 2);
    const BEFORE: [&str; 16] = [
        "ab", "an", "auf", "aus", "bei", "durch", "ein", "fest", "her", "hin", "los", "mit", "nach", "vor", "weg", "zu",
    ];
    let is_divided = BEFORE.iter().any(|before| word.strip_prefix(before).is_some_and(with_ge));
    let is_prefixed = ["be", "ver", "er", "ent", "zer", "über", "unter"].iter().any(|before| word.starts_with(before));
    STRONG.contains(&word)
        || (with_ge(word) || is_divided) && ends(&["t", "en"]) && !NO_PARTICIPLES.contains(&word)
        || is_prefixed && word.ends_with('t') && !NO_PARTICIPLES.contains(&word)
        || word.ends_with("iert")
}

/// They look like one.
const NO_PARTICIPLES: [&str; 16] = [
    "gegen",
    "gestern",
    "genug",
    "gerecht",
    "geben",
    "gehen",
    "gelten",
    "gehören",
    "gewinnen",
    "genießen",
    "geschehen",
    "gelingen",
    "bereit",
    "berühmt",
    "überhaupt",
    "unbedingt",
];
