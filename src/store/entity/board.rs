//! A board with its settings.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, serde::Deserialize)]
#[sea_orm(table_name = "board")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    #[sea_orm(unique)]
    pub slug: String,
    pub title: String,
    pub moderation: String,
    pub support_goal: i64,
    pub answer_days: i64,
    pub approvers: i64,
    pub opens_at: i64,
    pub closes_at: Option<i64>,
}

impl ActiveModelBehavior for ActiveModel {}
