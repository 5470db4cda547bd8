//! The register of processing: what the platform keeps about people, why, how long and who sees it. The privacy notice
//! and the jobs that delete both read it, so that neither can promise what the other does not keep. `tables` says where
//! in the schema each thing is; a test of the store compares it with the real schema.

mod table;
mod tables;

pub use table::{Columns, Table};
pub use tables::TABLES;

/// One thing that is kept about people.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Matter {
    Proposal,
    /// The address to which news about a proposal goes.
    ProposalEmail,
    Comment,
    Support,
    SurveyResponse,
    /// A photograph of a sheet that a clerk typed in.
    PaperPhoto,
    PlaceMark,
    /// A report of a barrier, and its answer.
    Barrier,
    /// Contributions that were refused, or taken back before they appeared; rows of the tables of the others.
    Unpublished,
    Draft,
    /// What arrived from a device that had no network.
    Delivery,
    Account,
    /// Password, second factor, passkeys, other sign-ins.
    SignIn,
    Session,
    /// Links and codes in letters.
    Ticket,
    /// What somebody follows, and the address to which news of it goes.
    Following,
    /// What somebody was told.
    Notice,
    /// What waits to be sent, and what was sent.
    Letter,
    Residence,
    Role,
    /// How Pat\*innen introduce themselves.
    Sponsor,
    /// Whom an office names to be asked.
    OfficeContact,
    /// Who reported a contribution, and with which words.
    Report,
    /// What the moderators decided, and what was said against it.
    Moderation,
    /// What staff did.
    Audit,
    /// Files that editors put on pages, and who brought them.
    Upload,
}

/// Which article allows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// Art. 6 (1) (a) DSGVO: the person wanted it and can end it.
    Consent,
    /// Art. 6 (1) (c) DSGVO: a law demands it.
    Duty,
    /// Art. 6 (1) (e) DSGVO: participation is a task of the city in the public interest.
    PublicTask,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Retention {
    /// A part of the public record of the participation.
    Lasting,
    /// Until the person deletes the account.
    WithAccount,
    /// As long as the person works for the city in this role.
    WhileInRole,
    /// A job deletes it.
    For { days: u16, after: Since },
}

/// From when on the days of a retention count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Since {
    Creation,
    LastChange,
    LastVisit,
    /// Nothing more happens with the proposal.
    End,
    /// It was refused or taken back.
    Decision,
    Answer,
    /// Nothing names it any more.
    Unused,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// Once it is published.
    Everybody,
    Moderation,
    Office,
    Counter,
    Administration,
    /// The person, and the program that does something with it.
    YouAlone,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Processing {
    pub basis: Basis,
    pub keep: Retention,
    pub seen_by: &'static [Audience],
}

