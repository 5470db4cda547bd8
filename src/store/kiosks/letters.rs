//! Letters to those who look after kiosks: one fell silent, one is back, somebody calls for help. What is told stands in the
//! kiosk's row and in the keys of the jobs, both written together.

use domain::{
    Language, Moment,
    ids::{AccountId, KioskId},
    policy::{self, Action},
};
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, QuerySelect};
use serde::{Deserialize, Serialize};

use crate::{
    Store, StoreError,
    entity::{account, kiosk, role_grant},
    jobs::{self, Claimed},
    roles,
};

/// The kind of these jobs.
pub const KIND: &str = "kiosk";

/// What is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    Silent,
    Back(Moment),
    CallsForHelp,
}

impl Told {
    fn code(self) -> &'static str {
        match self {
            Self::Silent => "silent",
            Self::Back(_) => "back",
            Self::CallsForHelp => "help",
        }
    }
}

/// What a job knows; the rest is looked up when its letter leaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Payload {
    kiosk: i64,
    account: i64,
    /// When it said something for the last time, or when somebody called.
    since: i64,
    /// Once it is back.
    back_at: Option<i64>,
    #[serde(default)]
    calls: bool,
}

impl Payload {
    fn told(self) -> Told {
        match self.back_at {
            _ if self.calls => Told::CallsForHelp,
            Some(at) => Told::Back(Moment(at)),
            None => Told::Silent,
        }
    }
}

/// Not `Debug`: an address belongs into no log.
#[derive(Clone, PartialEq, Eq)]
pub struct Letter {
    pub key: String,
    pub to: String,
    pub language: Language,
    pub kiosk: KioskId,
    pub name: String,
    pub place: String,
    pub since: Moment,
    pub told: Told,
}

/// Accounts that look after kiosks.
pub(super) async fn caretakers(tx: &DatabaseTransaction) -> Result<Vec<i64>, StoreError> {
    let codes = policy::permission(Action::ManageKiosks).roles.iter().map(|role| role.code());
    Ok(role_grant::Entity::find()
        .select_only()
        .column(role_grant::Column::AccountId)
        .distinct()
        .filter(role_grant::Column::Role.is_in(codes))
        .into_tuple()
        .all(tx)
        .await?)
}

/// Once for each account, kiosk and moment.
pub(super) fn key(told: Told, kiosk: i64, since: i64, account: i64) -> String {
    format!("{KIND}-{}-{kiosk}-{since}-{account}", told.code())
}

/// A letter to one of them, which leaves at this moment.
pub(super) async fn write(
    tx: &DatabaseTransaction,
    told: Told,
    (kiosk, since): (i64, i64),
    account: i64,
    leaves: Moment,
    now: Moment,
) -> Result<(), StoreError> {
    let back_at = if let Told::Back(at) = told { Some(at.0) } else { None };
    let payload = Payload { kiosk, account, since, back_at, calls: told == Told::CallsForHelp };
    jobs::enqueue(tx, KIND, &key(told, kiosk, since, account), &payload, leaves, now).await?;
    Ok(())
}

/// The letter of a job; nothing where nobody is to get it any more.
pub async fn open_letter(store: &Store, job: &Claimed) -> Result<Option<Letter>, StoreError> {
    let payload: Payload = job.payload()?;
    let Payload { kiosk, account, since, .. } = payload;
    let person = account::Entity::find_by_id(account).one(store.read()).await?;
    let Some(person) = person.filter(|row| row.email_confirmed_at.is_some()) else { return Ok(None) };
    let grants = roles::of_account(store, AccountId(account)).await?;
    if policy::acting(AccountId(account), &grants, Action::ManageKiosks).is_err() {
        return Ok(None);
    }
    let row = kiosk::Entity::find_by_id(kiosk).one(store.read()).await?;
    // Of what is over before somebody could look nobody is told.
    let is_true = |row: &kiosk::Model| match payload.told() {
        Told::Silent => row.silent_since == Some(since),
        Told::Back(_) => true,
        Told::CallsForHelp => row.help_at.is_some(),
    };
    let Some(row) = row.filter(|row| row.revoked_at.is_none() && is_true(row)) else { return Ok(None) };
    Ok(Some(Letter {
        key: job.key.clone(),
        to: person.email,
        language: Language::from_code(&person.language).unwrap_or_default(),
        kiosk: KioskId(row.id),
        name: row.name,
        place: row.place,
        since: Moment(since),
        told: payload.told(),
    }))
}
