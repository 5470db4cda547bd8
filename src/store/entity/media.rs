//! A file that editors put on pages.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "media")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    /// What stands in its address; nobody can guess it.
    pub key: String,
    /// Of what was sent: the same file again is the one that is there.
    pub hash: String,
    /// Its ending.
    pub format: String,
    pub name: String,
    pub size: i64,
    /// Of a picture; 0 of anything else.
    pub width: i32,
    pub height: i32,
    pub content: Vec<u8>,
    /// A picture once more, smaller.
    pub medium: Option<Vec<u8>>,
    pub small: Option<Vec<u8>>,
    pub account_id: Option<i64>,
    pub at: i64,
    /// Since when nothing names it, as far as anybody looked.
    pub unnamed_since: Option<i64>,
}

impl ActiveModelBehavior for ActiveModel {}
