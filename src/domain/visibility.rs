//! Whether a comment or a mark on the map can be seen.

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Visibility {
    /// Waits for its check; its writer alone sees it.
    Waiting,
    Published,
    Refused,
    /// By its writer, for good.
    Withdrawn,
}

impl Visibility {
    pub const ALL: [Self; 4] = [Self::Waiting, Self::Published, Self::Refused, Self::Withdrawn];

    pub fn code(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Published => "published",
            Self::Refused => "refused",
            Self::Withdrawn => "withdrawn",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }

    /// `Published` at once, or after the check.
    pub fn at_once(is_shown_at_once: bool) -> Self {
        if is_shown_at_once { Self::Published } else { Self::Waiting }
    }
}
