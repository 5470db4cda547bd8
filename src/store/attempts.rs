//! Guessing gets slower with every wrong password and every wrong code. Nobody is locked out by a stranger: a browser
//! that was signed in before is counted apart, and a link by letter opens at any time.

use domain::{Moment, accounts::Email, ids::AccountId};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::{Set, Unchanged},
    ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, QuerySelect,
    sea_query::OnConflict,
};

use crate::{Keys, Store, StoreError, entity::attempt};

/// What is guessed at.
#[derive(Clone, Debug)]
pub enum Guess<'a> {
    /// The password to this address, whether there is an account or not.
    Password(&'a Email),
    /// The same, in a browser in which somebody was signed in with it before.
    PasswordAgain(&'a Email),
    /// The second factor; the first one was right.
    Code(AccountId),
    /// Not guessed at: how many letters somebody lets write to this address.
    Letter(&'a Email),
    /// The code of a letter by post.
    Residence(AccountId),
}

impl Guess<'_> {
    fn key(&self, keys: &Keys) -> String {
        keys.attempt_key(&match self {
            Self::Password(email) => format!("password {email}"),
            Self::PasswordAgain(email) => format!("password again {email}"),
            Self::Code(account) => format!("code {account}"),
            Self::Letter(email) => format!("letter {email}"),
            Self::Residence(account) => format!("residence {account}"),
        })
    }
}

/// Typing errors cost nothing.
const FREE: i64 = 5;
const SECOND: i64 = 1_000;
const LONGEST: i64 = 300 * SECOND;

/// What was wrong longer ago is forgotten.
const REMEMBERED: i64 = Moment::DAY;

/// How long to wait after so many failures in a row.
fn pause(failures: i64) -> i64 {
    let over = u32::try_from(failures - FREE).unwrap_or(0).min(20);
    if failures < FREE { 0 } else { (SECOND << over).min(LONGEST) }
}

/// Begins a try, which counts as wrong until [`succeeded`]: of many at once only those count whose turn it is. `Err` holds
/// the milliseconds to wait.
pub async fn begin(store: &Store, guess: &Guess<'_>, now: Moment) -> Result<Result<(), i64>, StoreError> {
    let subject = guess.key(&store.keys);
    store
        .write(async |tx| {
            let first = attempt::ActiveModel { subject: Set(subject.clone()), failures: Set(0), last_at: Set(now.0) };
            let once = OnConflict::column(attempt::Column::Subject).do_nothing().to_owned();
            attempt::Entity::insert(first).on_conflict(once).exec_without_returning(tx).await?;
            let row = attempt::Entity::find_by_id(&subject).lock_exclusive().one(tx).await?;
            let row = row.ok_or(StoreError::NotFound)?;
            let failures = if now.0 - row.last_at > REMEMBERED { 0 } else { row.failures };
            let left = row.last_at + pause(failures) - now.0;
            if failures >= FREE && left > 0 {
                return Ok(Err(left));
            }
            let row = attempt::ActiveModel {
                subject: Unchanged(subject.clone()),
                failures: Set(failures + 1),
                last_at: Set(now.0),
            };
            row.update(tx).await?;
            Ok(Ok(()))
        })
        .await
}

pub async fn succeeded(store: &Store, guess: &Guess<'_>) -> Result<(), StoreError> {
    store.write(async |tx| forget(tx, &store.keys, guess).await).await
}

/// Forgets what is long ago.
pub(crate) async fn sweep_in(tx: &DatabaseTransaction, now: Moment) -> Result<u64, StoreError> {
    let old = attempt::Entity::delete_many().filter(attempt::Column::LastAt.lt(now.0 - REMEMBERED));
    Ok(old.exec(tx).await?.rows_affected)
}

pub(crate) async fn forget(tx: &DatabaseTransaction, keys: &Keys, guess: &Guess<'_>) -> Result<(), StoreError> {
    attempt::Entity::delete_by_id(guess.key(keys)).exec(tx).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{NOW, stores};

    #[tokio::test]
    async fn guessing_gets_slower_and_a_known_browser_does_not_wait_for_it() {
        for store in stores().await {
            let email = Email::parse("ada@example.org").unwrap();
            let stranger = Guess::Password(&email);
            for _ in 0..FREE {
                assert_eq!(begin(&store, &stranger, NOW).await.unwrap(), Ok(()), "{}", store.name);
            }
            assert_eq!(begin(&store, &stranger, NOW).await.unwrap(), Err(SECOND));
            assert_eq!(begin(&store, &Guess::PasswordAgain(&email), NOW).await.unwrap(), Ok(()));
            let later = Moment(NOW.0 + SECOND);
            assert_eq!(begin(&store, &stranger, later).await.unwrap(), Ok(()));
            assert_eq!(begin(&store, &stranger, later).await.unwrap(), Err(2 * SECOND));
            succeeded(&store, &stranger).await.unwrap();
            assert_eq!(begin(&store, &stranger, later).await.unwrap(), Ok(()));
            let long_after = Moment(later.0 + 2 * REMEMBERED);
            let gone = store.write(async |tx| sweep_in(tx, long_after).await).await.unwrap();
            assert_eq!(gone, 2, "{}", store.name);
        }
    }

    #[test]
    fn no_pause_is_longer_than_five_minutes() {
        assert_eq!([0, 4, 5, 6, 13, 14, 1_000_000].map(pause), [0, 0, 1_000, 2_000, 256_000, LONGEST, LONGEST]);
    }
}
