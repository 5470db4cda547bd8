//! A confirmed resident, as a keyed hash.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "resident")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub fingerprint: String,
    pub account_id: Option<i64>,
    pub method: String,
    pub confirmed_at: i64,
}

impl ActiveModelBehavior for ActiveModel {}
