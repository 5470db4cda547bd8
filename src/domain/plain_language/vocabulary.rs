//! Words that most readers of Leichte Sprache do not know, and words that are cut short.

/// With or without their point.
pub(super) fn is_abbreviation(word: &str) -> bool {
    const KNOWN: [&str; 20] = [
        "bzw", "ca", "d.h", "etc", "evtl", "ggf", "inkl", "max", "mind", "nr", "o.ä", "sog", "str", "tel", "u.a",
        "usw", "vgl", "z.b", "z.t", "zzgl",
    ];
    let lower = word.to_lowercase();
    let is_cut = word.ends_with('.') || lower.contains('.') || matches!(lower.as_str(), "usw" | "bzw" | "etc" | "ggf");
    is_cut && KNOWN.contains(&lower.trim_end_matches('.'))
}

/// Told by how foreign words end in German.
pub(super) fn is_foreign(lower: &str) -> bool {
    const ENDS: [&str; 14] = [
        "tion", "tionen", "sion", "sionen", "ismus", "ität", "itäten", "ment", "mente", "ell", "ieren", "iert",
        "ierung", "ierungen",
    ];
    lower.chars().count() > 5 && ENDS.iter().any(|end| lower.ends_with(end)) && !is_known(lower)
}

/// Everybody uses them.
fn is_known(lower: &str) -> bool {
    const KNOWN: [&str; 17] = [
        "aktion",
        "aktionen",
        "aktuell",
        "funktion",
        "funktionieren",
        "funktioniert",
        "information",
        "informationen",
        "informieren",
        "informiert",
        "schnell",
        "station",
        "stationen",
        "passiert",
        "passieren",
        "telefonieren",
        "probieren",
    ];
    KNOWN.contains(&lower)
}
