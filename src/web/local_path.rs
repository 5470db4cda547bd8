//! Where a person is led after a step that came in between: a page of ours, whatever the address says.

/// An address of this site, with its query: it begins with one slash and holds printable ASCII alone, so that it fits a
/// header and leads to nobody else's site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LocalPath(String);

impl LocalPath {
    const LONGEST: usize = 2_000;

    pub fn parse(text: &str) -> Option<Self> {
        let mut signs = text.bytes();
        let is_ours = signs.next() == Some(b'/')
            && !matches!(signs.next(), Some(b'/' | b'\\'))
            && text.len() <= Self::LONGEST
            && text.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
        is_ours.then(|| Self(text.to_owned()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// As the value of a parameter of another address.
    pub fn encoded(&self) -> String {
        form_urlencoded::byte_serialize(self.0.as_bytes()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_address_leads_away_or_breaks_a_header() {
        for ours in ["/", "/konto", "/vorschlaege?q=a%20b&seite=2", "/en/vorschlaege/12-b%C3%A4nke"] {
            assert!(LocalPath::parse(ours).is_some(), "{ours}");
        }
        for theirs in [
            "",
            "konto",
            "//evil.example",
            "/\\evil.example",
            "/a\\b",
            "https://evil.example",
            "/a\r\nSet-Cookie: x",
            "/ä",
            "/a b",
            " /",
        ] {
            assert_eq!(LocalPath::parse(theirs), None, "{theirs:?}");
        }
        assert_eq!(LocalPath::parse(&format!("/{}", "a".repeat(3_000))), None);
    }
}
