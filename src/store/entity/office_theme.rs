//! The office to which a Leitthema belongs.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "office_theme")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub theme: i16,
    pub office_id: i64,
}

impl ActiveModelBehavior for ActiveModel {}
