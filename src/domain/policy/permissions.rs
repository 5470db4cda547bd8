//! The one table of permissions. A new action without a line in it does not compile, and the store asks for nothing else.

use super::{
    Fact,
    Role::{self, Administrator, Author, Citizen, Clerk, Council, Editor, Guest, Moderator, Office, Operator, Sponsor},
};
use crate::listed::listed;

listed! {
    /// Everything that is asked for before it is done.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    pub enum Action {
        // Taking part.
        Read,
        /// Go on with what was typed of a proposal.
        EditDraft,
        Submit,
        Support,
        TakeBackSupport,
        Comment,
        /// Set a place on the map of a call.
        MarkPlace,
        Respond,
        ReadResults,
        Report,

        // With one's own.
        Correct,
        Withdraw,
        /// Take personal data out of one's own words.
        Redact,
        /// Change one's own comment, or the words of a place on the map.
        Revise,
        /// The same two, for good.
        TakeBack,
        Appeal,
        /// Delete one's own account.
        Leave,

        // Of staff, to what people contributed.
        Moderate,
        DecideAppeals,
        /// Read what the colleagues of the office wrote until now.
        PrepareAnswer,
        WriteAnswer,
        SendBackAnswer,
        ApproveAnswer,
        /// Send it out.
        Answer,
        /// As the Ortsbeirat of the place.
        NoteAsCouncil,

        // Pages.
        EditPages,
        HandInPage,
        SendBackPage,
        /// Now or at a time that is set.
        PublishPage,
        /// Another address or unit; out of the public and back, also at a time; and times that hold no more.
        ArrangePage,
        DiscardPage,
        RemoveMedium,
        /// Let everybody read how a page changed.
        OpenHistories,

        // At the counter.
        ConfirmResidents,
        EnterPaper,
        /// The second typing.
        CheckPaper,
        /// What was typed by mistake.
        DropPaper,
        /// Begin a sitting, in which somebody takes part in their own name.
        HelpPeople,
        /// See that somebody calls at a kiosk, and say that somebody went there.
        HelpAtKiosks,

        // Areas of work.
        ManagePeople,
        TakeRole,
        ManageOffices,
        ManageBoards,
        /// What people wrote into a survey in their own words.
        ReadReplies,
        /// Begin and describe one; whom it takes belongs to [`Action::ManageBoards`].
        MakeSurveys,
        ChangeQuestions,
        /// From the draft to the public, to another end, out of the lists and back.
        StepSurvey,
        ManageKiosks,
        ReadAudit,
        WatchJobs,
        RetryJob,
        AnswerAccessibility,
        PresentOneself,
        /// Termine.
        ManageEvents,
        /// To the public, to its cancellation, or away while it is a draft.
        StepEvent,
        /// Orte auf der Karte: what the city asks for.
        ManagePlaceCalls,
        /// To the public, to another end, or away while it is a draft; and other questions while nobody answered.
        StepPlaceCall,
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Permission {
    pub roles: &'static [Role],
    /// What has to be true, in the order in which it is looked at.
    pub needs: &'static [Fact],
    /// Roles of which none of that is asked.
    pub unless: &'static [Role],
}

const EVERYBODY: &[Role] = &Role::ALL;
/// Staff are citizens too: who is signed in takes part as one.
const PEOPLE: &[Role] = &[Guest, Author, Citizen];

pub const fn permission(action: Action) -> Permission {
    use Fact::{
        AnotherRemains, Discussed, Early, Ended, GivenUp, HandedIn, InTime, InWork, NeverPublic, NotBlocked,
        OfOwnDistrict, OfOwnOffice, OfOwnUnit, Open, OtherPerson, Published, SecondLook, Standing, StepFits,
        SureEnough, Unsent, Unsettled, Unsupported, Unused, Waiting, WithoutRoles,
    };
    const INSIDERS: &[Role] = &[Author, Moderator, Office, Administrator, Operator];
    let (roles, needs, unless): (&[Role], &[Fact], &[Role]) = match action {
        Action::Read => (EVERYBODY, &[Published], INSIDERS),
        Action::EditDraft => (&[Author], &[Unsent], &[]),
        Action::Submit | Action::MarkPlace => (PEOPLE, &[Open, SureEnough, NotBlocked], &[]),
        Action::Support => (PEOPLE, &[Published, Open, Discussed, SureEnough], &[]),
        Action::TakeBackSupport => (PEOPLE, &[Published, Open, Discussed], &[]),
        Action::Comment => (PEOPLE, &[Published, Open, Discussed, SureEnough, NotBlocked], &[]),
        Action::Respond => (PEOPLE, &[Open, SureEnough], &[]),
        // Nobody is led by what others said.
        Action::ReadResults => (EVERYBODY, &[Ended], &[]),
        Action::Report => (EVERYBODY, &[Published], &[]),

        Action::Correct => (&[Author], &[Early, Unsupported], &[]),
        Action::Withdraw => (&[Author], &[Early], &[]),
        // Whoever finds their telephone number in public need not wait for anything.
        Action::Redact => (&[Author], &[], &[]),
        // Nobody has read it yet, so nobody relies on its words.
        Action::Revise => (&[Author], &[Waiting], &[]),
        Action::TakeBack => (&[Author], &[Standing], &[]),
        Action::Appeal => (&[Author], &[InTime, Unsettled], &[]),
        Action::Leave => (&[Citizen], &[WithoutRoles], &[]),

        Action::Moderate => (&[Moderator, Operator], &[StepFits], &[]),
        Action::DecideAppeals => (&[Moderator, Administrator], &[Unsettled, OtherPerson], &[]),
        Action::PrepareAnswer => (&[Office], &[Published, OfOwnOffice], &[]),
        Action::WriteAnswer => (&[Office], &[Published, OfOwnOffice, InWork], &[]),
        Action::SendBackAnswer => (&[Office], &[Published, OfOwnOffice, HandedIn], &[]),
        Action::ApproveAnswer => (&[Office], &[Published, OfOwnOffice, HandedIn, OtherPerson], &[]),
        Action::Answer => (&[Office, Operator], &[Published, OfOwnOffice], &[Operator]),
        Action::NoteAsCouncil => (&[Council], &[Published, OfOwnDistrict], &[]),

        Action::EditPages => (&[Editor, Administrator], &[], &[]),
        Action::HandInPage => (&[Editor, Administrator], &[InWork], &[]),
        Action::SendBackPage => (&[Editor, Administrator], &[OfOwnUnit, HandedIn, OtherPerson], &[]),
        Action::PublishPage => (&[Editor, Administrator], &[OfOwnUnit, OtherPerson], &[]),
        Action::ArrangePage => (&[Editor, Administrator], &[OfOwnUnit], &[]),
        Action::DiscardPage => (&[Editor, Administrator], &[NeverPublic], &[]),
        Action::RemoveMedium => (&[Editor, Administrator], &[Unused], &[]),
        Action::OpenHistories => (&[Administrator], &[], &[]),

        Action::ConfirmResidents | Action::EnterPaper | Action::HelpPeople => (&[Clerk], &[], &[]),
        Action::HelpAtKiosks => (&[Clerk, Administrator, Operator], &[], &[]),
        Action::CheckPaper => (&[Clerk], &[Waiting, SecondLook], &[]),
        Action::DropPaper => (&[Clerk], &[Waiting], &[]),

        Action::ManagePeople | Action::ManageOffices => (&[Administrator, Operator], &[], &[]),
        Action::TakeRole => (&[Administrator, Operator], &[AnotherRemains], &[Operator]),
        Action::ManageBoards | Action::ManageKiosks => (&[Administrator, Operator], &[], &[]),
        Action::ReadReplies => (&[Administrator, Operator], &[Ended], &[]),
        Action::MakeSurveys => (&[Editor, Administrator], &[], &[]),
        Action::ChangeQuestions => (&[Editor, Administrator], &[InWork], &[]),
        Action::StepSurvey => (&[Editor, Administrator], &[StepFits], &[]),
        Action::ReadAudit | Action::WatchJobs => (&[Administrator, Operator], &[], &[]),
        Action::RetryJob => (&[Administrator, Operator], &[GivenUp], &[]),
        Action::AnswerAccessibility => (&[Editor, Moderator, Administrator], &[Unsettled], &[]),
        Action::PresentOneself => (&[Sponsor], &[], &[]),
        Action::ManageEvents | Action::ManagePlaceCalls => (&[Editor, Administrator], &[], &[]),
        Action::StepEvent | Action::StepPlaceCall => (&[Editor, Administrator], &[StepFits], &[]),
    };
    Permission { roles, needs, unless }
}
