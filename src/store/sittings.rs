//! Sittings at the counter: somebody without a computer or without e-mail takes part in their own name, and a clerk helps.
//!
//! The person is known by nothing but the token of the sitting, which is in the cookie of that browser and nowhere else.
//! The row knows neither the person nor the clerk, and goes with the sitting; the log knows who began one, and not what
//! was done in it. So nothing leads from a contribution to the clerk, or from the clerk to a contribution.
//!
//! Somebody who shows that they live here takes part as a resident. Then the row holds their pseudonym and their fingerprint as
//! long as the sitting goes on, and afterwards that of a resident is left which an account that is gone leaves too.

mod done;
#[cfg(test)]
mod tests;

use domain::{
    Moment,
    accounts::Level,
    channel::Channel,
    ids::{PersonKey, SubmissionId},
    policy::{Acting, Action, Role, Scope},
    residents::Resident,
    sittings::{IDLE_MINUTES, LONGEST_MINUTES, Purpose, until},
};
pub use done::{Done, What, done};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::{Set, Unchanged},
    ColumnTrait, Condition, DatabaseTransaction, EntityTrait, QueryFilter,
};
use serde_json::json;

use crate::{
    Keys, Store, StoreError, audit,
    entity::{draft, proposal, session, sitting},
    errors::duplicate_is_taken,
    residents,
    sessions::SignedIn,
    tickets::fresh_token,
};

/// A sign of life is written at most this often.
const SEEN_EVERY: i64 = Moment::MINUTE;

/// Whoever sits there, as far as the log is concerned.
const SOMEBODY: Acting = Acting { account: None, role: Role::Clerk, scope: Scope::Everywhere };

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sitting {
    pub person: PersonKey,
    pub level: Level,
    pub until: Moment,
    /// Stands in the addresses of its pages and forms, so that none of them is taken for one of somebody else's.
    pub mark: String,
}

/// Ends the session of the clerk in this browser and begins a sitting in it: whoever comes next there is never the clerk,
/// however the sitting ends. The answer is the token for the cookie. Where the person showed that they live here,
/// [`StoreError::Taken`] says that they have their voice elsewhere; then nothing began.
pub async fn begin(
    store: &Store,
    who: &SignedIn,
    by: &Acting,
    purpose: Purpose,
    resident: Option<&Resident>,
    now: Moment,
) -> Result<String, StoreError> {
    by.may(Action::HelpPeople)?;
    let token = fresh_token();
    let person = pseudonym(store.keys(), &token);
    let fingerprints = match resident {
        Some(who) => {
            by.may(Action::ConfirmResidents)?;
            // One that is over keeps nobody from another.
            end_idle(store, now).await?;
            store.keys().resident_fingerprints(who.in_one_line())
        }
        None => Vec::new(),
    };
    store
        .write(async |tx| {
            session::Entity::delete_many()
                .filter(session::Column::Id.eq(who.session.0))
                .filter(session::Column::AccountId.eq(who.account.0))
                .exec(tx)
                .await?;
            let fingerprint = match fingerprints.as_slice() {
                [] => None,
                all => Some(residents::confirm_for_sitting(tx, all, now).await?),
            };
            let is_resident = fingerprint.is_some();
            let row = sitting::ActiveModel {
                token_hash: Set(store.keys().token_hash(&token)),
                begun_at: Set(now.0),
                seen_at: Set(now.0),
                person_key: Set(is_resident.then(|| person.0.clone())),
                fingerprint: Set(fingerprint),
                ..Default::default()
            };
            // Another clerk was faster.
            let id = sitting::Entity::insert(row).exec(tx).await.map_err(duplicate_is_taken)?.last_insert_id;
            audit::write(tx, by, "sitting_began", "sitting", id, &json!({ "purpose": purpose.code() }), now).await?;
            if is_resident {
                let how = json!({ "method": residents::Method::Counter.code() });
                audit::write(tx, by, "resident_confirmed", "sitting", id, &how, now).await?;
            }
            Ok(())
        })
        .await?;
    Ok(token)
}

