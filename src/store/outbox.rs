//! What devices wrote without a network, accepted once: the row that remembers the id of a record is written in the same
//! transaction as what the record asks for, and its constraint decides who was first. A record that cannot be accepted
//! leaves a row with the reason and nothing else, and stands in nobody's way; so does each other content that comes under an
//! id that was used before. One of a kiosk that nobody can open stays as it came, until somebody can.

mod kept;
mod kiosk;
mod list;
#[cfg(test)]
mod tests;
mod work;

pub(crate) use kept::unopened;
pub use kept::{Kept, begin_tries, next_kept};
pub(crate) use kiosk::given;
pub use kiosk::{
    Numbered, Opened, ResponseReceipt, SupportReceipt, by_receipt, deliver_numbered, take_back_support, visitor,
};
pub use list::{Refused, refused};

use crate::{
    Keys, Store, StoreError,
    entity::{delivery, kiosk_record},
    faults,
    floods::Origin,
    sha256,
};
use domain::{
    Language, Moment,
    ids::{PersonKey, SubmissionId},
    outbox::{Answer, Kind, LONGEST, Reason},
    policy::Refusal,
};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::{Set, Unchanged},
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter,
    sea_query::{Expr, ExprTrait, OnConflict},
};
use work::Work;

/// A record as it came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arriving {
    id: SubmissionId,
    kind: String,
    /// JSON; nothing where it is more than is kept of any, or cannot be kept at all.
    content: Option<String>,
    /// SHA-256 of the content's bytes, by which two sendings of one id are compared; the device makes the same.
    hash: String,
    /// By the clock of the device, which may be wrong.
    entered_at: Moment,
    language: Language,
}

impl Arriving {
    pub fn new(id: SubmissionId, kind: &str, content: String, entered_at: Moment, language: Language) -> Self {
        let hash = sha256(&content);
        let kind = Kind::from_code(kind).map_or(UNKNOWN, Kind::code).to_owned();
        let content = Some(content).filter(|content| content.len() <= LONGEST && !content.contains('\0'));
        Self { id, kind, content, hash, entered_at, language }
    }

    pub fn id(&self) -> &SubmissionId {
        &self.id
    }

    pub fn hash(&self) -> &str {
        &self.hash
    }
}

/// Of a newer version, or of nobody.
const UNKNOWN: &str = "unknown";

const ACCEPTED: &str = "accepted";
const REFUSED: &str = "refused";

/// The same answer, however often the same record comes. Fails only where trying again can help.
pub async fn deliver(
    store: &Store,
    arriving: &Arriving,
    person: &PersonKey,
    now: Moment,
) -> Result<Answer, StoreError> {
    let done = match Work::prepare(store, arriving, None, now).await {
        Ok(work) => {
            let origin = Origin::Guest(None);
            store.write(async |tx| accept(tx, store.keys(), arriving, &work, person, origin, now).await).await
        }
        Err(error) => Err(error),
    };
    match done {
        Ok(answer) => Ok(answer),
        // Nothing of it stayed, so the reason is written by itself. Whoever was accepted meanwhile stays accepted.
        Err(error) => match reason(&error) {
            Some(reason) => store.write(async |tx| set_aside(tx, store.keys(), arriving, reason, now).await).await,
            None => Err(error),
        },
    }
}

async fn accept(
    tx: &DatabaseTransaction,
    keys: &Keys,
    arriving: &Arriving,
    work: &Work,
    person: &PersonKey,
    origin: Origin,
    now: Moment,
) -> Result<Answer, StoreError> {
    if let Some(known) = enter(tx, keys, arriving, None, now).await? {
        return Ok(known);
    }
    let place = work.run(tx, keys, arriving, person, origin, now).await?;
    let path = place.stored();
    delivery::Entity::update_many()
        .col_expr(delivery::Column::Path, Expr::value(Some(path)))
        .filter(delivery::Column::Record.eq(arriving.id.as_str()))
        .exec(tx)
        .await?;
    Ok(Answer::Accepted { path: place.path(tx, keys).await? })
}

async fn set_aside(
    tx: &DatabaseTransaction,
    keys: &Keys,
    arriving: &Arriving,
    reason: Reason,
    now: Moment,
) -> Result<Answer, StoreError> {
    let known = enter(tx, keys, arriving, Some(reason), now).await?;
    Ok(known.unwrap_or(Answer::Refused(reason)))
}

