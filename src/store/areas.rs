//! The city's areas. They change once in years, so they are read once and kept until somebody loads new ones.

mod find_place;
mod reference;

use std::sync::Arc;

use domain::{
    Moment,
    areas::{Area, AreaKind, AreaName, FoundPlace},
    fields::{Field, FieldErrors, Problem},
    ids::AreaId,
    places::{LonLat, Polygon},
    proposals::PlaceChoice,
};
pub(crate) use reference::{Reference, reference};

use crate::{Store, StoreError};

/// Where a point lies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Located {
    pub district: AreaName,
    pub borough: Option<AreaName>,
    pub council: Option<AreaName>,
}

/// The areas of a place as its author chose it; all empty for the whole city.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct ResolvedPlace {
    pub district: Option<AreaId>,
    pub borough: Option<AreaId>,
    pub council: Option<AreaId>,
    /// The pin, when there is one.
    pub point: Option<LonLat>,
}

/// Every area there is or was.
pub async fn all(store: &Store) -> Result<Vec<Area>, StoreError> {
    Ok(reference(store).await?.areas().to_vec())
}

/// The Ortsteile of today, by name.
pub async fn districts(store: &Store) -> Result<Vec<Area>, StoreError> {
    let reference = reference(store).await?;
    let mut districts: Vec<Area> = reference.current(AreaKind::District).cloned().collect();
    districts.sort_by_cached_key(|area| domain::text::fold(&area.name));
    Ok(districts)
}

/// An Ortsteil of today.
pub async fn by_slug(store: &Store, slug: &str) -> Result<Option<Area>, StoreError> {
    let reference = reference(store).await?;
    Ok(reference.current(AreaKind::District).find(|area| area.slug == slug).cloned())
}

/// The borders of the Ortsteile with few corners, for drawing.
pub async fn outlines(store: &Store) -> Result<Arc<Vec<(AreaId, Polygon)>>, StoreError> {
    Ok(Arc::clone(&reference(store).await?.outlines))
}

/// Where a point lies; `None` outside the city.
pub async fn locate(store: &Store, point: LonLat, now: Moment) -> Result<Option<Located>, StoreError> {
    let reference = reference(store).await?;
    Ok(reference.district_at(point, now).map(|district| Located {
        district: district.named(),
        borough: district.borough.and_then(|id| reference.name(id)),
        council: district.council.and_then(|id| reference.name(id)),
    }))
}

/// The areas of a chosen place: a pin decides them by the borders, a chosen Ortsteil by what it belongs to.
pub async fn resolve(store: &Store, place: PlaceChoice, now: Moment) -> Result<ResolvedPlace, StoreError> {
    let reference = reference(store).await?;
    let found = match place {
        PlaceChoice::WholeCity => return Ok(ResolvedPlace::default()),
        PlaceChoice::Pin(point) => {
            reference.district_at(point, now).ok_or_else(|| wrong(Field::Place, Problem::OutsideTheCity))?
        }
        PlaceChoice::District(id) => reference
            .area(id)
            .filter(|area| area.kind == AreaKind::District && area.valid.is_open(now))
            .ok_or_else(|| wrong(Field::District, Problem::Unknown))?,
    };
    let point = match place {
        PlaceChoice::Pin(point) => Some(point),
        PlaceChoice::District(_) | PlaceChoice::WholeCity => None,
    };
    Ok(ResolvedPlace { district: Some(found.id), borough: found.borough, council: found.council, point })
}

/// Ortsteile, streets, squares and facilities whose name is like what was typed, the best first.
pub async fn find_place(store: &Store, typed: &str, limit: usize) -> Result<Vec<FoundPlace>, StoreError> {
    Ok(find_place::find(&*reference(store).await?, typed, limit))
}

fn wrong(field: Field, problem: Problem) -> StoreError {
    let mut errors = FieldErrors::default();
    errors.add(field, problem);
    StoreError::Invalid(errors)
}

#[cfg(test)]
mod tests;
