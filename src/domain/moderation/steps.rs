//! Decisions, and in which state of a contribution each is possible.

use serde::{Deserialize, Serialize};

use super::{BLOCK_DAYS, Kind, Rule, SplitOff, WORDS};
use crate::{
    ids::{BoardId, ProposalId},
    listed::listed,
    text,
};

/// Where a contribution stands for the moderators.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum State {
    /// Waits for its check.
    Waiting,
    /// Its author was asked to change it.
    Asked,
    Public,
    /// Refused, or taken off.
    Hidden,
    /// Withdrawn by its author, or living on in another one: nothing is left to decide about it.
    Gone,
}

impl State {
    pub const ALL: [Self; 5] = [Self::Waiting, Self::Asked, Self::Public, Self::Hidden, Self::Gone];
}

listed! {
    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
    #[serde(rename_all = "snake_case")]
    pub enum Step {
        Publish,
        AskToChange,
        Hide,
        Merge,
        Split,
        /// A report was looked at, and the contribution stays.
        Keep,
        Restore,
        /// Its author contributes nothing for some days.
        Block,
        Unblock,
        /// A merge by mistake.
        Unmerge,
        /// To another board.
        Move,
        /// To the board where it was.
        MoveBack,
        /// A part that was split off comes back.
        Rejoin,
    }
}

