//! A block of a page.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "block")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub page_id: i64,
    /// The same in the draft and in every revision.
    pub key: String,
    pub position: i32,
    pub kind: String,
    pub anchor: Option<String>,
    pub body: String,
    pub revision: i64,
}

impl ActiveModelBehavior for ActiveModel {}
