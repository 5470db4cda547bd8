//! A person who contributes nothing for some days.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "submission_block")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub person_key: String,
    pub board_id: i64,
    pub decision_id: i64,
    pub until: i64,
}

impl ActiveModelBehavior for ActiveModel {}
