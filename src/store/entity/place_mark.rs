//! A place that somebody marked.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "place_mark")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub call_id: i64,
    #[sea_orm(unique)]
    pub submission: String,
    /// Nothing for marks of before there were receipts of them.
    #[sea_orm(unique)]
    pub receipt_hash: Option<String>,
    pub person_key: String,
    pub category: String,
    pub verdict: String,
    pub text: String,
    /// Nothing where the Ortsteil alone was told.
    pub lon: Option<f64>,
    pub lat: Option<f64>,
    pub district_id: Option<i64>,
    pub at: i64,
    /// Code of [`crate::visibility::Visibility`].
    pub state: String,
    pub reason: Option<String>,
    pub is_demo: bool,
    /// Code of [`domain::channel::Channel`].
    pub channel: String,
}

impl ActiveModelBehavior for ActiveModel {}
