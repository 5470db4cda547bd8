//! What an Ortsbeirat says to a proposal.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "council_note")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub proposal_id: i64,
    #[sea_orm(primary_key, auto_increment = false)]
    pub area_id: i64,
    pub text: String,
    pub revision: i64,
    pub changed_at: i64,
}

impl ActiveModelBehavior for ActiveModel {}
