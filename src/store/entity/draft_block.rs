//! A block of a draft.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "draft_block")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub page_id: i64,
    pub key: String,
    pub position: i32,
    pub kind: String,
    pub anchor: Option<String>,
    pub body: String,
    pub revision: i64,
    /// Taken out; it can be brought back.
    pub is_gone: bool,
    /// Who changed it last.
    pub account_id: Option<i64>,
    pub changed_at: i64,
}

impl ActiveModelBehavior for ActiveModel {}
