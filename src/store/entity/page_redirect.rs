//! Where a page is that stood under this address before.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "page_redirect")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub address: String,
    pub target: String,
    pub at: i64,
}

impl ActiveModelBehavior for ActiveModel {}
