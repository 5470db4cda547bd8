//! A response that its person replaced by a later one.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "survey_replaced")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub response_id: i64,
    #[sea_orm(unique)]
    pub submission: String,
    /// Hash of the replies.
    pub content: String,
}

impl ActiveModelBehavior for ActiveModel {}
