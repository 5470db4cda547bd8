//! What staff did, append-only, each entry chained by hash to the one before: whoever changes, removes or reorders one
//! breaks the chain behind it, and whoever cuts off the end breaks the head that is kept beside it.

use std::{fmt, str::FromStr};

use domain::{Moment, ids::AccountId, policy::Acting};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::{Set, Unchanged},
    ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::OnConflict,
};

use crate::{
    Store, StoreError,
    entity::{audit, setting},
    keys::content_hash,
    sessions::SignedIn,
};

/// The number and the hash of the last entry, `12:ab…`. Its row is what writers queue at.
const HEAD: &str = "audit head";

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub number: i64,
    pub at: Moment,
    pub account: Option<AccountId>,
    /// Codes, as they were written.
    pub role: String,
    pub action: String,
    pub subject: String,
    pub subject_id: i64,
    /// JSON, without personal data.
    pub data: String,
}

#[derive(Clone, Debug, Default)]
pub struct Search {
    pub account: Option<AccountId>,
    pub action: Option<String>,
    /// A kind of thing, or one of them.
    pub subject: Option<(String, Option<i64>)>,
    pub before: Option<i64>,
}

/// The last entry with its hash, `12:ab…`. Kept elsewhere it is what the owner of the database cannot write anew, as they can
/// the whole chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    pub number: i64,
    pub hash: String,
}

impl fmt::Display for Head {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.number, self.hash)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("write it as it was printed, NUMBER:HASH")]
pub struct NotAHead;

impl FromStr for Head {
    type Err = NotAHead;

    fn from_str(text: &str) -> Result<Self, NotAHead> {
        let (number, hash) = text.trim().split_once(':').ok_or(NotAHead)?;
        let is_hash = hash.len() == 64 && hash.bytes().all(|byte| byte.is_ascii_hexdigit());
        match number.parse() {
            Ok(number) if number > 0 && is_hash => Ok(Self { number, hash: hash.to_ascii_lowercase() }),
            _ => Err(NotAHead),
        }
    }
}

/// Why the chain does not hold.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Broken {
    #[error("entry {0} is not what was written")]
    Changed(i64),
    #[error("entry {0} is missing")]
    Missing(i64),
    #[error("the log ends at {found}, but its head says {expected}")]
    Cut { found: i64, expected: i64 },
}

/// Writes one entry in the transaction of what it tells about. `data` holds no personal data: it stays for good.
pub(crate) async fn write(
    tx: &DatabaseTransaction,
    by: &Acting,
    action: &str,
    subject: &str,
    subject_id: i64,
    data: &serde_json::Value,
    now: Moment,
) -> Result<(), StoreError> {
    let (last, previous) = lock_head(tx).await?;
    let mut row = audit::Model {
        number: last + 1,
        at: now.0,
        account_id: by.account.map(|account| account.0),
        role: by.role.code().into(),
        action: action.into(),
        subject: subject.into(),
        subject_id,
        data: data.to_string(),
        previous,
        hash: String::new(),
    };
    row.hash = hash_of(&row);
    let head = format!("{}:{}", row.number, row.hash);
    let entry = audit::ActiveModel::from(row);
    audit::Entity::insert(audit::ActiveModel { number: Set(last + 1), ..entry.reset_all() })
        .exec_without_returning(tx)
        .await?;
    setting::ActiveModel { key: Unchanged(HEAD.into()), value: Set(head) }.update(tx).await?;
    Ok(())
}

/// What somebody who works for the city did to their own account; of others nothing is logged.
pub(crate) async fn of_own_account(
    tx: &DatabaseTransaction,
    who: &SignedIn,
    action: &str,
    now: Moment,
) -> Result<(), StoreError> {
    match who.as_staff() {
        Some(by) => write(tx, &by, action, "account", who.account.0, &serde_json::json!({}), now).await,
        None => Ok(()),
    }
}

/// The newest first, a hundred at a time.
pub async fn list(store: &Store, search: &Search) -> Result<Vec<Entry>, StoreError> {
    const SHOWN: u64 = 100;
    let mut query = audit::Entity::find();
    if let Some(account) = search.account {
        query = query.filter(audit::Column::AccountId.eq(account.0));
    }
    if let Some(action) = &search.action {
        query = query.filter(audit::Column::Action.eq(action.as_str()));
    }
    if let Some((subject, id)) = &search.subject {
        query = query.filter(audit::Column::Subject.eq(subject.as_str()));
        if let Some(id) = id {
            query = query.filter(audit::Column::SubjectId.eq(*id));
        }
    }
    if let Some(before) = search.before {
        query = query.filter(audit::Column::Number.lt(before));
    }
    let rows = query.order_by_desc(audit::Column::Number).limit(SHOWN).all(store.read()).await?;
    Ok(rows.into_iter().map(entry).collect())
}

