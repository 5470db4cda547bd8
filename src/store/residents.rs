//! Confirmed residents: by a clerk at the counter, for an account or for one sitting, or by a code in a letter that the
//! platform prints. Of who they are a keyed hash is kept and nothing else. It outlives the account, so that one resident has
//! one voice.

mod at_counter;
mod responses;
mod voices;

use domain::{
    Moment,
    ids::{AccountId, PersonKey, ProposalId, SurveyId},
    policy::{Acting, Action},
    receipts::ReceiptCode,
    residents::{Resident, counter_code, read_counter_code},
};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::{Set, Unchanged},
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QuerySelect,
};
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::{
    Keys, Store, StoreError, audit,
    entity::{account, resident},
    errors::duplicate_is_taken,
    people, sessions,
    tickets::{self, Purpose, fresh_token},
};
pub(crate) use at_counter::{confirm_for_sitting, fingerprint_in_sitting, leave_sitting, level_of_seated};
pub(crate) use responses::take_over_response;
pub(crate) use voices::{silence_after_merge, take_over};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    Counter,
    Letter,
}

impl Method {
    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::Counter => "counter",
            Self::Letter => "letter",
        }
    }
}

/// What the citizen reads out at the counter.
pub fn code_of(store: &Store, account: AccountId) -> String {
    counter_code(account, &check_signs(&store.keys, account))
}

/// Whose code this is, typed without a mistake.
pub async fn by_code(store: &Store, typed: &str) -> Result<Option<AccountId>, StoreError> {
    let Some((id, signs)) = read_counter_code(typed) else { return Ok(None) };
    let is_ours = |keys: &Keys| counter_code(id, &check_signs(keys, id)) == counter_code(id, &signs);
    if !store.keys.each().any(is_ours) {
        return Ok(None);
    }
    let row = account::Entity::find_by_id(id.0).one(store.read()).await?;
    Ok(row.map(|row| AccountId(row.id)))
}

fn check_signs(keys: &Keys, account: AccountId) -> String {
    keys.sign(&format!("counter code {account}"))
}

/// [`StoreError::Taken`] when this resident is confirmed with another account, or the account is another resident's.
pub async fn confirm(
    store: &Store,
    by: &Acting,
    account: AccountId,
    who: &Resident,
    now: Moment,
) -> Result<(), StoreError> {
    by.may(Action::ConfirmResidents)?;
    let fingerprints = store.keys.resident_fingerprints(who.in_one_line());
    store
        .write(async |tx| {
            confirm_in(tx, &store.keys, account, &fingerprints, Method::Counter, now).await?;
            forget_letters_of_before(tx, &fingerprints).await?;
            let how = json!({ "method": Method::Counter.code() });
            audit::write(tx, by, "resident_confirmed", "account", account.0, &how, now).await
        })
        .await
}

#[derive(Deserialize, Serialize)]
struct Ordered {
    fingerprint: String,
    /// Under the secrets of before.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    before: Vec<String>,
}

/// What was ordered for the same resident under a secret of before: it names them as nobody else does any more, so that
/// two letters would make two residents.
async fn forget_letters_of_before(tx: &DatabaseTransaction, fingerprints: &[String]) -> Result<(), StoreError> {
    let ordered = |old: &String| Ordered { fingerprint: old.clone(), before: Vec::new() };
    for old in fingerprints.iter().skip(1) {
        tickets::drop_with(tx, Purpose::Residence, &serde_json::to_string(&ordered(old))?).await?;
    }
    Ok(())
}

/// A code for a letter; whoever gets the letter lives there. Its name and address are printed and not kept.
pub async fn order_letter(
    store: &Store,
    by: &Acting,
    account: AccountId,
    who: &Resident,
    now: Moment,
) -> Result<ReceiptCode, StoreError> {
    by.may(Action::ConfirmResidents)?;
    let fingerprints = store.keys.resident_fingerprints(who.in_one_line());
    let [fingerprint, before @ ..] = fingerprints.as_slice() else { return Err(StoreError::NotFound) };
    let data = serde_json::to_string(&Ordered { fingerprint: fingerprint.clone(), before: before.to_vec() })?;
    let code = ReceiptCode::from_seed(rand::random());
    store
        .write(async |tx| {
            known_as(tx, account, &fingerprints).await?;
            forget_letters_of_before(tx, &fingerprints).await?;
            tickets::drop_of(tx, Purpose::Residence, account).await?;
            tickets::keep(tx, &store.keys, Purpose::Residence, Some(account), &data, &bound(account, &code), now)
                .await?;
            audit::write(tx, by, "letter_ordered", "account", account.0, &json!({}), now).await
        })
        .await?;
    Ok(code)
}

/// The citizen typed the code of their letter; false when it is wrong, old or used.
pub async fn redeem_letter(
    store: &Store,
    account: AccountId,
    code: &ReceiptCode,
    now: Moment,
) -> Result<bool, StoreError> {
    store
        .write(async |tx| {
            let ticket = tickets::take(tx, &store.keys, Purpose::Residence, &bound(account, code), now).await?;
            let Some(ticket) = ticket else { return Ok(false) };
            let Ordered { fingerprint, before } = serde_json::from_str(&ticket.data)?;
            let fingerprints = [vec![fingerprint], before].concat();
            confirm_in(tx, &store.keys, account, &fingerprints, Method::Letter, now).await?;
            Ok(true)
        })
        .await
}

