//! Guessing gets slower with every wrong password and every wrong code. Nobody is locked out by a stranger: a browser
//! that was signed in before is counted apart, and a link by letter opens at any time.
//!
//! Whoever tries one password at many addresses, from many networks, is slow nowhere by that. So there is one count more,
//! of all wrong passwords together that came from browsers in which that account was never signed in: [`MOST_AT_ONCE`]
//! of them, and from then on one in [`ONE_IN`], are compared at all; everybody else reads that a link by letter, a
//! passkey or a browser of their own opens at once, or how many seconds to wait. It empties by itself within five
//! minutes and knows neither who tried nor what.

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
    /// In a browser that nobody knows: such guesses are counted together as well.
    const fn is_a_strangers(&self) -> bool {
        matches!(self, Self::Password(_))
    }

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

/// Wrong passwords of strangers at one time, whatever the address. A crowd of people who know theirs stays far below: of
/// a thousand who sign in within five minutes one in ten would have to mistype theirs.
pub const MOST_AT_ONCE: i64 = 100;

/// How long each of them counts: 20 a minute for all strangers of a city together, wherever they come from.
const ONE_IN: i64 = 3 * SECOND;

/// What stands for all addresses together.
const ANYBODY: &str = "password of anybody";

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
            let row = held(tx, &subject, now).await?;
            let failures = if now.0 - row.last_at > REMEMBERED { 0 } else { row.failures };
            let left = row.last_at + pause(failures) - now.0;
            if failures >= FREE && left > 0 {
                return Ok(Err(left));
            }
            note(tx, row.subject, failures + 1, now.0).await?;
            Ok(Ok(()))
        })
        .await
}

/// The row of one count, made where there is none; nobody else counts in it until the transaction ends.
async fn held(tx: &DatabaseTransaction, subject: &str, now: Moment) -> Result<attempt::Model, StoreError> {
    let first = attempt::ActiveModel { subject: Set(subject.to_owned()), failures: Set(0), last_at: Set(now.0) };
    let once = OnConflict::column(attempt::Column::Subject).do_nothing().to_owned();
    attempt::Entity::insert(first).on_conflict(once).exec_without_returning(tx).await?;
    attempt::Entity::find_by_id(subject).lock_exclusive().one(tx).await?.ok_or(StoreError::NotFound)
}

async fn note(tx: &DatabaseTransaction, subject: String, failures: i64, last_at: i64) -> Result<(), StoreError> {
    let row = attempt::ActiveModel { subject: Unchanged(subject), failures: Set(failures), last_at: Set(last_at) };
    row.update(tx).await?;
    Ok(())
}

pub async fn succeeded(store: &Store, guess: &Guess<'_>) -> Result<(), StoreError> {
    store.write(async |tx| forget(tx, &store.keys, guess).await).await
}

/// Whether strangers tried so many wrong passwords lately that the next one is not even compared: the milliseconds until
/// it is. Those whose browsers are known, and those who come by letter or passkey, are never asked to wait for others.
pub async fn is_crowded(store: &Store, guess: &Guess<'_>, now: Moment) -> Result<Option<i64>, StoreError> {
    if !guess.is_a_strangers() {
        return Ok(None);
    }
    let row = attempt::Entity::find_by_id(store.keys.attempt_key(ANYBODY)).one(store.read()).await?;
    let left = row.map_or(0, |row| row.last_at - now.0 - (MOST_AT_ONCE - 1) * ONE_IN);
    Ok((left > 0).then_some(left))
}

/// A password was wrong. Right ones are not counted, so that a crowd who knows theirs keeps nobody out.
pub async fn failed(store: &Store, guess: &Guess<'_>, now: Moment) -> Result<(), StoreError> {
    if !guess.is_a_strangers() {
        return Ok(());
    }
    let subject = store.keys.attempt_key(ANYBODY);
    store
        .write(async |tx| {
            let row = held(tx, &subject, now).await?;
            // When the last of them counts no more; each stands behind the one before.
            let until = row.last_at.max(now.0) + ONE_IN;
            let failures = if row.last_at > now.0 { row.failures + 1 } else { 1 };
            note(tx, row.subject, failures, until).await
        })
        .await
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

    #[tokio::test]
    async fn one_password_at_many_addresses_is_compared_more_and_more_slowly() {
        for store in stores().await {
            let email = |number: i64| Email::parse(&format!("person{number}@example.org")).unwrap();
            for number in 0..MOST_AT_ONCE {
                let email = email(number);
                let guess = Guess::Password(&email);
                assert_eq!(is_crowded(&store, &guess, NOW).await.unwrap(), None, "{} {number}", store.name);
                assert_eq!(begin(&store, &guess, NOW).await.unwrap(), Ok(()));
                failed(&store, &guess, NOW).await.unwrap();
            }
            let own = email(MOST_AT_ONCE);
            let stranger = Guess::Password(&own);
            assert_eq!(is_crowded(&store, &stranger, NOW).await.unwrap(), Some(ONE_IN), "{}", store.name);
            let later = Moment(NOW.0 + ONE_IN);
            assert_eq!(is_crowded(&store, &stranger, later).await.unwrap(), None, "one more");
            failed(&store, &stranger, later).await.unwrap();
            assert_eq!(is_crowded(&store, &stranger, later).await.unwrap(), Some(ONE_IN));
            // Neither a browser of one's own nor another way in waits for it, or adds to it.
            for other in [Guess::PasswordAgain(&own), Guess::Letter(&own), Guess::Code(AccountId(1))] {
                assert_eq!(is_crowded(&store, &other, later).await.unwrap(), None, "{other:?}");
                failed(&store, &other, later).await.unwrap();
            }
            assert_eq!(is_crowded(&store, &stranger, later).await.unwrap(), Some(ONE_IN));
            let all_over = Moment(later.0 + MOST_AT_ONCE * ONE_IN);
            for _ in 1..MOST_AT_ONCE {
                failed(&store, &stranger, all_over).await.unwrap();
            }
            assert_eq!(is_crowded(&store, &stranger, all_over).await.unwrap(), None, "what was before is forgotten");
        }
    }

    #[test]
    fn no_pause_is_longer_than_five_minutes() {
        assert_eq!([0, 4, 5, 6, 13, 14, 1_000_000].map(pause), [0, 0, 1_000, 2_000, 256_000, LONGEST, LONGEST]);
    }
}
