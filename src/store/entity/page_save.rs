//! The answer to a save.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "page_save")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub page_id: i64,
    /// Made by whoever saves, before they send it.
    pub save: String,
    /// What was asked, as a hash.
    pub request: String,
    pub answer: String,
    pub at: i64,
}

impl ActiveModelBehavior for ActiveModel {}