impl Matter {
    /// For logs.
    pub fn code(self) -> &'static str {
        match self {
            Self::Proposal => "proposal",
            Self::ProposalEmail => "proposal_email",
            Self::Comment => "comment",
            Self::Support => "support",
            Self::SurveyResponse => "survey_response",
            Self::PaperPhoto => "paper_photo",
            Self::PlaceMark => "place_mark",
            Self::Barrier => "barrier",
            Self::Unpublished => "unpublished",
            Self::Draft => "draft",
            Self::Delivery => "delivery",
            Self::Account => "account",
            Self::SignIn => "sign_in",
            Self::Session => "session",
            Self::Ticket => "ticket",
            Self::Following => "following",
            Self::Notice => "notice",
            Self::Letter => "letter",
            Self::Residence => "residence",
            Self::Role => "role",
            Self::Sponsor => "sponsor",
            Self::OfficeContact => "office_contact",
            Self::Report => "report",
            Self::Moderation => "moderation",
            Self::Audit => "audit",
            Self::Upload => "upload",
        }
    }

    /// In the order of the notice.
    pub const ALL: [Self; 26] = [
        Self::Proposal,
        Self::ProposalEmail,
        Self::Comment,
        Self::Support,
        Self::SurveyResponse,
        Self::PaperPhoto,
        Self::PlaceMark,
        Self::Barrier,
        Self::Unpublished,
        Self::Draft,
        Self::Delivery,
        Self::Account,
        Self::SignIn,
        Self::Session,
        Self::Ticket,
        Self::Following,
        Self::Notice,
        Self::Letter,
        Self::Residence,
        Self::Role,
        Self::Sponsor,
        Self::OfficeContact,
        Self::Report,
        Self::Moderation,
        Self::Audit,
        Self::Upload,
    ];

    pub const fn processing(self) -> Processing {
        use Audience::{Administration, Counter, Everybody, Moderation, Office, YouAlone};
        use Basis::{Consent, Duty, PublicTask};
        use Retention::{Lasting, WhileInRole, WithAccount};
        let (basis, keep, seen_by): (Basis, Retention, &'static [Audience]) = match self {
            Self::Proposal => (PublicTask, Lasting, &[Everybody, Moderation, Office]),
            Self::ProposalEmail => (Consent, days(180, Since::End), &[YouAlone]),
            Self::Barrier => (Duty, days(365, Since::Answer), &[YouAlone, Moderation, Administration]),
            Self::Unpublished => (PublicTask, days(365, Since::Decision), &[YouAlone, Moderation]),
            Self::Comment | Self::PlaceMark => (PublicTask, Lasting, &[Everybody, Moderation]),
            Self::Support => (PublicTask, Lasting, &[YouAlone]),
            // What was written in own words is read, without a name, by those who work with the survey.
            Self::SurveyResponse => (PublicTask, Lasting, &[YouAlone, Administration]),
            Self::PaperPhoto => (PublicTask, days(PAPER_PHOTO_DAYS, Since::Creation), &[Counter]),
            Self::Draft => (PublicTask, days(90, Since::LastChange), &[YouAlone]),
            Self::Delivery => (PublicTask, days(90, Since::Creation), &[YouAlone, Administration]),
            Self::Account => (Consent, WithAccount, &[YouAlone, Administration]),
            Self::SignIn => (Consent, WithAccount, &[YouAlone]),
            Self::Session => (Consent, days(SESSION_DAYS, Since::LastVisit), &[YouAlone]),
            Self::Ticket => (Consent, days(TICKET_DAYS, Since::Creation), &[YouAlone]),
            Self::Following => (Consent, days(730, Since::Creation), &[YouAlone]),
            Self::Notice => (Consent, days(365, Since::Creation), &[YouAlone]),
            Self::Letter => (Consent, days(LETTER_DAYS, Since::Creation), &[YouAlone]),
            Self::Residence => (PublicTask, Lasting, &[Counter]),
            Self::Role => (PublicTask, WhileInRole, &[Administration]),
            Self::Sponsor => (Consent, WithAccount, &[Everybody, Administration]),
            Self::OfficeContact => (PublicTask, Lasting, &[Everybody]),
            // As long as somebody may appeal, and as long again.
            Self::Report => (PublicTask, days(REPORT_DAYS, Since::Decision), &[YouAlone, Moderation]),
            Self::Moderation => (PublicTask, Lasting, &[YouAlone, Moderation]),
            Self::Audit => (Duty, Lasting, &[Administration]),
            Self::Upload => (PublicTask, days(UPLOAD_DAYS, Since::Unused), &[Everybody, Administration]),
        };
        Processing { basis, keep, seen_by }
    }
}

/// A citizen's session lives while they come back within this time.
pub const SESSION_DAYS: u16 = 30;

/// The longest that a link or a code from a letter can be used: the post needs its time.
pub const TICKET_DAYS: u16 = 42;

/// Twice the time in which a decision can be appealed against.
pub const REPORT_DAYS: u16 = 366;

/// Time enough to look again when somebody says that their sheet was typed in wrongly.
pub const PAPER_PHOTO_DAYS: u16 = 90;

/// How long administrators see that a letter was sent. Its words are gone as soon as it left.
pub const LETTER_DAYS: u16 = 90;

/// How long a file stays that no page, no draft and no earlier state names: whoever undoes something finds it again.
pub const UPLOAD_DAYS: u16 = 30;

const fn days(days: u16, after: Since) -> Retention {
    Retention::For { days, after }
}

/// Where each column of a table belongs: the matter, or nothing for a table that is about nobody.
pub fn matter_of(table: &str, column: &str) -> Option<Matter> {
    let table = TABLES.iter().find(|known| known.name == table)?;
    table.columns.groups().iter().find(|(_, columns)| columns.contains(&column)).map(|(matter, _)| *matter)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_matter_stands_somewhere_in_the_schema_and_nothing_stands_twice() {
        let mut tables = BTreeSet::new();
        let mut found = BTreeSet::new();
        for table in TABLES {
            assert!(tables.insert(table.name), "{} is listed twice", table.name);
            let mut columns = BTreeSet::new();
            for (matter, of_matter) in table.columns.groups() {
                found.insert(*matter);
                for column in *of_matter {
                    assert!(columns.insert(column), "{}.{column} is listed twice", table.name);
                }
            }
        }
        found.insert(Matter::Unpublished);
        assert_eq!(found, BTreeSet::from(Matter::ALL));
    }

    #[test]
    fn a_column_has_one_matter() {
        assert_eq!(matter_of("proposal", "email"), Some(Matter::ProposalEmail));
        assert_eq!(matter_of("proposal", "title"), Some(Matter::Proposal));
        assert_eq!(matter_of("area", "name"), None);
        assert_eq!((matter_of("office", "contact"), matter_of("office", "name")), (Some(Matter::OfficeContact), None));
    }
}
