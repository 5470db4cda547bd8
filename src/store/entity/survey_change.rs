//! What was changed of a survey after it was published.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "survey_change")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub survey_id: i64,
    pub at: i64,
    /// Code of `domain::surveys::ChangeKind`.
    pub kind: String,
    pub reason: String,
    /// When the survey ends since then.
    pub ends_at: Option<i64>,
}

impl ActiveModelBehavior for ActiveModel {}
