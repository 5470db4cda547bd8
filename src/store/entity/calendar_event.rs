//! An event in person.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "calendar_event")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    #[sea_orm(unique)]
    pub slug: String,
    pub title: String,
    pub text: String,
    pub starts_at: i64,
    pub ends_at: i64,
    pub place_name: String,
    pub address: String,
    pub district_id: Option<i64>,
    /// JSON of `Vec<domain::events::Accessibility>`.
    pub accessibility: String,
    pub registration: Option<String>,
    pub updated_at: i64,
    pub is_demo: bool,
    pub revision: i64,
    /// Code of `domain::events::Standing`.
    pub state: String,
    pub cancelled_because: Option<String>,
    /// JSON of `domain::announced::Translations`.
    pub translations: String,
    /// Number of the Leitthema.
    pub theme: Option<i16>,
    pub leads_to: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
