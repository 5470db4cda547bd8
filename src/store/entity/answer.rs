//! What an office said to a proposal.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "answer")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub proposal_id: i64,
    pub office: String,
    pub status: String,
    pub text: String,
    pub cost_eur: Option<i64>,
    pub period: Option<String>,
    pub contact: Option<String>,
    pub at: i64,
}

impl ActiveModelBehavior for ActiveModel {}
