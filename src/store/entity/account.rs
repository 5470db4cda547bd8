//! Somebody who signed up.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "account")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub email: String,
    pub name: Option<String>,
    /// A PHC string of Argon2id.
    pub password_hash: Option<String>,
    pub person_key: String,
    pub language: String,
    pub email_confirmed_at: Option<i64>,
    pub resident_at: Option<i64>,
    pub totp_secret: Option<String>,
    /// When the first code was right; the secret counts from then on.
    pub totp_at: Option<i64>,
    /// The last step of 30 seconds whose code was taken, so that none is taken twice.
    pub totp_step: Option<i64>,
    pub created_at: i64,
}

impl ActiveModelBehavior for ActiveModel {}
