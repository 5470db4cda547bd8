//! A record that a device sent, once, and each other content that came under its id.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "delivery")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    /// The id that the device made; of another content than the first, that id and the hash.
    #[sea_orm(unique)]
    pub record: String,
    pub kind: String,
    pub content_hash: String,
    pub outcome: String,
    pub reason: Option<String>,
    /// Where what was made of it can be looked at; a receipt only by its submission, a support at a kiosk with its person.
    pub path: Option<String>,
    /// Of one that was refused, for a while.
    pub content: Option<String>,
    /// How often the same id came with other content.
    pub conflicts: i64,
    /// By the clock of the device.
    pub entered_at: i64,
    pub arrived_at: i64,
}

impl ActiveModelBehavior for ActiveModel {}
