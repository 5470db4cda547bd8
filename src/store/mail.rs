//! Letters. Whoever has a reason to write enters the letter in the transaction of that reason; a worker sends it.

use domain::Moment;
use sea_orm::DatabaseTransaction;
use serde::{Deserialize, Serialize};

use crate::{Store, StoreError, jobs};

/// The kind of these jobs.
pub const KIND: &str = "mail";

/// One finished letter. Not `Debug`: neither addresses nor words belong into a log.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mail {
    /// Names this very letter, which is sent once: ASCII letters, digits, `-`, `_`, `.`. Administrators see it.
    pub key: String,
    pub to: String,
    pub subject: String,
    pub text: String,
    pub html: String,
    /// Where one request ends all letters of this kind (RFC 8058).
    pub list_unsubscribe: Option<String>,
}

/// `false` when there is a letter with this key, sent or not.
pub(crate) async fn send(tx: &DatabaseTransaction, mail: &Mail, now: Moment) -> Result<bool, StoreError> {
    jobs::enqueue(tx, KIND, &format!("{KIND}/{}", mail.key), mail, now, now).await
}

/// A letter whose only trace is itself.
pub async fn post(store: &Store, mail: &Mail, now: Moment) -> Result<bool, StoreError> {
    store.write(async |tx| send(tx, mail, now).await).await
}
