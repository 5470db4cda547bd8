//! One contribution of a guest: when it came, what made it doubtful, and what the moderators decided.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "arrival")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub board_id: i64,
    /// Code of [`crate::history::Subject`].
    pub subject: String,
    pub subject_id: i64,
    pub at: i64,
    /// Code of `domain::spam::Doubt`.
    pub doubt: Option<String>,
    /// Code of [`crate::spam::Decision`].
    pub decision: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
