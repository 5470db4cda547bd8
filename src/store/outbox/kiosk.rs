//! Records of a kiosk: as from any device, and besides under a number of that kiosk, so that one that is missing is seen
//! and one that comes twice counts once. A number that comes with another content is that of a kiosk that was put back to
//! an older state: what it holds is another record, of another visitor, and counts by its own id.

use domain::{
    Moment,
    ids::{BoardId, KioskId, PersonKey, ProposalId, SubmissionId},
    kiosk::counts_at,
    outbox::{Answer, Reason},
    receipts::ReceiptCode,
};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter,
    sea_query::{Expr, ExprTrait, OnConflict},
};

use super::{
    Arriving, accept, answer, reason, row_of, set_aside,
    work::{Place, Work},
};
use crate::{
    Keys, Store, StoreError, boards,
    entity::{delivery, kiosk, kiosk_record, support, survey_response as response},
    floods::Origin,
    kiosks::setup_of,
    receipts::Receipt,
    supports,
};

/// What came from a kiosk, before it is opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Numbered {
    pub kiosk: KioskId,
    pub number: i64,
    /// Of what was sent.
    pub hash: String,
    /// What was sent: kept while nobody can open it.
    pub sealed: String,
    /// When it came first, where it lies here already.
    pub came: Option<Moment>,
}

/// What was in it.
#[derive(Clone, Debug)]
pub struct Opened {
    pub arriving: Arriving,
    pub person: PersonKey,
    pub receipt: Option<ReceiptCode>,
}

/// The same answer, however often the same number comes with the same content. Fails only where trying again can help.
pub async fn deliver_numbered(
    store: &Store,
    from: &Numbered,
    opened: Option<&Opened>,
    now: Moment,
) -> Result<Answer, StoreError> {
    let keys = store.keys();
    let Some(one) = opened else {
        let unreadable = Answer::Refused(Reason::Unreadable);
        return store
            .write(async |tx| Ok(enter(tx, keys, from, None, now).await?.unwrap_or_else(|| unreadable.clone())))
            .await;
    };
    let Opened { arriving, person, .. } = one;
    let done = match Work::prepare(store, arriving, Some(from.kiosk), now).await {
        Ok(work) => {
            let origin = Origin::Kiosk(counts_at(arriving.entered_at, from.came.unwrap_or(now)), None);
            store
                .write(async |tx| match enter(tx, keys, from, Some(one), now).await? {
                    Some(known) => Ok(known),
                    None => accept(tx, keys, arriving, &work, person, origin, now).await,
                })
                .await
        }
        Err(error) => Err(error),
    };
    match done {
        Ok(answer) => Ok(answer),
        Err(error) => match reason(&error) {
            Some(reason) => {
                store
                    .write(async |tx| match enter(tx, keys, from, Some(one), now).await? {
                        Some(known) => Ok(known),
                        None => set_aside(tx, keys, arriving, reason, now).await,
                    })
                    .await
            }
            None => Err(error),
        },
    }
}

/// The board that was chosen among those that the kiosk offers ([`domain::kiosk::Setup::board`]).
pub(super) async fn board_of(store: &Store, kiosk: KioskId, chosen: Option<&str>) -> Result<BoardId, StoreError> {
    let row = kiosk::Entity::find_by_id(kiosk.0).one(store.read()).await?;
    let setup = setup_of(&row.ok_or(StoreError::NotFound)?);
    let slug = setup.board(chosen).ok_or(StoreError::NotFound)?;
    Ok(boards::by_slug(store, slug).await?.ok_or(StoreError::NotFound)?.id)
}

/// Writes the row of a number, or gives the answer that it got before. What nobody could open before and somebody can now is
/// as good as new.
async fn enter(
    tx: &DatabaseTransaction,
    keys: &Keys,
    from: &Numbered,
    opened: Option<&Opened>,
    now: Moment,
) -> Result<Option<Answer>, StoreError> {
    let receipt = opened.and_then(|one| one.receipt.as_ref());
    let record = match opened {
        Some(one) => Some(row_of(tx, &one.arriving).await?),
        None => None,
    };
    let row = kiosk_record::ActiveModel {
        kiosk_id: Set(from.kiosk.0),
        number: Set(from.number),
        hash: Set(from.hash.clone()),
        record: Set(record.clone()),
        receipt_hash: Set(receipt.map(|code| keys.receipt_hash(code))),
        sealed: Set(opened.is_none().then(|| from.sealed.clone()).filter(|sealed| is_kept(sealed))),
        entered_at: Set(opened.map(|one| one.arriving.entered_at.0)),
        arrived_at: Set(now.0),
        ..Default::default()
    };
    let unique = [kiosk_record::Column::KioskId, kiosk_record::Column::Number, kiosk_record::Column::Hash];
    let once = OnConflict::columns(unique).do_nothing().to_owned();
    let numbered = || {
        kiosk_record::Entity::find()
            .filter(kiosk_record::Column::KioskId.eq(from.kiosk.0))
            .filter(kiosk_record::Column::Number.eq(from.number))
    };
    if kiosk_record::Entity::insert(row).on_conflict(once).exec_without_returning(tx).await? == 1 {
        let other = numbered().filter(kiosk_record::Column::Hash.ne(&from.hash)).one(tx).await?;
        if other.is_some() {
            count_repeat(tx, from.kiosk).await?;
        }
        return Ok(None);
    }
    let known = numbered().filter(kiosk_record::Column::Hash.eq(&from.hash)).one(tx).await?;
    let known = known.ok_or(StoreError::Busy)?;
    let Some(known_as) = known.record else {
        let Some((one, record)) = opened.zip(record) else { return Ok(Some(Answer::Refused(Reason::Unreadable))) };
        fill(tx, keys, known.id, one, record).await?;
        return Ok(None);
    };
    let row = delivery::Entity::find().filter(delivery::Column::Record.eq(&known_as)).one(tx).await?;
    answer(tx, keys, &row.ok_or(StoreError::Busy)?).await.map(Some)
}

