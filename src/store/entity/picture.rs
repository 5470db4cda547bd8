//! A picture of a draft or of a proposal.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "picture")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub proposal_id: Option<i64>,
    pub draft_key: Option<String>,
    pub position: i32,
    pub width: i32,
    pub height: i32,
    pub alt: String,
    pub full_jpeg: Vec<u8>,
    pub thumb_jpeg: Vec<u8>,
}

impl ActiveModelBehavior for ActiveModel {}
