//! One person was told of one event. What is told is read from the event and the proposal when it is shown: a title that
//! nobody may read any more stands nowhere else.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "notice")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub person_key: String,
    pub event_id: i64,
    pub proposal_id: i64,
    /// Code of `domain::news::Tie`: why this person is told.
    pub tie: String,
    /// Which Leitthema, Ortsteil or search, for those who follow one.
    pub target: String,
    pub at: i64,
    pub read_at: Option<i64>,
    /// Key of the job that writes about it, if one does.
    pub letter: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
