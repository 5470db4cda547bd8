//! The seven Leitthemen, numbered as the city numbers them.

use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Theme {
    Gemeinschaft,
    Soziales,
    Kultur,
    Infrastruktur,
    Verkehr,
    Wirtschaft,
    Verwaltung,
}

impl Theme {
    pub const ALL: [Self; 7] = [
        Self::Gemeinschaft,
        Self::Soziales,
        Self::Kultur,
        Self::Infrastruktur,
        Self::Verkehr,
        Self::Wirtschaft,
        Self::Verwaltung,
    ];

    /// 1 to 7, printed on posters; also how the database stores it.
    pub fn number(self) -> i16 {
        match self {
            Self::Gemeinschaft => 1,
            Self::Soziales => 2,
            Self::Kultur => 3,
            Self::Infrastruktur => 4,
            Self::Verkehr => 5,
            Self::Wirtschaft => 6,
            Self::Verwaltung => 7,
        }
    }

    pub fn from_number(number: i16) -> Option<Self> {
        Self::ALL.into_iter().find(|theme| theme.number() == number)
    }

    pub fn slug(self) -> &'static str {
        match self {
            Self::Gemeinschaft => "gemeinschaft",
            Self::Soziales => "soziales",
            Self::Kultur => "kultur",
            Self::Infrastruktur => "infrastruktur",
            Self::Verkehr => "verkehr",
            Self::Wirtschaft => "wirtschaft",
            Self::Verwaltung => "verwaltung",
        }
    }

    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|theme| theme.slug() == slug)
    }
}