/// A device makes base64url of at most 64 kB and a few names; what else one may have signed is not worth its place, and
/// PostgreSQL stores no NUL.
fn is_kept(sealed: &str) -> bool {
    sealed.len() <= 128 * 1024 && !sealed.contains('\0')
}

/// The row of a record that nobody could open learns what was in it.
async fn fill(tx: &DatabaseTransaction, keys: &Keys, id: i64, one: &Opened, record: String) -> Result<(), StoreError> {
    let receipt = one.receipt.as_ref().map(|code| keys.receipt_hash(code));
    let done = kiosk_record::Entity::update_many()
        .col_expr(kiosk_record::Column::Record, Expr::value(Some(record)))
        .col_expr(kiosk_record::Column::ReceiptHash, Expr::value(receipt))
        .col_expr(kiosk_record::Column::EnteredAt, Expr::value(Some(one.arriving.entered_at.0)))
        .col_expr(kiosk_record::Column::Sealed, Expr::value(None::<String>))
        .filter(kiosk_record::Column::Id.eq(id))
        .filter(kiosk_record::Column::Record.is_null())
        .exec(tx)
        .await?;
    // Somebody else opened it meanwhile; their answer is there the next time.
    if done.rows_affected == 1 { Ok(()) } else { Err(StoreError::Busy) }
}

/// Those who look after kiosks see that a number came again with another content.
async fn count_repeat(tx: &DatabaseTransaction, id: KioskId) -> Result<(), StoreError> {
    kiosk::Entity::update_many()
        .col_expr(kiosk::Column::Repeats, Expr::col(kiosk::Column::Repeats).add(1))
        .filter(kiosk::Column::Id.eq(id.0))
        .exec(tx)
        .await?;
    Ok(())
}

/// What became of the contribution whose visitor was shown this code: nothing while it has not arrived.
pub async fn by_receipt(store: &Store, code: &ReceiptCode) -> Result<Option<Answer>, StoreError> {
    match delivery_of(store, &store.keys().receipt_hashes(code)).await? {
        Some(row) => answer(store.read(), store.keys(), &row).await.map(Some),
        None => Ok(None),
    }
}

async fn delivery_of(store: &Store, hashes: &[String]) -> Result<Option<delivery::Model>, StoreError> {
    let shown = kiosk_record::Column::ReceiptHash.is_in(hashes);
    let row = kiosk_record::Entity::find().filter(shown).one(store.read()).await?;
    let Some(record) = row.and_then(|row| row.record) else { return Ok(None) };
    Ok(delivery::Entity::find().filter(delivery::Column::Record.eq(record)).one(store.read()).await?)
}

/// A support that was given at a kiosk, for the holder of its code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SupportReceipt {
    pub proposal: ProposalId,
    person: PersonKey,
    /// Nothing once it was taken back.
    pub since: Option<Moment>,
}

/// What was answered at a kiosk, for the holder of its code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResponseReceipt {
    /// Slug of the survey.
    pub survey: String,
    /// Nothing where something else counts in its place: the same person answered once more.
    pub since: Option<Moment>,
}

/// What has no receipt of its own but that of its kiosk.
pub(crate) async fn given(store: &Store, hashes: &[String]) -> Result<Option<Receipt>, StoreError> {
    let Some(row) = delivery_of(store, hashes).await? else { return Ok(None) };
    match row.path.as_deref().and_then(Place::read) {
        Some(Place::Support(proposal, person)) => {
            let row = support::Entity::find_by_id((proposal.0, person.0.clone())).one(store.read()).await?;
            Ok(Some(Receipt::Support(SupportReceipt { proposal, person, since: row.map(|row| Moment(row.at)) })))
        }
        Some(Place::Survey(survey)) => {
            let said = response::Column::Submission.eq(row.record);
            let row = response::Entity::find().filter(said).one(store.read()).await?;
            Ok(Some(Receipt::Response(ResponseReceipt { survey, since: row.map(|row| Moment(row.at)) })))
        }
        _ => Ok(None),
    }
}

/// As whoever gave it; doing it again changes nothing.
pub async fn take_back_support(store: &Store, receipt: &SupportReceipt, now: Moment) -> Result<(), StoreError> {
    supports::withdraw(store, receipt.proposal, &receipt.person, now).await?;
    Ok(())
}

/// Whoever was at a kiosk in one sitting; known to nobody else.
pub fn visitor(keys: &Keys, kiosk: KioskId, visitor: &SubmissionId) -> PersonKey {
    keys.person_key(&format!("kiosk {kiosk} {visitor}"))
}
