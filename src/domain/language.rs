//! The three languages of the interface and how an address names them.
//!
//! The language is part of the path (`/en/…`, `/ls/…`, German without a prefix): every cache, link, bookmark and search
//! engine sees one page for one address, and an anonymous reader needs no cookie.

use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    #[default]
    De,
    En,
    /// Leichte Sprache: German by the rules of the Netzwerk Leichte Sprache.
    Ls,
}

impl Language {
    pub const ALL: [Self; 3] = [Self::De, Self::En, Self::Ls];

    pub fn code(self) -> &'static str {
        match self {
            Self::De => "de",
            Self::En => "en",
            Self::Ls => "ls",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|language| language.code() == code)
    }

    /// The value of the HTML `lang` attribute (BCP 47; `simple` is the registered variant for easy language).
    pub fn tag(self) -> &'static str {
        match self {
            Self::De => "de",
            Self::En => "en",
            Self::Ls => "de-simple",
        }
    }

    pub fn prefix(self) -> &'static str {
        match self {
            Self::De => "",
            Self::En => "/en",
            Self::Ls => "/ls",
        }
    }

    /// The address of `path` (which starts with `/`) in this language.
    pub fn path(self, path: &str) -> String {
        match (self, path) {
            (Self::De, _) => path.to_owned(),
            (_, "/") => self.prefix().to_owned(),
            _ => format!("{}{path}", self.prefix()),
        }
    }

    /// Splits an address into its language and the path without the prefix.
    pub fn of_path(path: &str) -> (Self, &str) {
        for language in [Self::En, Self::Ls] {
            if let Some(rest) = path.strip_prefix(language.prefix()) {
                match rest.chars().next() {
                    None => return (language, "/"),
                    Some('/') => return (language, rest),
                    Some(_) => {}
                }
            }
        }
        (Self::De, path)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_keeps_its_place_in_every_language() {
        for language in Language::ALL {
            for path in ["/", "/vorschlaege", "/vorschlaege/12-baenke"] {
                assert_eq!(Language::of_path(&language.path(path)), (language, path));
            }
        }
    }

    #[test]
    fn a_word_that_starts_like_a_prefix_is_no_prefix() {
        assert_eq!(Language::of_path("/ende"), (Language::De, "/ende"));
    }
}
