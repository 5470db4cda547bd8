//! Boards and proposals, with one index for every order in which the board is read.

use sea_orm_migration::{
    prelude::*,
    schema::{big_integer, big_integer_null, boolean, double_null, small_integer, text, text_null, text_uniq},
};

use crate::table::{drop_all, index, may_point_to, reference, with_id};

/// Name and columns. Each begins with what a filter fixes and goes on with a sort key and the id, so that a page of the
/// list is read from the index in order, whatever the number of rows: newest, most supported, most discussed, each
/// without a filter, within a theme, within a district, within a status. What stands after the id is asked without
/// reading the row: a goal, which is a bit of a set, and a theme within a district. The last one finds what is near.
const ORDERS: [(&str, &[&str]); 13] = [
    ("proposal_newest", &["is_listed", "published_at", "id", "goals"]),
    ("proposal_supported", &["is_listed", "support_count", "id", "goals"]),
    ("proposal_discussed", &["is_listed", "comment_count", "id", "goals"]),
    ("proposal_theme_newest", &["is_listed", "theme", "published_at", "id", "goals"]),
    ("proposal_theme_supported", &["is_listed", "theme", "support_count", "id", "goals"]),
    ("proposal_theme_discussed", &["is_listed", "theme", "comment_count", "id", "goals"]),
    ("proposal_district_newest", &["is_listed", "district_id", "published_at", "id", "theme", "goals"]),
    ("proposal_district_supported", &["is_listed", "district_id", "support_count", "id", "theme", "goals"]),
    ("proposal_district_discussed", &["is_listed", "district_id", "comment_count", "id", "theme", "goals"]),
    ("proposal_status_newest", &["status", "published_at", "id"]),
    ("proposal_status_supported", &["status", "support_count", "id"]),
    ("proposal_status_discussed", &["status", "comment_count", "id"]),
    ("proposal_near", &["is_listed", "spot_lat", "spot_lon"]),
];

/// Everything that is counted and summed, so that figures are made from the index without the texts.
const FIGURES: [&str; 7] = ["is_listed", "theme", "status", "district_id", "goals", "support_count", "comment_count"];

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(board()).await?;
        manager.create_table(proposal()).await?;
        for (name, columns) in ORDERS {
            manager.create_index(index(name, "proposal", columns)).await?;
        }
        manager.create_index(index("proposal_figures", "proposal", &FIGURES)).await?;
        manager.create_index(index("proposal_merged_into", "proposal", &["merged_into"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, &["proposal", "board"]).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

fn board() -> TableCreateStatement {
    with_id("board")
        .col(text_uniq("slug"))
        .col(text("title"))
        .col(text("moderation"))
        .col(big_integer("support_goal"))
        .col(big_integer("opens_at"))
        .col(big_integer_null("closes_at"))
        .to_owned()
}

fn proposal() -> TableCreateStatement {
    with_id("proposal")
        .col(big_integer("board_id"))
        .col(text_uniq("submission"))
        .col(text_uniq("receipt_hash"))
        .col(text("author_key"))
        .col(text("title"))
        .col(text("text"))
        .col(small_integer("theme"))
        .col(small_integer("goals"))
        .col(big_integer_null("district_id"))
        .col(big_integer_null("borough_id"))
        .col(big_integer_null("council_id"))
        .col(double_null("lon"))
        .col(double_null("lat"))
        .col(double_null("spot_lon"))
        .col(double_null("spot_lat"))
        .col(text_null("place_note"))
        .col(text_null("author"))
        .col(text_null("email"))
        .col(text("status"))
        .col(boolean("is_listed"))
        .col(big_integer("submitted_at"))
        .col(big_integer_null("published_at"))
        .col(big_integer("status_at"))
        .col(big_integer("support_count").default(0))
        .col(big_integer("comment_count").default(0))
        .col(big_integer_null("merged_into"))
        .col(big_integer("revision").default(1))
        .col(boolean("is_demo").default(false))
        .col(text("search_text"))
        .col(text("content_hash"))
        .foreign_key(&mut reference("board_id", "board"))
        .foreign_key(&mut reference("district_id", "area"))
        .foreign_key(&mut reference("borough_id", "area"))
        .foreign_key(&mut reference("council_id", "area"))
        .foreign_key(&mut may_point_to("merged_into", "proposal"))
        .to_owned()
}
