//! For which Leitthema a Pat\*in is there.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "sponsor_theme")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub theme: i16,
    #[sea_orm(primary_key, auto_increment = false)]
    pub account_id: i64,
}

impl ActiveModelBehavior for ActiveModel {}
