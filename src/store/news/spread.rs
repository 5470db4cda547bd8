//! Tells everybody of what is new in the log.
//!
//! Whom it concerns is read first. Then one transaction moves the cursor, writes the notices and enters the letters: all
//! of it or nothing, so that a worker that is killed anywhere has told nobody or everybody. A second worker that did
//! the same meanwhile finds the cursor moved and writes nothing; and whatever else may go wrong, one person has one
//! notice of one event and one letter has one key.

use domain::{
    Moment,
    news::{Delivery, TOLD},
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::OnConflict,
};

use super::{
    audience::{self, Told},
    cursor,
    letters::{Address, KIND},
    push, schedule,
};
use crate::{
    Store, StoreError,
    entity::{event, job, notice},
    faults, jobs,
};

/// Events of one transaction.
const BATCH: u64 = 200;

/// Notices of one statement: eight values each, and SQLite takes 32 766.
const ROWS: usize = 1_000;

/// So many events that concern nobody may be read again rather than to write for each how far one came.
const IDLE: i64 = 1_000;

/// `false` when there is nothing new.
pub async fn spread(store: &Store, now: Moment) -> Result<bool, StoreError> {
    let from = cursor::read(store.read()).await?;
    let Some(horizon) = cursor::horizon(store, from).await? else { return Ok(false) };
    let events = event::Entity::find()
        .filter(event::Column::Id.gt(from))
        .filter(event::Column::Id.lte(horizon))
        .filter(event::Column::Kind.is_in(TOLD))
        .order_by_asc(event::Column::Id)
        .limit(BATCH)
        .all(store.read())
        .await?;
    let until = match events.last() {
        Some(last) if events.len() as u64 == BATCH => last.id,
        _ => horizon,
    };
    if events.is_empty() && until - from < IDLE {
        return Ok(false);
    }
    let told = audience::of(store, events).await?;
    if faults::tells_after_the_cursor() {
        store.write(async |tx| cursor::advance(tx, from, until).await).await?;
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
        store.write(async |tx| write(tx, &told, now).await).await?;
        return Ok(true);
    }
    store
        .write(async |tx| {
            if cursor::advance(tx, from, until).await? {
                write(tx, &told, now).await?;
            }
            Ok(true)
        })
        .await
}

/// Tells nobody of what happened until now.
pub(crate) async fn pass_over(store: &Store) -> Result<(), StoreError> {
    let from = cursor::read(store.read()).await?;
    let Some(horizon) = cursor::horizon(store, from).await? else { return Ok(()) };
    store.write(async |tx| cursor::advance(tx, from, horizon).await).await?;
    Ok(())
}

async fn write(tx: &DatabaseTransaction, told: &[Told], now: Moment) -> Result<(), StoreError> {
    let mut letters = Letters::new(now);
    for some in told.chunks(ROWS) {
        let mut rows = Vec::with_capacity(some.len());
        for one in some {
            rows.push(notice::ActiveModel {
                person_key: Set(one.person.clone()),
                event_id: Set(one.event),
                proposal_id: Set(one.proposal),
                tie: Set(one.tie.code().into()),
                target: Set(one.target.clone()),
                at: Set(one.at.0),
                letter: Set(letters.of(tx, one).await?),
                ..Default::default()
            });
        }
        let once = OnConflict::columns([notice::Column::PersonKey, notice::Column::EventId]).do_nothing().to_owned();
        notice::Entity::insert_many(rows).on_conflict(once).exec_without_returning(tx).await?;
        push::enter(tx, some, now).await?;
    }
    Ok(())
}

/// The letters of one transaction, by whom they go to and how urgent they are.
struct Letters {
    now: Moment,
    collected: std::collections::HashMap<(i64, Delivery), String>,
}

impl Letters {
    fn new(now: Moment) -> Self {
        Self { now, collected: std::collections::HashMap::new() }
    }

    /// Enters the letter that tells of this, unless it is there, and answers with its key.
    async fn of(&mut self, tx: &DatabaseTransaction, told: &Told) -> Result<Option<String>, StoreError> {
        let Some(address) = told.address else { return Ok(None) };
        let Address::Contact(contact) = address else {
            return Ok(Some(self.at_once(tx, told, address, &format!("p{}", told.proposal)).await?));
        };
        if told.delivery == Delivery::Immediately {
            return Ok(Some(self.at_once(tx, told, address, &format!("c{contact}")).await?));
        }
        let key = (contact, told.delivery);
        if let Some(letter) = self.collected.get(&key) {
            return Ok(Some(letter.clone()));
        }
        let letter = collected(tx, contact, told.delivery, self.now).await?;
        if let Some(letter) = &letter {
            self.collected.insert(key, letter.clone());
        }
        Ok(letter)
    }

    async fn at_once(
        &self,
        tx: &DatabaseTransaction,
        told: &Told,
        address: Address,
        to: &str,
    ) -> Result<String, StoreError> {
        let letter = format!("{KIND}-{}-{to}", told.event);
        jobs::enqueue(tx, KIND, &letter, &address, self.now, self.now).await?;
        Ok(letter)
    }
}

/// The next collected letter that nobody has begun to send. Its row stays locked until this transaction ends, so that it
/// is not sent in between without what was just put into it.
async fn collected(
    tx: &DatabaseTransaction,
    contact: i64,
    delivery: Delivery,
    now: Moment,
) -> Result<Option<String>, StoreError> {
    let mut after = now;
    loop {
        let Some((day, leaves)) = schedule::next(delivery, after)? else { return Ok(None) };
        let letter = format!("{KIND}-{day}-c{contact}");
        jobs::enqueue(tx, KIND, &letter, &Address::Contact(contact), leaves, now).await?;
        let row = job::Entity::find().filter(job::Column::Key.eq(&letter)).lock_exclusive().one(tx).await?;
        if row.is_some_and(|row| row.attempts == 0 && row.state == jobs::State::Waiting.code()) {
            return Ok(Some(letter));
        }
        after = leaves;
    }
}
