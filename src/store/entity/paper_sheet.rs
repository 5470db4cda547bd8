//! A sheet of paper with votes on it, as it was typed in.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "paper_sheet")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    #[sea_orm(unique)]
    pub submission: String,
    #[sea_orm(unique)]
    pub receipt_hash: String,
    /// A `domain::paper::FormId`.
    pub form: String,
    /// Code of [`crate::paper::State`].
    pub state: String,
    /// JSON of `domain::paper::Ballot`, until it is checked.
    pub first: Option<String>,
    /// Another typing, which did not agree with the first.
    pub second: Option<String>,
    pub second_by: Option<i64>,
    pub second_at: Option<i64>,
    /// Id of an account.
    pub typed_by: Option<i64>,
    pub typed_at: i64,
    /// As the clerk says; a deadline is judged by it.
    pub handed_in_at: Option<i64>,
    pub checked_by: Option<i64>,
    pub checked_at: Option<i64>,
}

impl ActiveModelBehavior for ActiveModel {}
