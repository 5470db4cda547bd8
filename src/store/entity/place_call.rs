//! A call for places.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "place_call")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    #[sea_orm(unique)]
    pub slug: String,
    pub title: String,
    pub intro: String,
    pub starts_at: i64,
    pub ends_at: Option<i64>,
    /// JSON of `Vec<domain::place_calls::Category>`.
    pub categories: String,
    pub is_demo: bool,
    pub revision: i64,
    /// `draft` or `public`.
    pub state: String,
    /// JSON of `domain::announced::Translations`.
    pub translations: String,
    pub district_id: Option<i64>,
    pub closed_because: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
