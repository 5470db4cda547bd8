//! A survey.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "survey")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    #[sea_orm(unique)]
    pub slug: String,
    pub title: String,
    pub intro: String,
    pub starts_at: i64,
    pub ends_at: Option<i64>,
    /// JSON of `Vec<domain::surveys::Question>`.
    pub questions: String,
    pub is_demo: bool,
    /// Code of `domain::accounts::Level`.
    pub needed_level: String,
    /// Code of `domain::surveys::State`.
    pub state: String,
    pub revision: i64,
    /// How often its questions were published.
    pub edition: i64,
    /// JSON of `domain::surveys::Others<domain::surveys::Heading>`.
    pub others: String,
}

impl ActiveModelBehavior for ActiveModel {}