/// The fingerprint of whoever takes part under this pseudonym, if they are a confirmed resident.
async fn fingerprint_behind(tx: &DatabaseTransaction, person: &PersonKey) -> Result<Option<String>, StoreError> {
    let account = account::Entity::find().filter(account::Column::PersonKey.eq(person.0.as_str())).one(tx).await?;
    match account {
        Some(row) if row.resident_at.is_some() => fingerprint_of(tx, AccountId(row.id)).await,
        Some(_) => Ok(None),
        None => fingerprint_in_sitting(tx, person).await,
    }
}

/// Under which key stands what somebody leaves behind in this table: of a resident what counts once under one that is found with
/// their fingerprint again, everything else under one that nobody has.
pub(crate) fn left_as(keys: &Keys, fingerprint: Option<&str>, table: &str, row: i64) -> PersonKey {
    match (fingerprint, table) {
        (Some(fingerprint), "support") => keys.voice(fingerprint, ProposalId(row)),
        (Some(fingerprint), "survey_response") => keys.response(fingerprint, SurveyId(row)),
        _ => keys.person_key(&fresh_token()),
    }
}

pub(crate) async fn fingerprint_of(
    db: &impl ConnectionTrait,
    account: AccountId,
) -> Result<Option<String>, StoreError> {
    let row = resident::Entity::find().filter(resident::Column::AccountId.eq(account.0)).one(db).await?;
    Ok(row.map(|row| row.fingerprint))
}

async fn confirm_in(
    tx: &DatabaseTransaction,
    keys: &Keys,
    id: AccountId,
    fingerprints: &[String],
    method: Method,
    now: Moment,
) -> Result<(), StoreError> {
    let row = account::Entity::find_by_id(id.0).lock_exclusive().one(tx).await?.ok_or(StoreError::NotFound)?;
    let known = known_as(tx, id, fingerprints).await?;
    let fingerprint = keep(tx, known, fingerprints, Some(id), method, now).await?;
    let person = PersonKey(row.person_key);
    let row = account::ActiveModel { id: Unchanged(id.0), resident_at: Set(Some(now.0)), ..Default::default() };
    row.update(tx).await?;
    people::raise(tx, &person).await?;
    voices::silence_doubles(tx, keys, &fingerprint, &person, now).await?;
    responses::silence_doubles(tx, keys, &fingerprint, &person).await?;
    sessions::make_stale(tx, id).await
}

/// Writes down the resident; the answer is their fingerprint. Under which somebody is known once, they stay: what they left
/// behind is found with it.
async fn keep(
    tx: &DatabaseTransaction,
    known: Option<String>,
    fingerprints: &[String],
    account: Option<AccountId>,
    method: Method,
    now: Moment,
) -> Result<String, StoreError> {
    let is_known = known.is_some();
    let fingerprint = known.or_else(|| fingerprints.first().cloned()).ok_or(StoreError::NotFound)?;
    let resident = resident::ActiveModel {
        fingerprint: if is_known { Unchanged(fingerprint.clone()) } else { Set(fingerprint.clone()) },
        account_id: Set(account.map(|account| account.0)),
        method: Set(method.code().into()),
        confirmed_at: Set(now.0),
    };
    if is_known {
        resident.update(tx).await?;
    } else {
        resident::Entity::insert(resident).exec_without_returning(tx).await.map_err(duplicate_is_taken)?;
    }
    Ok(fingerprint)
}

/// Under which of their fingerprints the resident is known already, if under one; refused when that is somebody else's, and
/// while they sit at a counter: what they do there would count beside it.
async fn known_as(
    tx: &DatabaseTransaction,
    id: AccountId,
    fingerprints: &[String],
) -> Result<Option<String>, StoreError> {
    let known = row_of(tx, fingerprints).await?;
    let own = fingerprint_of(tx, id).await?;
    let is_others = known.as_ref().is_some_and(|row| row.account_id.is_some_and(|account| account != id.0));
    let has_other = own.is_some_and(|own| !fingerprints.contains(&own));
    if is_others || has_other || at_counter::is_seated(tx, fingerprints).await? {
        return Err(StoreError::Taken);
    }
    Ok(known.map(|row| row.fingerprint))
}

async fn row_of(tx: &DatabaseTransaction, fingerprints: &[String]) -> Result<Option<resident::Model>, StoreError> {
    let known = resident::Entity::find().filter(resident::Column::Fingerprint.is_in(fingerprints));
    Ok(known.lock_exclusive().one(tx).await?)
}

/// A code of a letter confirms the account for which it was printed and no other.
fn bound(account: AccountId, code: &ReceiptCode) -> String {
    format!("residence {account} {}", code.as_str())
}

#[cfg(test)]
mod tests;
