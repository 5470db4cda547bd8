//! A tablet that many people share.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "kiosk")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub name: String,
    pub place: String,
    /// Codes, with commas between them.
    pub languages: String,
    /// Slugs, with commas between them.
    pub boards: String,
    /// Codes of kinds, with commas between them.
    pub processes: String,
    /// Addresses without their slash, with commas between them.
    pub left_out: String,
    /// Of the code with which a device is paired.
    #[sea_orm(unique)]
    pub code_hash: Option<String>,
    pub code_at: Option<i64>,
    /// A point of P-256, uncompressed, base64url.
    pub public_key: Option<String>,
    pub paired_at: Option<i64>,
    pub revoked_at: Option<i64>,
    pub last_seen_at: Option<i64>,
    /// The number of the last message.
    pub beat: i64,
    /// JSON.
    pub health: Option<String>,
    /// How often a number came again with other content.
    pub repeats: i64,
    pub created_at: i64,
    /// Since when it is silent, once somebody was told.
    pub silent_since: Option<i64>,
    /// Since when a call for help waits for somebody.
    pub help_at: Option<i64>,
    /// When letters about a call were written last.
    pub help_told_at: Option<i64>,
    /// The last number of the devices that were replaced, as far as they said.
    pub counted_to: i64,
}

impl ActiveModelBehavior for ActiveModel {}
