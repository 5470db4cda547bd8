//! The kiosks as those see them who look after them.

use domain::{
    Language, Moment,
    ids::KioskId,
    kiosk::{Health, Offer, Process, Setup, State, check_number, state},
    policy::{Acting, Action},
    receipts::ReceiptCode,
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};
use sha2::{Digest, Sha256};

use super::code_until;
use crate::{
    Keys, Store, StoreError,
    entity::{kiosk, kiosk_record},
    outbox::unopened,
};

#[derive(Clone, Debug, PartialEq)]
pub struct Kiosk {
    pub id: KioskId,
    pub setup: Setup,
    pub state: State,
    /// While it waits for a device.
    pub code: Option<(ReceiptCode, Moment)>,
    /// Both sides show it after the pairing.
    pub check: Option<String>,
    pub paired_at: Option<Moment>,
    pub last_seen: Option<Moment>,
    pub health: Option<Health>,
    pub numbers: Numbers,
}

/// What the numbers of the records say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Numbers {
    pub arrived: i64,
    /// The largest that was given, as far as somebody said.
    pub last: i64,
    /// The first few that are missing.
    pub missing: Vec<i64>,
    /// How many there are.
    pub gaps: i64,
    /// Opened by nobody.
    pub unreadable: i64,
    /// Of these lie here as they came.
    pub kept: i64,
    /// How often one came again with other content, which counts by its own id.
    pub repeats: i64,
}

/// The largest that arrived, or waits on a device that was replaced; 0 where there is none.
pub(super) async fn last_number(db: &impl ConnectionTrait, kiosk: &kiosk::Model) -> Result<i64, StoreError> {
    let last: Option<i64> = kiosk_record::Entity::find()
        .select_only()
        .column(kiosk_record::Column::Number)
        .filter(kiosk_record::Column::KioskId.eq(kiosk.id))
        .order_by_desc(kiosk_record::Column::Number)
        .into_tuple()
        .one(db)
        .await?;
    Ok(last.unwrap_or(0).max(kiosk.counted_to))
}

/// So many of the missing numbers are named.
const NAMED: usize = 5;

pub async fn list(store: &Store, by: &Acting, now: Moment) -> Result<Vec<Kiosk>, StoreError> {
    by.may(Action::ManageKiosks)?;
    let rows = kiosk::Entity::find().order_by_asc(kiosk::Column::Id).all(store.read()).await?;
    let mut all = Vec::with_capacity(rows.len());
    for row in rows {
        all.push(whole(store, row, now).await?);
    }
    Ok(all)
}

/// One kiosk, for whoever asked for permission already.
pub async fn find(store: &Store, id: KioskId, now: Moment) -> Result<Option<Kiosk>, StoreError> {
    match kiosk::Entity::find_by_id(id.0).one(store.read()).await? {
        Some(row) => whole(store, row, now).await.map(Some),
        None => Ok(None),
    }
}

async fn whole(store: &Store, row: kiosk::Model, now: Moment) -> Result<Kiosk, StoreError> {
    let numbers = numbers(store, &row).await?;
    Ok(kiosk(store.keys(), row, numbers, now))
}

async fn numbers(store: &Store, row: &kiosk::Model) -> Result<Numbers, StoreError> {
    let all = || kiosk_record::Entity::find().filter(kiosk_record::Column::KioskId.eq(row.id));
    let count = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
    let numbers = || all().select_only().column(kiosk_record::Column::Number).distinct();
    let arrived = count(numbers().count(store.read()).await?);
    let unreadable = count(all().filter(kiosk_record::Column::Record.is_null()).count(store.read()).await?);
    let kept = unopened().filter(kiosk_record::Column::KioskId.eq(row.id)).count(store.read()).await?;
    let last = last_number(store.read(), row).await?;
    let gaps = (last - arrived).max(0);
    let mut missing = Vec::new();
    if gaps > 0 {
        let known: Vec<i64> =
            numbers().order_by_asc(kiosk_record::Column::Number).into_tuple().all(store.read()).await?;
        let mut known = known.into_iter().peekable();
        missing.extend((1..=last).filter(|number| known.next_if_eq(number).is_none()).take(NAMED));
    }
    Ok(Numbers { arrived, last, missing, gaps, unreadable, kept: count(kept), repeats: row.repeats })
}

fn kiosk(keys: &Keys, row: kiosk::Model, numbers: Numbers, now: Moment) -> Kiosk {
    let id = KioskId(row.id);
    let code_at = row.code_at.map(Moment);
    let until = code_at.map(code_until);
    let code = code_at.zip(until).filter(|(_, until)| now < *until);
    let code_hash = row.code_hash.clone().unwrap_or_default();
    let (is_paired, is_revoked) = (row.public_key.is_some(), row.revoked_at.is_some());
    let check = row.public_key.as_deref().map(|key| {
        let [a, b, c, d, ..]: [u8; 32] = Sha256::digest(key.as_bytes()).into();
        check_number([a, b, c, d])
    });
    Kiosk {
        id,
        setup: setup_of(&row),
        state: state(is_paired, until, is_revoked, row.last_seen_at.map(Moment), now),
        code: code.map(|(at, until)| (keys.kept_as(&code_hash, |keys| keys.pairing_code(id, at)), until)),
        check,
        paired_at: row.paired_at.map(Moment),
        last_seen: row.last_seen_at.map(Moment),
        // Written by ourselves; what an older version wrote is read as well.
        health: row.health.and_then(|text| serde_json::from_str(&text).ok()),
        numbers,
    }
}

pub(crate) fn setup_of(row: &kiosk::Model) -> Setup {
    let list = |text: &str| text.split(',').filter(|part| !part.is_empty()).map(str::to_owned).collect::<Vec<_>>();
    Setup {
        languages: list(&row.languages).iter().filter_map(|code| Language::from_code(code)).collect(),
        boards: list(&row.boards),
        offer: Offer {
            kinds: list(&row.processes).iter().filter_map(|code| Process::from_code(code)).collect(),
            left_out: list(&row.left_out),
        },
        name: row.name.clone(),
        place: row.place.clone(),
    }
}
