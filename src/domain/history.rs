//! Everything that happened to a proposal, as its timeline shows it. One row of the event table for every write.

use serde::{Deserialize, Serialize};

use crate::{Moment, ids::ProposalId, proposals::Status};

/// Who did it; never a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Actor {
    Guest,
    Author,
    Moderator,
    Office,
    /// The Ortsbeirat of the place.
    Council,
    System,
}

impl Actor {
    pub const ALL: [Self; 6] = [Self::Guest, Self::Author, Self::Moderator, Self::Office, Self::Council, Self::System];

    pub fn code(self) -> &'static str {
        match self {
            Self::Guest => "guest",
            Self::Author => "author",
            Self::Moderator => "moderator",
            Self::Office => "office",
            Self::Council => "council",
            Self::System => "system",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|actor| actor.code() == code)
    }
}

/// What happened. Stored as JSON with its kind beside it; a reader that meets an unknown kind leaves it out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Happening {
    Submitted,
    /// Published after the check, or at once on boards that check afterwards.
    Published,
    Corrected,
    /// Personal data was taken out; what it was, nobody keeps.
    Redacted,
    Withdrawn,
    Supported,
    SupportWithdrawn,
    Commented,
    /// The number of supports reached the board's goal line.
    GoalReached {
        supports: i64,
    },
    StatusChanged {
        from: Status,
        to: Status,
        office: Option<String>,
        reasons: Option<String>,
    },
    MergedInto {
        target: ProposalId,
        title: String,
    },
    MergedFrom {
        source: ProposalId,
        title: String,
    },
    /// It held two wishes; one of them goes on in a proposal of its own.
    SplitInto {
        target: ProposalId,
        title: String,
    },
    SplitFrom {
        source: ProposalId,
        title: String,
    },
    /// From one board to another.
    Moved {
        from: String,
        to: String,
    },
    /// The Ortsbeirat of the place said something to it, or said it anew.
    CouncilNoted {
        council: String,
    },
    /// A comment was published or refused after a check.
    CommentPublished,
    CommentRefused,
    CommentWithdrawn,
}

impl Happening {
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Submitted => "submitted",
            Self::Published => "published",
            Self::Corrected => "corrected",
            Self::Redacted => "redacted",
            Self::Withdrawn => "withdrawn",
            Self::Supported => "supported",
            Self::SupportWithdrawn => "support_withdrawn",
            Self::Commented => "commented",
            Self::GoalReached { .. } => "goal_reached",
            Self::StatusChanged { .. } => "status_changed",
            Self::MergedInto { .. } => "merged_into",
            Self::MergedFrom { .. } => "merged_from",
            Self::SplitInto { .. } => "split_into",
            Self::SplitFrom { .. } => "split_from",
            Self::Moved { .. } => "moved",
            Self::CouncilNoted { .. } => "council_noted",
            Self::CommentPublished => "comment_published",
            Self::CommentRefused => "comment_refused",
            Self::CommentWithdrawn => "comment_withdrawn",
        }
    }

    /// Whether the timeline lists it by itself. Single supports and comments are told as numbers: a list of them would
    /// show when one person was active.
    pub fn is_told(&self) -> bool {
        !matches!(
            self,
            Self::Supported
                | Self::SupportWithdrawn
                | Self::Commented
                | Self::CommentPublished
                | Self::CommentRefused
                | Self::CommentWithdrawn
        )
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimelineEntry {
    pub at: Moment,
    pub actor: Actor,
    pub happening: Happening,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stored_kind_is_the_kind_in_the_json() {
        let happening = Happening::StatusChanged {
            from: Status::Published,
            to: Status::UnderReview,
            office: Some("Tiefbauamt".into()),
            reasons: None,
        };
        let json = serde_json::to_value(&happening).unwrap();
        assert_eq!(json["kind"], happening.kind());
        assert_eq!(serde_json::from_value::<Happening>(json).unwrap(), happening);
    }
}
