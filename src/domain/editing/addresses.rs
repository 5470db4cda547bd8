//! Addresses of pages that editors give them.

/// Letters of an address; a poster has to hold it.
const LONGEST: usize = 80;

/// Parts between slashes. Deeper trees nobody finds through.
const DEEPEST: usize = 4;

/// First parts of addresses that belong to the program: its features and its files. A test compares them with its routes.
pub const RESERVED: [&str; 46] = [
    "abmelden",
    "anmelden",
    "api",
    "ausgang",
    "barrierefreiheit",
    "bearbeiten",
    "beleg",
    "bilder",
    "de",
    "editor",
    "en",
    "fonts",
    "healthz",
    "illustrations",
    "kalender",
    "kiosk",
    "konto",
    "ls",
    "medien",
    "melden",
    "metrics",
    "moderation",
    "neuigkeiten",
    "offline",
    "ohne-netz",
    "orte",
    "papier",
    "passwort",
    "pkg",
    "readyz",
    "registrieren",
    "rostock",
    "schalter",
    "sitemap",
    "start",
    "styleguide",
    "themen",
    "umfragen",
    "verfahren",
    "verlauf",
    "verwaltung",
    "vorhaben",
    "vorschau",
    "vorschlaege",
    "zahlen",
    "ziele",
];

/// Printed on posters, wanted by the law, shown by kiosks, or the pages of the programme itself.
const FIXED: [&str; 6] =
    ["datenschutz", "gebaerdensprache", "impressum", "informieren", "leichte-sprache", "mitmachen"];

/// An address as it is stored: small letters, figures and hyphens, between single slashes.
pub fn address(typed: &str) -> Option<String> {
    let address = typed.trim().trim_matches('/').to_lowercase();
    let is_part = |part: &str| {
        !part.is_empty()
            && !part.starts_with('-')
            && !part.ends_with('-')
            && part.bytes().all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == b'-')
    };
    let fits = address.len() <= LONGEST && address.split('/').count() <= DEEPEST;
    (fits && address.split('/').all(is_part) && !is_reserved(&address)).then_some(address)
}

/// Whether the page of this address stays where it is.
pub fn is_fixed(address: &str) -> bool {
    FIXED.contains(&address) || is_reserved(address)
}

/// Whether one page stands below another.
pub fn is_below(address: &str, above: &str) -> bool {
    address.strip_prefix(above).is_some_and(|rest| rest.starts_with('/'))
}

fn is_reserved(address: &str) -> bool {
    address.split('/').next().is_some_and(|first| RESERVED.contains(&first))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_small_letters_between_slashes_and_belongs_to_no_feature() {
        assert_eq!(address(" /Mitmachen/Vor-Ort/ ").as_deref(), Some("mitmachen/vor-ort"));
        for wrong in
            ["", "/", "a//b", "straße", "a b", "-a", "a-", "a.html", "konto", "api/x", "en/regeln", "a/b/c/d/e"]
        {
            assert_eq!(address(wrong), None, "{wrong}");
        }
        assert_eq!(address(&"a".repeat(81)), None);
    }

    #[test]
    fn what_is_printed_on_posters_stays_where_it_is() {
        assert!(is_fixed("start") && is_fixed("impressum") && is_fixed("themen/kultur"));
        assert!(!is_fixed("regeln") && !is_fixed("mitmachen/impressum"));
        assert!(is_below("a/b", "a") && !is_below("ab", "a") && !is_below("a", "a"));
    }
}
