//! A browser that wants to be told of news.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "push_subscription")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub person_key: String,
    /// Where its push service takes messages.
    #[sea_orm(unique)]
    pub endpoint: String,
    /// Its public key and its secret, base64url.
    pub p256dh: String,
    pub auth: String,
    pub language: String,
    pub created_at: i64,
}

impl ActiveModelBehavior for ActiveModel {}
