//! Devices that are told through the push service of their browser. A message says that there is something new and where,
//! nothing of what it is.

use std::collections::HashMap;

use domain::{
    Language, Moment,
    ids::PersonKey,
    push::{Device, MOST_DEVICES},
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, DatabaseTransaction, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    sea_query::OnConflict,
};
use serde::{Deserialize, Serialize};

use super::audience::Told;
use crate::{
    Store, StoreError,
    entity::push_subscription as subscription,
    jobs::{self, Claimed},
};

/// The kind of these jobs.
pub const PUSH: &str = "push";

/// Which device. Who it belongs to, and where it is, the row knows when the message leaves.
#[derive(Serialize, Deserialize)]
struct Target {
    subscription: i64,
}

/// What leaves to one device.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    pub id: i64,
    pub device: Device,
    pub language: Language,
}

/// Notes a device of this person. One that was somebody else's is theirs from now on, because it is in their hands.
/// `false` when they have as many as anybody may.
pub async fn subscribe(
    store: &Store,
    person: &PersonKey,
    device: &Device,
    language: Language,
    now: Moment,
) -> Result<bool, StoreError> {
    use subscription::Column::{Auth, CreatedAt, Endpoint, Language as LanguageColumn, P256dh, PersonKey as Key};
    store
        .write(async |tx| {
            let others = subscription::Entity::find()
                .filter(Key.eq(person.0.as_str()))
                .filter(Endpoint.ne(device.endpoint.as_str()))
                .count(tx)
                .await?;
            if others >= MOST_DEVICES {
                return Ok(false);
            }
            let row = subscription::ActiveModel {
                person_key: Set(person.0.clone()),
                endpoint: Set(device.endpoint.clone()),
                p256dh: Set(device.p256dh.clone()),
                auth: Set(device.auth.clone()),
                language: Set(language.code().into()),
                created_at: Set(now.0),
                ..Default::default()
            };
            let anew =
                OnConflict::column(Endpoint).update_columns([Key, P256dh, Auth, LanguageColumn, CreatedAt]).to_owned();
            subscription::Entity::insert(row).on_conflict(anew).exec_without_returning(tx).await?;
            Ok(true)
        })
        .await
}

/// Whoever knows the address of a device may end its messages: nobody but its browser and we do.
pub async fn unsubscribe(store: &Store, endpoint: &str) -> Result<(), StoreError> {
    store
        .write(async |tx| {
            subscription::Entity::delete_many().filter(subscription::Column::Endpoint.eq(endpoint)).exec(tx).await?;
            Ok(())
        })
        .await
}

/// Whether this person is told on some device.
pub async fn has_device(store: &Store, person: &PersonKey) -> Result<bool, StoreError> {
    let devices = subscription::Entity::find().filter(subscription::Column::PersonKey.eq(person.0.as_str()));
    Ok(devices.count(store.read()).await? > 0)
}

/// The push service does not know the device any more.
pub async fn is_gone(store: &Store, id: i64) -> Result<(), StoreError> {
    store
        .write(async |tx| {
            subscription::Entity::delete_by_id(id).exec(tx).await?;
            Ok(())
        })
        .await
}

/// Nothing when the device was given up in between.
pub async fn open_push(store: &Store, job: &Claimed) -> Result<Option<Message>, StoreError> {
    let Target { subscription: id } = job.payload()?;
    let row = subscription::Entity::find_by_id(id).one(store.read()).await?;
    Ok(row.map(|row| Message {
        id,
        language: Language::from_code(&row.language).unwrap_or_default(),
        device: Device { endpoint: row.endpoint, p256dh: row.p256dh, auth: row.auth },
    }))
}

/// Enters one message for each person, event and device, in the transaction that tells them.
pub(super) async fn enter(tx: &DatabaseTransaction, told: &[Told], now: Moment) -> Result<(), StoreError> {
    let people: Vec<&str> = told.iter().map(|one| one.person.as_str()).collect();
    if people.is_empty() {
        return Ok(());
    }
    let rows = subscription::Entity::find()
        .filter(subscription::Column::PersonKey.is_in(people))
        .order_by_asc(subscription::Column::Id)
        .all(tx)
        .await?;
    let mut devices: HashMap<String, Vec<i64>> = HashMap::new();
    for row in rows {
        devices.entry(row.person_key).or_default().push(row.id);
    }
    for one in told {
        for subscription in devices.get(&one.person).into_iter().flatten() {
            let key = format!("{PUSH}-{}-d{subscription}", one.event);
            jobs::enqueue(tx, PUSH, &key, &Target { subscription: *subscription }, now, now).await?;
        }
    }
    Ok(())
}
