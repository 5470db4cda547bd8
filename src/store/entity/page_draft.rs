//! What an editor makes of a page before everybody sees it.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "page_draft")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub page_id: i64,
    pub title: String,
    pub summary: String,
    pub state: String,
    /// Grows with everything that changes in the draft.
    pub change: i64,
    /// Who handed it in.
    pub submitted_by: Option<i64>,
    pub submitted_at: Option<i64>,
    /// Why it was sent back.
    pub remark: String,
    pub changed_at: i64,
    /// When everybody reads it, if it does not change before.
    pub publish_at: Option<i64>,
    /// When everybody reads the version before again.
    pub take_back_at: Option<i64>,
}

impl ActiveModelBehavior for ActiveModel {}
