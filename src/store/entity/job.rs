//! Something to be done once.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "job")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    /// Who knows how to do it.
    pub kind: String,
    #[sea_orm(unique)]
    pub key: String,
    /// JSON; emptied when it is done, because it may hold what concerns one person alone.
    pub payload: String,
    /// Code of `jobs::State`.
    pub state: String,
    /// How often it was begun. Whoever works on it holds this number: with another one it is somebody else's.
    pub attempts: i32,
    /// Not before. While it is worked on: when it counts as abandoned.
    pub run_at: i64,
    pub last_error: Option<String>,
    pub created_at: i64,
    pub done_at: Option<i64>,
}

impl ActiveModelBehavior for ActiveModel {}
