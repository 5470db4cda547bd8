//! A word after which moderators look first.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "word_list")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub word: String,
    pub added_at: i64,
}

impl ActiveModelBehavior for ActiveModel {}
