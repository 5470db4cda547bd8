//! A decision of the moderators about one contribution.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "moderation_decision")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub kind: String,
    pub subject_id: i64,
    /// Code of `domain::moderation::Step`.
    pub step: String,
    pub rule: Option<i16>,
    pub reason: String,
    pub at: i64,
    /// Nobody at the command line.
    pub account_id: Option<i64>,
    /// The status of the contribution before, as its own table spells it.
    pub before: String,
    /// Since when it had been public before, so that it can be again.
    pub public_since: Option<i64>,
    /// The proposal that it was merged into or that was split off.
    pub target: Option<i64>,
    /// Where a moved proposal stood.
    pub board_before: Option<i64>,
    /// When a block ends.
    pub until: Option<i64>,
    /// When a change that was asked for was made, or is not waited for any more.
    pub done_at: Option<i64>,
}

impl ActiveModelBehavior for ActiveModel {}
