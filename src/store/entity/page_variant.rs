//! How a page in another language stands towards the German one. Pages of which there is nothing to say have no row.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "page_variant")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub page_id: i64,
    /// Since when the German text says something else.
    pub outdated_since: Option<i64>,
    /// The version of the German page that this text still says.
    pub source_version: Option<i64>,
    /// When somebody last said that it is right.
    pub confirmed_at: Option<i64>,
    /// The group that found it easy; empty when none did.
    pub checked_by: String,
    pub checked_at: Option<i64>,
    /// When the text changed after that.
    pub check_lost_at: Option<i64>,
}

impl ActiveModelBehavior for ActiveModel {}
