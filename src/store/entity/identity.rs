//! Whom another sign-in (OpenID Connect) says that the owner of an account is.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "identity")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub account_id: i64,
    pub issuer: String,
    pub subject: String,
    pub created_at: i64,
}

impl ActiveModelBehavior for ActiveModel {}
