//! What a device wrote without a network, as it arrives: a record has an id that the device made when it was sent off, and
//! leaves the device on the server's signed word for that id alone.
//!
//! Devices keep records for as long as they like, so every field may be missing and none changes its meaning: what an old
//! version wrote is still understood.

use std::{collections::BTreeMap, fmt};

use serde::{Deserialize, Serialize};

use crate::{comments::CommentDraft, ids::SubmissionId, proposals::Draft};

/// Longest content of a record in bytes: a proposal with four thousand signs of four bytes each, twice.
pub const LONGEST: usize = 64 * 1024;

/// What a record asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    Proposal,
    Comment,
    Support,
    Survey,
}

impl Kind {
    pub const ALL: [Self; 4] = [Self::Proposal, Self::Comment, Self::Support, Self::Survey];

    pub fn code(self) -> &'static str {
        match self {
            Self::Proposal => "proposal",
            Self::Comment => "comment",
            Self::Support => "support",
            Self::Survey => "survey",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// Content of a [`Kind::Proposal`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ProposalRecord {
    /// What was typed; nothing when the draft on the server is meant as it stands there.
    pub fields: Option<Draft>,
    /// Key of a draft that the server has, with its pictures.
    pub draft: Option<String>,
    /// What the page showed of that draft ([`crate::proposals::Seen`] as text).
    pub seen: Option<String>,
    /// The same in words, which an older version did not send: what is left where the server has the draft no longer.
    pub shown: Option<ShownDraft>,
    /// What the writer was asked about on the device ([`crate::personal_data::was_asked`]).
    pub asked: String,
    /// Slug of the board for which it was written; an older version asked nobody, and nobody chooses among one.
    pub board: Option<String>,
}

/// A draft of the server as the page before submitting shows it, which hands it to the device so that it has the words too.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ShownDraft {
    #[serde(flatten)]
    pub draft: Draft,
    /// Slug of the board for which it was.
    pub board: Option<String>,
}

/// Content of a [`Kind::Comment`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CommentRecord {
    pub proposal: i64,
    /// The id of the form: the form may have arrived by itself before, although its answer was lost.
    pub form: Option<String>,
    /// What the writer was asked about on the device ([`crate::personal_data::was_asked`]).
    pub asked: String,
    #[serde(flatten)]
    pub draft: CommentDraft,
}

/// Content of a [`Kind::Support`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SupportRecord {
    pub proposal: i64,
    /// False takes it back.
    pub support: bool,
}

/// Content of a [`Kind::Survey`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SurveyRecord {
    /// Its slug.
    pub survey: String,
    /// Of the questions that were shown.
    pub edition: Option<i64>,
    /// For each question, in their order, what its inputs held, as the form of the site sends it.
    pub answers: Vec<Vec<String>>,
}

impl SurveyRecord {
    /// As [`crate::surveys::check`] takes it.
    pub fn typed(self) -> BTreeMap<usize, Vec<String>> {
        self.answers.into_iter().enumerate().collect()
    }
}

/// Why a record is set aside.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// The content is none that this version, or any before it, writes.
    Unreadable,
    /// Fields are missing, too long, too short.
    Invalid,
    /// The same id came before with other content.
    Conflict,
    /// What it belongs to is not there, or not in public.
    Gone,
    /// Nobody takes part in it any more.
    Closed,
    /// Takes part in nothing for some days.
    Blocked,
    /// The board is for people with an account, or for confirmed residents.
    NeedsAccount,
    /// The draft was changed in another window since this was sent off.
    Changed,
    /// The survey asks other questions than those that were answered.
    Outdated,
}

impl Reason {
    pub const ALL: [Self; 9] = [
        Self::Unreadable,
        Self::Invalid,
        Self::Conflict,
        Self::Gone,
        Self::Closed,
        Self::Blocked,
        Self::NeedsAccount,
        Self::Changed,
        Self::Outdated,
    ];

    pub fn code(self) -> &'static str {
        match self {
            Self::Unreadable => "unreadable",
            Self::Invalid => "invalid",
            Self::Conflict => "conflict",
            Self::Gone => "gone",
            Self::Closed => "closed",
            Self::Blocked => "blocked",
            Self::NeedsAccount => "needs_account",
            Self::Changed => "changed",
            Self::Outdated => "outdated",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.code() == code)
    }
}