/// Which actions and which kinds of subjects there are, for those who search.
pub async fn codes(store: &Store) -> Result<(Vec<String>, Vec<String>), StoreError> {
    let of = async |column: audit::Column| {
        let codes = audit::Entity::find().select_only().column(column).distinct().order_by_asc(column);
        codes.into_tuple::<String>().all(store.read()).await
    };
    Ok((of(audit::Column::Action).await?, of(audit::Column::Subject).await?))
}

/// Reads the whole log and compares; the answer is how many entries there are.
pub async fn verify(store: &Store) -> Result<Result<i64, Broken>, StoreError> {
    Ok(verify_against(store, None).await?.map(|head| head.number))
}

/// The same, and the entry of a head that was kept elsewhere has to be the one that it was. The answer is the head of now.
pub async fn verify_against(store: &Store, kept: Option<&Head>) -> Result<Result<Head, Broken>, StoreError> {
    const AT_ONCE: u64 = 1_000;
    let head = setting::Entity::find_by_id(HEAD).one(store.read()).await?;
    let (expected, last_hash) = head.map_or((0, String::new()), |head| split(&head.value));
    let (mut number, mut previous) = (0, String::new());
    loop {
        let rows = audit::Entity::find()
            .filter(audit::Column::Number.gt(number))
            .order_by_asc(audit::Column::Number)
            .limit(AT_ONCE)
            .all(store.read())
            .await?;
        if rows.is_empty() {
            break;
        }
        for row in rows {
            if row.number != number + 1 {
                return Ok(Err(Broken::Missing(number + 1)));
            }
            if row.previous != previous || row.hash != hash_of(&row) {
                return Ok(Err(Broken::Changed(row.number)));
            }
            if row.number == expected && row.hash != last_hash {
                return Ok(Err(Broken::Changed(row.number)));
            }
            if kept.is_some_and(|kept| kept.number == row.number && kept.hash != row.hash) {
                return Ok(Err(Broken::Changed(row.number)));
            }
            (number, previous) = (row.number, row.hash);
        }
    }
    // Entries may have been written while this read: not fewer than the head said before, nor more than it says after.
    let after = setting::Entity::find_by_id(HEAD).one(store.read()).await?.map_or(0, |head| split(&head.value).0);
    if !(expected..=after).contains(&number) {
        return Ok(Err(Broken::Cut { found: number, expected: after }));
    }
    match kept {
        Some(kept) if kept.number > number => Ok(Err(Broken::Cut { found: number, expected: kept.number })),
        _ => Ok(Ok(Head { number, hash: previous })),
    }
}

async fn lock_head(tx: &DatabaseTransaction) -> Result<(i64, String), StoreError> {
    let first = setting::ActiveModel { key: Set(HEAD.into()), value: Set("0:".into()) };
    let once = OnConflict::column(setting::Column::Key).do_nothing().to_owned();
    setting::Entity::insert(first).on_conflict(once).exec_without_returning(tx).await?;
    let head = setting::Entity::find_by_id(HEAD).lock_exclusive().one(tx).await?.ok_or(StoreError::NotFound)?;
    Ok(split(&head.value))
}

fn split(head: &str) -> (i64, String) {
    let (number, hash) = head.split_once(':').unwrap_or((head, ""));
    (number.parse().unwrap_or(0), hash.to_owned())
}

fn hash_of(row: &audit::Model) -> String {
    let numbers = [row.number, row.at, row.account_id.unwrap_or(0), row.subject_id].map(|number| number.to_string());
    let [number, at, account, id] = &numbers;
    content_hash(&[number, at, account, &row.role, &row.action, &row.subject, id, &row.data, &row.previous])
}

fn entry(row: audit::Model) -> Entry {
    Entry {
        number: row.number,
        at: Moment(row.at),
        account: row.account_id.map(AccountId),
        role: row.role,
        action: row.action,
        subject: row.subject,
        subject_id: row.subject_id,
        data: row.data,
    }
}

#[cfg(test)]
mod tests;
