//! What arrives from guests and what becomes of it, so that a flood is seen and moderators need not read the same rubbish
//! a hundred times.

use sea_orm_migration::{
    prelude::*,
    schema::{big_integer, big_integer_null, text, text_null},
    sea_orm::DbBackend,
};

use crate::table::{belongs_to, drop_all, index, unique, with_id};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// New columns of the board, the last one first when they go.
const COLUMNS: [&str; 4] = ["flood_limit", "attack_since", "attack_sign_at", "attack_reason"];

/// What was taken out of a proposal leaves no traces in the search index either.
const FORGET: &str = "INSERT INTO proposal_fts(proposal_fts, rank) VALUES ('secure-delete', 1)";
const KEEP: &str = "INSERT INTO proposal_fts(proposal_fts, rank) VALUES ('secure-delete', 0)";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let arrival = with_id("arrival")
            .col(big_integer("board_id"))
            .col(text("subject"))
            .col(big_integer("subject_id"))
            .col(big_integer("at"))
            .col(text_null("doubt"))
            .col(text_null("decision"))
            .foreign_key(&mut belongs_to("board_id", "board"))
            .to_owned();
        manager.create_table(arrival).await?;
        manager.create_index(index("arrival_recent", "arrival", &["board_id", "at", "id"])).await?;
        manager.create_index(unique("arrival_of", "arrival", &["subject", "subject_id"])).await?;
        let word = Table::create()
            .table("word_weight")
            .col(text("word").primary_key())
            .col(big_integer("kept"))
            .col(big_integer("refused"))
            .to_owned();
        manager.create_table(word).await?;
        let columns = [
            big_integer("flood_limit").default(20).to_owned(),
            big_integer_null("attack_since"),
            big_integer_null("attack_sign_at"),
            text_null("attack_reason"),
        ];
        for column in columns {
            manager.alter_table(Table::alter().table("board").add_column(column).to_owned()).await?;
        }
        search_index(manager, FORGET).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        search_index(manager, KEEP).await?;
        for column in COLUMNS.into_iter().rev() {
            manager.alter_table(Table::alter().table("board").drop_column(column).to_owned()).await?;
        }
        drop_all(manager, &["word_weight", "arrival"]).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

async fn search_index(manager: &SchemaManager<'_>, step: &str) -> Result<(), DbErr> {
    if manager.get_database_backend() == DbBackend::Sqlite {
        manager.get_connection().execute_unprepared(step).await?;
    }
    Ok(())
}
