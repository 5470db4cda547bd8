//! A page in one language.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "page")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub address: String,
    pub language: String,
    pub title: String,
    pub summary: String,
    pub updated_at: i64,
    /// An editor changed it: the source no longer overwrites it.
    pub is_edited: bool,
    pub source_hash: String,
}

impl ActiveModelBehavior for ActiveModel {}
