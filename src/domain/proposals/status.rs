//! The life of a proposal (Anliegen-Status) and which step may follow which.

use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// eingereicht: waits for the check of the moderators
    Submitted,
    /// veröffentlicht
    Published,
    /// in Prüfung: an office works on it
    UnderReview,
    /// angenommen
    Accepted,
    /// in Umsetzung
    InProgress,
    /// umgesetzt
    Implemented,
    /// abgelehnt
    Rejected,
    /// zusammengeführt: lives on in another proposal
    Merged,
    /// zurückgezogen by its author
    Withdrawn,
}

/// What has to come with a change of status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StatusChange {
    pub to: Status,
    pub has_reasons: bool,
    pub has_target: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StatusError {
    #[error("a proposal that is {from:?} cannot become {to:?}")]
    NotAllowed { from: Status, to: Status },
    #[error("this change needs reasons in words")]
    ReasonsMissing,
    #[error("merging needs the proposal to merge into")]
    TargetMissing,
}

impl Status {
    pub const ALL: [Self; 9] = [
        Self::Submitted,
        Self::Published,
        Self::UnderReview,
        Self::Accepted,
        Self::InProgress,
        Self::Implemented,
        Self::Rejected,
        Self::Merged,
        Self::Withdrawn,
    ];

    /// What the public board lists when no status is asked for.
    pub const LISTED: [Self; 6] =
        [Self::Published, Self::UnderReview, Self::Accepted, Self::InProgress, Self::Implemented, Self::Rejected];

    /// In the hands of an office that has not decided: an interim "we look at it" is no answer.
    pub const AWAITING: [Self; 2] = [Self::Published, Self::UnderReview];

    pub fn awaits_answer(self) -> bool {
        Self::AWAITING.contains(&self)
    }

    pub fn code(self) -> &'static str {
        match self {
            Self::Submitted => "submitted",
            Self::Published => "published",
            Self::UnderReview => "under_review",
            Self::Accepted => "accepted",
            Self::InProgress => "in_progress",
            Self::Implemented => "implemented",
            Self::Rejected => "rejected",
            Self::Merged => "merged",
            Self::Withdrawn => "withdrawn",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.code() == code)
    }

    /// The German word in addresses (`?status=in-pruefung`); printed links keep working whatever the code is called.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Submitted => "eingereicht",
            Self::Published => "veroeffentlicht",
            Self::UnderReview => "in-pruefung",
            Self::Accepted => "angenommen",
            Self::InProgress => "in-umsetzung",
            Self::Implemented => "umgesetzt",
            Self::Rejected => "abgelehnt",
            Self::Merged => "zusammengefuehrt",
            Self::Withdrawn => "zurueckgezogen",
        }
    }

    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.slug() == slug)
    }

    /// Everybody may read it (a withdrawn or merged one keeps its address, because people linked to it).
    pub fn is_public(self) -> bool {
        self != Self::Submitted
    }

    /// It stands on the board and takes supports and comments. Decided ones keep their discussion open until built.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Published | Self::UnderReview | Self::Accepted | Self::InProgress)
    }

    fn may_become(self, to: Self) -> bool {
        use Status::{
            Accepted, Implemented, InProgress, Merged, Published, Rejected, Submitted, UnderReview, Withdrawn,
        };
        match self {
            Submitted => matches!(to, Published | Rejected | Withdrawn | Merged),
            Published => matches!(to, UnderReview | Accepted | Rejected | Merged | Withdrawn),
            UnderReview => matches!(to, Accepted | Rejected | Merged | Published),
            Accepted => matches!(to, InProgress | Implemented | Rejected),
            InProgress => matches!(to, Implemented | Accepted | Rejected),
            // A decision can be wrong: it goes back to review, in public.
            Rejected | Implemented => matches!(to, UnderReview),
            Merged => matches!(to, Published),
            Withdrawn => false,
        }
    }

    /// Checks one change. Rejecting and reopening a decision need reasons (city rule: who deviates says why).
    pub fn change(self, change: StatusChange) -> Result<Self, StatusError> {
        let to = change.to;
        if !self.may_become(to) {
            return Err(StatusError::NotAllowed { from: self, to });
        }
        let decided_before = matches!(self, Self::Rejected | Self::Implemented);
        let needs_reasons = to == Self::Rejected || decided_before || (self == Self::Merged && to == Self::Published);
        if needs_reasons && !change.has_reasons {
            return Err(StatusError::ReasonsMissing);
        }
        if to == Self::Merged && !change.has_target {
            return Err(StatusError::TargetMissing);
        }
        Ok(to)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change(to: Status) -> StatusChange {
        StatusChange { to, has_reasons: true, has_target: true }
    }

    #[test]
    fn nothing_becomes_what_it_already_is_and_nothing_is_unpublished_into_the_queue() {
        for from in Status::ALL {
            assert!(from.change(change(from)).is_err());
            assert!(from.change(change(Status::Submitted)).is_err());
        }
    }

    #[test]
    fn a_rejection_without_reasons_is_refused() {
        let bare = StatusChange { to: Status::Rejected, has_reasons: false, has_target: false };
        assert_eq!(Status::UnderReview.change(bare), Err(StatusError::ReasonsMissing));
    }

    #[test]
    fn a_merge_names_where_the_proposal_lives_on() {
        let bare = StatusChange { to: Status::Merged, has_reasons: true, has_target: false };
        assert_eq!(Status::Published.change(bare), Err(StatusError::TargetMissing));
    }

    #[test]
    fn the_usual_way_leads_from_submission_to_the_built_thing() {
        let mut status = Status::Submitted;
        for to in [Status::Published, Status::UnderReview, Status::Accepted, Status::InProgress, Status::Implemented] {
            status = status.change(change(to)).expect("allowed");
        }
    }

    #[test]
    fn a_withdrawn_proposal_stays_withdrawn() {
        assert!(Status::ALL.into_iter().all(|to| Status::Withdrawn.change(change(to)).is_err()));
    }

    #[test]
    fn words_and_codes_name_one_status_each() {
        for status in Status::ALL {
            assert_eq!(Status::from_code(status.code()), Some(status));
            assert_eq!(Status::from_slug(status.slug()), Some(status));
        }
    }
}
