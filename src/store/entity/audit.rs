//! What staff did, each entry chained to the one before.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "audit")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub number: i64,
    pub at: i64,
    pub account_id: Option<i64>,
    pub role: String,
    pub action: String,
    pub subject: String,
    pub subject_id: i64,
    pub data: String,
    pub previous: String,
    pub hash: String,
}

impl ActiveModelBehavior for ActiveModel {}
