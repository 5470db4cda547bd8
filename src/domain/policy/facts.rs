//! What can be true of a matter that somebody acts on. Only what a caller looked at counts as true: a condition that nobody
//! looked at refuses.

use super::{Refusal, Role};
use crate::{
    Moment,
    accounts::Level,
    boards::Board,
    listed::listed,
    moderation::{Kind, State, Step, may_appeal},
    moment::{Period, PeriodState},
    proposals::Status,
    visibility::Visibility,
};

listed! {
    /// What a permission can depend on besides the role.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    pub enum Fact {
        // Of a proposal.
        /// Everybody can read it.
        Published,
        /// It takes supports and comments.
        Discussed,
        /// Not yet in the hands of an office.
        Early,
        /// Nobody stands behind its words.
        Unsupported,

        // Of a board, a call for places or a survey.
        /// At the time that counts.
        Open,
        Ended,

        // Of whoever comes.
        /// The platform is as sure of the person as the board or the survey wants it to be.
        SureEnough,
        NotBlocked,
        /// Nobody who works for the city.
        WithoutRoles,
        /// The office in charge is their own.
        OfOwnOffice,
        /// The place is where their Ortsbeirat is at home.
        OfOwnDistrict,
        /// The unit that looks after the page is their own; those of no unit, and administrators, look after all.
        OfOwnUnit,
        /// Somebody else did the step before.
        OtherPerson,
        /// The same, or some time has passed since.
        SecondLook,

        // Of a comment, a place on the map or a sheet of paper.
        /// For its check.
        Waiting,
        /// Neither refused nor taken back.
        Standing,
        /// What a moderator decides is possible as it stands.
        StepFits,

        // Of a draft: of a proposal, an answer or a page.
        /// Its proposal was not submitted yet.
        Unsent,
        InWork,
        /// A second person is to look at it.
        HandedIn,

        // Of what is decided, answered or cleared away once.
        Unsettled,
        /// It can be appealed against, and there is time.
        InTime,
        /// Nothing shows the file.
        Unused,
        /// Nobody ever read the page.
        NeverPublic,
        /// The job failed for good.
        GivenUp,
        /// Somebody else keeps the role, so that a city never locks itself out.
        AnotherRemains,
    }
}

impl Fact {
    const fn bit(self) -> u64 {
        1 << (self as u64)
    }
}

/// What the verdict needs to know of a proposal.
#[derive(Clone, Copy, Debug)]
pub struct Subject {
    pub status: Status,
    /// Moderators take what breaks a rule off the board, whatever its status is.
    pub is_published: bool,
    pub supports: i64,
}

/// The facts that hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Facts {
    holding: u64,
    /// By what [`Fact::SureEnough`] was measured.
    needed: Level,
}

impl Facts {
    pub const NONE: Self = Self { holding: 0, needed: Level::Guest };
    /// Nothing speaks against whoever comes: for pages that everybody shares. The write asks who it is.
    pub const ANYBODY: Self = Self::NONE.and(Fact::SureEnough, true).and(Fact::NotBlocked, true);

    #[must_use]
    pub const fn and(self, fact: Fact, holds: bool) -> Self {
        if holds { Self { holding: self.holding | fact.bit(), needed: self.needed } } else { self }
    }

    #[must_use]
    pub fn with(self, others: Self) -> Self {
        Self { holding: self.holding | others.holding, needed: self.needed.max(others.needed) }
    }

    pub fn hold(self, fact: Fact) -> bool {
        self.holding & fact.bit() != 0
    }

    pub fn of_proposal(subject: Subject, board: &Board, now: Moment) -> Self {
        let Subject { status, is_published, supports } = subject;
        Self::of_period(&board.period, now)
            .and(Fact::Published, is_published)
            .and(Fact::Discussed, status.is_open())
            .and(Fact::Early, matches!(status, Status::Submitted | Status::Published))
            // Supporters stand behind the words that they read.
            .and(Fact::Unsupported, supports == 0)
    }

    pub fn of_period(period: &Period, now: Moment) -> Self {
        let state = period.state(now);
        Self::NONE.and(Fact::Open, state == PeriodState::Open).and(Fact::Ended, state == PeriodState::Ended)
    }

    pub fn of_person(level: Level, needed: Level) -> Self {
        Self { needed, ..Self::NONE }.and(Fact::SureEnough, level >= needed)
    }

    /// Of a comment or a place on the map.
    pub fn of_text(state: Visibility) -> Self {
        Self::NONE
            .and(Fact::Waiting, state == Visibility::Waiting)
            .and(Fact::Standing, matches!(state, Visibility::Waiting | Visibility::Published))
    }

    pub fn of_step(step: Step, kind: Kind, state: State, is_reported: bool) -> Self {
        Self::NONE.and(Fact::StepFits, step.is_possible(kind, state, is_reported))
    }

    /// Of a decision about a contribution.
    pub fn of_decision(step: Step, decided_at: Moment, now: Moment) -> Self {
        Self::NONE.and(Fact::InTime, step.can_be_appealed() && may_appeal(decided_at, now))
    }

    /// What somebody is told to whom this fact is missing.
    pub fn refusal(self, missing: Fact) -> Refusal {
        match missing {
            Fact::Published => Refusal::Unseen,
            Fact::Open => Refusal::BoardClosed,
            Fact::Unsupported => Refusal::AlreadySupported,
            Fact::SureEnough => Refusal::LevelNeeded(self.needed),
            Fact::NotBlocked => Refusal::Blocked,
            Fact::WithoutRoles => Refusal::NotYours(Role::Administrator),
            Fact::OfOwnOffice => Refusal::NotYours(Role::Office),
            Fact::OfOwnDistrict => Refusal::NotYours(Role::Council),
            Fact::OfOwnUnit => Refusal::OtherUnit,
            Fact::OtherPerson | Fact::SecondLook => Refusal::SamePerson,
            Fact::AnotherRemains => Refusal::NotYours(Role::Operator),
            Fact::Discussed
            | Fact::Early
            | Fact::Ended
            | Fact::Waiting
            | Fact::Standing
            | Fact::StepFits
            | Fact::Unsent
            | Fact::InWork
            | Fact::HandedIn
            | Fact::Unsettled
            | Fact::InTime
            | Fact::Unused
            | Fact::NeverPublic
            | Fact::GivenUp => Refusal::NotInThisStatus,
        }
    }
}
