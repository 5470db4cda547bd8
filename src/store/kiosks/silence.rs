//! A kiosk that fell silent, and one that is back: whoever looks after kiosks gets a letter about each, once.

use domain::{Moment, kiosk::SILENT_MINUTES};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::{Set, Unchanged},
    ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select,
};

use super::{
    letters::{Told, caretakers, key, write},
    office_hours,
};
use crate::{
    Store, StoreError,
    entity::{job, kiosk},
    jobs,
};

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
                write(tx, Told::Silent, (id, since), account, leaves, now).await?;
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
    let of_silence = |account: i64| key(Told::Silent, row.id, since, account);
    // Who was to be told in the morning need not know.
    let unknowing: Vec<String> = job::Entity::find()
        .select_only()
        .column(job::Column::Key)
        .filter(job::Column::Key.is_in(all.iter().map(|account| of_silence(*account))))
        .filter(job::Column::State.eq(jobs::State::Waiting.code()))
        .into_tuple()
        .all(tx)
        .await?;
    for account in all {
        if !unknowing.contains(&of_silence(account)) {
            write(tx, Told::Back(now), (row.id, since), account, now, now).await?;
        }
    }
    Ok(())
}
