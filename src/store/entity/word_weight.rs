//! In how many contributions that were kept, and that were refused, a word stood. The row without a word counts the
//! decisions.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "word_weight")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub word: String,
    pub kept: i64,
    pub refused: i64,
}

impl ActiveModelBehavior for ActiveModel {}
