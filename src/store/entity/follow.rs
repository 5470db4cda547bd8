//! One person follows one thing.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "follow")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub person_key: String,
    /// `kind` and `target` of `domain::news::Topic`.
    pub kind: String,
    pub target: String,
    /// Code of `domain::news::Delivery`.
    pub delivery: String,
    pub created_at: i64,
}

impl ActiveModelBehavior for ActiveModel {}
