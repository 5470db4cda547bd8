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
    /// Doubtful contributions in ten minutes that are no attack yet.
    pub flood_limit: i64,
    /// An attack, while there is one: since when, its last sign, and the code of `domain::floods::Reason`.
    pub attack_since: Option<i64>,
    pub attack_sign_at: Option<i64>,
    pub attack_reason: Option<String>,
    /// How sure the platform has to be of those who take part.
    pub needed_level: String,
    /// Counts the changes of administrators.
    pub revision: i64,
}

impl ActiveModelBehavior for ActiveModel {}
