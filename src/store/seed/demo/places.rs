//! Demo calls for places, with their marks.

use std::collections::HashSet;

use domain::{
    Moment,
    history::{Actor, Happening},
    places::LonLat,
};
use sea_orm::{ActiveValue::Set, DatabaseTransaction, EntityTrait, QuerySelect};

use super::{insert_events, people, submission};
use crate::{
    StoreError,
    areas::Reference,
    entity::{place_call, place_mark},
    history::{self, Subject},
    seed::{
        Report,
        dice::Dice,
        rostock_time::{end_of_day, start_of_day},
    },
    visibility::Visibility,
};

pub(super) async fn load(
    tx: &DatabaseTransaction,
    reference: &Reference,
    now: Moment,
    report: &mut Report,
) -> Result<(), StoreError> {
    let taken = place_call::Entity::find().select_only().column(place_call::Column::Slug);
    let taken: HashSet<String> = taken.into_tuple::<String>().all(tx).await?.into_iter().collect();
    let mut sources = content::place_calls()?;
    // What staff made stays as it is.
    sources.retain(|source| !taken.contains(&source.slug));
    let (mut marks, mut events) = (0, Vec::new());
    for source in &sources {
        let starts_at = start_of_day(now, -source.starts_days_ago)?;
        let row = place_call::ActiveModel {
            slug: Set(source.slug.clone()),
            title: Set(source.title.clone()),
            intro: Set(source.intro.clone()),
            starts_at: Set(starts_at.0),
            ends_at: Set(source.ends_in_days.map(|days| end_of_day(now, days)).transpose()?.map(|at| at.0)),
            categories: Set(serde_json::to_string(&source.categories)?),
            is_demo: Set(true),
            ..Default::default()
        };
        let call = place_call::Entity::insert(row).exec(tx).await?.last_insert_id;
        let mut dice = Dice::named(&source.slug);
        for (number, place) in source.places.iter().enumerate() {
            let point = LonLat { lon: place.lon, lat: place.lat };
            let at = (now.0 - place.days_ago * Moment::DAY - dice.below(9 * Moment::HOUR)).max(starts_at.0);
            let row = place_mark::ActiveModel {
                call_id: Set(call),
                submission: Set(submission("mark", &source.slug, number)?.as_str().into()),
                person_key: Set(people::person(dice.below(500))),
                category: Set(place.category.clone()),
                verdict: Set(place.verdict.code().into()),
                text: Set(place.text.clone()),
                lon: Set(Some(place.lon)),
                lat: Set(Some(place.lat)),
                district_id: Set(reference.district_at(point, now).map(|area| area.id.0)),
                at: Set(at),
                state: Set(Visibility::Published.code().into()),
                reason: Set(None),
                is_demo: Set(true),
                ..Default::default()
            };
            let id = place_mark::Entity::insert(row).exec(tx).await?.last_insert_id;
            events.push(history::row(Moment(at), Subject::PlaceMark(id), Actor::Guest, &Happening::Submitted)?);
            marks += 1;
        }
    }
    insert_events(tx, events).await?;
    report.add("calls for places", sources.len() as u64);
    report.add("places on the map", marks);
    Ok(())
}
