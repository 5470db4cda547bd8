//! Everything that ever stood in a block.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "block_revision")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub page_id: i64,
    pub key: String,
    pub revision: i64,
    pub kind: String,
    pub body: String,
    pub account_id: Option<i64>,
    pub at: i64,
    pub note: String,
}

impl ActiveModelBehavior for ActiveModel {}
