//! A contribution to the discussion of a proposal.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "comment")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub proposal_id: i64,
    #[sea_orm(unique)]
    pub submission: String,
    #[sea_orm(unique)]
    pub receipt_hash: String,
    pub person_key: String,
    pub reply_to: Option<i64>,
    pub stance: String,
    pub text: String,
    pub author: Option<String>,
    pub at: i64,
    /// Code of [`crate::visibility::Visibility`].
    pub state: String,
    pub reason: Option<String>,
    pub is_demo: bool,
    /// Code of [`domain::channel::Channel`].
    pub channel: String,
}

impl ActiveModelBehavior for ActiveModel {}