/// Writes the row of a record, or gives the answer that the same id got before.
async fn enter(
    tx: &DatabaseTransaction,
    keys: &Keys,
    arriving: &Arriving,
    refused: Option<Reason>,
    now: Moment,
) -> Result<Option<Answer>, StoreError> {
    if faults::forgets_deliveries() {
        return Ok(None);
    }
    if write_row(tx, arriving, arriving.id.to_string(), refused, now).await? {
        return Ok(None);
    }
    let known = first(tx, &arriving.id).await?.ok_or(StoreError::Busy)?;
    if known.content_hash == arriving.hash {
        return answer(tx, keys, &known).await.map(Some);
    }
    write_row(tx, arriving, beside(arriving), Some(Reason::Conflict), now).await?;
    let again = delivery::ActiveModel {
        id: Unchanged(known.id),
        conflicts: Set(known.conflicts.saturating_add(1)),
        ..Default::default()
    };
    again.update(tx).await?;
    Ok(Some(Answer::Refused(Reason::Conflict)))
}

/// False where there is a row of this record already; it stays as it is.
async fn write_row(
    tx: &DatabaseTransaction,
    arriving: &Arriving,
    record: String,
    refused: Option<Reason>,
    now: Moment,
) -> Result<bool, StoreError> {
    let row = delivery::ActiveModel {
        record: Set(record),
        kind: Set(arriving.kind.clone()),
        content_hash: Set(arriving.hash.clone()),
        outcome: Set(if refused.is_some() { REFUSED } else { ACCEPTED }.into()),
        reason: Set(refused.map(|reason| reason.code().into())),
        content: Set(refused.and(arriving.content.clone())),
        conflicts: Set(0),
        entered_at: Set(arriving.entered_at.0),
        arrived_at: Set(now.0),
        ..Default::default()
    };
    let once = OnConflict::column(delivery::Column::Record).do_nothing().to_owned();
    Ok(delivery::Entity::insert(row).on_conflict(once).exec_without_returning(tx).await? == 1)
}

/// What came first under this id.
async fn first(tx: &DatabaseTransaction, id: &SubmissionId) -> Result<Option<delivery::Model>, StoreError> {
    Ok(delivery::Entity::find().filter(delivery::Column::Record.eq(id.as_str())).one(tx).await?)
}

/// Under what another content of the same id stands, once however often it comes; no id of a device looks like it.
fn beside(arriving: &Arriving) -> String {
    format!("{} {}", arriving.id, arriving.hash)
}

/// Under what the row of this very content stands, or will.
async fn row_of(tx: &DatabaseTransaction, arriving: &Arriving) -> Result<String, StoreError> {
    let known = first(tx, &arriving.id).await?;
    let is_other = known.is_some_and(|known| known.content_hash != arriving.hash);
    Ok(if is_other { beside(arriving) } else { arriving.id.to_string() })
}

async fn answer(db: &impl ConnectionTrait, keys: &Keys, row: &delivery::Model) -> Result<Answer, StoreError> {
    let unknown = || StoreError::Content(format!("delivery {}", row.id));
    if row.outcome == REFUSED {
        let reason = row.reason.as_deref().and_then(Reason::from_code);
        return reason.map(Answer::Refused).ok_or_else(unknown);
    }
    let place = row.path.as_deref().and_then(work::Place::read).ok_or_else(unknown)?;
    Ok(Answer::Accepted { path: place.path(db, keys).await? })
}

/// Why trying again would change nothing, or nothing where it may help.
fn reason(error: &StoreError) -> Option<Reason> {
    Some(match error {
        StoreError::Invalid(_) | StoreError::Unstorable => Reason::Invalid,
        StoreError::SubmissionConflict => Reason::Conflict,
        StoreError::DraftChanged => Reason::Changed,
        StoreError::Outdated => Reason::Outdated,
        StoreError::NotFound | StoreError::Refused(Refusal::Unseen) => Reason::Gone,
        StoreError::Refused(Refusal::LevelNeeded(_)) => Reason::NeedsAccount,
        StoreError::Refused(_) => Reason::Closed,
        StoreError::Blocked(_) => Reason::Blocked,
        StoreError::Content(_) => Reason::Unreadable,
        _ => return None,
    })
}

/// Texts of what was refused, and what nobody could open, are kept so long that somebody can look into it; ids and checksums
/// stay, so that nothing that a device repeats later counts twice.
pub(crate) async fn forget_contents(tx: &DatabaseTransaction, until: Moment) -> Result<u64, StoreError> {
    let done = delivery::Entity::update_many()
        .col_expr(delivery::Column::Content, Expr::value(None::<String>))
        .filter(delivery::Column::ArrivedAt.lt(until.0))
        .filter(Expr::col(delivery::Column::Content).is_not_null())
        .exec(tx)
        .await?;
    let unopened = kiosk_record::Entity::update_many()
        .col_expr(kiosk_record::Column::Sealed, Expr::value(None::<String>))
        .filter(kiosk_record::Column::ArrivedAt.lt(until.0))
        .filter(Expr::col(kiosk_record::Column::Sealed).is_not_null())
        .exec(tx)
        .await?;
    Ok(done.rows_affected + unopened.rows_affected)
}
