//! A record of a kiosk that arrived, under its number.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "kiosk_record")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub kiosk_id: i64,
    pub number: i64,
    /// Of what was sent.
    pub hash: String,
    /// The `record` of its `delivery`; nothing where nobody could open it.
    pub record: Option<String>,
    /// Of the code that the visitor was shown.
    pub receipt_hash: Option<String>,
    /// As it came, while nobody could open it.
    pub sealed: Option<String>,
    /// By the clock of the device.
    pub entered_at: Option<i64>,
    pub arrived_at: i64,
}

impl ActiveModelBehavior for ActiveModel {}
