//! Where the letters of one person go.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "contact")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    #[sea_orm(unique)]
    pub person_key: String,
    /// Confirmed by a link that was sent there. Letters go nowhere else.
    pub email: Option<String>,
    /// Waits for its confirmation.
    pub wanted_email: Option<String>,
    pub asked_at: Option<i64>,
    pub language: String,
    /// How this person is told about what they wrote and support; code of `domain::news::Delivery`.
    pub delivery: String,
    pub created_at: i64,
}

impl ActiveModelBehavior for ActiveModel {}