/// What became of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Where it can be looked at, without language prefix.
    Accepted {
        path: String,
    },
    Refused(Reason),
}

impl Answer {
    pub fn outcome(&self) -> &'static str {
        match self {
            Self::Accepted { .. } => "accepted",
            Self::Refused(_) => "refused",
        }
    }

    /// The address, or the code of the reason.
    pub fn detail(&self) -> &str {
        match self {
            Self::Accepted { path } => path,
            Self::Refused(reason) => reason.code(),
        }
    }
}

/// The very text that the server signs. It names the content too, so that the word for one content is none for another.
pub struct Word<'a> {
    pub id: &'a SubmissionId,
    /// SHA-256 of the content's bytes, in hexadecimal digits.
    pub hash: &'a str,
    pub answer: &'a Answer,
}

impl fmt::Display for Word<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { id, hash, answer } = self;
        write!(f, "wegmarken-outbox-1|{id}|{hash}|{}|{}", answer.outcome(), answer.detail())
    }
}

/// What the server signs of a form that came back to its writer, under the id of its record: nothing of it was taken.
pub struct Returned<'a>(pub &'a SubmissionId);

impl fmt::Display for Returned<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "wegmarken-form-1|{}|returned", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_leads_back() {
        for kind in Kind::ALL {
            assert_eq!(Kind::from_code(kind.code()), Some(kind));
        }
        for reason in Reason::ALL {
            assert_eq!(Reason::from_code(reason.code()), Some(reason));
        }
    }

    #[test]
    fn what_an_older_version_wrote_is_read_and_what_a_newer_one_added_is_passed_over() {
        let record: CommentRecord = serde_json::from_str(r#"{"proposal":7,"text":"Ja","mood":"fine"}"#).unwrap();
        assert_eq!((record.proposal, record.draft.text.as_str(), record.form), (7, "Ja", None));
        let record: ProposalRecord = serde_json::from_str(r#"{"fields":{"title":"Mehr Bänke"}}"#).unwrap();
        assert_eq!((record.fields.unwrap().title.as_str(), record.board), ("Mehr Bänke", None));
        let record: ProposalRecord = serde_json::from_str(r#"{"draft":"ab","board":"hafen"}"#).unwrap();
        assert_eq!((record.draft.as_deref(), record.board.as_deref()), (Some("ab"), Some("hafen")));
        assert_eq!(record.shown, None);
        let shown = r#"{"draft":"ab","shown":{"title":"Mehr Bänke","goals":["lernend"],"board":"hafen","mood":1}}"#;
        let record: ProposalRecord = serde_json::from_str(shown).unwrap();
        let ShownDraft { draft, board } = record.shown.unwrap();
        assert_eq!((draft.title.as_str(), draft.goals.len(), board.as_deref()), ("Mehr Bänke", 1, Some("hafen")));
        assert_eq!(record.fields, None);
        let record: SurveyRecord = serde_json::from_str(r#"{"survey":"wege","answers":[["1"],[]],"mood":1}"#).unwrap();
        assert_eq!((record.survey.as_str(), record.edition), ("wege", None));
        assert_eq!(record.typed(), BTreeMap::from([(0, vec!["1".to_owned()]), (1, Vec::new())]));
    }

    #[test]
    fn the_word_for_one_content_is_none_for_another() {
        let id = SubmissionId::from_bytes([1; 16]);
        let word = |hash: &str, answer: &Answer| Word { id: &id, hash, answer }.to_string();
        let accepted = Answer::Accepted { path: "/beleg/X".into() };
        assert_eq!(word("ab", &accepted), "wegmarken-outbox-1|01010101010101010101010101010101|ab|accepted|/beleg/X");
        assert_ne!(word("ab", &accepted), word("ac", &accepted));
        assert_ne!(word("ab", &accepted), word("ab", &Answer::Refused(Reason::Closed)));
        assert_eq!(Returned(&id).to_string(), "wegmarken-form-1|01010101010101010101010101010101|returned");
    }
}
