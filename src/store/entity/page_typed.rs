//! What somebody typed into a block and did not save yet.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "page_typed")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub account_id: i64,
    pub page_id: i64,
    pub key: String,
    pub body: String,
    /// What they started from.
    pub base_revision: i64,
    /// Counted by the browser: what comes late is older.
    pub sequence: i64,
    pub at: i64,
}

impl ActiveModelBehavior for ActiveModel {}
