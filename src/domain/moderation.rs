//! Moderation in the open: what may be decided about a contribution, by which published rule, and how a decision is
//! appealed against.

mod reports;
mod rules;
mod split;
mod steps;

pub use reports::{AppealDraft, Ground, NewReport, ReportDraft, Side};
pub use rules::Rule;
pub use split::{Piece, SplitOff, pieces, rejoined};
pub use steps::{State, Step, Verdict, VerdictError};

use serde::{Deserialize, Serialize};

use crate::Moment;

/// Longest reason, report or appeal, in characters: an A4 page.
pub const WORDS: usize = 4_000;

/// A block of a person is an exception and ends by itself.
pub const BLOCK_DAYS: (i64, i64) = (1, 90);

/// Whoever opens an item has it for so long, and longer while they keep it open.
pub const CLAIM: i64 = 5 * 60 * 1000;

/// Half a year (Digital Services Act, Article 20).
pub const APPEAL_DAYS: i64 = 183;

/// What people contribute and moderators look at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    Proposal,
    Comment,
    PlaceMark,
}

impl Kind {
    pub const ALL: [Self; 3] = [Self::Proposal, Self::Comment, Self::PlaceMark];

    pub fn code(self) -> &'static str {
        match self {
            Self::Proposal => "proposal",
            Self::Comment => "comment",
            Self::PlaceMark => "place_mark",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// The German word in addresses.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Proposal => "vorschlag",
            Self::Comment => "beitrag",
            Self::PlaceMark => "ort",
        }
    }

    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.slug() == slug)
    }
}

/// One contribution.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Item {
    pub kind: Kind,
    pub id: i64,
}

impl Item {
    pub fn proposal(id: crate::ids::ProposalId) -> Self {
        Self { kind: Kind::Proposal, id: id.0 }
    }

    pub fn comment(id: crate::ids::CommentId) -> Self {
        Self { kind: Kind::Comment, id: id.0 }
    }

    /// `vorschlag-12`, in addresses and forms.
    pub fn slug(self) -> String {
        format!("{}-{}", self.kind.slug(), self.id)
    }

    pub fn from_slug(slug: &str) -> Option<Self> {
        let (kind, id) = slug.split_once('-')?;
        let is_plain = !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_digit());
        let id = id.parse().ok().filter(|id| is_plain && *id > 0)?;
        Some(Self { kind: Kind::from_slug(kind)?, id })
    }
}

/// Whether a decision of this day may still be appealed against.
pub fn may_appeal(decided_at: Moment, now: Moment) -> bool {
    now.days_since(decided_at) <= APPEAL_DAYS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_names_one_contribution() {
        for kind in Kind::ALL {
            let item = Item { kind, id: 12 };
            assert_eq!(Item::from_slug(&item.slug()), Some(item));
            assert_eq!(Kind::from_code(kind.code()), Some(kind));
        }
        for bad in ["", "vorschlag", "vorschlag-", "vorschlag-0", "vorschlag--1", "vorschlag-+1", "mond-1", "ort-1-2"] {
            assert_eq!(Item::from_slug(bad), None, "{bad}");
        }
    }

    #[test]
    fn an_appeal_is_open_for_six_months() {
        let decided = Moment(0);
        assert!(may_appeal(decided, decided.plus_days(183)));
        assert!(!may_appeal(decided, decided.plus_days(184)));
    }
}
