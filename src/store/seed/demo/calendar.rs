//! Demo events in person.

use std::collections::HashSet;

use domain::Moment;
use sea_orm::{ActiveValue::Set, DatabaseTransaction, EntityTrait, QuerySelect};

use super::insert;
use crate::{
    StoreError,
    areas::Reference,
    entity::calendar_event,
    seed::{
        Report,
        rostock_time::{at, parse},
    },
};

pub(super) async fn load(
    tx: &DatabaseTransaction,
    reference: &Reference,
    now: Moment,
    report: &mut Report,
) -> Result<(), StoreError> {
    let taken = calendar_event::Entity::find().select_only().column(calendar_event::Column::Slug);
    let taken: HashSet<String> = taken.into_tuple::<String>().all(tx).await?.into_iter().collect();
    let mut rows = Vec::new();
    // What staff made stays as it is.
    for source in content::events()?.into_iter().filter(|source| !taken.contains(&source.slug)) {
        let starts_at = at(now, source.starts_in_days, parse(&source.start_time)?)?;
        rows.push(calendar_event::ActiveModel {
            slug: Set(source.slug),
            title: Set(source.title),
            text: Set(source.text),
            starts_at: Set(starts_at.0),
            ends_at: Set(starts_at.0 + source.duration_minutes * Moment::MINUTE),
            place_name: Set(source.place_name),
            address: Set(source.address),
            district_id: Set(source.district.and_then(|name| reference.district_named(&name)).map(|area| area.id.0)),
            accessibility: Set(serde_json::to_string(&source.accessibility)?),
            registration: Set(source.registration),
            updated_at: Set(now.0),
            is_demo: Set(true),
            ..Default::default()
        });
    }
    report.add("events", rows.len() as u64);
    insert(tx, rows).await
}
