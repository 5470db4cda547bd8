//! A barrier that somebody reported.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "barrier")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    #[sea_orm(unique)]
    pub submission: String,
    #[sea_orm(unique)]
    pub receipt_hash: String,
    pub page: Option<String>,
    pub text: String,
    pub author: Option<String>,
    /// Gone once the answer is on its way.
    pub email: Option<String>,
    pub language: String,
    pub at: i64,
    pub answer: Option<String>,
    pub answered_at: Option<i64>,
}

impl ActiveModelBehavior for ActiveModel {}
