//! One person behind one proposal.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "support")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub proposal_id: i64,
    #[sea_orm(primary_key, auto_increment = false)]
    pub person_key: String,
    pub at: i64,
    pub is_demo: bool,
    /// The proposal whose merging brought the person here; undone with the merge.
    pub merged_from: Option<i64>,
    /// How sure the platform is of the person.
    pub level: String,
    /// Code of [`domain::channel::Channel`].
    pub channel: String,
}

impl ActiveModelBehavior for ActiveModel {}
