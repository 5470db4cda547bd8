//! An answer that an office writes, as it was typed.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "answer_draft")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub proposal_id: i64,
    pub office_id: i64,
    /// Slug of a status, or nothing.
    pub status: String,
    pub text: String,
    pub cost: String,
    pub period: String,
    pub contact: String,
    pub merge_into: String,
    pub revision: i64,
    pub state: String,
    /// Why somebody sent it back.
    pub remark: Option<String>,
    pub submitted_by: Option<i64>,
    pub changed_at: i64,
}

impl ActiveModelBehavior for ActiveModel {}
