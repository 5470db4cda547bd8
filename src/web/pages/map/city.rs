//! What the map draws of the city.

use std::sync::Arc;

use domain::{
    areas::{Area, AreaKind},
    ids::AreaId,
    map::Viewport,
    places::{LonLat, Polygon},
};

use crate::{AppError, Site, site::Tiles};

/// Zoom at which streets around a point can be told apart.
const NEAR: f64 = 13.5;

/// Without any outline (an empty database) the map still shows where Rostock is.
const ROSTOCK: Viewport = Viewport { middle: LonLat { lon: 12.14, lat: 54.15 }, zoom: 10.5 };

/// The Ortsteile with names and outlines; cheap to clone.
#[derive(Clone, Debug)]
pub struct City(Arc<Parts>);

#[derive(Debug)]
struct Parts {
    districts: Vec<Area>,
    boroughs: Vec<Area>,
    outlines: Arc<Vec<(AreaId, Polygon)>>,
    tiles: Option<Tiles>,
}

impl City {
    pub async fn load(site: &Site) -> Result<Self, AppError> {
        let districts = store::areas::districts(&site.store).await?;
        let mut boroughs = store::areas::all(&site.store).await?;
        boroughs.retain(|area| area.kind == AreaKind::Borough);
        let outlines = store::areas::outlines(&site.store).await?;
        Ok(Self(Arc::new(Parts { districts, boroughs, outlines, tiles: site.settings.tiles.clone() })))
    }

    pub fn districts(&self) -> &[Area] {
        &self.0.districts
    }

    pub fn district(&self, slug: &str) -> Option<&Area> {
        self.0.districts.iter().find(|area| area.slug == slug)
    }

    pub(super) fn outlines(&self) -> impl Iterator<Item = (&Area, &Polygon)> {
        self.0
            .outlines
            .iter()
            .filter_map(|(id, polygon)| self.0.districts.iter().find(|area| area.id == *id).map(|area| (area, polygon)))
    }

    /// What people look for comes first: where many live, and of a Stadtbereich the Ortsteil that gave it its name. The
    /// city counts inhabitants by Stadtbereich.
    pub(super) fn rank(&self, area: &Area) -> (i64, bool) {
        let borough = self.0.boroughs.iter().find(|borough| Some(borough.id) == area.borough);
        let inhabitants = area.inhabitants.or_else(|| borough?.inhabitants).unwrap_or_default();
        (inhabitants, borough.is_some_and(|borough| area.name.contains(&borough.name)))
    }

    pub(super) fn tiles(&self) -> Option<&Tiles> {
        self.0.tiles.as_ref()
    }

    /// All of Rostock.
    pub fn whole(&self) -> Viewport {
        self.fitting(|_| true)
    }

    /// One Ortsteil; the whole city where it has no outline.
    pub fn around(&self, id: AreaId) -> Viewport {
        if self.0.outlines.iter().any(|(area, _)| *area == id) { self.fitting(|area| area == id) } else { self.whole() }
    }

    /// The streets around a point.
    pub fn near(&self, point: LonLat) -> Viewport {
        Viewport { middle: point, zoom: NEAR }
    }

    fn fitting(&self, wanted: impl Fn(AreaId) -> bool) -> Viewport {
        let corners = self
            .0
            .outlines
            .iter()
            .filter(|(id, _)| wanted(*id))
            .flat_map(|(_, polygon)| polygon.0.iter().flatten())
            .map(|[lon, lat]| LonLat { lon: *lon, lat: *lat });
        Viewport::around(corners).unwrap_or(ROSTOCK)
    }
}
