//! The filtered board as an address: everything a visitor chose stands in the query string, so that it can be shared,
//! bookmarked, printed and reached with the back button.

use serde::{Deserialize, Serialize};

use crate::{Goal, Theme, map::Viewport, paging::Cursor, places::LonLat, proposals::Status, text};

/// Longest search text, in characters; what is longer is cut, not refused.
pub const QUERY_LENGTH: usize = 200;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Sort {
    #[default]
    Newest,
    MostSupported,
    MostDiscussed,
    /// Nearest to `near`, or to the middle of the chosen Ortsteil, or to the town hall.
    Nearest,
}

impl Sort {
    pub const ALL: [Self; 4] = [Self::Newest, Self::MostSupported, Self::MostDiscussed, Self::Nearest];

    pub fn slug(self) -> &'static str {
        match self {
            Self::Newest => "neu",
            Self::MostSupported => "unterstuetzt",
            Self::MostDiscussed => "diskutiert",
            Self::Nearest => "naehe",
        }
    }

    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|sort| sort.slug() == slug)
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum ViewMode {
    #[default]
    List,
    Map,
}

/// What the board shows. Unknown or broken parameters are ignored: a mistyped address shows more, never an error.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct BoardFilter {
    /// Slug of one of several boards.
    pub board: Option<String>,
    pub theme: Option<Theme>,
    pub goal: Option<Goal>,
    /// Slug of an Ortsteil.
    pub district: Option<String>,
    pub status: Option<Status>,
    pub query: String,
    pub sort: Sort,
    pub near: Option<LonLat>,
    pub page: Option<Cursor>,
    pub view: ViewMode,
    /// The piece of the map that is shown; `None` shows the whole city or the chosen Ortsteil.
    pub viewport: Option<Viewport>,
}

impl BoardFilter {
    pub fn from_pairs<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let mut filter = Self::default();
        for (name, value) in pairs {
            match name {
                "liste" => filter.board = Some(text::slug(value)).filter(|slug| !slug.is_empty()),
                "thema" => filter.theme = Theme::from_slug(value),
                "ziel" => filter.goal = Goal::from_slug(value),
                "ort" => filter.district = Some(text::slug(value)).filter(|slug| !slug.is_empty()),
                "status" => filter.status = Status::from_slug(value).filter(|status| status.is_public()),
                "q" => filter.query = text::clean_line(value).chars().take(QUERY_LENGTH).collect(),
                "sortierung" => filter.sort = Sort::from_slug(value).unwrap_or_default(),
                "nahe" => filter.near = value.parse().ok(),
                "seite" => filter.page = value.parse().ok(),
                "ansicht" if value == "karte" => filter.view = ViewMode::Map,
                "karte" => filter.viewport = value.parse().ok(),
                _ => {}
            }
        }
        filter
    }

    /// The first parameter whose value means nothing here. People are shown more instead; a program would take what it gets for
    /// what it asked for.
    pub fn unknown<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Option<&'a str> {
        let is_unknown = |(name, value): &(&str, &str)| {
            let read = Self::from_pairs([(*name, *value)]);
            match *name {
                "thema" => read.theme.is_none(),
                "ziel" => read.goal.is_none(),
                "status" => read.status.is_none(),
                "sortierung" => Sort::from_slug(value).is_none(),
                "nahe" => read.near.is_none(),
                "seite" => read.page.is_none(),
                "q" => text::clean_line(value).chars().count() > QUERY_LENGTH,
                _ => false,
            }
        };
        pairs.into_iter().filter(|(_, value)| !value.is_empty()).find(is_unknown).map(|(name, _)| name)
    }

    /// The parameters that differ from the default, in a fixed order, ready for an address.
    pub fn to_pairs(&self) -> Vec<(&'static str, String)> {
        let mut pairs = Vec::new();
        let mut push = |name, value: Option<String>| {
            if let Some(value) = value {
                pairs.push((name, value));
            }
        };
        push("q", Some(self.query.clone()).filter(|query| !query.is_empty()));
        push("liste", self.board.clone());
        push("thema", self.theme.map(|theme| theme.slug().into()));
        push("ziel", self.goal.map(|goal| goal.slug().into()));
        push("ort", self.district.clone());
        push("status", self.status.map(|status| status.slug().into()));
        push("sortierung", Some(self.sort).filter(|sort| *sort != Sort::Newest).map(|sort| sort.slug().into()));
        push("nahe", self.near.map(|point| point.to_string()));
        push("ansicht", (self.view == ViewMode::Map).then(|| "karte".into()));
        push("karte", self.viewport.map(|viewport| viewport.to_string()));
        push("seite", self.page.map(|cursor| cursor.to_string()));
        pairs
    }

    /// `?thema=verkehr&…`, or nothing. Values are percent-encoded.
    pub fn to_query(&self) -> String {
        let pairs = self.to_pairs();
        let joined: Vec<String> =
            pairs.iter().map(|(name, value)| format!("{name}={}", percent_encode(value))).collect();
        if joined.is_empty() { String::new() } else { format!("?{}", joined.join("&")) }
    }

    /// The same choice on its first page.
    pub fn first_page(&self) -> Self {
        Self { page: None, ..self.clone() }
    }

    /// Whether anything narrows the list.
    pub fn is_narrow(&self) -> bool {
        self.board.is_some()
            || self.theme.is_some()
            || self.goal.is_some()
            || self.district.is_some()
            || self.status.is_some()
            || !self.query.is_empty()
    }
}

