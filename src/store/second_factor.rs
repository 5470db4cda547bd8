//! The second factor: codes of an app (TOTP, RFC 6238), each taken once, and codes on paper for the day on which the app
//! is lost. What the codes are made of is [`crate::Keys::totp_secret`]; the database keeps a salt.

use domain::{Moment, ids::AccountId};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::{Set, Unchanged},
    ColumnTrait, Condition, DatabaseTransaction, EntityTrait, QueryFilter, QuerySelect,
    sea_query::Expr,
};

use crate::{
    Keys, Store, StoreError,
    entity::{account, passkey},
    roles,
    sessions::{self, SignedIn},
    tickets::{self, Purpose},
};

/// How many codes are printed at once.
pub const RECOVERY_CODES: usize = 8;

/// Codes for paper as they are kept. People type them, so they are shorter than a key, and whoever has the database and the
/// secret must not try them all: each went through the hash for passwords. One salt for a sheet, so that what somebody types is
/// hashed once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    pub salt: String,
    pub hashes: Vec<String>,
}

/// What an account asks for after the password.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SecondFactor {
    /// Of the app, when one is set up.
    pub salt: Option<String>,
    pub since: Option<Moment>,
    pub recovery_codes: u64,
    pub passkeys: u64,
    pub is_staff: bool,
}

impl SecondFactor {
    /// An app that makes codes.
    pub fn is_set_up(&self) -> bool {
        self.salt.is_some()
    }

    /// Whether the password alone is not enough. A passkey is a factor of staff; other people may still come with the
    /// password from a device that has none.
    pub fn is_asked_for(&self) -> bool {
        self.is_set_up() || (self.is_staff && self.passkeys > 0)
    }
}

pub async fn of(store: &Store, account: AccountId, now: Moment) -> Result<SecondFactor, StoreError> {
    use sea_orm::PaginatorTrait;
    let row = account::Entity::find_by_id(account.0).one(store.read()).await?.ok_or(StoreError::NotFound)?;
    let passkeys = passkey::Entity::find().filter(passkey::Column::AccountId.eq(account.0)).count(store.read()).await?;
    Ok(SecondFactor {
        salt: row.totp_secret.filter(|_| row.totp_at.is_some()),
        since: row.totp_at.map(Moment),
        recovery_codes: tickets::count_of(store, Purpose::Recovery, account, now).await?,
        passkeys,
        is_staff: !roles::of(store.read(), account).await?.is_empty(),
    })
}

/// The first code of an app was right: from now on one is asked for, or one of this sheet. The answer is the token of the
/// session, which is another one now.
pub async fn set_up(
    store: &Store,
    who: &SignedIn,
    salt: &str,
    step: i64,
    sheet: &Sheet,
    now: Moment,
) -> Result<String, StoreError> {
    store
        .write(async |tx| {
            let row = account::ActiveModel {
                id: Unchanged(who.account.0),
                totp_secret: Set(Some(salt.to_owned())),
                totp_at: Set(Some(now.0)),
                totp_step: Set(Some(step)),
                ..Default::default()
            };
            row.update(tx).await?;
            // Whoever is signed in elsewhere has to show it too.
            sessions::forget_second_factor(tx, who.account).await?;
            keep(tx, &store.keys, who.account, sheet, now).await
        })
        .await?;
    sessions::renew(store, who, true, now).await
}

/// New codes for paper; the old ones are worth nothing.
pub async fn new_recovery_codes(
    store: &Store,
    account: AccountId,
    sheet: &Sheet,
    now: Moment,
) -> Result<(), StoreError> {
    store.write(async |tx| keep(tx, &store.keys, account, sheet, now).await).await
}

/// With which salt a code from paper is hashed; nothing for a sheet of the time before that, whose codes are taken as they are.
pub async fn sheet_salt(store: &Store, account: AccountId, now: Moment) -> Result<Option<String>, StoreError> {
    let salt = tickets::data_of(store, Purpose::Recovery, account, now).await?;
    Ok(salt.filter(|salt| !salt.is_empty()))
}

/// Asks for no code any more.
pub async fn remove(store: &Store, account: AccountId) -> Result<(), StoreError> {
    store
        .write(async |tx| {
            let row = account::ActiveModel {
                id: Unchanged(account.0),
                totp_secret: Set(None),
                totp_at: Set(None),
                totp_step: Set(None),
                ..Default::default()
            };
            row.update(tx).await?;
            tickets::drop_of(tx, Purpose::Recovery, account).await
        })
        .await
}

/// Takes the code of a step of 30 seconds; false when it, or a later one, was taken before.
pub async fn take_step(store: &Store, account: AccountId, step: i64) -> Result<bool, StoreError> {
    use account::Column::{Id, TotpStep};
    store
        .write(async |tx| {
            let taken = account::Entity::update_many()
                .col_expr(TotpStep, Expr::value(step))
                .filter(Id.eq(account.0))
                .filter(Condition::any().add(TotpStep.is_null()).add(TotpStep.lt(step)))
                .exec(tx)
                .await?;
            Ok(taken.rows_affected == 1)
        })
        .await
}

