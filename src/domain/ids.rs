//! Ids as types of their own, so that the id of a comment can never be taken for the id of a proposal.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

macro_rules! row_id {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub i64);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = NotAnId;

            /// Reads the number in front; a readable suffix (`12-mehr-baenke`) is allowed and ignored.
            fn from_str(address: &str) -> Result<Self, NotAnId> {
                let digits = address.split('-').next().unwrap_or_default();
                match digits.parse::<i64>() {
                    Ok(id) if id > 0 && digits.bytes().all(|b| b.is_ascii_digit()) => Ok(Self(id)),
                    _ => Err(NotAnId),
                }
            }
        }
    )+};
}

row_id! {
    AccountId,
    AreaId,
    BoardId,
    CommentId,
    EventId,
    IdentityId,
    KioskId,
    OfficeId,
    PasskeyId,
    PictureId,
    PlaceCallId,
    PlaceMarkId,
    ProposalId,
    SessionId,
    SurveyId,
}

#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("not an id")]
pub struct NotAnId;

/// An id that the sender makes before sending, so that whatever is repeated counts once: 32 lower-case hexadecimal
/// digits (a UUID without its dashes).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct SubmissionId(String);

impl SubmissionId {
    pub fn parse(text: &str) -> Result<Self, NotAnId> {
        let plain: String = text.chars().filter(|c| *c != '-').map(|c| c.to_ascii_lowercase()).collect();
        if plain.len() == 32 && plain.bytes().all(|b| b.is_ascii_hexdigit()) { Ok(Self(plain)) } else { Err(NotAnId) }
    }

    pub fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(bytes.iter().map(|b| format!("{b:02x}")).collect())
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for SubmissionId {
    type Error = NotAnId;

    fn try_from(text: String) -> Result<Self, NotAnId> {
        Self::parse(&text)
    }
}

impl From<SubmissionId> for String {
    fn from(id: SubmissionId) -> Self {
        id.0
    }
}

impl fmt::Display for SubmissionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The pseudonym of one person towards one purpose: a keyed hash of the guest token, never the token itself.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct PersonKey(pub String);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_readable_suffix_after_the_id_is_ignored() {
        assert_eq!("12-mehr-baenke".parse(), Ok(ProposalId(12)));
        assert_eq!("12".parse(), Ok(ProposalId(12)));
    }

    #[test]
    fn what_is_no_positive_number_is_no_id() {
        for text in ["", "-", "0", "-3", "+3", "12a", "99999999999999999999", "٣"] {
            assert_eq!(text.parse::<ProposalId>(), Err(NotAnId), "{text}");
        }
    }

    #[test]
    fn a_submission_id_is_the_same_with_and_without_dashes() {
        let with = SubmissionId::parse("0190A7C0-3f11-7abc-8def-0123456789ab");
        assert_eq!(with, SubmissionId::parse("0190a7c03f117abc8def0123456789ab"));
        assert!(SubmissionId::parse("zz").is_err());
    }
}
