//! A kiosk that fell silent, and one that is back: whoever looks after kiosks gets a letter about each, once. What is told
//! stands in the kiosk's row and in the keys of the jobs, both written together.

use domain::{
    Language, Moment,
    ids::{AccountId, KioskId},
    kiosk::SILENT_MINUTES,
    policy::{self, Action},
};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::{Set, Unchanged},
    ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select,
};
use serde::{Deserialize, Serialize};

use super::office_hours;
use crate::{
    Store, StoreError,
    entity::{account, job, kiosk, role_grant},
    jobs::{self, Claimed},
    roles,
};

/// The kind of these jobs.
pub const KIND: &str = "kiosk";

/// What a job knows; the rest is looked up when its letter leaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Told {
    kiosk: i64,
    account: i64,
    /// When it said something for the last time.
    since: i64,
    /// Nothing as long as it is silent.
    back_at: Option<i64>,
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
    pub back_at: Option<Moment>,
}

/// Tells of one kiosk that fell silent; `false` when there is none of which nobody was told. Who listens for less than
/// that time cannot know.
pub async fn notice_silence(store: &Store, listening_since: Moment, now: Moment) -> Result<bool, StoreError> {
    let limit = now.0.saturating_sub(SILENT_MINUTES * Moment::MINUTE);
    if listening_since.0 > limit {
        return Ok(false);
    }
    // Most of the time there is none, and looking costs no write.
    let Some(found) = silent(limit).one(store.read()).await? else { return Ok(false) };
    store
        .write(async |tx| {
            let still = silent(limit).filter(kiosk::Column::Id.eq(found.id)).lock_exclusive().one(tx).await?;
            let Some((id, since)) = still.and_then(|row| Some((row.id, row.last_seen_at?))) else { return Ok(false) };
            let row = kiosk::ActiveModel { id: Unchanged(id), silent_since: Set(Some(since)), ..Default::default() };
            row.update(tx).await?;
            let leaves = office_hours::next(now)?;
            for account in caretakers(tx).await? {
                let told = Told { kiosk: id, account, since, back_at: None };
                jobs::enqueue(tx, KIND, &key("silent", id, since, account), &told, leaves, now).await?;
            }
            Ok(true)
        })
        .await
}

/// Paired, and nobody knows yet that it said nothing since `limit`.
fn silent(limit: i64) -> Select<kiosk::Entity> {
    use kiosk::Column::{Id, LastSeenAt, PublicKey, RevokedAt, SilentSince};
    kiosk::Entity::find()
        .filter(PublicKey.is_not_null())
        .filter(RevokedAt.is_null())
        .filter(SilentSince.is_null())
        .filter(LastSeenAt.lt(limit))
        .order_by_asc(Id)
}

/// It says something again: tells those who were told of its silence. The caller takes the silence out of the row.
pub(super) async fn is_back(tx: &DatabaseTransaction, row: &kiosk::Model, now: Moment) -> Result<(), StoreError> {
    let Some(since) = row.silent_since else { return Ok(()) };
    let all = caretakers(tx).await?;
    // Who was to be told in the morning need not know.
    let unknowing: Vec<String> = job::Entity::find()
        .select_only()
        .column(job::Column::Key)
        .filter(job::Column::Key.is_in(all.iter().map(|account| key("silent", row.id, since, *account))))
        .filter(job::Column::State.eq(jobs::State::Waiting.code()))
        .into_tuple()
        .all(tx)
        .await?;
    for account in all {
        if !unknowing.contains(&key("silent", row.id, since, account)) {
            let told = Told { kiosk: row.id, account, since, back_at: Some(now.0) };
            jobs::enqueue(tx, KIND, &key("back", row.id, since, account), &told, now, now).await?;
        }
    }
    Ok(())
}

/// Accounts that look after kiosks.
async fn caretakers(tx: &DatabaseTransaction) -> Result<Vec<i64>, StoreError> {
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

fn key(what: &str, kiosk: i64, since: i64, account: i64) -> String {
    format!("{KIND}-{what}-{kiosk}-{since}-{account}")
}

/// The letter of a job; nothing where nobody is to get it any more.
pub async fn open_letter(store: &Store, job: &Claimed) -> Result<Option<Letter>, StoreError> {
    let Told { kiosk, account, since, back_at } = job.payload()?;
    let person = account::Entity::find_by_id(account).one(store.read()).await?;
    let Some(person) = person.filter(|row| row.email_confirmed_at.is_some()) else { return Ok(None) };
    let grants = roles::of_account(store, AccountId(account)).await?;
    if policy::acting(AccountId(account), &grants, Action::ManageKiosks).is_err() {
        return Ok(None);
    }
    let row = kiosk::Entity::find_by_id(kiosk).one(store.read()).await?;
    // Of what is over before somebody could look nobody is told.
    let is_true = |row: &kiosk::Model| back_at.is_some() || row.silent_since == Some(since);
    let Some(row) = row.filter(|row| row.revoked_at.is_none() && is_true(row)) else { return Ok(None) };
    Ok(Some(Letter {
        key: job.key.clone(),
        to: person.email,
        language: Language::from_code(&person.language).unwrap_or_default(),
        kiosk: KioskId(row.id),
        name: row.name,
        place: row.place,
        since: Moment(since),
        back_at: back_at.map(Moment),
    }))
}
