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
    /// Everybody may read how it changed.
    pub is_history_public: bool,
    /// Everybody reads it: it was published, and is not retired.
    pub is_public: bool,
    pub retired_at: Option<i64>,
    /// Where whoever looks for it goes on; empty for nowhere in particular.
    pub retired_to: String,
    /// Code of `domain::editing::Unit`, where one was set for this very page: the same in all its languages.
    pub unit: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