impl Step {
    pub fn code(self) -> &'static str {
        match self {
            Self::Publish => "publish",
            Self::AskToChange => "ask_to_change",
            Self::Hide => "hide",
            Self::Merge => "merge",
            Self::Split => "split",
            Self::Keep => "keep",
            Self::Restore => "restore",
            Self::Block => "block",
            Self::Unblock => "unblock",
            Self::Unmerge => "unmerge",
            Self::Move => "move",
            Self::MoveBack => "move_back",
            Self::Rejoin => "rejoin",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|step| step.code() == code)
    }

    /// Whether it can be decided about a contribution of this kind in this state. Unblocking, unmerging,
    /// moving back and rejoining are what an appeal leads to, never the first decision.
    pub fn is_possible(self, kind: Kind, state: State, is_reported: bool) -> bool {
        use State::{Asked, Gone, Hidden, Public, Waiting};
        let is_proposal = kind == Kind::Proposal;
        match self {
            Self::Publish => matches!(state, Waiting | Asked),
            Self::AskToChange => state == Waiting,
            Self::Hide => matches!(state, Waiting | Asked | Public),
            Self::Merge | Self::Split | Self::Move => is_proposal && matches!(state, Waiting | Asked | Public),
            Self::Keep => is_reported && matches!(state, Public | Hidden | Gone),
            Self::Restore => state == Hidden,
            Self::Block => true,
            Self::Unblock | Self::Unmerge | Self::MoveBack | Self::Rejoin => false,
        }
    }

    pub fn possible(kind: Kind, state: State, is_reported: bool) -> Vec<Self> {
        Self::ALL.into_iter().filter(|step| step.is_possible(kind, state, is_reported)).collect()
    }

    /// Nobody has to be told why something appears as it was sent.
    pub fn needs_reason(self) -> bool {
        self != Self::Publish
    }

    /// It is the answer to reports about the contribution.
    pub fn settles_reports(self) -> bool {
        matches!(self, Self::Publish | Self::Hide | Self::Merge | Self::Split | Self::Keep | Self::Restore | Self::Move)
    }

    /// Somebody can be hurt by it, so somebody else looks at it again when asked to.
    pub fn can_be_appealed(self) -> bool {
        !matches!(self, Self::Publish | Self::Unblock | Self::Unmerge | Self::MoveBack | Self::Rejoin)
    }

    /// What is done when an appeal against it succeeds. `was_public` is how the contribution stood before.
    pub fn reversed(self, was_public: bool) -> Option<Self> {
        match self {
            Self::Hide if was_public => Some(Self::Restore),
            Self::Hide | Self::AskToChange => Some(Self::Publish),
            Self::Keep | Self::Restore => Some(Self::Hide),
            Self::Block => Some(Self::Unblock),
            Self::Merge => Some(Self::Unmerge),
            Self::Move => Some(Self::MoveBack),
            Self::Split => Some(Self::Rejoin),
            Self::Publish | Self::Unblock | Self::Unmerge | Self::MoveBack | Self::Rejoin => None,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum VerdictError {
    #[error("this cannot be decided about it now")]
    NotPossible,
    #[error("the decision needs the rule that it rests on")]
    RuleMissing,
    #[error("the decision needs a reason in words")]
    ReasonMissing,
    #[error("the reason is too long")]
    ReasonTooLong,
    #[error("merging needs the proposal to merge into")]
    TargetMissing,
    #[error("a block lasts between 1 and 90 days")]
    DaysMissing,
    #[error("splitting needs a title for the new proposal")]
    TitleMissing,
    #[error("both proposals need some of the text")]
    PartsMissing,
    #[error("moving needs the other board")]
    BoardMissing,
}

/// A decision with everything that belongs to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    pub step: Step,
    pub rule: Option<Rule>,
    pub reason: String,
    pub into: Option<ProposalId>,
    pub days: Option<i64>,
    pub split: Option<SplitOff>,
    pub board: Option<BoardId>,
}

impl Verdict {
    pub const PUBLISH: Self = Self {
        step: Step::Publish,
        rule: None,
        reason: String::new(),
        into: None,
        days: None,
        split: None,
        board: None,
    };

    pub fn new(step: Step, rule: Rule, reason: &str) -> Self {
        Self { step, rule: Some(rule), reason: text::clean(reason), ..Self::PUBLISH }
    }

    /// Whatever the state of the contribution is.
    pub fn is_complete(&self) -> Result<(), VerdictError> {
        if self.step.needs_reason() {
            if self.rule.is_none() {
                return Err(VerdictError::RuleMissing);
            }
            if self.reason.trim().is_empty() {
                return Err(VerdictError::ReasonMissing);
            }
        }
        if text::length(&self.reason) > WORDS {
            return Err(VerdictError::ReasonTooLong);
        }
        match self.step {
            Step::Merge | Step::Rejoin if self.into.is_none() => Err(VerdictError::TargetMissing),
            Step::Split => self.split.as_ref().ok_or(VerdictError::PartsMissing)?.check(),
            Step::Move | Step::MoveBack if self.board.is_none() => Err(VerdictError::BoardMissing),
            Step::Block if !self.days.is_some_and(|days| (BLOCK_DAYS.0..=BLOCK_DAYS.1).contains(&days)) => {
                Err(VerdictError::DaysMissing)
            }
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verdict(step: Step) -> Verdict {
        Verdict {
            into: Some(ProposalId(2)),
            days: Some(7),
            split: Some(SplitOff { title: "Mehr Licht am Hafen".into(), marked: [1].into() }),
            board: Some(BoardId(2)),
            ..Verdict::new(step, Rule::NO_HATE, "Beleidigt andere.")
        }
    }

    #[test]
    fn what_is_possible_depends_on_where_the_contribution_stands() {
        let mut table = String::new();
        for kind in Kind::ALL {
            for state in State::ALL {
                let steps: Vec<&str> = Step::possible(kind, state, true).into_iter().map(Step::code).collect();
                table += &format!("{} {state:?}: {}\n", kind.code(), steps.join(" "));
            }
        }
        assert_eq!(
            table,
            "\
proposal Waiting: publish ask_to_change hide merge split block move
proposal Asked: publish hide merge split block move
proposal Public: hide merge split keep block move
proposal Hidden: keep restore block
proposal Gone: keep block
comment Waiting: publish ask_to_change hide block
comment Asked: publish hide block
comment Public: hide keep block
comment Hidden: keep restore block
comment Gone: keep block
place_mark Waiting: publish ask_to_change hide block
place_mark Asked: publish hide block
place_mark Public: hide keep block
place_mark Hidden: keep restore block
place_mark Gone: keep block
"
        );
        assert!(!Step::Keep.is_possible(Kind::Comment, State::Public, false), "nobody asked");
    }

    #[test]
    fn everything_but_publishing_needs_a_rule_and_a_reason() {
        for step in Step::ALL {
            let bare = Verdict { rule: None, ..verdict(step) };
            let silent = Verdict { reason: " \n ".into(), ..verdict(step) };
            let expected = step != Step::Publish;
            assert_eq!(bare.is_complete() == Err(VerdictError::RuleMissing), expected, "{step:?}");
            assert_eq!(silent.is_complete() == Err(VerdictError::ReasonMissing), expected, "{step:?}");
            assert_eq!(verdict(step).is_complete(), Ok(()), "{step:?}");
        }
        assert_eq!(Verdict::PUBLISH.is_complete(), Ok(()));
    }

    #[test]
    fn a_merge_names_its_target_and_a_block_its_end() {
        let merge = Verdict { into: None, ..verdict(Step::Merge) };
        assert_eq!(merge.is_complete(), Err(VerdictError::TargetMissing));
        for days in [None, Some(0), Some(91), Some(-1)] {
            let block = Verdict { days, ..verdict(Step::Block) };
            assert_eq!(block.is_complete(), Err(VerdictError::DaysMissing), "{days:?}");
        }
    }

    #[test]
    fn a_step_that_is_reversed_leads_somewhere_else() {
        for step in Step::ALL {
            assert_eq!(Step::from_code(step.code()), Some(step));
            for was_public in [true, false] {
                assert_ne!(step.reversed(was_public), Some(step));
            }
        }
        assert_eq!(Step::Hide.reversed(true), Some(Step::Restore));
        assert_eq!(Step::Hide.reversed(false), Some(Step::Publish));
    }
}
