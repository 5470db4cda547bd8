//! Areas, names of places, the board of the city, and pages. Loading them again brings them up to date and leaves what
//! people decided or wrote as it is.

use std::collections::HashMap;

use content::{Areas, PlaceName};
use domain::{Moment, areas::AreaKind, boards::Moderation, history::Actor, places::LonLat, text};
use sea_orm::{
    ActiveValue::{NotSet, Set},
    ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, QuerySelect,
    sea_query::OnConflict,
};
use serde_json::json;

use super::Report;
use crate::{
    Store, StoreError, boards,
    entity::{area, board, gazetteer},
    history::{self, Subject},
    pages, transactions,
};

/// 1 January 2024: the division of the city as it has been since before the first contribution.
const VALID_FROM: i64 = 1_704_067_200_000;

/// Supports after which the responsible office has to answer, until the city decides otherwise.
const SUPPORT_GOAL: i64 = 50;

pub async fn content(store: &Store, now: Moment) -> Result<Report, StoreError> {
    let areas = content::areas()?;
    let places = content::gazetteer()?;
    let mut report = Report::default();
    store
        .write(async |tx| {
            transactions::install_alone(tx).await?;
            let before = area::Entity::find().all(tx).await?;
            let districts = load_areas(tx, &areas).await?;
            let after = area::Entity::find().all(tx).await?;
            let changed = after.iter().filter(|row| !before.contains(row)).count() as u64;
            report.add("areas", changed);
            report.add("places", load_places(tx, &places, &districts).await?);
            report.add("boards", load_board(tx).await?);
            if !report.is_empty() {
                let data = json!({ "loaded": report.to_string() });
                history::note(tx, now, Subject::Installation, Actor::System, "content_loaded", data).await?;
            }
            Ok(())
        })
        .await?;
    store.forget_reference();
    let pages = pages::import(store, now).await?;
    report.add("new pages", pages.created);
    report.add("changed pages", pages.updated);
    Ok(report)
}

/// Answers the ids of the Ortsteile by their names.
async fn load_areas(tx: &DatabaseTransaction, areas: &Areas) -> Result<HashMap<String, i64>, StoreError> {
    let boroughs = areas.boroughs.iter().map(|source| {
        let row = row(AreaKind::Borough, &source.code, &source.name, source.label);
        area::ActiveModel { inhabitants: Set(source.inhabitants), ..row }
    });
    let councils =
        areas.councils.iter().map(|source| row(AreaKind::Council, &source.number, &source.name, source.label));
    upsert(tx, boroughs.chain(councils)).await?;
    let boroughs = ids(tx, AreaKind::Borough, area::Column::Code).await?;
    let councils = ids(tx, AreaKind::Council, area::Column::Code).await?;
    let mut districts = Vec::new();
    for source in &areas.districts {
        districts.push(area::ActiveModel {
            borough_id: Set(boroughs.get(&source.borough_code).copied()),
            council_id: Set(councils.get(&source.council_number).copied()),
            inhabitants: Set(source.inhabitants),
            polygon: Set(Some(serde_json::to_string(&source.border)?)),
            ..row(AreaKind::District, &source.name, &source.name, source.label)
        });
    }
    upsert(tx, districts.into_iter()).await?;
    ids(tx, AreaKind::District, area::Column::Name).await
}

fn row(kind: AreaKind, code: &str, name: &str, label: LonLat) -> area::ActiveModel {
    area::ActiveModel {
        id: NotSet,
        kind: Set(kind.code().into()),
        code: Set(code.into()),
        name: Set(name.into()),
        slug: Set(text::slug(name)),
        borough_id: Set(None),
        council_id: Set(None),
        inhabitants: Set(None),
        label_lon: Set(label.lon),
        label_lat: Set(label.lat),
        polygon: Set(None),
        valid_from: Set(VALID_FROM),
        valid_to: Set(None),
    }
}

async fn upsert(tx: &DatabaseTransaction, rows: impl Iterator<Item = area::ActiveModel>) -> Result<(), StoreError> {
    use area::Column::{
        BoroughId, Code, CouncilId, Inhabitants, Kind, LabelLat, LabelLon, Name, Polygon, Slug, ValidFrom,
    };
    // `valid_to` is not among them: the end of an area is a decision of the city, not of this file.
    let update = OnConflict::columns([Kind, Slug, ValidFrom])
        .update_columns([Code, Name, BoroughId, CouncilId, Inhabitants, LabelLon, LabelLat, Polygon])
        .to_owned();
    area::Entity::insert_many(rows).on_conflict(update).exec_without_returning(tx).await?;
    Ok(())
}

async fn ids(tx: &DatabaseTransaction, kind: AreaKind, by: area::Column) -> Result<HashMap<String, i64>, StoreError> {
    let rows: Vec<(String, i64)> = area::Entity::find()
        .select_only()
        .columns([by, area::Column::Id])
        .filter(area::Column::Kind.eq(kind.code()))
        .filter(area::Column::ValidFrom.eq(VALID_FROM))
        .into_tuple()
        .all(tx)
        .await?;
    Ok(rows.into_iter().collect())
}

async fn load_places(
    tx: &DatabaseTransaction,
    places: &[PlaceName],
    districts: &HashMap<String, i64>,
) -> Result<u64, StoreError> {
    let mut rows = Vec::new();
    for place in places {
        let district = districts
            .get(&place.district)
            .ok_or_else(|| StoreError::Content(format!("{} lies in no known Ortsteil", place.name)))?;
        rows.push(gazetteer::ActiveModel {
            id: NotSet,
            name: Set(place.name.clone()),
            folded: Set(text::fold(&place.name)),
            district_id: Set(*district),
        });
    }
    let once = OnConflict::columns([gazetteer::Column::Name, gazetteer::Column::DistrictId]).do_nothing().to_owned();
    Ok(gazetteer::Entity::insert_many(rows).on_conflict(once).exec_without_returning(tx).await?)
}

/// An existing board keeps the settings that somebody chose.
async fn load_board(tx: &DatabaseTransaction) -> Result<u64, StoreError> {
    let row = board::ActiveModel {
        slug: Set(boards::DEFAULT.into()),
        title: Set("Vorschläge für Rostock".into()),
        moderation: Set(Moderation::Before.code().into()),
        support_goal: Set(SUPPORT_GOAL),
        opens_at: Set(VALID_FROM),
        ..Default::default()
    };
    let once = OnConflict::column(board::Column::Slug).do_nothing().to_owned();
    Ok(board::Entity::insert(row).on_conflict(once).exec_without_returning(tx).await?)
}