/// The sitting of this token, while it goes on; to ask is a sign of life.
pub async fn find(store: &Store, token: &str, now: Moment) -> Result<Option<Sitting>, StoreError> {
    let hashes = store.keys().token_hashes(token);
    let row = sitting::Entity::find().filter(sitting::Column::TokenHash.is_in(hashes)).one(store.read()).await?;
    let goes_on = |row: &sitting::Model| now < until(Moment(row.begun_at), Moment(row.seen_at));
    let Some(row) = row.filter(goes_on) else { return Ok(None) };
    if now.0.saturating_sub(row.seen_at) >= SEEN_EVERY {
        let seen = sitting::ActiveModel { id: Unchanged(row.id), seen_at: Set(now.0), ..Default::default() };
        let seen = store.write(async |tx| Ok(seen.clone().update(tx).await.map(drop))).await?;
        match seen {
            // Ended in another window a moment ago.
            Err(sea_orm::DbErr::RecordNotUpdated) => return Ok(None),
            seen => seen?,
        }
    }
    // The secret of its begin: what was done in it stands under that.
    let keys = store.keys().each().find(|keys| keys.token_hash(token) == row.token_hash).unwrap_or(store.keys());
    let mark = keys.token_hash(&format!("mark of {token}")).chars().take(16).collect();
    let level = residents::level_of_seated(row.fingerprint.as_deref());
    Ok(Some(Sitting { person: pseudonym(keys, token), level, until: until(Moment(row.begun_at), now), mark }))
}

/// Ends it by its button, with what was begun and not sent. Doing it again changes nothing.
pub async fn end(store: &Store, token: &str, now: Moment) -> Result<(), StoreError> {
    let hashes = store.keys().token_hashes(token);
    let persons = pseudonyms(store.keys(), token);
    store
        .write(async |tx| {
            let row = sitting::Entity::find().filter(sitting::Column::TokenHash.is_in(&hashes)).one(tx).await?;
            if let Some(row) = row {
                close(tx, store.keys(), &row, "button", now).await?;
            }
            forget_drafts(tx, &persons).await
        })
        .await
}

/// Ends those in which nothing happened for too long.
pub async fn end_idle(store: &Store, now: Moment) -> Result<u64, StoreError> {
    let minutes_ago = |minutes: i64| now.0.saturating_sub(minutes * Moment::MINUTE);
    let is_over = Condition::any()
        .add(sitting::Column::SeenAt.lte(minutes_ago(IDLE_MINUTES)))
        .add(sitting::Column::BegunAt.lte(minutes_ago(LONGEST_MINUTES)));
    if sitting::Entity::find().filter(is_over.clone()).one(store.read()).await?.is_none() {
        return Ok(0);
    }
    store
        .write(async |tx| {
            let mut ended = 0;
            for row in sitting::Entity::find().filter(is_over.clone()).all(tx).await? {
                ended += close(tx, store.keys(), &row, "idle", now).await?;
            }
            Ok(ended)
        })
        .await
}

/// A browser comes back with the token of a sitting that is over: what was begun in it and not sent goes now, because who
/// comes could find it in the list of pages that were visited.
pub async fn forget(store: &Store, token: &str, now: Moment) -> Result<(), StoreError> {
    end_idle(store, now).await?;
    let persons = pseudonyms(store.keys(), token);
    let of_person = draft::Entity::find()
        .filter(draft::Column::PersonKey.is_in(&persons))
        .filter(draft::Column::SubmittedAs.is_null());
    // Most often there is nothing, and a token that somebody invented costs no write.
    if of_person.one(store.read()).await?.is_none() {
        return Ok(());
    }
    store.write(async |tx| forget_drafts(tx, &persons).await).await
}

/// Whether this proposal was sent in one. Its addresses may stand in the list of pages that the browser there visited.
pub async fn has_sent(store: &Store, submission: &SubmissionId) -> Result<bool, StoreError> {
    let sent = proposal::Entity::find()
        .filter(proposal::Column::Submission.eq(submission.as_str()))
        .filter(proposal::Column::Channel.eq(Channel::Counter.code()));
    Ok(sent.one(store.read()).await?.is_some())
}

/// As many as it was: two that end it at once write one entry.
async fn close(
    tx: &DatabaseTransaction,
    keys: &Keys,
    row: &sitting::Model,
    how: &str,
    now: Moment,
) -> Result<u64, StoreError> {
    let ended = sitting::Entity::delete_by_id(row.id).exec(tx).await?.rows_affected;
    if ended == 1 {
        residents::leave_sitting(tx, keys, row).await?;
        audit::write(tx, &SOMEBODY, "sitting_ended", "sitting", row.id, &json!({ "how": how }), now).await?;
    }
    Ok(ended)
}

async fn forget_drafts(tx: &DatabaseTransaction, persons: &[String]) -> Result<(), StoreError> {
    draft::Entity::delete_many()
        .filter(draft::Column::PersonKey.is_in(persons))
        .filter(draft::Column::SubmittedAs.is_null())
        .exec(tx)
        .await?;
    Ok(())
}

/// A pseudonym that no guest and no account can have.
fn pseudonym(keys: &Keys, token: &str) -> PersonKey {
    keys.person_key(&format!("sitting {token}"))
}

/// The one of each secret that counts.
fn pseudonyms(keys: &Keys, token: &str) -> Vec<String> {
    keys.each().map(|keys| pseudonym(keys, token).0).collect()
}
