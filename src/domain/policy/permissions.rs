//! The one table of permissions. A new action without a line in it does not compile.

use super::Role::{
    self, Administrator, Author, Citizen, Clerk, Council, Editor, Guest, Moderator, Office, Operator, Sponsor,
};
use crate::listed::listed;

listed! {
    /// Everything that is asked for before it is done.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    pub enum Action {
        // To one proposal, which has a state.
        Read,
        Support,
        Comment,
        Correct,
        Withdraw,
        /// Take personal data out of one's own words.
        Redact,
        /// Change one's own comment, or a place on the map, while it waits for its check.
        Revise,
        Moderate,
        Answer,
        /// As the Ortsbeirat of the place.
        NoteAsCouncil,

        // Areas of work.
        EditPages,
        /// Let everybody read how a page changed.
        OpenHistories,
        ConfirmResidents,
        EnterPaper,
        /// Begin a sitting at the counter, in which somebody takes part in their own name.
        HelpPeople,
        ManagePeople,
        ManageOffices,
        ManageBoards,
        ManageKiosks,
        ReadAudit,
        WatchJobs,
        DecideAppeals,
        AnswerAccessibility,
        PresentOneself,
    }
}

/// What must be true of the proposal and its board besides the role.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Condition {
    /// Nothing, or the action is about no proposal.
    None,
    /// Public, except for these.
    PublicUnless(&'static [Role]),
    /// Public, with an open status, on an open board.
    TakesPart,
    /// Not yet in the hands of an office.
    Early,
    /// The same, and nobody stands behind its words.
    EarlyAndUnsupported,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Permission {
    pub roles: &'static [Role],
    pub condition: Condition,
}

const EVERYBODY: &[Role] = &Role::ALL;
/// Staff are citizens too: who is signed in takes part as one.
const PEOPLE: &[Role] = &[Guest, Author, Citizen];

pub const fn permission(action: Action) -> Permission {
    use Condition::{Early, EarlyAndUnsupported, None, PublicUnless, TakesPart};
    let (roles, condition): (&[Role], Condition) = match action {
        Action::Read => (EVERYBODY, PublicUnless(&[Author, Moderator, Office, Administrator, Operator])),
        Action::Support | Action::Comment => (PEOPLE, TakesPart),
        Action::Correct => (&[Author], EarlyAndUnsupported),
        Action::Withdraw => (&[Author], Early),
        // Whoever finds their telephone number in public need not wait for anything.
        Action::Redact => (&[Author], None),
        // Nobody has read it yet, so nobody relies on its words; that it waits, the write looks at.
        Action::Revise => (&[Author], None),
        Action::Moderate => (&[Moderator, Operator], None),
        Action::Answer => (&[Office, Operator], None),
        Action::NoteAsCouncil => (&[Council], PublicUnless(&[])),

        Action::EditPages => (&[Editor, Administrator], None),
        Action::ConfirmResidents | Action::EnterPaper | Action::HelpPeople => (&[Clerk], None),
        Action::ManagePeople | Action::ManageOffices => (&[Administrator, Operator], None),
        Action::ManageBoards | Action::ManageKiosks => (&[Administrator, Operator], None),
        Action::OpenHistories => (&[Administrator], None),
        Action::ReadAudit | Action::WatchJobs => (&[Administrator, Operator], None),
        Action::DecideAppeals => (&[Moderator, Administrator], None),
        Action::AnswerAccessibility => (&[Editor, Moderator, Administrator], None),
        Action::PresentOneself => (&[Sponsor, Council], None),
    };
    Permission { roles, condition }
}
