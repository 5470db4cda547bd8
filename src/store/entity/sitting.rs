//! A sitting at the counter that goes on. Neither who sits there nor which clerk began it is in it, unless they showed that they
//! live here: then their pseudonym and their fingerprint, until it ends.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "sitting")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    #[sea_orm(unique)]
    pub token_hash: String,
    pub begun_at: i64,
    pub seen_at: i64,
    pub person_key: Option<String>,
    #[sea_orm(unique)]
    pub fingerprint: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
