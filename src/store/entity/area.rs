//! A part of the city; see `domain::areas`.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "area")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub kind: String,
    pub code: String,
    pub name: String,
    pub slug: String,
    pub borough_id: Option<i64>,
    pub council_id: Option<i64>,
    pub inhabitants: Option<i64>,
    pub label_lon: f64,
    pub label_lat: f64,
    /// The coordinates of a GeoJSON polygon; districts only.
    pub polygon: Option<String>,
    pub valid_from: i64,
    pub valid_to: Option<i64>,
}

impl ActiveModelBehavior for ActiveModel {}
