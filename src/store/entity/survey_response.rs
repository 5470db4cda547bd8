//! What one person replied to a survey.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "survey_response")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub survey_id: i64,
    #[sea_orm(unique)]
    pub submission: String,
    pub person_key: String,
    /// JSON of `Vec<Option<domain::surveys::Reply>>`.
    pub replies: String,
    pub at: i64,
    /// Code of [`domain::channel::Channel`].
    pub channel: String,
    /// Code of `domain::accounts::Level`: how sure the platform is of whoever responded.
    pub level: String,
}

impl ActiveModelBehavior for ActiveModel {}
