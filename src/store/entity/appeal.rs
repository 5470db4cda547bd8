//! What somebody says against a decision, and what a second person decided.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "appeal")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub decision_id: i64,
    /// Code of `domain::moderation::Side`.
    pub side: String,
    /// Of those who reported, whose it is. An author has none.
    pub report_id: Option<i64>,
    pub words: String,
    pub at: i64,
    /// `upheld` or `overturned`; nothing while it waits.
    pub outcome: Option<String>,
    pub reason: Option<String>,
    pub decided_at: Option<i64>,
    pub account_id: Option<i64>,
}

impl ActiveModelBehavior for ActiveModel {}
