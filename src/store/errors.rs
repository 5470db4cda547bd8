//! Everything that can go wrong between a caller and the database.

use domain::{fields::FieldErrors, moderation::VerdictError, policy::Refusal, proposals::StatusError};
use sea_orm::{DbErr, RuntimeErr, SqlErr, sqlx};

use crate::moderation::Blocked;

#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    #[error("the database failed: {0}")]
    Db(DbErr),
    #[error("there is nothing under this address")]
    NotFound,
    #[error("refused: {0}")]
    Refused(Refusal),
    #[error("some fields are wrong: {0:?}")]
    Invalid(FieldErrors),
    #[error(transparent)]
    Status(#[from] StatusError),
    /// Somebody changed it in between; `current` is the revision that stands now.
    #[error("it was changed in between and is now at revision {current}")]
    Stale { current: i64 },
    /// A decision of the moderators is not whole, or does not fit.
    #[error(transparent)]
    Verdict(#[from] VerdictError),
    /// What a moderator saw is not what is there now.
    #[error("it was changed since it was shown")]
    Outdated,
    /// Another moderator looks at it just now.
    #[error("somebody else is working at it")]
    Claimed,
    /// Whoever did a step never does the one that is somebody else's to do.
    #[error("the same person did the step before")]
    SamePerson,
    /// Somebody contributes nothing for some days.
    #[error("blocked until {}", .0.until.0)]
    Blocked(Box<Blocked>),
    /// Another window saved a draft since this one showed it.
    #[error("the draft was changed in between")]
    DraftChanged,
    /// PostgreSQL stores no NUL character; a form of ours sends none.
    #[error("a text holds a character that cannot be stored")]
    Unstorable,
    /// The same client-made id came with other content.
    #[error("this submission id was used for something else")]
    SubmissionConflict,
    /// Another account has this e-mail address, passkey or role already.
    #[error("somebody has it already")]
    Taken,
    /// The database is not what this program needs: version, settings or schema.
    #[error("{0}")]
    BadSchema(String),
    /// Content that ships with the program, or that the database keeps as JSON, cannot be read.
    #[error("{0}")]
    Content(String),
    /// Too many writers wait; trying again later helps.
    #[error("the database is busy")]
    Busy,
    /// The disk is full, fails or is gone, or the database server is. Pages may still be read, and it can mend itself.
    #[error("the database takes nothing at the moment: {0}")]
    Unwritable(DbErr),
}

impl From<DbErr> for StoreError {
    fn from(error: DbErr) -> Self {
        match kind(&error) {
            Kind::Busy => Self::Busy,
            Kind::Unwritable => Self::Unwritable(error),
            Kind::Unstorable => Self::Unstorable,
            Kind::Other => Self::Db(error),
        }
    }
}

impl From<Refusal> for StoreError {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::SamePerson => Self::SamePerson,
            refusal => Self::Refused(refusal),
        }
    }
}

impl From<FieldErrors> for StoreError {
    fn from(errors: FieldErrors) -> Self {
        Self::Invalid(errors)
    }
}

impl From<serde_json::Error> for StoreError {
    fn from(error: serde_json::Error) -> Self {
        Self::Content(error.to_string())
    }
}

impl From<content::ContentError> for StoreError {
    fn from(error: content::ContentError) -> Self {
        Self::Content(error.to_string())
    }
}

/// Whether a unique constraint refused the row.
pub(crate) fn is_duplicate(error: &DbErr) -> bool {
    matches!(error.sql_err(), Some(SqlErr::UniqueConstraintViolation(_)))
}

/// For rows whose name, address or key nobody else may have.
pub(crate) fn duplicate_is_taken(error: DbErr) -> StoreError {
    if is_duplicate(&error) { StoreError::Taken } else { error.into() }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Busy,
    Unwritable,
    Unstorable,
    Other,
}

fn kind(error: &DbErr) -> Kind {
    if matches!(error, DbErr::ConnectionAcquire(_)) {
        return Kind::Busy;
    }
    let (DbErr::Exec(RuntimeErr::SqlxError(cause))
    | DbErr::Query(RuntimeErr::SqlxError(cause))
    | DbErr::Conn(RuntimeErr::SqlxError(cause))) = error
    else {
        return Kind::Other;
    };
    match &**cause {
        sqlx::Error::Io(_) | sqlx::Error::PoolTimedOut | sqlx::Error::WorkerCrashed => Kind::Unwritable,
        sqlx::Error::Database(error) => error.code().map_or(Kind::Other, |code| kind_of_code(&code)),
        _ => Kind::Other,
    }
}

/// PostgreSQL's character_not_in_repertoire.
const NOT_IN_REPERTOIRE: &str = "22021";

/// SQLite's result codes are numbers, with what happened in the lowest byte; PostgreSQL's have five characters.
fn kind_of_code(code: &str) -> Kind {
    const BUSY: u32 = 5;
    /// SQLITE_READONLY, SQLITE_IOERR, SQLITE_CORRUPT, SQLITE_FULL and SQLITE_CANTOPEN. To SQLite a file is corrupt as well
    /// where its disk fails to read (EIO), which may pass.
    const UNWRITABLE: [u32; 5] = [8, 10, 11, 13, 14];
    match (code.len(), code.parse::<u32>()) {
        (..5, Ok(code)) if code & 0xff == BUSY => Kind::Busy,
        (..5, Ok(code)) if UNWRITABLE.contains(&(code & 0xff)) => Kind::Unwritable,
        // Serialization failure, deadlock, lock time-out.
        (5, _) if matches!(code, "40001" | "40P01" | "55P03") => Kind::Busy,
        // Out of resources, stopped by an operator, trouble of the system, read-only (after a fail-over).
        (5, _) if ["53", "57P", "58", "25006"].iter().any(|class| code.starts_with(class)) => Kind::Unwritable,
        (5, _) if code == NOT_IN_REPERTOIRE => Kind::Unstorable,
        _ => Kind::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_of_both_databases_tell_whether_trying_again_helps() {
        for code in ["5", "261", "517", "773", "40001", "40P01", "55P03"] {
            assert_eq!(kind_of_code(code), Kind::Busy, "{code}");
        }
        for code in ["8", "10", "11", "13", "14", "778", "8458", "53100", "57P01", "25006"] {
            assert_eq!(kind_of_code(code), Kind::Unwritable, "{code}");
        }
        assert_eq!(kind_of_code(NOT_IN_REPERTOIRE), Kind::Unstorable);
        for code in ["1", "19", "787", "2067", "23505", "42P01"] {
            assert_eq!(kind_of_code(code), Kind::Other, "{code}");
        }
    }
}
