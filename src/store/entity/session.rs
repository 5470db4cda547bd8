//! A browser in which somebody is signed in.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "session")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub account_id: i64,
    pub token_hash: String,
    /// What the person calls it when they look for a stranger: browser and system.
    pub device: String,
    pub created_at: i64,
    pub seen_at: i64,
    pub expires_at: i64,
    pub second_factor_at: Option<i64>,
    pub is_stale: bool,
    /// When the person, signed in already, showed again who they are.
    pub proved_at: Option<i64>,
}

impl ActiveModelBehavior for ActiveModel {}