/// Percent-encodes everything but unreserved characters (RFC 3986 section 2.3) and the comma.
pub fn percent_encode(value: &str) -> String {
    let mut encoded = String::with_capacity(value.len());
    for byte in value.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b',' => encoded.push(byte as char),
            _ => encoded.push_str(&format!("%{byte:02X}")),
        }
    }
    encoded
}

/// Undoes [`percent_encode`]. What is no encoding stays as it is; what is no text becomes the replacement character.
pub fn percent_decode(encoded: &str) -> String {
    let mut plain = Vec::with_capacity(encoded.len());
    let mut rest = encoded.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        let byte = after.get(..2).filter(|_| first == b'%').and_then(|pair| {
            let digits = std::str::from_utf8(pair).ok().filter(|text| text.bytes().all(|b| b.is_ascii_hexdigit()))?;
            u8::from_str_radix(digits, 16).ok()
        });
        plain.push(byte.unwrap_or(first));
        rest = if byte.is_some() { after.get(2..).unwrap_or_default() } else { after };
    }
    String::from_utf8_lossy(&plain).into_owned()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(pairs: &[(&str, &str)]) -> BoardFilter {
        BoardFilter::from_pairs(pairs.iter().copied())
    }

    #[test]
    fn a_filter_survives_its_address() {
        let filter = read(&[
            ("liste", "hafen"),
            ("thema", "verkehr"),
            ("ziel", "lernend"),
            ("ort", "evershagen"),
            ("status", "in-pruefung"),
            ("q", "Fähre & Steg"),
            ("sortierung", "naehe"),
            ("nahe", "12.1,54.1"),
            ("seite", "n17.4"),
            ("ansicht", "karte"),
        ]);
        let pairs = filter.to_pairs();
        assert_eq!(BoardFilter::from_pairs(pairs.iter().map(|(n, v)| (*n, v.as_str()))), filter);
        assert!(filter.to_query().contains("q=F%C3%A4hre%20%26%20Steg"));
    }

    #[test]
    fn a_program_hears_which_of_its_values_means_nothing() {
        let all = "thema=verkehr&ziel=lernend&status=angenommen&sortierung=naehe&nahe=12.1,54.1&seite=n17.4&q=Steg&ort=nirgends&neu=1";
        let pairs: Vec<_> = all.split('&').filter_map(|pair| pair.split_once('=')).collect();
        assert_eq!(BoardFilter::unknown(pairs.iter().copied()), None);
        let long = "a".repeat(QUERY_LENGTH + 1);
        for (name, value) in [
            ("thema", "verker"),
            ("ziel", "lernen"),
            ("status", "angenomen"),
            ("status", "eingereicht"),
            ("sortierung", "alt"),
            ("nahe", "hier"),
            ("seite", "2"),
            ("q", &long),
        ] {
            assert_eq!(BoardFilter::unknown([("ort", "evershagen"), (name, value)]), Some(name), "{value}");
            assert_eq!(BoardFilter::unknown([(name, "")]), None, "a form sends what nobody chose");
        }
    }

    #[test]
    fn the_queue_of_the_moderators_cannot_be_listed_by_address() {
        assert_eq!(read(&[("status", "eingereicht")]).status, None);
    }

    proptest! {
        #[test]
        fn what_is_encoded_is_decoded(value in ".*") {
            prop_assert_eq!(percent_decode(&percent_encode(&value)), value);
        }

        #[test]
        fn anything_can_be_decoded(value in ".*") {
            percent_decode(&value);
        }

        #[test]
        fn no_address_is_an_error(name in ".*", value in ".*") {
            let filter = read(&[(&name, &value), ("q", &value), ("seite", &value), ("ort", &value), ("karte", &value)]);
            prop_assert!(filter.query.chars().count() <= QUERY_LENGTH);
        }
    }
}
