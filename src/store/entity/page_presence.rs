//! A window in which somebody edits a page.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "page_presence")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tab: String,
    pub page_id: i64,
    pub account_id: i64,
    /// The block in which they are.
    pub key: Option<String>,
    pub seen_at: i64,
}

impl ActiveModelBehavior for ActiveModel {}
