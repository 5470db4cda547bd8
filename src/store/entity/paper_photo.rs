//! A photograph of a sheet of paper that a clerk typed in.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "paper_photo")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    /// Of what was typed in.
    pub submission: String,
    /// Code and id of what it became: a sheet with votes, or a proposal.
    pub subject: String,
    pub subject_id: i64,
    pub width: i32,
    pub height: i32,
    pub jpeg: Vec<u8>,
    pub at: i64,
}

impl ActiveModelBehavior for ActiveModel {}
