//! What somebody typed and did not submit yet.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "draft")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub key: String,
    pub person_key: Option<String>,
    /// JSON of `domain::proposals::Draft`.
    pub fields: String,
    pub step: String,
    pub created_at: i64,
    pub updated_at: i64,
    pub submitted_as: Option<i64>,
    /// For which board it is; empty is the board of the whole city.
    pub board_id: Option<i64>,
}

impl ActiveModelBehavior for ActiveModel {}
