//! The areas as they are kept in memory.

use std::{
    sync::{Arc, PoisonError},
    time::{Duration, Instant},
};

use domain::{
    Moment,
    areas::{Area, AreaKind, AreaName},
    ids::AreaId,
    moment::Period,
    places::{LonLat, Polygon},
    text,
};
use sea_orm::{EntityTrait, QueryOrder};

use crate::{
    Store, StoreError,
    entity::{area, gazetteer},
    faults,
};

/// Areas change once in years, but perhaps through another server: this is how long ours may not know.
const PATIENCE: Duration = Duration::from_secs(60);

#[derive(Debug)]
pub(crate) struct Reference {
    read_at: Instant,
    areas: Vec<Area>,
    /// The exact borders of the Ortsteile.
    borders: Vec<(AreaId, Polygon)>,
    pub(super) outlines: Arc<Vec<(AreaId, Polygon)>>,
    pub(super) places: Vec<Named>,
}

/// What can be searched for.
#[derive(Debug)]
pub(super) struct Named {
    pub(super) name: String,
    pub(super) folded: String,
    pub(super) district: AreaId,
    /// It is the Ortsteil itself, and not something in it.
    pub(super) is_district: bool,
}

/// The areas, read from the database by the first who asks, and again when they are not sure any more.
pub(crate) async fn reference(store: &Store) -> Result<Arc<Reference>, StoreError> {
    // The lock is never held while waiting: two first callers both read, and the later result stays.
    let known = store.reference.lock().unwrap_or_else(PoisonError::into_inner).clone();
    if let Some(known) = known.filter(|known| known.is_fresh(Instant::now()) && !faults::reads_areas_anew()) {
        return Ok(known);
    }
    let read = Arc::new(Reference::read(store).await?);
    if !read.areas.is_empty() {
        *store.reference.lock().unwrap_or_else(PoisonError::into_inner) = Some(Arc::clone(&read));
    }
    Ok(read)
}

impl Reference {
    fn is_fresh(&self, now: Instant) -> bool {
        now.saturating_duration_since(self.read_at) < PATIENCE
    }

    async fn read(store: &Store) -> Result<Self, StoreError> {
        let read_at = Instant::now();
        let rows = area::Entity::find().order_by_asc(area::Column::Id).all(store.read()).await?;
        let named = gazetteer::Entity::find().order_by_asc(gazetteer::Column::Id).all(store.read()).await?;
        let mut simple = content::outlines()?;
        let mut reference =
            Self { read_at, areas: Vec::new(), borders: Vec::new(), outlines: Arc::default(), places: Vec::new() };
        let mut outlines = Vec::new();
        for row in rows {
            let area = area_of(&row)?;
            if let Some(polygon) = &row.polygon {
                reference.borders.push((area.id, serde_json::from_str(polygon)?));
            }
            if area.kind == AreaKind::District && area.valid.end.is_none() {
                reference.places.push(Named {
                    name: area.name.clone(),
                    folded: text::fold(&area.name),
                    district: area.id,
                    is_district: true,
                });
                outlines.extend(simple.remove(&area.name).map(|outline| (area.id, outline)));
            }
            reference.areas.push(area);
        }
        reference.outlines = Arc::new(outlines);
        reference.places.extend(named.into_iter().map(|row| Named {
            name: row.name,
            folded: row.folded,
            district: AreaId(row.district_id),
            is_district: false,
        }));
        Ok(reference)
    }

    pub(crate) fn areas(&self) -> &[Area] {
        &self.areas
    }

    pub(crate) fn area(&self, id: AreaId) -> Option<&Area> {
        self.areas.iter().find(|area| area.id == id)
    }

    pub(crate) fn name(&self, id: AreaId) -> Option<AreaName> {
        self.area(id).map(Area::named)
    }

    /// The areas of one kind that are valid with no end in sight.
    pub(crate) fn current(&self, kind: AreaKind) -> impl Iterator<Item = &Area> {
        self.areas.iter().filter(move |area| area.kind == kind && area.valid.end.is_none())
    }

    /// The Ortsteil in which a point lies.
    pub(crate) fn district_at(&self, point: LonLat, now: Moment) -> Option<&Area> {
        self.borders
            .iter()
            .filter(|(_, border)| border.contains(point))
            .filter_map(|(id, _)| self.area(*id))
            .find(|area| area.valid.is_open(now))
    }

    /// The Ortsteil of today with this very name.
    pub(crate) fn district_named(&self, name: &str) -> Option<&Area> {
        self.current(AreaKind::District).find(|area| area.name == name)
    }
}

fn area_of(row: &area::Model) -> Result<Area, StoreError> {
    let kind = AreaKind::from_code(&row.kind)
        .ok_or_else(|| StoreError::BadSchema(format!("unknown kind of area {}", row.kind)))?;
    Ok(Area {
        id: AreaId(row.id),
        kind,
        name: row.name.clone(),
        slug: row.slug.clone(),
        borough: row.borough_id.map(AreaId),
        council: row.council_id.map(AreaId),
        inhabitants: row.inhabitants,
        label: LonLat { lon: row.label_lon, lat: row.label_lat },
        valid: Period { start: Moment(row.valid_from), end: row.valid_to.map(Moment) },
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::with_content;

    #[tokio::test]
    async fn areas_that_another_server_loaded_are_known_after_a_while() {
        for store in with_content().await {
            let known = reference(&store).await.unwrap();
            assert!(Arc::ptr_eq(&known, &reference(&store).await.unwrap()), "{}", store.name);
            assert!(known.is_fresh(known.read_at + PATIENCE - Duration::from_millis(1)));
            assert!(!known.is_fresh(known.read_at + PATIENCE));
        }
    }
}
