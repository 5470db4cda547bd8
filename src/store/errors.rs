//! Everything that can go wrong between a caller and the database.

use domain::{fields::FieldErrors, policy::Refusal, proposals::StatusError};
use sea_orm::{DbErr, RuntimeErr, SqlErr};

#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    #[error("the database failed: {0}")]
    Db(DbErr),
    #[error("there is nothing under this address")]
    NotFound,
    #[error("refused: {0}")]
    Refused(#[from] Refusal),
    #[error("some fields are wrong: {0:?}")]
    Invalid(FieldErrors),
    #[error(transparent)]
    Status(#[from] StatusError),
    /// Somebody changed it in between; `current` is the revision that stands now.
    #[error("it was changed in between and is now at revision {current}")]
    Stale { current: i64 },
    /// The same client-made id came with other content.
    #[error("this submission id was used for something else")]
    SubmissionConflict,
    /// The database is not what this program needs: version, settings or schema.
    #[error("{0}")]
    BadSchema(String),
    /// Content that ships with the program, or that the database keeps as JSON, cannot be read.
    #[error("{0}")]
    Content(String),
    /// Too many writers wait; trying again later helps.
    #[error("the database is busy")]
    Busy,
}

impl From<DbErr> for StoreError {
    fn from(error: DbErr) -> Self {
        if is_busy(&error) { Self::Busy } else { Self::Db(error) }
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

fn is_busy(error: &DbErr) -> bool {
    if matches!(error, DbErr::ConnectionAcquire(_)) {
        return true;
    }
    let (DbErr::Exec(RuntimeErr::SqlxError(cause))
    | DbErr::Query(RuntimeErr::SqlxError(cause))
    | DbErr::Conn(RuntimeErr::SqlxError(cause))) = error
    else {
        return false;
    };
    // SQLITE_BUSY with its extended codes, and PostgreSQL's serialization failure, deadlock and lock time-out.
    let code = cause.as_database_error().and_then(|error| error.code());
    code.is_some_and(|code| matches!(&*code, "5" | "261" | "517" | "773" | "40001" | "40P01" | "55P03"))
}