/// Takes a code from paper, hashed with the salt of its sheet.
pub async fn take_recovery_code(
    store: &Store,
    account: AccountId,
    code: &str,
    now: Moment,
) -> Result<bool, StoreError> {
    Ok(tickets::redeem(store, Purpose::Recovery, &bound(account, code), now).await?.is_some())
}

async fn keep(
    tx: &DatabaseTransaction,
    keys: &Keys,
    account: AccountId,
    sheet: &Sheet,
    now: Moment,
) -> Result<(), StoreError> {
    account::Entity::find_by_id(account.0).lock_exclusive().one(tx).await?.ok_or(StoreError::NotFound)?;
    tickets::drop_of(tx, Purpose::Recovery, account).await?;
    for hash in &sheet.hashes {
        tickets::keep(tx, keys, Purpose::Recovery, Some(account), &sheet.salt, &bound(account, hash), now).await?;
    }
    Ok(())
}

/// A code opens the account for which it was printed and no other.
fn bound(account: AccountId, code: &str) -> String {
    format!("{account} {code}")
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::{
        accounts::tests::new,
        testing::{NOW, TestStore, stores},
    };

    /// As if each of its codes had been hashed.
    pub(crate) fn sheet(name: &str) -> Sheet {
        let hashes = (0..RECOVERY_CODES).map(|number| format!("{name} {number}")).collect();
        Sheet { salt: format!("salt of {name}"), hashes }
    }

    async fn signed_in(store: &TestStore, email: &str) -> SignedIn {
        let id = crate::accounts::open(store, new(email), NOW).await.unwrap();
        let token = sessions::begin(store, id, None, "Firefox", false, NOW).await.unwrap();
        sessions::find(store, &token, NOW).await.unwrap().unwrap()
    }

    #[tokio::test]
    async fn a_code_is_taken_once_and_so_is_one_from_paper() {
        for store in stores().await {
            let who = signed_in(&store, "ada@example.org").await;
            let Sheet { salt, hashes: codes } = sheet("first");
            set_up(&store, &who, "salt", 100, &sheet("first"), NOW).await.unwrap();
            assert_eq!(sheet_salt(&store, who.account, NOW).await.unwrap(), Some(salt), "{}", store.name);
            for (step, taken) in [(100, false), (99, false), (101, true), (101, false)] {
                assert_eq!(take_step(&store, who.account, step).await.unwrap(), taken, "{step} {}", store.name);
            }
            let eve = signed_in(&store, "eve@example.org").await;
            assert!(!take_recovery_code(&store, eve.account, &codes[0], NOW).await.unwrap());
            assert!(take_recovery_code(&store, who.account, &codes[0], NOW).await.unwrap());
            assert!(!take_recovery_code(&store, who.account, &codes[0], NOW).await.unwrap());
            let left = of(&store, who.account, NOW).await.unwrap();
            assert_eq!((left.is_set_up(), left.recovery_codes), (true, 7));
            new_recovery_codes(&store, who.account, &sheet("second"), NOW).await.unwrap();
            assert!(!take_recovery_code(&store, who.account, &codes[1], NOW).await.unwrap());
            remove(&store, who.account).await.unwrap();
            assert_eq!(of(&store, who.account, NOW).await.unwrap(), SecondFactor::default());
        }
    }

    #[tokio::test]
    async fn a_sheet_of_the_time_before_goes_on_until_a_new_one_is_printed() {
        for store in stores().await {
            let who = signed_in(&store, "ada@example.org").await;
            let old = Sheet { salt: String::new(), hashes: vec!["ABCDEFGHJKLM".into(), "NPQRSTUVWXYZ".into()] };
            new_recovery_codes(&store, who.account, &old, NOW).await.unwrap();
            assert_eq!(sheet_salt(&store, who.account, NOW).await.unwrap(), None, "{}", store.name);
            assert!(take_recovery_code(&store, who.account, "ABCDEFGHJKLM", NOW).await.unwrap());
            new_recovery_codes(&store, who.account, &sheet("new"), NOW).await.unwrap();
            assert!(!take_recovery_code(&store, who.account, "NPQRSTUVWXYZ", NOW).await.unwrap(), "{}", store.name);
        }
    }

    #[tokio::test]
    async fn what_is_signed_in_elsewhere_has_to_show_the_new_factor_too() {
        for store in stores().await {
            let here = signed_in(&store, "ada@example.org").await;
            let elsewhere = sessions::begin(&store, here.account, None, "Firefox", true, NOW).await.unwrap();
            let token = set_up(&store, &here, "salt", 1, &sheet("first"), NOW).await.unwrap();
            let who = sessions::find(&store, &token, NOW).await.unwrap().unwrap();
            assert_eq!(who.second_factor_at, Some(NOW), "{}", store.name);
            let who = sessions::find(&store, &elsewhere, NOW).await.unwrap().unwrap();
            assert_eq!(who.second_factor_at, None, "{}", store.name);
        }
    }
}
