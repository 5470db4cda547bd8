//! One thing that happened; the log of every write.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "event")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub at: i64,
    /// Code of [`crate::history::Subject`].
    pub subject: String,
    pub subject_id: i64,
    pub actor: String,
    pub kind: String,
    /// JSON of `domain::history::Happening`, or of whatever the kind carries.
    pub data: String,
    pub is_public: bool,
}

impl ActiveModelBehavior for ActiveModel {}
