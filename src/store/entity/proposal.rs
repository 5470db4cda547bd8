//! A proposal.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "proposal")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub board_id: i64,
    #[sea_orm(unique)]
    pub submission: String,
    #[sea_orm(unique)]
    pub receipt_hash: String,
    /// Pseudonym of the guest who submitted it.
    pub author_key: String,
    pub title: String,
    pub text: String,
    pub theme: i16,
    pub goals: i16,
    pub district_id: Option<i64>,
    pub borough_id: Option<i64>,
    pub council_id: Option<i64>,
    pub lon: Option<f64>,
    pub lat: Option<f64>,
    /// Where it counts for "nearest first": the pin, else the middle of its Ortsteil; nowhere when it concerns the city.
    pub spot_lon: Option<f64>,
    pub spot_lat: Option<f64>,
    pub place_note: Option<String>,
    pub author: Option<String>,
    pub email: Option<String>,
    /// In which letters about it are written.
    pub language: String,
    pub status: String,
    /// Published, and its status is one of `Status::LISTED`; kept, so that one index serves the whole board.
    pub is_listed: bool,
    pub submitted_at: i64,
    pub published_at: Option<i64>,
    pub status_at: i64,
    pub support_count: i64,
    pub comment_count: i64,
    pub merged_into: Option<i64>,
    /// The proposal of which it was a part.
    pub split_from: Option<i64>,
    pub revision: i64,
    pub is_demo: bool,
    pub search_text: String,
    pub content_hash: String,
    /// Code of [`domain::channel::Channel`].
    pub channel: String,
}

impl ActiveModelBehavior for ActiveModel {}
