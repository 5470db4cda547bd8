//! How a Pat\*in introduces themself.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "sponsor")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub account_id: i64,
    pub name: String,
    pub organisation: String,
    pub offer: String,
    pub contact: String,
    pub revision: i64,
    pub approved_revision: Option<i64>,
    pub changed_at: i64,
}

impl ActiveModelBehavior for ActiveModel {}
