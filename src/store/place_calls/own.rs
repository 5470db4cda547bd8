//! One's own mark, for whoever holds its receipt: read, changed while it waits for its check, taken back.

use domain::{
    Moment,
    history::{Actor, Happening},
    ids::{PersonKey, PlaceMarkId},
    moderation::{Item, Kind},
    place_calls::PlaceMark,
    policy::{self, Action, Facts, Role},
    receipts::ReceiptCode,
};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::{Set, Unchanged},
    ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, QuerySelect,
};

use crate::{
    Store, StoreError, areas,
    contributions::state_of,
    entity::{place_call as call, place_mark as mark},
    history::{self, Subject},
    keys::content_hash,
    moderation::{self, Decision},
    receipts,
    visibility::Visibility,
};

#[derive(Clone, Debug, PartialEq)]
pub struct MarkReceipt {
    pub mark: PlaceMark,
    /// As people read it.
    pub category: String,
    pub call_slug: String,
    pub call_title: String,
    pub state: Visibility,
    /// Why the moderators refused it.
    pub refused_because: Option<String>,
    /// Goes back with a change, so that nothing is overwritten that its writer has not seen.
    pub version: String,
    /// What the moderators decided, oldest first.
    pub decisions: Vec<Decision>,
}

/// The code of a mark that this person set in this call, and whether everybody sees it; nobody else's.
pub async fn of_own(
    store: &Store,
    slug: &str,
    id: PlaceMarkId,
    person: &PersonKey,
) -> Result<Option<(ReceiptCode, bool)>, StoreError> {
    let Some(call) = super::by_slug(store, slug).await? else { return Ok(None) };
    let row = mark::Entity::find_by_id(id.0)
        .filter(mark::Column::CallId.eq(call.id.0))
        .filter(mark::Column::PersonKey.eq(person.0.as_str()))
        .filter(mark::Column::ReceiptHash.is_not_null())
        .one(store.read())
        .await?;
    let own = row.and_then(|row| {
        let code = receipts::code(store.keys(), &row.submission, row.receipt_hash.as_deref()?)?;
        Some((code, row.state == Visibility::Published.code()))
    });
    Ok(own)
}

pub(crate) async fn receipt(store: &Store, hashes: &[String]) -> Result<Option<MarkReceipt>, StoreError> {
    let db = store.read();
    let found = mark::Entity::find().filter(mark::Column::ReceiptHash.is_in(hashes)).one(db).await?;
    let Some(row) = found else { return Ok(None) };
    let call = call::Entity::find_by_id(row.call_id).one(db).await?.ok_or(StoreError::NotFound)?;
    let call = super::from_row(call, 0)?;
    let category = call.categories.into_iter().find(|category| category.key == row.category);
    let reference = areas::reference(store).await?;
    Ok(Some(MarkReceipt {
        category: category.map_or_else(|| row.category.clone(), |category| category.label),
        call_slug: call.slug,
        call_title: call.title,
        state: state_of(&row.state)?,
        refused_because: row.reason.clone(),
        version: version(&row),
        decisions: moderation::decisions(store, item(&row)).await?,
        mark: super::mark_of(row, &reference)?,
    }))
}

fn item(row: &mark::Model) -> Item {
    Item { kind: Kind::PlaceMark, id: row.id }
}

/// Whatever its writer may change is in it.
fn version(row: &mark::Model) -> String {
    content_hash(&[&row.text])
}

async fn locked(tx: &DatabaseTransaction, hashes: &[String]) -> Result<mark::Model, StoreError> {
    let found = mark::Entity::find().filter(mark::Column::ReceiptHash.is_in(hashes)).lock_exclusive().one(tx).await?;
    found.ok_or(StoreError::NotFound)
}

/// Puts other words in the place of the old ones; afterwards they are checked again. `seen` is the version that the
/// writer had before their eyes ([`StoreError::Outdated`]).
pub async fn revise(store: &Store, code: &ReceiptCode, seen: &str, words: &str, now: Moment) -> Result<(), StoreError> {
    let hashes = store.keys().receipt_hashes(code);
    store
        .write(async |tx| {
            let row = locked(tx, &hashes).await?;
            // The answer to this very change was lost on its way.
            if row.text == words {
                return Ok(());
            }
            policy::may(Role::Author, Action::Revise, Facts::of_text(state_of(&row.state)?))?;
            if version(&row) != seen {
                return Err(StoreError::Outdated);
            }
            let changed =
                mark::ActiveModel { id: Unchanged(row.id), text: Set(words.to_owned()), ..Default::default() };
            changed.update(tx).await?;
            moderation::changed(tx, item(&row), now).await?;
            history::record(tx, now, Subject::PlaceMark(row.id), Actor::Author, &Happening::Corrected).await
        })
        .await
}

/// Takes a mark off the map for good; doing it twice changes nothing. One that was refused stays refused.
pub async fn withdraw(store: &Store, code: &ReceiptCode, now: Moment) -> Result<(), StoreError> {
    let hashes = store.keys().receipt_hashes(code);
    store
        .write(async |tx| {
            let row = locked(tx, &hashes).await?;
            let state = state_of(&row.state)?;
            if state == Visibility::Withdrawn {
                return Ok(());
            }
            policy::may(Role::Author, Action::TakeBack, Facts::of_text(state))?;
            let taken = mark::ActiveModel {
                id: Unchanged(row.id),
                state: Set(Visibility::Withdrawn.code().into()),
                ..Default::default()
            };
            taken.update(tx).await?;
            history::record(tx, now, Subject::PlaceMark(row.id), Actor::Author, &Happening::Withdrawn).await
        })
        .await
}
