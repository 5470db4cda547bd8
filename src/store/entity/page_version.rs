//! A state of a page that everybody saw.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "page_version")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub page_id: i64,
    pub number: i64,
    /// The page as JSON.
    pub snapshot: String,
    pub account_id: Option<i64>,
    pub at: i64,
    pub note: String,
    /// Of nobody: it was there before anybody edited the page.
    pub is_from_program: bool,
}

impl ActiveModelBehavior for ActiveModel {}
