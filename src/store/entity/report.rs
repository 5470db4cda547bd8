//! What somebody says is wrong with a contribution.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "report")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub kind: String,
    pub subject_id: i64,
    #[sea_orm(unique)]
    pub submission: String,
    #[sea_orm(unique)]
    pub receipt_hash: String,
    /// Code of `domain::moderation::Ground`.
    pub ground: String,
    pub words: String,
    pub name: Option<String>,
    pub email: Option<String>,
    pub language: String,
    pub at: i64,
    /// The decision that answers it.
    pub decision_id: Option<i64>,
}

impl ActiveModelBehavior for ActiveModel {}
